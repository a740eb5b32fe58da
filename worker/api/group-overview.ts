/**
 * Every location of a group tonight. Each date's object says its own numbers, all asked at once; what was booked a week
 * ago comes from D1. A location whose object cannot be reached is shown as D1 knows it, and says so.
 */
import type { GroupOverview, LocationTonight } from '../contract/groups.ts';
import type { Tally } from '../domain/reservation/tonight.ts';
import { addDays, instantText, serviceDateAt, serviceSpan } from '../domain/time/service-date.ts';
import { now } from '../day/clock.ts';
import type { TonightView } from '../day/tonight.ts';
import type { Env } from '../env.ts';
import { logWarning } from '../log.ts';
import { groupDatabase } from '../store/database.ts';
import { type PaceRow, paceOf, talliesOf } from '../store/group-tallies.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { listRestaurants } from '../store/restaurants.ts';
import { mayHaveObject } from './ask-day.ts';
import { openedDay } from './day-reader.ts';
import type { Handlers } from './operation.ts';

/** More locations than any group has. */
const locationsMax = 500;
/** Longer than any projection takes while D1 is well. */
const behindAfterMs = 20_000;

export const groupOverviewHandlers = {
  'GET /api/groups/{groupId}/overview': async ({ env, group, restaurantIds, query }) => {
    const all = await listRestaurants(env, { groupId: group.id }, 0, locationsMax);
    const wanted = restaurantIds.filter((id) => query.restaurantId === undefined || id === query.restaurantId);
    const places = all
      .filter(({ restaurantId }) => wanted.includes(restaurantId))
      .map((facts) => placeAt(facts, query.date));
    const items = await locationsTonight(env, group.id, places);
    return { groupId: group.id, name: group.name, items, totals: totalsOf(items), nextCursor: null };
  },
} satisfies Handlers;

/** A location on the date that is looked at. */
interface Place {
  readonly facts: RestaurantFacts;
  readonly date: string;
  readonly at: number;
  readonly lastWeek: string;
  /** As long before the end of that date as it is now before this one's. */
  readonly asOf: number;
}

function placeAt(facts: RestaurantFacts, asked: string | undefined): Place {
  const { restaurantId, zone, dayBoundary } = facts;
  const at = now(restaurantId);
  const date = asked ?? serviceDateAt(at, zone, dayBoundary);
  const lastWeek = addDays(date, -7);
  const left = serviceSpan(date, zone, dayBoundary).endsAt - at;
  return { facts, date, at, lastWeek, asOf: serviceSpan(lastWeek, zone, dayBoundary).endsAt - left };
}

async function locationsTonight(env: Env, groupId: number, places: readonly Place[]): Promise<LocationTonight[]> {
  const database = groupDatabase(env, groupId);
  const before = places.map(({ facts, lastWeek, asOf }) => ({
    restaurantId: facts.restaurantId,
    date: lastWeek,
    asOf,
  }));
  const [answers, paces] = await Promise.all([
    Promise.all(places.map((place) => askObject(env, place))),
    paceOf(database, before),
  ]);
  const silent = places.filter((_place, index) => typeof answers[index] === 'string');
  const known = await talliesOf(
    database,
    silent.map(({ facts, date }) => ({ restaurantId: facts.restaurantId, date })),
  );
  return places.map((place, index) => {
    const { restaurantId } = place.facts;
    const answer = answers[index] ?? 'unreachable';
    const tally = typeof answer === 'string' ? (known.get(restaurantId) ?? nothing) : answer;
    return locationView(place, tally, answer, paces.get(restaurantId));
  });
}

/** What the date says; `unopened`: it has no object (any more); `unreachable`: it has, and does not answer. */
async function askObject(env: Env, { facts, date }: Place): Promise<TonightView | 'unopened' | 'unreachable'> {
  if (!mayHaveObject(facts, date)) return 'unopened';
  try {
    const stub = await openedDay(env, facts, date);
    return (await stub?.tonight()) ?? 'unopened';
  } catch (error) {
    logWarning('day_not_reached', { restaurantId: facts.restaurantId, date, error: String(error) });
    return 'unreachable';
  }
}

const nothing: Tally = {
  coversBooked: 0,
  coversSeated: 0,
  coversExpected: 0,
  coversWalkIn: 0,
  partiesWaiting: 0,
  noShows: 0,
  cancellations: 0,
};

function locationView(
  { facts, date, at, lastWeek }: Place,
  tally: Tally,
  answer: TonightView | 'unopened' | 'unreachable',
  pace: PaceRow | undefined,
): LocationTonight {
  const { restaurantId, name, zone } = facts;
  return {
    restaurantId,
    name,
    zone,
    serviceDate: date,
    now: instantText(at),
    seq: typeof answer === 'string' ? 0 : answer.seq,
    ...tallyOf(tally),
    lastWeek: { serviceDate: lastWeek, coversBookedThen: pace?.coversThen ?? 0, coversBooked: pace?.covers ?? 0 },
    alerts: typeof answer === 'string' ? silence[answer] : alertsOf(answer, at),
  };
}

const silence: Readonly<Record<'unopened' | 'unreachable', LocationTonight['alerts']>> = {
  unopened: [],
  unreachable: [{ kind: 'unreachable', count: 1 }],
};

function alertsOf(tonight: TonightView, at: number): LocationTonight['alerts'] {
  const behind = at - tonight.lastEventAt > behindAfterMs ? tonight.unprojected : 0;
  const alerts: LocationTonight['alerts'] = [
    { kind: 'without_table', count: tonight.partiesWithoutTable },
    { kind: 'late', count: tonight.lateParties },
    { kind: 'overdue', count: tonight.overdueParties },
    { kind: 'full', count: tonight.isFull ? 1 : 0 },
    { kind: 'behind', count: behind },
  ];
  return alerts.filter(({ count }) => count > 0);
}

/** The numbers alone. */
function tallyOf(tally: Tally): Tally {
  const names = Object.keys(nothing) as (keyof Tally)[];
  return { ...nothing, ...Object.fromEntries(names.map((name) => [name, tally[name]])) };
}

function totalsOf(items: readonly LocationTonight[]): GroupOverview['totals'] {
  const names = Object.keys(nothing) as (keyof Tally)[];
  const sums = names.map((name) => [name, items.reduce((sum, item) => sum + item[name], 0)] as const);
  return {
    ...nothing,
    ...Object.fromEntries(sums),
    coversBookedLastWeek: items.reduce((sum, { lastWeek }) => sum + lastWeek.coversBookedThen, 0),
    alerts: items.reduce((sum, { alerts }) => sum + alerts.length, 0),
  };
}
