import * as z from 'zod';
import { refusalReasons } from '../domain/reservation/refusals.ts';
import { isServiceDate, isTimeZone, isWallTime } from '../domain/time/service-date.ts';

/** A local business date, `2026-11-22`. Real dates only. */
export const ServiceDate = z
  .string()
  .refine(isServiceDate, 'Give a real date as YYYY-MM-DD, for example 2026-11-22.')
  .meta({ example: '2026-11-22', format: 'date' });

/** A local time of day, `19:30`. */
export const WallTime = z
  .string()
  .refine(isWallTime, 'Give a time as HH:MM on the 24-hour clock, for example 19:30.')
  .meta({ example: '19:30' });

export const TimeZone = z
  .string()
  .refine(isTimeZone, 'Give an IANA time zone, for example Europe/Paris.')
  .meta({ example: 'Europe/Paris' });

/** An instant, `2026-11-22T19:30:00Z`. */
export const Instant = z.iso.datetime({ error: 'Give an instant such as 2026-11-22T19:30:00Z.' });

export const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'Give a month as YYYY-MM, for example 2026-11.')
  .meta({ example: '2026-11' });

/** A numeric id in a JSON body. */
export const Id = z.int().positive().max(Number.MAX_SAFE_INTEGER);
/** A numeric id in a path or a query. */
export const PathId = z
  .string()
  .regex(/^[1-9]\d{0,15}$/, 'An id is a positive whole number.')
  .transform(Number)
  .meta({ type: 'integer' });

/** More guests than any restaurant seats as one party is a slip of the finger. */
export const partySizeLimit = 99;
export const PartySize = z
  .int('The party size is a whole number of guests.')
  .min(1, 'A party has at least one guest.')
  .max(partySizeLimit, `For more than ${String(partySizeLimit)} guests please call the restaurant.`);
export const QueryPartySize = z.coerce.number<string>().pipe(PartySize);
export const DurationMinutes = z.int().min(15).max(720);

export const Features = z.array(z.string().min(1).max(40)).max(20);

export const channels = ['online', 'in_house', 'walk_in'] as const;
export const SalesChannel = z.enum(channels);

/** A page of a longer list. */
export function listOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

export const PageQuery = z.object({
  cursor: z.string().max(400).optional(),
  limit: z.coerce.number<string>().int().min(1).max(200).default(50),
});

export const DryRunQuery = z.object({ dryRun: z.enum(['true', 'false']).optional() });

/** Why a request failed that never reached a day. Closed, like the refusals. */
export const requestFaults = [
  'malformed_json',
  'invalid',
  'body_too_large',
  'unsupported_media_type',
  'no_session',
  'session_expired',
  'second_factor_required',
  'second_factor_needed',
  'reauthentication_required',
  'device_locked',
  'link_spent',
  'wrong_credentials',
  'forbidden',
  'origin_mismatch',
  'not_found',
  'method_not_allowed',
  'conflict',
  'too_many_requests',
  'overloaded',
  'unavailable',
  'internal',
] as const;

export const problemCodes = [...requestFaults, ...refusalReasons] as const;
export type ProblemCode = (typeof problemCodes)[number];

export const secondFactorMethods = ['authenticator', 'passkey', 'recovery_code'] as const;

/** RFC 9457 problem details, with the closed `code` that programs switch on. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.enum(problemCodes),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    alternativeTimes: z.array(WallTime).optional(),
    /** Bookings that stand in the way of a change of configuration. */
    conflicts: z
      .array(
        z.object({
          reservationId: Id,
          confirmationNumber: z.string(),
          reservationDate: z.string(),
          reservationTime: z.string(),
          partySize: z.int(),
          issue: z.string(),
        }),
      )
      .optional(),
    /** The password was right: send this with the second factor. */
    challenge: z.string().optional(),
    /** How the second factor can be given. */
    methods: z.array(z.enum(secondFactorMethods)).optional(),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;
