/** A service date in the few numbers by which somebody looks after many houses. */
import { openStarts } from './availability.ts';
import type { DayReservation, DayState } from './state.ts';
import { cameByThemselves, isExpected, isInConflict, isOnWaitlist } from './state.ts';

/** Covers are guests, parties and counts of bookings are not. */
export interface Tally {
  /** Booked ahead and not cancelled; walk-ins apart. */
  readonly coversBooked: number;
  readonly coversSeated: number;
  /** Still to come, or here and waiting. */
  readonly coversExpected: number;
  readonly coversWalkIn: number;
  readonly partiesWaiting: number;
  readonly noShows: number;
  readonly cancellations: number;
}

export interface Tonight extends Tally {
  readonly seq: number;
  readonly lateParties: number;
  /** Parties that sit longer than their turn. */
  readonly overdueParties: number;
  readonly partiesWithoutTable: number;
  /** Service goes on, and not even two find a table at any time that is left. */
  readonly isFull: boolean;
}

const minuteMs = 60_000;

/** `now` in epoch milliseconds. */
export function tonightOf(state: DayState, now: number): Tonight {
  const parties = [...state.reservations.values()];
  const expected = parties.filter(isExpected);
  const seated = parties.filter(({ status }) => status === 'seated');
  const walkIns = parties.filter(({ source }) => cameByThemselves(source));
  const booked = parties.filter(({ source, status }) => !cameByThemselves(source) && status !== 'cancelled');
  const waiting = [...state.waitlist.values()].filter(isOnWaitlist).length;
  return {
    seq: state.seq,
    coversBooked: coversOf(booked),
    coversSeated: coversOf(seated),
    coversExpected: coversOf(expected),
    coversWalkIn: coversOf(walkIns.filter(({ status }) => status !== 'cancelled')),
    partiesWaiting: waiting + expected.filter(({ arrivedAt }) => arrivedAt !== null).length,
    noShows: parties.filter(({ status }) => status === 'no_show').length,
    cancellations: parties.filter(({ status }) => status === 'cancelled').length,
    lateParties: expected.filter(({ late }) => late).length,
    overdueParties: seated.filter((party) => leavesAt(party) < now).length,
    partiesWithoutTable: parties.filter(isInConflict).length,
    isFull: isFull(state, now),
  };
}

function coversOf(parties: readonly DayReservation[]): number {
  return parties.reduce((sum, { partySize }) => sum + partySize, 0);
}

/** As it was promised: `occupiedUntil` moves on while the party stays longer. */
function leavesAt({ occupiedFrom, startsAt, durationMinutes }: DayReservation): number {
  return (occupiedFrom ?? startsAt) + durationMinutes * minuteMs;
}

function isFull(state: DayState, now: number): boolean {
  const { closedBecause, periods, startsAt } = state.configuration;
  const lastStart = Math.max(...periods.map(({ lastStartMinute }) => startsAt + lastStartMinute * minuteMs));
  if (closedBecause !== null || periods.length === 0 || lastStart < now) return false;
  const ask = { partySize: 2, channel: 'in_house', durationMinutes: null, preferredSeating: [] } as const;
  return openStarts(state, ask, now).length === 0;
}
