/** Who may do what, changed at once: written, told to every open day, and forgotten by this isolate's caches. */
import { dayStub } from '../day/stub.ts';
import type { Env } from '../env.ts';
import { logWarning } from '../log.ts';
import { withoutParameters } from '../store/d1-errors.ts';
import { openedDatesFrom } from '../store/days.ts';
import { type PeopleChange, writePeopleChange } from '../store/people-changes.ts';
import { forgetFacts, restaurantFacts } from '../store/restaurant-facts.ts';
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
  if (sessionIds.length === 0) return;
  for (const restaurantId of restaurantIds) {
    const facts = await restaurantFacts(env, restaurantId);
    if (facts === null) continue;
    for (const date of await openedDatesFrom(env, restaurantId, today(facts))) {
      await dayStub(env, facts, date)
        .closeSessions(sessionIds)
        .catch((error: unknown) => {
          // Its sockets end by themselves, and whatever they ask for is refused.
          logWarning('sockets_not_closed', { restaurantId, date, error: String(error) });
        });
    }
  }
}
