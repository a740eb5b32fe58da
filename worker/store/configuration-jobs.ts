/** Dates that a change of configuration has not reached: kept until each has it. */
import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { directory } from './database.ts';
import { configurationJobs } from './schema/directory.ts';

export type ConfigurationJob = typeof configurationJobs.$inferSelect;

/** Takes due jobs; each becomes due again after `leaseMs`, should whoever took it not finish. */
export async function takeDueJobs(
  env: Env,
  { now, leaseMs, limit }: { readonly now: number; readonly leaseMs: number; readonly limit: number },
): Promise<ConfigurationJob[]> {
  const database = directory(env);
  const due = database
    .select({ id: configurationJobs.id })
    .from(configurationJobs)
    .where(and(isNull(configurationJobs.doneAt), lte(configurationJobs.nextAttemptAt, now)))
    .orderBy(asc(configurationJobs.nextAttemptAt))
    .limit(limit);
  return database
    .update(configurationJobs)
    .set({ attempts: sql`${configurationJobs.attempts} + 1`, nextAttemptAt: now + leaseMs })
    .where(inArray(configurationJobs.id, due))
    .returning();
}

/** With no date left the job is done. */
export async function settleJob(
  env: Env,
  id: number,
  settled: { readonly pendingDates: readonly string[]; readonly nextAttemptAt: number; readonly now: number },
): Promise<void> {
  const { pendingDates, nextAttemptAt, now } = settled;
  await directory(env)
    .update(configurationJobs)
    .set({ pendingDates: [...pendingDates], nextAttemptAt, doneAt: pendingDates.length === 0 ? now : null })
    .where(eq(configurationJobs.id, id));
}
