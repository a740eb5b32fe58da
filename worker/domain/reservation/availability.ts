/** What can be booked on a date: the same function that decides bookings, asked for every start time. */
import { freeUnits } from '../seating/best-fit.ts';
import type { SalesChannel } from '../seating/problem.ts';
import { startTimesOf } from '../service/start-times.ts';
import type { StartTime } from '../service/start-times.ts';
import { decideStart, wishFor } from './find-start.ts';
import { newcomerRequest, occupancyOf } from './floor-plan.ts';
import type { RefusalReason } from './refusals.ts';
import { startsNotShown } from './slot-shaping.ts';
import type { DayState, PartyWish } from './state.ts';

export interface AvailabilityAsk {
  readonly partySize: number;
  readonly channel: SalesChannel;
  /** Null: the usual turn for the party. */
  readonly durationMinutes: number | null;
  readonly preferredSeating: readonly string[];
}

export interface OpenStart {
  readonly start: StartTime;
  /** Where the house would plan the party. */
  readonly tableIds: readonly number[];
}

/** The starts that can be booked now, in order. */
export function openStarts(state: DayState, ask: AvailabilityAsk, now: number): OpenStart[] {
  const open: OpenStart[] = [];
  for (const start of startsFor(state, ask.channel)) {
    const found = decidedStart(state, start, ask, now);
    if (found.ok) open.push({ start, tableIds: found.tableIds });
  }
  return open;
}

/** The starts that are shown to choose from: guests online may be shown fewer than can be booked, never none. */
export function offeredStarts(state: DayState, ask: AvailabilityAsk, now: number): OpenStart[] {
  const open = openStarts(state, ask, now);
  const hidden = startsNotShown(
    state,
    open.map(({ start }) => wishAt(state, start, ask)),
  );
  return open.filter(({ start }) => !hidden.has(start.at));
}

/** Why a date has nothing for a party: the reason that most of its starts give. Null when it has something. */
export function refusalOfDate(state: DayState, ask: AvailabilityAsk, now: number): RefusalReason | null {
  const { closedBecause, periods } = state.configuration;
  if (closedBecause !== null || periods.length === 0) return 'closed';
  const counts = new Map<RefusalReason, number>();
  for (const start of startsFor(state, ask.channel)) {
    const found = decidedStart(state, start, ask, now);
    if (found.ok) return null;
    counts.set(found.reason, (counts.get(found.reason) ?? 0) + 1);
  }
  const most = [...counts].sort((a, b) => b[1] - a[1])[0];
  return most === undefined ? 'outside_service' : most[0];
}

/** The single tables that are free for the party at a start, without moving anybody. */
export function tablesFreeAt(state: DayState, start: StartTime, ask: AvailabilityAsk): readonly number[] {
  return freeUnits(occupancyOf(state), newcomerRequest(state.configuration, wishAt(state, start, ask)));
}

const startTimes = new WeakMap<DayState['configuration'], StartTime[]>();

function startsFor(state: DayState, channel: SalesChannel): StartTime[] {
  const { configuration } = state;
  let starts = startTimes.get(configuration);
  if (starts === undefined) {
    starts = startTimesOf(configuration);
    startTimes.set(configuration, starts);
  }
  return starts.filter((start) => start.period.channels.includes(channel));
}

function decidedStart(state: DayState, start: StartTime, ask: AvailabilityAsk, now: number) {
  return decideStart(state, wishAt(state, start, ask), { now });
}

function wishAt(state: DayState, start: StartTime, ask: AvailabilityAsk): PartyWish {
  const { partySize, channel, preferredSeating } = ask;
  const fields = { partySize, channel, preferredSeating, time: start.time, startsAt: start.at };
  return wishFor(state.configuration, fields, ask.durationMinutes);
}
