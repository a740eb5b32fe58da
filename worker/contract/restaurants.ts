import * as z from 'zod';
import { Id, Instant, Problem, SalesChannel, ServiceDate, TimeZone, WallTime, listOf } from './common.ts';

export const Group = z.object({ id: Id, name: z.string(), slug: z.string() }).meta({ id: 'Group' });
export type Group = z.infer<typeof Group>;

/** A restaurant as everybody may see it. */
export const Restaurant = z
  .object({
    id: Id,
    groupId: Id,
    groupName: z.string(),
    name: z.string(),
    slug: z.string(),
    zone: z.string(),
    dayBoundary: WallTime,
    cuisine: z.string(),
    description: z.string(),
    address: z.string(),
    phone: z.string(),
    email: z.string(),
    currency: z.string(),
    configurationVersion: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Restaurant' });
export type Restaurant = z.infer<typeof Restaurant>;

const profile = {
  name: z.string().trim().min(1).max(80),
  cuisine: z.string().trim().max(60),
  description: z.string().trim().max(2000),
  address: z.string().trim().max(300),
  phone: z.string().trim().max(32),
  email: z.email().or(z.literal('')),
};
export const CreateRestaurant = z.object({
  groupId: Id,
  name: profile.name,
  slug: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'A slug has lower-case letters, digits and single dashes.')
    .max(60)
    .optional(),
  zone: TimeZone,
  dayBoundary: WallTime.default('04:00'),
  cuisine: profile.cuisine.default(''),
  description: profile.description.default(''),
  address: profile.address.default(''),
  phone: profile.phone.default(''),
  email: profile.email.default(''),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Give an ISO 4217 code such as EUR.')
    .default('USD'),
});
export type CreateRestaurant = z.infer<typeof CreateRestaurant>;
export const UpdateRestaurant = z.object({
  name: profile.name.optional(),
  cuisine: profile.cuisine.optional(),
  description: profile.description.optional(),
  address: profile.address.optional(),
  phone: profile.phone.optional(),
  email: profile.email.optional(),
  /** Refused while days are open. */
  zone: TimeZone.optional(),
  dayBoundary: WallTime.optional(),
});
export type UpdateRestaurant = z.infer<typeof UpdateRestaurant>;

export const ServicePeriod = z.object({
  name: z.string().trim().min(1).max(40),
  weekdays: z.array(z.int().min(0).max(6)).max(7),
  startTime: WallTime,
  lastStartTime: WallTime,
  intervalMinutes: z.int().min(5).max(120).multipleOf(5),
  pacingCoversMax: z.int().min(1).max(2000).nullable(),
  pacingPartiesMax: z.int().min(1).max(500).nullable(),
  channels: z.array(SalesChannel).min(1),
});

/** How many may start together in the period of that name. */
export const ServicePeriodLimits = ServicePeriod.pick({ name: true, pacingCoversMax: true, pacingPartiesMax: true });

export const SpecialDay = z.object({
  date: ServiceDate,
  name: z.string().trim().min(1).max(80),
  closed: z.boolean(),
  periods: z.array(ServicePeriod).max(6).nullable(),
});

export const BookingPolicies = z.object({
  noticeMinutes: z.int().min(0).max(43_200),
  horizonDays: z.int().min(0).max(730),
  partySizeMinOnline: z.int().min(1).max(99),
  partySizeMaxOnline: z.int().min(1).max(99),
  pendingFromPartySize: z.int().min(1).max(99).nullable(),
  confirmByHand: z.boolean(),
  holdMinutes: z.int().min(1).max(30),
  lateAfterMinutes: z.int().min(1).max(120),
  noShowAfterMinutes: z.int().min(5).max(600).nullable(),
  cancelUntilMinutes: z.int().min(0).max(43_200),
  modifyUntilMinutes: z.int().min(0).max(43_200),
  bookingPolicyText: z.string().max(2000),
  cancellationPolicyText: z.string().max(2000),
});

/** How the house sells its tables when there are more guests than tables. Everything here is opt-in. */
export const SeatingPolicies = z.object({
  /** When the house is at its fullest; wall times, `endTime` not included. */
  peaks: z
    .array(z.object({ weekdays: z.array(z.int().min(0).max(6)).min(1).max(7), startTime: WallTime, endTime: WallTime }))
    .max(14),
  /** Turns that start at peak are this much shorter. */
  peakTurnMinutesLess: z.int().min(0).max(60),
  /** At peak, tables and combinations of `seatsMin` or more are for parties of `partySizeMin` or more. */
  peakLargeTables: z.object({ seatsMin: z.int().min(2).max(99), partySizeMin: z.int().min(2).max(99) }).nullable(),
  /** Keep tables for parties that are expected to ask later and fill them better. */
  bidPrices: z.boolean(),
  /** Offer guests the times that leave no gaps too short to sell. */
  slotShaping: z.boolean(),
});
export type SeatingPolicies = z.infer<typeof SeatingPolicies>;

const settings = {
  periods: z.array(ServicePeriod).max(20),
  specialDays: z.array(SpecialDay).max(400),
  turnTimes: z
    .array(z.object({ partySizeMax: z.int().min(1).max(99), minutes: z.int().min(15).max(720) }))
    .min(1)
    .max(20),
  resetMinutes: z.int().min(0).max(120),
};
export const Settings = z
  .object({ version: z.int(), ...settings, policies: BookingPolicies, seating: SeatingPolicies })
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof Settings>;

/** Any subset; a list that is given replaces the list. */
export const UpdateSettings = z.object({
  periods: settings.periods.optional(),
  specialDays: settings.specialDays.optional(),
  turnTimes: settings.turnTimes.optional(),
  resetMinutes: settings.resetMinutes.optional(),
  policies: BookingPolicies.partial().optional(),
  seating: SeatingPolicies.partial().optional(),
});
export type UpdateSettings = z.infer<typeof UpdateSettings>;

/** A zone that guests see: `main`, `patio`, `private`. A table's `location` names its `key`. */
export const Area = z.object({ id: Id, key: z.string(), name: z.string() }).meta({ id: 'Area' });
export const Areas = listOf(Area);
export const UpdateAreas = z.object({
  areas: z
    .array(z.object({ key: z.string().trim().min(1).max(60), name: z.string().trim().min(1).max(60) }))
    .min(1)
    .max(40),
});

export const Combination = z
  .object({ id: Id, tableIds: z.array(Id), partySizeMin: z.int(), partySizeMax: z.int() })
  .meta({ id: 'Combination' });
export type Combination = z.infer<typeof Combination>;
export const Combinations = listOf(Combination);
export const UpdateCombinations = z.object({
  combinations: z
    .array(
      z
        .object({
          tableIds: z.array(Id).min(2).max(12),
          partySizeMin: z.int().min(1).max(99),
          partySizeMax: z.int().min(1).max(99),
        })
        .refine((combination) => combination.partySizeMin <= combination.partySizeMax, {
          path: ['partySizeMin'],
          message: 'The smallest party cannot be larger than the largest.',
        }),
    )
    .max(200),
});

/** A change of configuration names the dates that could not be told yet and the bookings that no longer fit. */
const ConfigurationConflict = Problem.shape.conflicts.unwrap().element;
export type ConfigurationConflict = z.infer<typeof ConfigurationConflict>;
export const Applied = {
  version: z.int(),
  appliedDates: z.array(ServiceDate),
  pendingDates: z.array(ServiceDate),
  conflicts: z.array(ConfigurationConflict),
};
export const SettingsApplied = Settings.extend(Applied).meta({ id: 'SettingsApplied' });
export const ConfigurationApplied = z.object(Applied).meta({ id: 'ConfigurationApplied' });
export type ConfigurationApplied = z.infer<typeof ConfigurationApplied>;
