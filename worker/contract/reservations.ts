import * as z from 'zod';
import { DurationMinutes, Features, Id, Instant, PageQuery, PartySize, ServiceDate, WallTime } from './common.ts';

export const reservationStatuses = ['pending', 'confirmed', 'seated', 'completed', 'cancelled', 'no_show'] as const;
export const ReservationStatus = z.enum(reservationStatuses);
export type ReservationStatus = z.infer<typeof ReservationStatus>;

export const reservationSources = ['online', 'phone', 'walk_in', 'waitlist', 'partner', 'api'] as const;
export const ReservationSource = z.enum(reservationSources);
export type ReservationSource = z.infer<typeof ReservationSource>;

export const GuestInfo = z.object({
  name: z.string(),
  /** Empty for walk-ins, and for readers whose role may not see contacts. */
  phone: z.string(),
  email: z.string().optional(),
  specialRequests: z.string().optional(),
});
export type GuestInfo = z.infer<typeof GuestInfo>;

/** The requirements' Reservation, with the fields that API.md adds. */
export const Reservation = z
  .object({
    id: Id,
    restaurantId: Id,
    guestId: Id.nullable().optional(),
    confirmationNumber: z.string(),
    /** The service date; `startsAt` gives the instant. */
    reservationDate: ServiceDate,
    reservationTime: WallTime,
    startsAt: Instant,
    endsAt: Instant,
    partySize: z.int(),
    /** Minutes that the party is expected to stay. */
    duration: z.int(),
    status: ReservationStatus,
    source: ReservationSource,
    /** The first of `tableIds`; both only once seated. */
    tableId: Id.optional(),
    tableIds: z.array(Id).optional(),
    /** The plan, for staff; it may change until the party is seated or the plan is pinned. Empty: in conflict. */
    plannedTableIds: z.array(Id).optional(),
    pinned: z.boolean().optional(),
    /** Accepted, but no table fits any more: staff must resolve it. */
    conflict: z.boolean().optional(),
    late: z.boolean().optional(),
    guestInfo: GuestInfo,
    preferredSeating: z.array(z.string()).optional(),
    occasion: z.string().optional(),
    notes: z.string().optional(),
    arrivedAt: Instant.optional(),
    seatedAt: Instant.optional(),
    completedAt: Instant.optional(),
    /** Rises with every change of this reservation. */
    version: z.int(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Reservation' });
export type Reservation = z.infer<typeof Reservation>;

const name = z.string().trim().min(1, 'Give a name for the booking.').max(120);
const phone = z
  .string()
  .trim()
  .min(5, 'Give a phone number with at least five digits.')
  .max(32)
  .regex(/^[+0-9 ()./-]+$/, 'A phone number holds digits, spaces and + ( ) - only.');
const email = z.email('Give an e-mail address such as name@example.com.').max(254).meta({ example: 'ada@example.com' });

export const GuestInfoInput = z.object({
  name,
  phone,
  email: email.optional(),
  specialRequests: z.string().trim().max(1000).optional(),
});
const bookingFields = {
  reservationDate: ServiceDate.optional(),
  reservationTime: WallTime.optional(),
  /** Same as `reservationDate` and `reservationTime`. */
  date: ServiceDate.optional(),
  time: WallTime.optional(),
  /** Which of two equal wall times is meant on the night the clocks go back, for example `-04:00`. */
  utcOffset: z
    .string()
    .regex(/^[+-]\d{2}:\d{2}$/, 'Give an offset such as -04:00.')
    .optional(),
  partySize: PartySize,
  preferredSeating: Features.optional(),
  occasion: z.string().trim().max(60).optional(),
  holdId: z.string().max(80).optional(),
};

interface WithEitherName {
  reservationDate?: string | undefined;
  reservationTime?: string | undefined;
  date?: string | undefined;
  time?: string | undefined;
}

/** Both spellings of date and time are in the requirements; inside there is one. */
function dated<T extends z.ZodObject>(schema: T) {
  return schema
    .superRefine((value, ctx) => {
      const given = value as WithEitherName;
      if (given.reservationDate === undefined && given.date === undefined)
        ctx.addIssue({ code: 'custom', path: ['reservationDate'], message: 'Give the date of the booking.' });
      if (given.reservationTime === undefined && given.time === undefined)
        ctx.addIssue({ code: 'custom', path: ['reservationTime'], message: 'Give the time of the booking.' });
    })
    .transform((value) => {
      const { date, time, reservationDate, reservationTime, ...rest } = value as z.output<T> & WithEitherName;
      return {
        ...(rest as Omit<z.output<T>, keyof WithEitherName>),
        reservationDate: reservationDate ?? date ?? '',
        reservationTime: reservationTime ?? time ?? '',
      };
    });
}

/** What staff and API clients send. A `source` of `walk_in` seats the party at once. */
export const CreateReservation = dated(
  z.object({
    ...bookingFields,
    guestInfo: z.object({ ...GuestInfoInput.shape, phone: phone.or(z.literal('')).default('') }),
    duration: DurationMinutes.optional(),
    notes: z.string().trim().max(1000).optional(),
    source: z.enum(['online', 'phone', 'partner', 'api']).optional(),
    /** Tables chosen by hand: the plan is pinned to them. */
    tableIds: z.array(Id).min(1).max(12).optional(),
    /** Staff may go over pacing, with a role that allows it; it is written into the audit. */
    override: z.boolean().optional(),
  }),
);
export type CreateReservation = z.output<typeof CreateReservation>;

/** What a guest sends. */
export const CreatePublicReservation = dated(z.object({ ...bookingFields, guestInfo: GuestInfoInput }));
export type CreatePublicReservation = z.output<typeof CreatePublicReservation>;

export const PublicReservation = Reservation.extend({ manageToken: z.string(), manageUrl: z.string() }).meta({
  id: 'PublicReservation',
});

/** Any subset of what can change. */
const changeFields = {
  reservationDate: ServiceDate.optional(),
  reservationTime: WallTime.optional(),
  /** Same as `reservationDate` and `reservationTime`. */
  date: ServiceDate.optional(),
  time: WallTime.optional(),
  utcOffset: bookingFields.utcOffset,
  partySize: PartySize.optional(),
  preferredSeating: Features.optional(),
  occasion: z.string().trim().max(60).nullable().optional(),
};
export const ModifyReservation = z.object({
  ...changeFields,
  guestInfo: z
    .object({
      name: name.optional(),
      phone: phone.optional(),
      email: email.nullable().optional(),
      specialRequests: z.string().trim().max(1000).nullable().optional(),
    })
    .optional(),
});
export type ModifyReservation = z.infer<typeof ModifyReservation>;

export const UpdateReservation = ModifyReservation.extend({
  duration: DurationMinutes.optional(),
  notes: z.string().trim().max(1000).nullable().optional(),
  /** Pins the plan to these tables; an empty list lets the house choose again. */
  tableIds: z.array(Id).max(12).optional(),
  override: z.boolean().optional(),
  /** Refused with 412 when the reservation has moved on. */
  version: z.int().optional(),
});
export type UpdateReservation = z.infer<typeof UpdateReservation>;

const chosenTables = {
  tableId: Id.optional(),
  tableIds: z.array(Id).min(1).max(12).optional(),
  /** Go against a warning (too small, a party planned there); needs a role that may. */
  override: z.boolean().optional(),
};
export const SeatReservation = z.object(chosenTables);
export const MoveSeating = z
  .object(chosenTables)
  .refine((move) => move.tableId !== undefined || move.tableIds !== undefined, {
    path: ['tableId'],
    message: 'Say which table the party moves to.',
  });
export const NoShow = z.object({
  /** Takes a no-show back: the party came after all. */
  undo: z.boolean().optional(),
});
export const CancelQuery = z.object({ reason: z.string().max(200).optional() });

export const WalkIn = z.object({
  partySize: PartySize,
  guestInfo: z
    .object({ name: name.optional(), phone: phone.optional(), specialRequests: z.string().trim().max(1000).optional() })
    .optional(),
  duration: DurationMinutes.optional(),
  preferredSeating: Features.optional(),
  notes: z.string().trim().max(1000).optional(),
  ...chosenTables,
});
export type WalkIn = z.infer<typeof WalkIn>;

export const ReservationQuery = PageQuery.extend({
  date: ServiceDate.optional(),
  from: ServiceDate.optional(),
  to: ServiceDate.optional(),
  status: z
    .union([ReservationStatus, z.array(ReservationStatus)])
    .transform((status) => (Array.isArray(status) ? status : [status]))
    .optional(),
  name: z.string().max(120).optional(),
  /** Name, phone or confirmation number. */
  q: z.string().max(120).optional(),
  partySize: z.coerce.number<string>().pipe(PartySize).optional(),
  source: ReservationSource.optional(),
  sort: z.enum(['time', '-time', 'name', '-name', 'partySize', '-partySize']).optional(),
});
export type ReservationQuery = z.infer<typeof ReservationQuery>;

/** What a guest may know of the own booking. */
export const GuestReservation = Reservation.omit({
  plannedTableIds: true,
  pinned: true,
  conflict: true,
  notes: true,
  guestId: true,
}).meta({ id: 'GuestReservation' });

export const ReservationStatusAnswer = GuestReservation.extend({
  restaurantName: z.string(),
  zone: z.string(),
  canCancel: z.boolean(),
  canModify: z.boolean(),
  cancellationPolicyText: z.string(),
}).meta({ id: 'ReservationStatusAnswer' });

/** What the public form needs to draw itself. */
export const ReservationForm = z
  .object({
    restaurantId: Id,
    restaurantName: z.string(),
    zone: z.string(),
    firstDate: ServiceDate,
    lastDate: ServiceDate,
    partySizeMin: z.int(),
    partySizeMax: z.int(),
    /** The weekly service periods, as guests read them; special days show only in the availability. */
    hours: z.array(
      z.object({
        name: z.string(),
        /** 0 Sunday … 6 Saturday. */
        weekdays: z.array(z.int()),
        startTime: WallTime,
        lastStartTime: WallTime,
      }),
    ),
    fields: z.array(z.object({ name: z.string(), label: z.string(), required: z.boolean() })),
    policy: z.string(),
    cancellationPolicy: z.string(),
    seatingFeatures: z.array(z.string()),
    questions: z.array(z.object({ id: z.string(), label: z.string(), options: z.array(z.string()).nullable() })),
  })
  .meta({ id: 'ReservationForm' });

/** One line of a reservation's history. */
export const HistoryEntry = z
  .object({
    seq: z.int(),
    at: Instant,
    type: z.string(),
    actor: z.string(),
    /** Who of the house, or which API key. */
    actorName: z.string().nullable(),
    source: z.string(),
    summary: z.string(),
  })
  .meta({ id: 'HistoryEntry' });
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const CreateHold = z.object({
  date: ServiceDate,
  time: WallTime,
  utcOffset: bookingFields.utcOffset,
  partySize: PartySize,
  preferredSeating: Features.optional(),
});
export const Hold = z
  .object({
    holdId: z.string(),
    restaurantId: Id,
    date: ServiceDate,
    time: WallTime,
    partySize: z.int(),
    expiresAt: Instant,
  })
  .meta({ id: 'Hold' });
export type Hold = z.infer<typeof Hold>;
