/** Random evenings: whatever is asked of a day, in whatever order, its invariants hold after every step. */
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openStarts } from '../../../worker/domain/reservation/availability.ts';
import { foldLedger } from '../../../worker/domain/reservation/fold.ts';
import type { LedgerEntry } from '../../../worker/domain/reservation/events.ts';
import type { DayReservation, DayState, ReservationStatus } from '../../../worker/domain/reservation/state.ts';
import { pacingAt } from '../../../worker/domain/service/pacing.ts';
import { SampleDay, at, bookCommand, guest, manager, sampleConfiguration } from '../../support/sample-day.ts';

const paced = sampleConfiguration({
  settings: {
    periods: sampleConfiguration().settings.periods.map((period) => ({ ...period, pacingCoversMax: 14 })),
    policies: { ...sampleConfiguration().settings.policies, noticeMinutes: 0, noShowAfterMinutes: 60 },
  },
});

const times = ['18:00', '18:15', '18:30', '19:00', '19:15', '19:45', '20:00', '20:30', '21:00', '21:30'];
const time = fc.constantFrom(...times);
const size = fc.integer({ min: 1, max: 8 });
const which = fc.nat(30);
const tables = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 2 }));

type Step = (day: SampleDay) => void;

/** The reservation that a number stands for, so that commands mostly meet something. */
function pick(day: SampleDay, index: number): number {
  const ids = [...day.state.reservations.keys()];
  return ids[index % Math.max(1, ids.length)] ?? 1;
}

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(time, size, fc.boolean()).map(([t, n, online]) => bookStep(t, n, online)) },
  { weight: 2, arbitrary: fc.tuple(time, size, tables).map(([t, n, ids]) => handStep(t, n, ids)) },
  { weight: 2, arbitrary: fc.tuple(time, size, which).map(([t, n, h]) => holdStep(t, n, h)) },
  { weight: 2, arbitrary: fc.tuple(time, size, which).map(([t, n, h]) => takeHoldStep(t, n, h)) },
  { weight: 3, arbitrary: fc.tuple(which, time, size).map(([i, t, n]) => modifyStep(i, t, n)) },
  { weight: 6, arbitrary: fc.tuple(which, fc.constantFrom(...plainTypes())).map(([i, type]) => plainStep(i, type)) },
  { weight: 4, arbitrary: fc.tuple(which, tables).map(([i, ids]) => seatStep(i, ids)) },
  { weight: 2, arbitrary: fc.tuple(size, tables).map(([n, ids]) => walkInStep(n, ids)) },
  { weight: 3, arbitrary: fc.tuple(size, which, fc.nat(5), tables).map((args) => waitlistStep(...args)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 5 }), fc.nat(3)).map(([id, kind]) => tableStep(id, kind)),
  },
  {
    weight: 3,
    arbitrary: fc.integer({ min: 1, max: 40 }).map(
      (minutes): Step =>
        (day) =>
          day.pass(day.now + minutes * 60_000),
    ),
  },
);

function plainTypes() {
  return [
    'confirmReservation',
    'cancelReservation',
    'markArrived',
    'unseatParty',
    'completeSeating',
    'markNoShow',
    'undoNoShow',
  ] as const;
}
const online = { channel: 'online', source: 'online' } as const;
const bookStep =
  (t: string, n: number, isOnline: boolean): Step =>
  (day) => {
    day.do(bookCommand(t, n, isOnline ? online : {}), isOnline ? guest : manager);
  };
const handStep =
  (t: string, n: number, tableIds: number[] | null): Step =>
  (day) => {
    day.do(bookCommand(t, n, { tableIds }), manager);
  };
const holdStep =
  (t: string, n: number, h: number): Step =>
  (day) => {
    const base = { utcOffset: null, preferredSeating: [], channel: 'online' } as const;
    if (!day.state.holds.has(`h${String(h)}`) && !day.state.bookedHolds.has(`h${String(h)}`)) {
      day.do({ type: 'placeHold', holdId: `h${String(h)}`, time: t, partySize: n, ...base }, guest);
    }
  };
const takeHoldStep =
  (t: string, n: number, h: number): Step =>
  (day) => {
    day.do(bookCommand(t, n, { ...online, holdId: `h${String(h)}` }), guest);
  };
const modifyStep =
  (i: number, t: string, partySize: number): Step =>
  (day) => {
    const changes = { time: t, partySize };
    day.do(
      { type: 'modifyReservation', id: pick(day, i), changes, changedDetails: [], version: null, override: false },
      manager,
    );
  };
const plainStep =
  (i: number, type: ReturnType<typeof plainTypes>[number]): Step =>
  (day) => {
    day.do({ type, id: pick(day, i) }, manager);
  };
const seatStep =
  (i: number, tableIds: number[] | null): Step =>
  (day) => {
    day.do({ type: 'seatParty', id: pick(day, i), tableIds, override: false }, manager);
  };
const walkInStep =
  (partySize: number, tableIds: number[] | null): Step =>
  (day) => {
    day.do(
      { type: 'seatWalkIn', partySize, tableIds, durationMinutes: null, preferredSeating: [], override: false },
      manager,
    );
  };
const waitlistStep =
  (partySize: number, i: number, kind: number, tableIds: number[] | null): Step =>
  (day) => {
    const ids = [...day.state.waitlist.keys()];
    const waitlistId = ids[i % Math.max(1, ids.length)] ?? 1;
    if (kind < 3) day.do({ type: 'joinWaitlist', partySize, preferredSeating: [], quotedMinutes: null }, manager);
    if (kind === 3) day.do({ type: 'callParty', waitlistId }, manager);
    if (kind === 4) day.do({ type: 'seatFromWaitlist', waitlistId, tableIds }, manager);
    if (kind === 5) day.do({ type: 'leaveWaitlist', waitlistId }, manager);
  };
const tableStep =
  (tableId: number, kind: number): Step =>
  (day) => {
    if (kind === 0) day.do({ type: 'cleanTable', tableId }, manager);
    if (kind === 1) day.do({ type: 'readyTable', tableId }, manager);
    if (kind === 2)
      day.do(
        {
          type: 'blockTable',
          blockId: `b${String(tableId)}`,
          tableId,
          from: null,
          until: day.now + 3_600_000,
          override: false,
        },
        manager,
      );
    if (kind === 3) day.do({ type: 'unblockTable', blockId: `b${String(tableId)}` }, manager);
  };

const allowed: Record<ReservationStatus, readonly ReservationStatus[]> = {
  pending: ['confirmed', 'cancelled'],
  confirmed: ['seated', 'no_show', 'cancelled'],
  seated: ['completed', 'confirmed'],
  completed: [],
  cancelled: [],
  no_show: ['confirmed', 'seated'],
};

function checkStep(before: DayState, after: DayState): void {
  for (const [id, now] of after.reservations) {
    const old = before.reservations.get(id);
    if (old === undefined || old === now) continue;
    expect(now.version).toBeGreaterThan(old.version);
    checkTransition(old, now);
  }
  for (const id of before.reservations.keys()) expect(after.reservations.has(id)).toBe(true);
}

/** Called by the clock: nobody who waits before it, and would have fitted as well, was passed over. */
function checkCalls(day: SampleDay, entries: readonly LedgerEntry[]): void {
  const { waitlist } = day.state;
  for (const { event, actor } of entries) {
    if (event.type !== 'PartyCalled' || actor.kind !== 'system') continue;
    const called = waitlist.get(event.waitlistId);
    if (called?.status !== 'called') continue;
    const passed = [...waitlist.values()].filter(
      (other) =>
        other.status === 'waiting' &&
        other.partySize <= called.partySize &&
        (other.unanswered < called.unanswered ||
          (other.unanswered === called.unanswered && other.id < called.id && other.version === 1)),
    );
    expect(passed).toEqual([]);
  }
}

/** One command may hold two steps (a walk-in is booked and seated); each must be listed. */
function checkTransition(old: DayReservation, now: DayReservation): void {
  if (old.status === now.status) return;
  const direct = allowed[old.status].includes(now.status);
  const viaOne = allowed[old.status].some((middle) => allowed[middle].includes(now.status));
  expect(direct || viaOne, `${old.status} → ${now.status}`).toBe(true);
}

interface Span {
  readonly who: string;
  readonly tableIds: readonly number[];
  readonly from: number;
  readonly until: number;
}

/** Worked out from the state alone, not by the code under test. */
function spansOf(state: DayState): Span[] {
  const resetMs = state.configuration.resetMinutes * 60_000;
  const planned = (party: { startsAt: number; durationMinutes: number }) => ({
    from: party.startsAt,
    until: party.startsAt + party.durationMinutes * 60_000 + resetMs,
  });
  const holds = [...state.holds.values()].map((hold): Span => ({
    who: hold.holdId,
    tableIds: hold.tableIds,
    ...planned(hold),
  }));
  const parties = [...state.reservations.values()].flatMap((party): Span[] => {
    const base = { who: String(party.id), tableIds: party.tableIds };
    if (party.status === 'pending' || party.status === 'confirmed') return [{ ...base, ...planned(party) }];
    if (party.status !== 'seated') return [];
    return [{ ...base, from: party.occupiedFrom ?? 0, until: (party.occupiedUntil ?? 0) + resetMs }];
  });
  const called = [...state.waitlist.values()].flatMap(({ id, call }): Span[] =>
    call === null
      ? []
      : [{ who: String(id), tableIds: call.tableIds, from: call.calledAt, until: call.turnEndsAt + resetMs }],
  );
  return [...holds, ...parties, ...called];
}

function checkTables(state: DayState): void {
  const spans = spansOf(state);
  for (const [index, one] of spans.entries()) {
    for (const other of spans.slice(index + 1)) {
      const shared = one.tableIds.filter((id) => other.tableIds.includes(id));
      if (shared.length === 0) continue;
      // Seated times are to the millisecond, plans to the minute.
      const apart = one.until - 60_000 < other.from || other.until - 60_000 < one.from;
      expect(apart, `table ${shared.join()} sold twice: ${one.who} and ${other.who}`).toBe(true);
    }
  }
}

function checkPacing(state: DayState): void {
  const { configuration } = state;
  const minute = (startsAt: number): number => Math.floor((startsAt - configuration.startsAt) / 60_000);
  const parties = [...state.holds.values(), ...state.reservations.values()]
    .filter((party) => !('status' in party) || (party.status !== 'cancelled' && party.status !== 'no_show'))
    .filter((party) => party.channel !== 'walk_in' && !('status' in party && undone.has(party.id)))
    .map((party) => ({ startMinute: minute(party.startsAt), partySize: party.partySize }));
  for (const { startMinute } of parties) {
    const { covers, coversMax } = pacingAt(configuration, parties, startMinute);
    if (coversMax !== null) expect(covers).toBeLessThanOrEqual(coversMax);
  }
}
/** Parties whose no-show was taken back: they came, so pacing has nothing to say to them. */
const undone = new Set<number>();

describe('a day', () => {
  it('keeps its invariants through random evenings', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 10, maxLength: 80 }), (steps) => {
        const day = new SampleDay(paced, at('17:30'));
        undone.clear();
        for (const take of steps) {
          const before = day.state;
          const known = day.ledger.length;
          take(day);
          checkCalls(day, day.ledger.slice(known));
          checkStep(before, day.state);
          checkTables(day.state);
          for (const entry of day.ledger) if (entry.event.type === 'NoShowUndone') undone.add(entry.event.id);
          checkPacing(day.state);
        }
        if (day.ledger.length > 0) expect(foldLedger(day.ledger)).toEqual(day.state);
      }),
      { numRuns: 300, seed: 20261122 },
    );
  });

  it('never offers what it then refuses', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), size, (steps, partySize) => {
        const day = new SampleDay(paced, at('17:30'));
        for (const take of steps) take(day);
        const ask = { partySize, channel: 'in_house', durationMinutes: null, preferredSeating: [] } as const;
        for (const { start } of openStarts(day.state, ask, day.now)) {
          const copy = new SampleDay(paced, day.now);
          copy.state = day.state;
          const decision = copy.do(bookCommand(start.time, partySize), manager);
          expect(decision.ok, `${start.time} for ${String(partySize)}`).toBe(true);
        }
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  it('gives equal answers to equal questions', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const one = new SampleDay(paced, at('17:30'));
        const other = new SampleDay(paced, at('17:30'));
        for (const take of steps) [one, other].forEach(take);
        expect(one.ledger).toEqual(other.ledger);
      }),
      { numRuns: 50, seed: 11 },
    );
  });
});
