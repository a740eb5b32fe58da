/** Which table for whom: the plan of a date, how it could be better, and how tables turn. */
import * as z from 'zod';
import { Id, Instant, ServiceDate } from './common.ts';

export const SeatingQuery = z.object({ date: ServiceDate });

/** The requirements' TableAssignment. `tableId` is the first of `tableIds`. */
export const TableAssignment = z
  .object({
    reservationId: Id,
    tableId: Id,
    tableIds: z.array(Id),
    /** 0 to 100: how well these tables suit this party, in an empty room. */
    score: z.number().min(0).max(100),
    /** Whole sentences, the most important first. */
    reasons: z.array(z.string()),
    /** Why no plan may change it, or null while it may. */
    fixed: z.enum(['seated', 'pinned', 'moving']).nullable(),
    startsAt: Instant,
    endsAt: Instant,
    partySize: z.int(),
  })
  .meta({ id: 'TableAssignment' });
export type TableAssignment = z.infer<typeof TableAssignment>;

/** A party that was accepted and has no table. */
export const SeatingConflict = z
  .object({
    reservationId: Id,
    issue: z.string(),
    /** What the house could do, the easiest first. */
    suggestions: z.array(z.string()),
  })
  .meta({ id: 'SeatingConflict' });

const plan = {
  date: ServiceDate,
  /** The state of the date that this was made from. */
  seq: z.int(),
  assignments: z.array(TableAssignment),
  /** Of the seat minutes that the house offers in its service periods, the share that guests sit or are planned on. */
  utilizationRate: z.number().min(0).max(1),
  conflicts: z.array(SeatingConflict),
};

export const SeatingPlan = z.object(plan).meta({ id: 'SeatingPlan' });
export type SeatingPlan = z.infer<typeof SeatingPlan>;

/** One party that would change tables. */
export const SeatingChange = z.object({
  reservationId: Id,
  /** Empty: it had no table. */
  fromTableIds: z.array(Id),
  toTableIds: z.array(Id),
  reason: z.string(),
});

/** What a plan is worth, by the order in which it is judged: covers with a table first, moves last. */
export const PlanQuality = z.object({
  coversSeated: z.int(),
  coversWithoutTable: z.int(),
  partiesOnCombinations: z.int(),
  seatsWasted: z.int(),
  wishesMissed: z.int(),
  partiesMoved: z.int(),
});
export type PlanQuality = z.infer<typeof PlanQuality>;

export const OptimizeSeating = z.object({
  date: ServiceDate,
  /** How many neighbourhoods are searched; more is better and slower, and never depends on the clock. */
  iterations: z.int().min(1).max(20_000).optional(),
});

/** The requirements' SeatingOptimization, as a preview: nothing has changed yet. */
export const SeatingOptimization = z
  .object({
    ...plan,
    changes: z.array(SeatingChange),
    before: PlanQuality,
    after: PlanQuality,
    /**
     * No plan in which nobody loses a table could seat more covers than `coversMax`: proven by counting tables, not by trying.
     */
    certificate: z.object({ coversSeated: z.int(), coversMax: z.int(), isProvenBest: z.boolean() }),
    iterations: z.int(),
  })
  .meta({ id: 'SeatingOptimization' });
export type SeatingOptimization = z.infer<typeof SeatingOptimization>;

export const ApplySeating = z.object({
  date: ServiceDate,
  /** Of the preview. Refused with 409 when the date has moved on since. */
  seq: z.int().min(0),
  assignments: z
    .array(z.object({ reservationId: Id, tableIds: z.array(Id).min(1).max(12) }))
    .min(1)
    .max(2000),
});

/** The requirements' calculateTableTurnover, and what it is made of. */
export const TableTurnover = z
  .object({
    tableId: Id,
    tableNumber: z.string(),
    date: ServiceDate,
    /** Parties that sat or sit there, and those planned. */
    turnover: z.int(),
    seated: z.int(),
    planned: z.int(),
    covers: z.int(),
    /** Of those that have left; null before the first has. */
    averageMinutes: z.number().nullable(),
    /** Of the service periods, the share in which somebody sits there or is planned. */
    occupiedShare: z.number().min(0).max(1),
  })
  .meta({ id: 'TableTurnover' });
export type TableTurnover = z.infer<typeof TableTurnover>;
