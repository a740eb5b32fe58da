/** Dates that a change of configuration has not reached: kept until each has it. */
import { and, asc, eq, inArray, isNull, lte, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { type Directory, directory } from './database.ts';
import { configurationJobs, restaurants } from './schema/directory.ts';

export type ConfigurationJob = typeof configurationJobs.$inferSelect;

/** A restaurant's dates that are to be told, just written. */
export interface DayJob {
  readonly id: number;
  readonly restaurantId: number;
  readonly dates: readonly string[];
}

/**
 * For the batch of a change that was made on no version of the configuration in particular: the version moves on, and
 * every date from `since` on that has an object gets a job, at the earliest at `firstAttemptAt` (epoch milliseconds).
 */
export function tellDays(
  database: Directory,
  restaurantIds: readonly number[],
  { since, firstAttemptAt }: { readonly since: string; readonly firstAttemptAt: number },
) {
  const those = sql`(SELECT value FROM json_each(${JSON.stringify(restaurantIds)}))`;
  const moveOn = database
    .update(restaurants)
    .set({ configurationVersion: sql`${restaurants.configurationVersion} + 1` })
    .where(sql`${restaurants.id} IN ${those}`);
  const jobs = database
    .insert(configurationJobs)
    .select(
      sql`SELECT NULL, restaurant_id, (SELECT configuration_version FROM restaurants WHERE id = restaurant_id),
          json_group_array(service_date), 0, ${firstAttemptAt}, NULL
        FROM (SELECT restaurant_id, service_date FROM open_days
          WHERE restaurant_id IN ${those} AND service_date >= ${since} AND state <> 'archived'
          ORDER BY restaurant_id, service_date)
        GROUP BY restaurant_id`,
    )
    .returning({
      id: configurationJobs.id,
      restaurantId: configurationJobs.restaurantId,
      dates: configurationJobs.pendingDates,
    });
  return { moveOn, jobs };
}

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
