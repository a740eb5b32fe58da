/**
 * What bid prices are worth: covers seated of the covers that any plan at all could seat, with the policy off and on, on
 * generated dinner days that are asked for in the order of the calls, evenly over eight weeks. Covers, not times: the
 * same on every machine.
 */
import { decide } from '../../worker/domain/reservation/decide.ts';
import type { LedgerEntry } from '../../worker/domain/reservation/events.ts';
import { fold } from '../../worker/domain/reservation/fold.ts';
import { unopenedDay } from '../../worker/domain/reservation/state.ts';
import type { DayState } from '../../worker/domain/reservation/state.ts';
import { pooledBound } from '../../worker/domain/seating/pooled-bound.ts';
import type { SeatingRequest } from '../../worker/domain/seating/problem.ts';
import type { DayConfiguration } from '../../worker/domain/service/configuration.ts';
import { defaultSettings } from '../../worker/domain/service/default-settings.ts';
import { resolveDay } from '../../worker/domain/service/resolve-day.ts';
import { utcOffsetAt, wallTimeAt } from '../../worker/domain/time/service-date.ts';
import { dinnerRequests, emptyFloor } from '../domain/seating/dinner-days.ts';

const tableCounts = [15, 40];
const demands = [0.8, 1.6];
const seeds = [1, 2, 3];
/** The past that the forecast is learned from: as many nights like these, none of them the night itself. */
const learnedNights = 12;
const date = '2026-11-20';
/** Lets the last parties of the evening stay as long as they do. */
const dayBoundary = '04:00';
const boundaryMinute = 240;
const horizonDays = 56;
const dayMs = 86_400_000;

export function benchPolicies(): string[] {
  return [
    `policies  covers seated, % of the bound, seeds ${seeds.join(' ')}`,
    ...tableCounts.flatMap((tables) => demands.map((demand) => lineFor(tables, demand))),
  ];
}

function lineFor(tables: number, demand: number): string {
  const count = requestsFor(tables, demand);
  const shares = [false, true].map((bidPrices) => {
    const nights = seeds.map((seed) => shareSeated(tables, dinnerRequests(count, seed), count, bidPrices));
    return (nights.reduce((sum, share) => sum + share, 0) / nights.length) * 100;
  });
  const [off = 0, on = 0] = shares;
  const name = `${tables} tables, ${demand * 100} % demand`;
  return `          ${name.padEnd(26)} first come, first served ${off.toFixed(1)}   with bid prices ${on.toFixed(1)}`;
}

/** As many requests as bring that share of the covers that the room seats when far more are asked for. */
function requestsFor(tables: number, demand: number): number {
  const many = dinnerRequests(tables * 12, 99);
  const capacity = boundOf(tables, many);
  const covers = many.reduce((sum, { partySize }) => sum + partySize, 0);
  return Math.round((many.length * capacity * demand) / covers);
}

function boundOf(tables: number, requests: readonly SeatingRequest[]): number {
  return pooledBound(
    emptyFloor(tables),
    requests.map((request) => ({ ...request, count: 1 })),
  ).coversMax;
}

function shareSeated(tables: number, requests: readonly SeatingRequest[], count: number, bidPrices: boolean): number {
  let state: DayState = unopenedDay(dayFor(tables, count, bidPrices));
  const { startsAt } = state.configuration;
  for (const [index, request] of requests.entries()) {
    const asked = startsAt + (request.startMinute - boundaryMinute) * 60_000;
    const now = Math.round(asked - (1 - (index + 0.5) / requests.length) * horizonDays * dayMs);
    state = booked(state, request, asked, now);
  }
  const seated = [...state.reservations.values()].reduce((sum, { partySize }) => sum + partySize, 0);
  return seated / boundOf(tables, requests);
}

function booked(state: DayState, { partySize }: SeatingRequest, startsAt: number, now: number): DayState {
  const { zone } = state.configuration;
  const decision = decide(
    state,
    {
      type: 'bookTable',
      time: wallTimeAt(startsAt, zone),
      utcOffset: utcOffsetAt(startsAt, zone),
      partySize,
      preferredSeating: [],
      source: 'online',
      channel: 'online',
      durationMinutes: null,
      tableIds: null,
      holdId: null,
      override: false,
    },
    { now, actor: { kind: 'anonymous', userId: null } },
  );
  if (!decision.ok) return state;
  const entries = decision.events.map((event, index): LedgerEntry => {
    return { seq: state.seq + 1 + index, at: now, actor: { kind: 'system', userId: null }, source: 'bench', event };
  });
  return fold(state, entries);
}

function dayFor(tables: number, count: number, bidPrices: boolean): DayConfiguration {
  const settings = defaultSettings();
  const floor = emptyFloor(tables);
  const day = resolveDay(
    {
      version: 1,
      restaurantId: 7,
      groupId: 1,
      zone: 'UTC',
      dayBoundary,
      settings: {
        ...settings,
        periods: settings.periods
          .slice(0, 1)
          .map((period) => ({ ...period, startTime: '11:00', lastStartTime: '21:45' })),
        policies: { ...settings.policies, noticeMinutes: 0, horizonDays, partySizeMaxOnline: 20 },
        seating: { ...settings.seating, bidPrices },
      },
      tables: floor.tables.map((table) => ({ ...table, tableNumber: String(table.id) })),
      combinations: floor.combinations,
      maintenance: [],
      staff: [],
    },
    date,
  );
  return { ...day, forecast: { requests: forecastOf(count), leadMinutes: [] } };
}

/** How many of each size asked for each start, on average over the nights before. */
function forecastOf(count: number): [number, number, number, number][] {
  const sums = new Map<string, [number, number, number, number]>();
  for (let night = 0; night < learnedNights; night += 1) {
    for (const request of dinnerRequests(count, 1_000 + night)) {
      const { partySize } = request;
      const startMinute = request.startMinute - boundaryMinute;
      const known = sums.get(`${partySize} ${startMinute}`) ?? [partySize, startMinute, 0, 0];
      known[2] += 1 / learnedNights;
      sums.set(`${partySize} ${startMinute}`, known);
    }
  }
  return [...sums.values()];
}
