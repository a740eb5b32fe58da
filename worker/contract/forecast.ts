/** What the house may expect: tables, turns, guests that do not come. Estimates, each with what it rests on. */
import * as z from 'zod';
import { Id, Instant, ServiceDate, WallTime } from './common.ts';

export const PredictionQuery = z.object({ date: ServiceDate, time: WallTime });

/** The requirements' AvailabilityPrediction. */
export const AvailabilityPrediction = z
  .object({
    date: ServiceDate,
    time: WallTime,
    /** Ascending, for every size that the house seats online. */
    partySizes: z.array(
      z.object({
        partySize: z.int(),
        /** As the book stands now. */
        availableNow: z.boolean(),
        /** 0 to 1: that a table is still free when that time comes, asked then. */
        probability: z.number().min(0).max(1),
        /** Minutes that a party at the door would wait at that time; 0 where it would be seated at once; null: not that service. */
        expectedWaitMinutes: z.int().nullable(),
      }),
    ),
    /** What this rests on: `history` of like days, or the `book` alone while there are too few. */
    basis: z.object({
      kind: z.enum(['history', 'book']),
      days: z.int(),
      seatings: z.int(),
      learnedAt: Instant.nullable(),
      /** One sentence. */
      text: z.string(),
    }),
  })
  .meta({ id: 'AvailabilityPrediction' });
export type AvailabilityPrediction = z.infer<typeof AvailabilityPrediction>;

/** How long parties stay, as learned. Minutes. */
export const LearnedTurn = z.object({
  partySizeMin: z.int(),
  /** 99: and every larger one. */
  partySizeMax: z.int(),
  /** Null: all of them together; so for the weekday. */
  period: z.string().nullable(),
  weekday: z.int().min(0).max(6).nullable(),
  configuredMinutes: z.int(),
  /** The median, drawn to the configured value while data are few. */
  minutes: z.number(),
  /** Four parties in five stay between these. */
  from: z.number(),
  until: z.number(),
  seatings: z.int(),
});

export const DemandInterval = z.object({
  time: WallTime,
  /** Parties and covers that may be expected to ask for a start in this interval, with the span of four days in five. */
  parties: z.number(),
  covers: z.number(),
  coversFrom: z.number(),
  coversUntil: z.number(),
  /** Already in the book. */
  coversBooked: z.int(),
  /** That could start in every such interval while the room turns steadily, within pacing. */
  capacityCovers: z.int(),
});

export const ForecastQuery = z.object({ date: ServiceDate });
/** A date as the house may expect it. */
export const Forecast = z
  .object({
    date: ServiceDate,
    learnedAt: Instant.nullable(),
    days: z.int(),
    seatings: z.int(),
    turns: z.array(LearnedTurn),
    demand: z.array(DemandInterval),
    /** Rates over all bookings that were learned from; null while there are none. */
    noShowRate: z.number().nullable(),
    cancellationRate: z.number().nullable(),
  })
  .meta({ id: 'Forecast' });
export type Forecast = z.infer<typeof Forecast>;

/** A hint for the host; nobody is refused for it. */
export const AttendanceHint = z
  .object({
    reservationId: Id,
    noShowProbability: z.number().min(0).max(1),
    cancellationProbability: z.number().min(0).max(1),
    /** What is usual here. */
    usualNoShowRate: z.number(),
    /** In words, what moves it most: `booked 41 days ahead`. */
    reasons: z.array(z.string()),
  })
  .meta({ id: 'AttendanceHint' });
export type AttendanceHint = z.infer<typeof AttendanceHint>;

/** The expected end of every seating that is under way. */
export const SeatingEnd = z.object({
  reservationId: Id,
  tableIds: z.array(Id),
  /** When the table is ready again, as likely before as after; with four chances in five between the other two. */
  freeAt: Instant,
  from: Instant,
  until: Instant,
});
export const Expectations = z
  .object({ date: ServiceDate, seatings: z.array(SeatingEnd), attendance: z.array(AttendanceHint) })
  .meta({ id: 'Expectations' });
export type Expectations = z.infer<typeof Expectations>;
