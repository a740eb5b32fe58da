/** Past nights replayed under other rules. */
import * as z from 'zod';
import { ServiceDate } from './common.ts';
import { SeatingPolicies, ServicePeriodLimits } from './restaurants.ts';

export const WhatIf = z.object({
  from: ServiceDate,
  /** At most 31 days after `from`. */
  to: ServiceDate,
  /** What would be different; what is left out stays as it is today. */
  changes: z.object({
    /** The whole room; ids are the caller's own. */
    tables: z
      .array(
        z.object({
          id: z.int().positive(),
          partySizeMin: z.int().min(1).max(99),
          partySizeMax: z.int().min(1).max(99),
        }),
      )
      .min(1)
      .max(300)
      .optional(),
    combinations: z
      .array(
        z.object({
          tableIds: z.array(z.int().positive()).min(2).max(12),
          partySizeMin: z.int().min(1).max(99),
          partySizeMax: z.int().min(1).max(99),
        }),
      )
      .max(200)
      .optional(),
    /** By the name of the service period. */
    pacing: z.array(ServicePeriodLimits).max(20).optional(),
    /** Minutes that every turn is longer (or, negative, shorter). */
    turnMinutesMore: z.int().min(-120).max(120).optional(),
    policies: SeatingPolicies.partial().optional(),
  }),
});

/** One way of running the same nights. */
export const WhatIfOutcome = z.object({
  requests: z.int(),
  parties: z.int(),
  covers: z.int(),
  refused: z.array(z.object({ code: z.string(), parties: z.int(), covers: z.int() })),
  /** Parties per table and night. */
  turns: z.number(),
  utilizationRate: z.number(),
  /** Minutes between the time asked for and the nearest that was to be had, over all that were not given theirs; null: all were. */
  averageShiftMinutes: z.number().nullable(),
  /** Minutes that parties at the door waited on average; null without any. */
  averageWaitMinutes: z.number().nullable(),
});

export const WhatIfAnswer = z
  .object({
    from: ServiceDate,
    to: ServiceDate,
    nights: z.int(),
    asItIs: WhatIfOutcome,
    asItWouldBe: WhatIfOutcome,
    byNight: z.array(
      z.object({ date: ServiceDate, requests: z.int(), coversAsItIs: z.int(), coversAsItWouldBe: z.int() }),
    ),
    /** Sentences: what this comparison cannot know. */
    limits: z.array(z.string()),
  })
  .meta({ id: 'WhatIf' });
export type WhatIfAnswer = z.infer<typeof WhatIfAnswer>;
