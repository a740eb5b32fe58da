/**
 * Whom the clock calls to a table. In order of joining: a party behind is called only when those before it do not fit
 * what is free; one that did not answer is passed over until everybody else was asked.
 */
import type { DayEvent } from '../reservation/events.ts';
import { findTableNow } from '../reservation/find-table-now.ts';
import { minuteOf, newcomerRequest, seatingProblem } from '../reservation/floor-plan.ts';
import type { DayState, WaitingParty } from '../reservation/state.ts';
import { wishAtDoor } from '../reservation/wish-at-door.ts';
import type { SeatingDecision } from '../seating/problem.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import { periodAt } from '../service/start-times.ts';

type PartyCalled = Extract<DayEvent, { type: 'PartyCalled' }>;

const minuteMs = 60_000;
/** In which seating counts. */
const minutesPerTick = 5;

const decided = new WeakMap<DayState, { readonly minute: number; readonly call: PartyCalled | null }>();

/** The next call at this moment, or null. Nothing is searched when nobody waits or outside service. */
export function nextCall(state: DayState, now: number): PartyCalled | null {
  const queue = queueOf(state);
  const minute = minuteOf(state.configuration, now);
  if (queue.length === 0 || !isInService(state.configuration, minute)) return null;
  // Asked before and after every command: a state does not change, and within a minute neither does the answer.
  const known = decided.get(state);
  if (known?.minute === minute && known.call === null) return null;
  const call = searchCall(state, queue, now);
  decided.set(state, { minute, call });
  return call;
}

function searchCall(state: DayState, queue: readonly WaitingParty[], now: number): PartyCalled | null {
  const refused = new Set<string>();
  for (const party of queue) {
    const alike = [party.partySize, ...party.preferredSeating].join('/');
    if (refused.has(alike)) continue;
    const found = tableFor(state, party, now);
    if (found.ok) return calledTo(state, party, found, now);
    refused.add(alike);
  }
  return null;
}

/** A table for the party from now on, for its whole turn, at which nobody loses a plan. */
export function tableFor(state: DayState, party: WaitingParty, now: number): SeatingDecision {
  const wish = wishAtDoor(state, { ...party, durationMinutes: null }, now);
  return findTableNow(state, newcomerRequest(state.configuration, wish));
}

export function calledTo(
  state: DayState,
  party: WaitingParty,
  found: Extract<SeatingDecision, { ok: true }>,
  now: number,
): PartyCalled {
  const { durationMinutes } = wishAtDoor(state, { ...party, durationMinutes: null }, now);
  const call = {
    tableIds: found.tableIds,
    calledAt: now,
    keptUntil: now + state.configuration.policies.holdMinutes * minuteMs,
    turnEndsAt: now + durationMinutes * minuteMs,
  };
  return { type: 'PartyCalled', waitlistId: party.id, call, moves: found.moves };
}

/**
 * The first instant after `after` at which time alone may make room for somebody who waits: a promise or a block ends,
 * or service begins. Everything else that makes room is an event, and the list is gone through after each. Null: never.
 */
export function nextChanceAt(state: DayState, after: number): number | null {
  if (queueOf(state).length === 0) return null;
  const { configuration } = state;
  const { occupants, blocks } = seatingProblem(state);
  const ends = [...occupants, ...blocks].map(({ endMinute }) => Math.ceil(endMinute / minutesPerTick) * minutesPerTick);
  const begins = configuration.periods.map(({ startMinute }) => startMinute);
  let next: number | null = null;
  for (const minute of [...ends, ...begins]) {
    const at = configuration.startsAt + minute * minuteMs;
    if (at > after && (next === null || at < next) && isInService(configuration, minute)) next = at;
  }
  return next;
}

/** The first instant from `now` on at which the clock calls anybody, epoch milliseconds; null: not on this date any more. */
export function doorOpensAt(configuration: DayConfiguration, now: number): number | null {
  const minute = minuteOf(configuration, now);
  if (isInService(configuration, minute)) return now;
  const starts = configuration.periods.map(({ startMinute }) => startMinute);
  const next = starts.filter((start) => start > minute && isInService(configuration, start));
  return next.length === 0 ? null : configuration.startsAt + Math.min(...next) * minuteMs;
}

/** When somebody from the door may still be seated. */
function isInService(configuration: DayConfiguration, minute: number): boolean {
  return configuration.closedBecause === null && periodAt(configuration, minute, 'walk_in') !== null;
}

function queueOf(state: DayState): WaitingParty[] {
  const waiting = [...state.waitlist.values()].filter(({ status }) => status === 'waiting');
  return waiting.sort((one, other) => one.unanswered - other.unanswered || one.id - other.id);
}
