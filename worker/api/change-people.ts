/** Who may do what, changed at once: written, told to every open day, and forgotten by this isolate's caches. */
import { dayStub } from '../day/stub.ts';
import type { Env } from '../env.ts';
import { logWarning } from '../log.ts';
import { withoutParameters } from '../store/d1-errors.ts';
import { openedDatesFrom } from '../store/days.ts';
import { type PeopleChange, writePeopleChange } from '../store/people-changes.ts';
import { type RestaurantFacts, forgetFacts, restaurantFacts } from '../store/restaurant-facts.ts';
import { today } from './ask-day.ts';
import { forgetCallers, forgetSession } from './identify-caller.ts';
import { runConfigurationJob } from './push-configuration.ts';

/** Resolves when every date that can be reached knows; the rest is the jobs' to finish. */
export async function changePeople(env: Env, change: PeopleChange): Promise<void> {
  const jobs = await writePeopleChange(env, change);
  for (const restaurantId of change.restaurantIds) forgetFacts(restaurantId);
  forgetCallers();
  for (const { id, restaurantId, dates } of jobs) {
    try {
      const facts = await restaurantFacts(env, restaurantId);
      if (facts !== null) await runConfigurationJob(env, facts, { id, dates, attempts: 0 });
    } catch (error) {
      logWarning('push_interrupted', { restaurantId, error: String(withoutParameters(error)) });
    }
  }
}

/** After sessions ended: neither this isolate nor any socket of the floor believes them any more. */
export async function shutOut(
  env: Env,
  sessionIds: readonly string[],
  restaurantIds: readonly number[],
): Promise<void> {
  for (const sessionId of sessionIds) forgetSession(sessionId);
  await closeSockets(env, sessionIds, restaurantIds);
}

/** As many as a Worker may have open at once. */
const parallel = 6;

/** Closes what sessions have open of these floors. A browser that may still look opens it anew, as whoever it is now. */
export async function closeSockets(
  env: Env,
  sessionIds: readonly string[],
  restaurantIds: readonly number[],
): Promise<void> {
  if (sessionIds.length === 0) return;
  for (const restaurantId of restaurantIds) {
    const facts = await restaurantFacts(env, restaurantId);
    if (facts === null) continue;
    const dates = await openedDatesFrom(env, restaurantId, today(facts));
    for (let start = 0; start < dates.length; start += parallel) {
      await Promise.all(
        dates.slice(start, start + parallel).map(async (date) => closeAt(env, facts, date, sessionIds)),
      );
    }
  }
}

async function closeAt(env: Env, facts: RestaurantFacts, date: string, sessionIds: readonly string[]): Promise<void> {
  try {
    await dayStub(env, facts, date).closeSessions(sessionIds);
  } catch (error) {
    // Its sockets end by themselves, and whatever they ask for is refused.
    logWarning('sockets_not_closed', { restaurantId: facts.restaurantId, date, error: String(error) });
  }
}
