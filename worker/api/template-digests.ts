/**
 * Digests of dates that have no object yet: what the configuration alone would allow. They are written when it changes,
 * and by whoever reads a date that has none.
 */
import { now as clockNow } from '../day/clock.ts';
import { digestsOf } from '../domain/reservation/digest.ts';
import { unopenedDay } from '../domain/reservation/state.ts';
import type { SalesChannel } from '../domain/seating/problem.ts';
import type { DayConfiguration, RestaurantConfiguration } from '../domain/service/configuration.ts';
import { bookingWindow } from '../domain/service/booking-window.ts';
import { resolveDay } from '../domain/service/resolve-day.ts';
import { startTimesOf } from '../domain/service/start-times.ts';
import { addDays, daysBetween } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import { readConfiguration } from '../store/configuration.ts';
import { groupDatabase } from '../store/database.ts';
import { openedDatesFrom } from '../store/days.ts';
import { type DigestRow, digestsBetween, putDigests } from '../store/digests.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { today } from './ask-day.ts';
import { maintenanceSince } from './push-configuration.ts';

/** Keeps the rows of one statement well below D1's 2 MB. */
const datesPerWrite = 60;

/** After a change: every date that guests may book and that has no object; those that have one tell by themselves. */
export async function renewTemplateDigests(env: Env, facts: RestaurantFacts): Promise<void> {
  const firstDate = today(facts);
  const [configuration, opened] = await Promise.all([
    readConfiguration(env, facts, maintenanceSince(facts.restaurantId)),
    openedDatesFrom(env, facts.restaurantId, firstDate),
  ]);
  const days = configuration.settings.policies.horizonDays + 1;
  const dates = new Set(opened);
  const rows = templateDigests(configuration, firstDate, days, Date.now());
  await write(
    env,
    facts,
    rows.filter((row) => !dates.has(row.serviceDate)),
  );
}

/**
 * The digests of the dates of a range that guests may book; dates without one are worked out now and kept for the next
 * reader.
 */
export async function completeDigests(
  env: Env,
  ctx: ExecutionContext,
  facts: RestaurantFacts,
  channel: SalesChannel,
  range: { readonly from: string; readonly to: string },
): Promise<DigestRow[]> {
  // Whatever was asked for, nobody can make us work out and keep dates beyond the horizon.
  const { lastDate } = bookingWindow({ ...facts, policies: facts.settings.policies }, clockNow(facts.restaurantId));
  const from = later(range.from, today(facts));
  const to = range.to < lastDate ? range.to : lastDate;
  if (from > to) return [];
  const known = await digestsBetween(groupDatabase(env, facts.groupId), facts.restaurantId, channel, from, to);
  const days = daysBetween(from, to) + 1;
  if (known.length >= days) return known;
  const configuration = await readConfiguration(env, facts, maintenanceSince(facts.restaurantId));
  const dates = new Set(known.map((row) => row.serviceDate));
  const missing = templateDigests(configuration, from, days, Date.now()).filter((row) => !dates.has(row.serviceDate));
  ctx.waitUntil(write(env, facts, missing));
  return [...known, ...missing.filter((row) => row.channel === channel)].sort((one, other) =>
    one.serviceDate < other.serviceDate ? -1 : 1,
  );
}

function later(one: string, other: string): string {
  return one > other ? one : other;
}

/** Most dates are alike: each kind of day is worked out once. */
function templateDigests(
  configuration: RestaurantConfiguration,
  firstDate: string,
  days: number,
  updatedAt: number,
): DigestRow[] {
  const known = new Map<string, ReturnType<typeof digestsOf>>();
  const rows: DigestRow[] = [];
  for (let index = 0; index < days; index += 1) {
    const day = resolveDay(configuration, addDays(firstDate, index));
    const kind = kindOf(day);
    const alike = known.get(kind) ?? digestsOf(unopenedDay(day));
    known.set(kind, alike);
    const startsAt = startTimesOf(day).map((start) => start.at);
    const { restaurantId, serviceDate, version } = day;
    for (const { channel, times, bits } of alike) {
      const row = { restaurantId, serviceDate, channel, configurationVersion: version, seq: 0, updatedAt };
      rows.push({ ...row, starts: times, startsAt, bits });
    }
  }
  return rows;
}

/** Everything that a day without bookings decides on, apart from its date. */
function kindOf(day: DayConfiguration): string {
  const maintenance = day.maintenance.map(({ tableId, startsAt, endsAt }) => [
    tableId,
    Math.max(0, startsAt - day.startsAt),
    endsAt === null ? null : Math.min(endsAt, day.endsAt) - day.startsAt,
  ]);
  const times = startTimesOf(day).map((start) => start.time);
  const { peaks } = day.seating;
  return JSON.stringify([day.closedBecause, day.periods, peaks, day.endsAt - day.startsAt, times, maintenance]);
}

async function write(env: Env, facts: RestaurantFacts, rows: readonly DigestRow[]): Promise<void> {
  for (let start = 0; start < rows.length; start += datesPerWrite) {
    await putDigests(groupDatabase(env, facts.groupId), rows.slice(start, start + datesPerWrite));
  }
}
