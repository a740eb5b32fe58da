/**
 * What can be refused without waking a day: dates out of reach, closed days, times that do not exist. Decided by the
 * same functions as in the object, on the facts of the isolate; facts that speak against a booking are read again first.
 */
import { instantOfStart, refuseByCalendar, wishFor } from '../domain/reservation/find-start.ts';
import type { Refusal } from '../domain/reservation/refusals.ts';
import type { SalesChannel } from '../domain/seating/problem.ts';
import type { DayConfiguration, ServiceDate } from '../domain/service/configuration.ts';
import { resolveDay } from '../domain/service/resolve-day.ts';
import { now } from '../day/clock.ts';
import type { Env } from '../env.ts';
import { restaurantFacts } from '../store/restaurant-facts.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';

export interface StartAsk {
  readonly date: ServiceDate;
  readonly time: string;
  readonly utcOffset: string | null;
  readonly partySize: number;
  readonly channel: SalesChannel;
  readonly durationMinutes: number | null;
  readonly override: boolean;
}

/** Null when the day itself must decide. */
export async function refuseEarly(env: Env, facts: RestaurantFacts, ask: StartAsk): Promise<Refusal | null> {
  if (refusalBy(facts, ask) === null) return null;
  const fresh = await restaurantFacts(env, facts.restaurantId, { fresh: true });
  return fresh === null ? null : refusalBy(fresh, ask);
}

function refusalBy(facts: RestaurantFacts, ask: StartAsk): Refusal | null {
  const day = dayOfFacts(facts, ask.date);
  const start = instantOfStart(day, ask.time, ask.utcOffset);
  if (!start.ok) return start;
  const { time, partySize, channel, override } = ask;
  const fields = { time, partySize, channel, preferredSeating: [], startsAt: start.at };
  const wish = wishFor(day, fields, ask.durationMinutes);
  return refuseByCalendar(day, wish, { now: now(facts.restaurantId), override });
}

/** The calendar of a date, as far as the isolate knows it: without tables and people. */
export function dayOfFacts(facts: RestaurantFacts, date: ServiceDate): DayConfiguration {
  const { restaurantId, groupId, zone, dayBoundary, settings, configurationVersion: version } = facts;
  const nothing = { tables: [], combinations: [], maintenance: [], staff: [] };
  return resolveDay({ restaurantId, groupId, zone, dayBoundary, settings, version, ...nothing }, date);
}
