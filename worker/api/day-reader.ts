/**
 * Reads a date without waking an object that does not exist: an opened date answers itself, any other is what its
 * configuration makes of an empty room.
 */
import { unopenedDay } from '../domain/reservation/state.ts';
import type { DayState } from '../domain/reservation/state.ts';
import type { ServiceDate } from '../domain/service/configuration.ts';
import { resolveDay } from '../domain/service/resolve-day.ts';
import { serviceSpan } from '../domain/time/service-date.ts';
import { now } from '../day/clock.ts';
import type { RestaurantDay } from '../day/restaurant-day.ts';
import { dayStub } from '../day/stub.ts';
import type { Env } from '../env.ts';
import { BoundedMap } from '../store/bounded-map.ts';
import { readConfiguration } from '../store/configuration.ts';
import { isDayOpened } from '../store/days.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';

/** Days known to be opened; they never go back. */
const openedDays = new BoundedMap<string, true>(10_000);

/** The stub of an opened date, or null. Costs a D1 read until the date is open. */
export async function openedDay(
  env: Env,
  facts: RestaurantFacts,
  date: ServiceDate,
): Promise<DurableObjectStub<RestaurantDay> | null> {
  const key = `${String(facts.restaurantId)}:${date}`;
  if (openedDays.get(key) !== true) {
    if (!(await isDayOpened(env, facts.restaurantId, date))) return null;
    openedDays.set(key, true);
  }
  return dayStub(env, facts, date);
}

/** What a date would be if its first booking came now. */
export async function emptyDay(env: Env, facts: RestaurantFacts, date: ServiceDate): Promise<DayState> {
  const { startsAt } = serviceSpan(date, facts.zone, facts.dayBoundary);
  return unopenedDay(resolveDay(await readConfiguration(env, facts, startsAt), date));
}

/** The same question to an opened date's object or to an empty room. `ask` may answer null: nothing was accepted yet. */
export async function readDay<T>(
  env: Env,
  facts: RestaurantFacts,
  date: ServiceDate,
  ask: (stub: DurableObjectStub<RestaurantDay>) => Promise<T | null>,
  guess: (state: DayState, at: number) => T,
): Promise<T> {
  const stub = await openedDay(env, facts, date);
  const answer = stub === null ? null : await ask(stub);
  return answer ?? guess(await emptyDay(env, facts, date), now(facts.restaurantId));
}

/** The state of a date, or that of an empty room. */
export async function stateOfDay(env: Env, facts: RestaurantFacts, date: ServiceDate): Promise<DayState> {
  return readDay<DayState>(
    env,
    facts,
    date,
    // Structured clone brings the maps over whole; the types of RPC do not know those that are read-only.
    (stub) => stub.state() as Promise<DayState | null>,
    (state) => state,
  );
}
