import * as z from 'zod';
import { Id, Instant, ServiceDate, TimeZone, WallTime } from './common.ts';
import { Reservation } from './reservations.ts';
import { CreateRestaurant, Group } from './restaurants.ts';

export const GroupDetails = Group.extend({
  /** Guests are the same person at every location. */
  sharesGuests: z.boolean(),
  /** The locations at which the caller works. */
  restaurants: z.array(z.object({ id: Id, name: z.string() })),
}).meta({ id: 'GroupDetails' });
export type GroupDetails = z.infer<typeof GroupDetails>;
export const UpdateGroup = z.object({
  name: z.string().trim().min(1, 'Give the group a name.').max(80).optional(),
  sharesGuests: z.boolean().optional(),
});

const quietHours = z
  .object({ from: WallTime, to: WallTime })
  .refine(({ from, to }) => from !== to, { path: ['to'], message: 'Quiet hours end at another time than they begin.' })
  .nullable();
const policy = {
  secondFactor: z.enum(['nobody', 'managers', 'everybody']),
  /** Hours that a session may lie unused. */
  idleHours: z
    .int()
    .min(1)
    .max(24 * 60),
  /** Days after which a session ends in any case. */
  absoluteDays: z.int().min(1).max(180),
  /** No message leaves between these wall times unless it cannot wait. */
  quietHours,
};
export const SecurityPolicy = z.object(policy).meta({ id: 'SecurityPolicy' });
export type SecurityPolicy = z.infer<typeof SecurityPolicy>;
export const UpdateSecurityPolicy = z.object({
  secondFactor: policy.secondFactor.optional(),
  idleHours: policy.idleHours.optional(),
  absoluteDays: policy.absoluteDays.optional(),
  quietHours: quietHours.optional(),
});

/** Everything that makes the house is copied; what is given here is the new location's own. */
export const CloneRestaurant = z.object({
  fromRestaurantId: Id,
  name: CreateRestaurant.shape.name,
  slug: CreateRestaurant.shape.slug,
  address: z.string().trim().max(300).optional(),
  phone: z.string().trim().max(32).optional(),
  zone: TimeZone.optional(),
});
export type CloneRestaurant = z.infer<typeof CloneRestaurant>;

export const overviewAlerts = ['unreachable', 'without_table', 'late', 'overdue', 'full', 'behind'] as const;

const Tally = {
  /** Covers booked ahead and not cancelled; walk-ins apart. */
  coversBooked: z.int(),
  /** Covers at tables now, walk-ins too. */
  coversSeated: z.int(),
  /** Covers still to come, or here and not seated yet. */
  coversExpected: z.int(),
  coversWalkIn: z.int(),
  /** Parties that arrived and wait for their table. */
  partiesWaiting: z.int(),
  noShows: z.int(),
  cancellations: z.int(),
};
export const LocationTonight = z
  .object({
    restaurantId: Id,
    name: z.string(),
    zone: z.string(),
    serviceDate: ServiceDate,
    /** The location's own clock. */
    now: Instant,
    /** The date's `seq` that the numbers are of: a socket goes on from here. 0: nothing happened on this date yet. */
    seq: z.int(),
    ...Tally,
    /** The same weekday a week before: what was booked as long before the day's end as it is now, and in the end. */
    lastWeek: z.object({ serviceDate: ServiceDate, coversBookedThen: z.int(), coversBooked: z.int() }),
    /** The most urgent first. `count` parties, or for `behind` events that lists do not show yet; 1 where nothing counts. */
    alerts: z.array(z.object({ kind: z.enum(overviewAlerts), count: z.int() })),
  })
  .meta({ id: 'LocationTonight' });
export type LocationTonight = z.infer<typeof LocationTonight>;
export const GroupOverview = z
  .object({
    groupId: Id,
    name: z.string(),
    items: z.array(LocationTonight),
    totals: z.object({ ...Tally, coversBookedLastWeek: z.int(), alerts: z.int() }),
    nextCursor: z.null(),
  })
  .meta({ id: 'GroupOverview' });
export type GroupOverview = z.infer<typeof GroupOverview>;

/** Somebody who books: at this restaurant or, when the group shares its guests, at any of its locations. */
export const Guest = z
  .object({
    id: Id,
    name: z.string(),
    /** As it was last given; empty when only an e-mail address is known. */
    phone: z.string(),
    email: z.string().nullable(),
    /** Seated parties, and of those the last date. */
    visits: z.int(),
    lastVisitDate: ServiceDate.nullable(),
    noShows: z.int(),
    cancellations: z.int(),
    /** Bookings that are still to come. */
    upcoming: z.int(),
    firstSeenAt: Instant,
  })
  .meta({ id: 'Guest' });
export type Guest = z.infer<typeof Guest>;
export const GuestDetails = Guest.extend({
  /** Whether the numbers are those of the whole group. */
  shared: z.boolean(),
  /** The latest first, at most a hundred; only of places at which the caller may see contacts. */
  reservations: z.array(Reservation.extend({ restaurantName: z.string() })),
}).meta({ id: 'GuestDetails' });
export type GuestDetails = z.infer<typeof GuestDetails>;

export const ActAs = z
  .object({
    userId: Id.optional(),
    email: z.email('Give an e-mail address such as name@example.com.').max(254).optional(),
    reason: z.string().trim().min(5, 'Say why, in a few words: it stands in the audit.').max(300),
  })
  .refine(({ userId, email }) => (userId === undefined) !== (email === undefined), {
    path: ['email'],
    message: 'Name the person by userId or by email.',
  });
export const PlatformPerson = z
  .object({
    id: Id,
    email: z.string(),
    name: z.string(),
    /** Where they work, `manager · Osteria Lume`; nothing for guests. */
    roles: z.array(z.object({ role: z.string(), place: z.string() })),
  })
  .meta({ id: 'PlatformPerson' });
export type PlatformPerson = z.infer<typeof PlatformPerson>;
