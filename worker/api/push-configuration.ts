/** Tells the dates that have an object what the restaurant's configuration is now, and finishes what was not reached. */
import type { ConfigurationConflict } from '../contract/restaurants.ts';
import { now as clockNow } from '../day/clock.ts';
import { dayStub } from '../day/stub.ts';
import type { RestaurantConfiguration } from '../domain/service/configuration.ts';
import type { Env } from '../env.ts';
import { logWarning } from '../log.ts';
import { settleJob, takeDueJobs } from '../store/configuration-jobs.ts';
import { readConfiguration } from '../store/configuration.ts';
import { type RestaurantFacts, restaurantFacts } from '../store/restaurant-facts.ts';

/** As many as a Worker may have open at once. */
const parallel = 6;
const answerWithinMs = 10_000;
const retryMsMin = 5_000;
const retryMsMax = 300_000;
/** Longer than a push of every date can take, so that no job runs twice at once. */
const leaseMs = 120_000;

export interface Pushed {
  readonly appliedDates: string[];
  readonly pendingDates: string[];
  /** Bookings that no longer fit; staff see them until they are resolved. */
  readonly conflicts: ConfigurationConflict[];
}

/** Offers a configuration to dates: with `dryRun` they only say which bookings would no longer fit. */
export async function pushConfiguration(
  env: Env,
  facts: RestaurantFacts,
  configuration: RestaurantConfiguration,
  dates: readonly string[],
  options: { readonly dryRun: boolean },
): Promise<Pushed> {
  const pushed: Pushed = { appliedDates: [], pendingDates: [], conflicts: [] };
  for (let start = 0; start < dates.length; start += parallel) {
    const some = dates.slice(start, start + parallel);
    const results = await Promise.allSettled(
      some.map((date) => withinTime(dayStub(env, facts, date).configure(configuration, options))),
    );
    results.forEach((result, index) => {
      const date = some[index] ?? '';
      if (result.status === 'fulfilled') {
        pushed.conflicts.push(...result.value.conflicts);
        if (result.value.applied) pushed.appliedDates.push(date);
        return;
      }
      pushed.pendingDates.push(date);
      logWarning('day_not_reached', { restaurantId: facts.restaurantId, date, error: String(result.reason) });
    });
  }
  return pushed;
}

/** The present configuration to the dates of a job; what is not reached stays in the job for the next attempt. */
export async function runConfigurationJob(
  env: Env,
  facts: RestaurantFacts,
  job: { readonly id: number; readonly dates: readonly string[]; readonly attempts: number },
): Promise<Pushed> {
  // Read anew: a later change may have been written since, and a date takes the newest version there is.
  const configuration = await readConfiguration(env, facts, maintenanceSince(facts.restaurantId));
  const pushed = await pushConfiguration(env, facts, configuration, job.dates, { dryRun: false });
  const now = Date.now();
  const backoffMs = Math.min(retryMsMax, retryMsMin * 2 ** job.attempts);
  await settleJob(env, job.id, {
    pendingDates: pushed.pendingDates,
    nextAttemptAt: now + backoffMs * (0.5 + Math.random()),
    now,
  });
  return pushed;
}

/** For the cron: finishes pushes that were interrupted or met an unreachable date. */
export async function retryConfigurationJobs(env: Env): Promise<void> {
  for (const job of await takeDueJobs(env, { now: Date.now(), leaseMs, limit: 20 })) {
    const facts = await restaurantFacts(env, job.restaurantId);
    if (facts === null) continue;
    await runConfigurationJob(env, facts, { id: job.id, dates: job.pendingDates, attempts: job.attempts });
  }
}

/** No date from today on can be touched by maintenance that ended before. */
export function maintenanceSince(restaurantId: number): number {
  return clockNow(restaurantId) - 2 * 86_400_000;
}

/** A date that hangs must not keep the manager waiting: it becomes pending. */
async function withinTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${answerWithinMs} ms`));
    }, answerWithinMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
