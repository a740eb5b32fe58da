/** The waitlist at the door, rule by rule. */
import { describe, expect, it } from 'vitest';
import type { DayCommand } from '../../../worker/domain/reservation/commands.ts';
import { nextDueAt } from '../../../worker/domain/reservation/due.ts';
import { foldLedger } from '../../../worker/domain/reservation/fold.ts';
import { tableNow } from '../../../worker/domain/reservation/table-status.ts';
import { SampleDay, at, bookCommand, guest, manager, sampleConfiguration } from '../../support/sample-day.ts';

const sample = sampleConfiguration();
/** Two twos and a four, a quarter to come, whoever is called. */
const small = sampleConfiguration({
  tables: sample.tables.filter(({ id }) => [1, 2, 4].includes(id)),
  combinations: [],
  settings: { policies: { ...sample.settings.policies, noticeMinutes: 0, holdMinutes: 15 } },
});
const walkIn = (partySize: number, tableIds: number[] | null = null, override = false): DayCommand => ({
  type: 'seatWalkIn',
  partySize,
  tableIds,
  durationMinutes: null,
  preferredSeating: [],
  override,
});

/** 19:00, and at every table somebody sits until 20:30. */
function fullHouse(configuration = small): SampleDay {
  const day = new SampleDay(configuration, at('19:00'));
  for (const { id, partySizeMax } of configuration.tables) day.do(walkIn(partySizeMax, [id]));
  return day;
}

/** The party at a table leaves, and the table is clean. */
function free(day: SampleDay, tableId: number): void {
  day.do({ type: 'cleanTable', tableId });
  day.do({ type: 'readyTable', tableId });
}

const statusOf = (day: SampleDay, id: number): string => {
  const { status, call } = day.waiting(id);
  return call === null ? status : `${status} to ${call.tableIds.join('+')}`;
};

describe('joining', () => {
  it('with a table free calls at once', () => {
    const day = new SampleDay(small, at('19:00'));
    const id = day.join(2);
    expect(statusOf(day, id)).toBe('called to 1');
    expect(day.waiting(id).call).toEqual({
      tableIds: [1],
      calledAt: at('19:00'),
      keptUntil: at('19:15'),
      turnEndsAt: at('20:30'),
    });
  });
  it('waits where none is', () => {
    const day = fullHouse();
    expect(statusOf(day, day.join(2))).toBe('waiting');
  });
  it('before the doors open waits for service to begin', () => {
    const day = new SampleDay(small, at('17:30'));
    const id = day.join(2);
    expect(statusOf(day, id)).toBe('waiting');
    expect(nextDueAt(day.state, day.now)).toBe(at('18:00'));
    day.pass(at('18:00'));
    expect(statusOf(day, id)).toBe('called to 1');
  });
  it.each([
    ['after the last start', '21:31', small, 'outside_service'],
    ['on a closed date', '19:00', closed(), 'closed'],
  ])('%s is refused', (_when, time, configuration, reason) => {
    const day = new SampleDay(configuration, at(time));
    const join = { type: 'joinWaitlist', partySize: 2, preferredSeating: [], quotedMinutes: null } as const;
    expect(day.do(join)).toMatchObject({ ok: false, reason });
  });
  it('is for the staff alone', () => {
    const day = new SampleDay(small, at('19:00'));
    const join = { type: 'joinWaitlist', partySize: 2, preferredSeating: [], quotedMinutes: null } as const;
    expect(day.do(join, guest)).toMatchObject({ ok: false, reason: 'not_staff_here' });
  });

  function closed() {
    const specialDays = [{ date: '2026-11-20', name: 'Strike', closed: true, periods: null }];
    return sampleConfiguration({ settings: { specialDays } });
  }
});

describe('the clock calls', () => {
  it('nobody to a table that is being cleaned, and the first as soon as it is ready', () => {
    const day = fullHouse();
    const [first, second] = [day.join(2), day.join(2)];
    day.do({ type: 'cleanTable', tableId: 1 });
    expect(statusOf(day, first)).toBe('waiting');
    // However long that takes: a table is ready when somebody says so.
    day.pass(at('19:20'));
    expect(statusOf(day, first)).toBe('waiting');
    day.do({ type: 'readyTable', tableId: 1 });
    expect([first, second].map((id) => statusOf(day, id))).toEqual(['called to 1', 'waiting']);
  });
  it('a later party when those before it do not fit, and never before one that does', () => {
    const day = fullHouse();
    const [four, two, alsoTwo] = [day.join(4), day.join(2), day.join(2)];
    free(day, 1);
    expect([four, two, alsoTwo].map((id) => statusOf(day, id))).toEqual(['waiting', 'called to 1', 'waiting']);
    free(day, 4);
    expect([four, two, alsoTwo].map((id) => statusOf(day, id))).toEqual(['called to 4', 'called to 1', 'waiting']);
  });
  it('nobody to a table that is promised before a whole turn is over', () => {
    const day = fullHouse();
    day.do({ type: 'cleanTable', tableId: 4 });
    day.do({ type: 'cleanTable', tableId: 2 });
    day.do({ type: 'cleanTable', tableId: 1 });
    // Reserved for three at 20:00: of the tables free now only the four is large enough for them.
    const three = day.book('20:00', 3);
    const four = day.join(4);
    day.do({ type: 'readyTable', tableId: 4 });
    expect(day.reservation(three).tableIds).toEqual([4]);
    expect(statusOf(day, four)).toBe('waiting');
    day.do({ type: 'cancelReservation', id: three });
    expect(statusOf(day, four)).toBe('called to 4');
  });
  it('when a block ends by itself', () => {
    const day = new SampleDay(small, at('18:55'));
    for (const tableId of [1, 2, 4]) {
      day.do(
        {
          type: 'blockTable',
          blockId: `b${String(tableId)}`,
          tableId,
          from: null,
          until: at('19:32'),
          override: false,
        },
        manager,
      );
    }
    const id = day.join(2);
    expect(statusOf(day, id)).toBe('waiting');
    // Seating counts in five minutes.
    expect(nextDueAt(day.state, day.now)).toBe(at('19:35'));
    day.pass(at('19:35'));
    expect(statusOf(day, id)).toBe('called to 1');
  });
  it('nobody after the last start', () => {
    const day = new SampleDay(small, at('21:00'));
    for (const { id, partySizeMax } of small.tables) day.do(walkIn(partySizeMax, [id]));
    const id = day.join(2);
    day.pass(at('21:40'));
    free(day, 1);
    expect(statusOf(day, id)).toBe('waiting');
  });
});

describe('a call', () => {
  it('holds its table against bookings, walk-ins and hands', () => {
    const day = new SampleDay(small, at('19:00'));
    const id = day.join(4);
    expect(statusOf(day, id)).toBe('called to 4');
    expect(day.do(bookCommand('19:15', 4), manager)).toMatchObject({ ok: false, reason: 'no_table' });
    expect(day.do(walkIn(3))).toMatchObject({ ok: false, reason: 'no_table' });
    expect(day.do(walkIn(3, [4]))).toMatchObject({
      ok: false,
      reason: 'table_taken',
      detail: 'Table 4 is kept for a party called from the waitlist.',
    });
    expect(tableNow(day.state, 4, day.now).status).toBe('reserved');
  });
  it('unanswered passes the party over until everybody else was asked, and the second time it has left', () => {
    const day = fullHouse();
    const [first, second] = [day.join(2), day.join(2)];
    free(day, 1);
    expect(statusOf(day, first)).toBe('called to 1');
    day.pass(at('19:15'));
    expect([first, second].map((id) => statusOf(day, id))).toEqual(['waiting', 'called to 1']);
    day.pass(at('19:30'));
    expect([first, second].map((id) => statusOf(day, id))).toEqual(['called to 1', 'waiting']);
    day.pass(at('19:45'));
    expect([first, second].map((id) => statusOf(day, id))).toEqual(['left', 'called to 1']);
    day.pass(at('20:00'));
    expect([first, second].map((id) => statusOf(day, id))).toEqual(['left', 'left']);
  });
  it('gives way to a manager who seats somebody else there, and does not count as unanswered', () => {
    const day = fullHouse();
    const id = day.join(2);
    free(day, 1);
    expect(day.do(walkIn(2, [1], true), manager).ok).toBe(true);
    expect(day.waiting(id)).toMatchObject({ status: 'waiting', call: null, unanswered: 0 });
  });
  it('by hand goes to whom the host chooses, is the same twice, and is refused where no table is free', () => {
    const day = fullHouse();
    const [first, second] = [day.join(2), day.join(2)];
    expect(day.do({ type: 'callParty', waitlistId: second })).toMatchObject({ ok: false, reason: 'no_table' });
    // After the last start nothing goes by the clock.
    day.do({ type: 'cleanTable', tableId: 1 });
    day.pass(at('21:40'));
    day.do({ type: 'readyTable', tableId: 1 });
    expect(day.do({ type: 'callParty', waitlistId: second }).ok).toBe(true);
    expect([first, second].map((id) => statusOf(day, id))).toEqual(['waiting', 'called to 1']);
    expect(day.do({ type: 'callParty', waitlistId: second })).toMatchObject({ ok: true, events: [] });
  });
});

describe('seating from the waitlist', () => {
  it('at the tables kept, as a party that came by itself', () => {
    const day = new SampleDay(small, at('19:00'));
    const id = day.join(2);
    const seated = day.do({ type: 'seatFromWaitlist', waitlistId: id, tableIds: null });
    const reservationId = seated.ok ? (seated.reservationId ?? 0) : 0;
    expect(day.reservation(reservationId)).toMatchObject({
      source: 'waitlist',
      channel: 'walk_in',
      status: 'seated',
      tableIds: [1],
      arrivedAt: at('19:00'),
    });
    expect(day.waiting(id)).toMatchObject({ status: 'seated', call: null, reservationId });
    expect(day.do({ type: 'seatFromWaitlist', waitlistId: id, tableIds: null })).toMatchObject({
      ok: false,
      reason: 'transition_not_allowed',
      detail: 'This party has been seated already.',
    });
  });
  it('late for the call keeps the turn that was promised where others follow', () => {
    const day = fullHouse();
    const id = day.join(4);
    free(day, 4);
    day.do({ type: 'cleanTable', tableId: 1 });
    day.do(bookCommand('20:45', 4, { tableIds: [4] }), manager);
    day.pass(at('19:10'));
    const seated = day.do({ type: 'seatFromWaitlist', waitlistId: id, tableIds: null });
    const reservationId = seated.ok ? (seated.reservationId ?? 0) : 0;
    expect(day.reservation(reservationId)).toMatchObject({ tableIds: [4], occupiedUntil: at('20:30') });
  });
  it('elsewhere frees what was kept for whoever waits', () => {
    const day = fullHouse();
    const [first, second] = [day.join(2), day.join(2)];
    free(day, 1);
    day.do({ type: 'cleanTable', tableId: 4 });
    day.do({ type: 'readyTable', tableId: 4 });
    expect([first, second].map((id) => statusOf(day, id))).toEqual(['called to 1', 'called to 4']);
    const third = day.join(2);
    day.do({ type: 'leaveWaitlist', waitlistId: second });
    expect(statusOf(day, third)).toBe('called to 4');
    day.do({ type: 'leaveWaitlist', waitlistId: third });
    const fourth = day.do({ type: 'seatFromWaitlist', waitlistId: first, tableIds: [4] });
    expect(fourth.ok).toBe(true);
    expect(statusOf(day, day.join(2))).toBe('called to 1');
  });
  it('nobody who is not on it', () => {
    const day = new SampleDay(small, at('19:00'));
    const id = day.join(2);
    for (const type of ['callParty', 'leaveWaitlist'] as const) {
      expect(day.do({ type, waitlistId: id + 1 })).toMatchObject({ ok: false, reason: 'unknown_waitlist_entry' });
    }
  });
});

it('at the close nobody waits any more, and the ledger tells the same story again', () => {
  const day = fullHouse();
  const ids = [day.join(2), day.join(4)];
  day.pass(day.state.configuration.endsAt);
  expect(ids.map((id) => statusOf(day, id))).toEqual(['left', 'left']);
  expect(day.state.phase).toBe('closed');
  expect(foldLedger(day.ledger)).toEqual(day.state);
});

it('names no instant twice at which nothing came of it', () => {
  const day = new SampleDay(small, at('19:00'));
  day.do(walkIn(4, [4]));
  day.do(walkIn(2, [2]));
  const block = { blockId: 'b', tableId: 1, from: null, until: at('19:30'), override: false };
  day.do({ type: 'blockTable', ...block }, manager);
  const four = day.join(4);
  const due = nextDueAt(day.state, day.now) ?? 0;
  expect(due).toBe(at('19:30'));
  const { seq } = day.state;
  // A table for two is of no use to four.
  day.pass(due);
  expect(day.state.seq).toBe(seq);
  expect(statusOf(day, four)).toBe('waiting');
  expect(nextDueAt(day.state, day.now)).toBeGreaterThan(due);
});
