import { describe, expect, test } from 'vitest';
import type { Reservation, TableState } from '#contract';
import { misfitOf } from '#lib/floor/table-fit.ts';
import { tableName } from '#lib/floor/table-name.ts';
import { isLate, situationOf, type TableFacts } from '#lib/floor/table-status.ts';
import { at, party } from './staff-sample.ts';

const free: TableState = { tableId: 1, tableNumber: '12', status: 'available' };
const table = { id: 1, tableNumber: '12', capacity: 4 };

function situation(facts: Partial<TableFacts>) {
  return situationOf({ state: free, parties: [], held: false, now: at('19:30'), lateAfterMinutes: 15, ...facts });
}

describe('seven statuses on screen', () => {
  const seated = party({ time: '19:00', duration: 90, seatedAt: '19:00', tables: [1] });
  test.each([
    ['nothing at all', {}, 'available'],
    ['held for a form', { held: true }, 'held'],
    ['next party in 90 minutes', { parties: [party({ time: '21:00' })] }, 'reserved'],
    ['next party in 91 minutes', { parties: [party({ time: '21:01' })] }, 'available'],
    ['a party soon counts more than a form', { held: true, parties: [party({ time: '20:00' })] }, 'reserved'],
    ['a party that should have come', { parties: [party({ time: '19:00' })] }, 'reserved'],
    ['someone sits', { parties: [seated] }, 'seated'],
    ['to the minute', { parties: [seated], now: at('20:30') }, 'seated'],
    ['a minute longer', { parties: [seated], now: at('20:31') }, 'overdue'],
    ['being cleaned', { state: { ...free, status: 'cleaning' as const } }, 'cleaning'],
    ['out of service', { state: { ...free, status: 'maintenance' as const } }, 'blocked'],
    [
      'out of service although a party is due',
      { state: { ...free, status: 'maintenance' as const }, parties: [party({ time: '20:00' })] },
      'blocked',
    ],
  ])('%s', (_, facts, status) => {
    expect(situation(facts).status).toBe(status);
  });
});

describe('how long', () => {
  const seated = party({ time: '19:00', duration: 90, seatedAt: '19:04', tables: [1] });

  test('minutes at the table, and until it is free', () => {
    expect(situation({ parties: [seated] })).toMatchObject({ elapsedMinutes: 26, freeInMinutes: 64 });
  });

  test('overdue counts up', () => {
    expect(situation({ parties: [seated], now: at('20:44') }).freeInMinutes).toBe(-10);
  });

  test('a seating without a booking tells by its order', () => {
    const currentOrder = {
      orderId: 7,
      guestCount: 3,
      seatedAt: new Date(at('19:00')).toISOString(),
      estimatedDuration: 60,
    };
    const state: TableState = { ...free, status: 'occupied', currentOrder };
    expect(situation({ state })).toMatchObject({
      status: 'seated',
      guestCount: 3,
      elapsedMinutes: 30,
      freeInMinutes: 30,
    });
  });
});

describe('badges', () => {
  test.each([
    ['at the time', '19:30', {}, false],
    ['within the grace', '19:15', {}, false],
    ['after the grace', '19:14', {}, true],
    ['arrived and waiting', '19:00', { arrivedAt: '19:10' }, false],
    ['seated long ago', '18:00', { seatedAt: '18:00', tables: [1] }, false],
  ])('late: %s', (_, time, more, late) => {
    expect(isLate(party({ time, ...more }), at('19:30'), 15)).toBe(late);
  });

  test('conflict: who sits stays into the next party', () => {
    const seated = party({ time: '19:00', duration: 90, seatedAt: '19:00', tables: [1] });
    expect(situation({ parties: [seated, party({ time: '20:15', id: 2 })] }).conflict).toBe(true);
    expect(situation({ parties: [seated, party({ time: '20:30', id: 2 })] }).conflict).toBe(false);
  });

  test('conflict: who is overdue keeps the next one out, however short the plan was', () => {
    const seated = party({ time: '18:00', duration: 60, seatedAt: '18:00', tables: [1] });
    expect(situation({ parties: [seated, party({ time: '19:20', id: 2 })] }).conflict).toBe(true);
  });
});

describe('an accessible name says everything shown', () => {
  const words = (facts: Partial<TableFacts>): string =>
    tableName(table, situation(facts), 'Europe/Paris', (id) => `T${String(id)}`);

  test('a free table', () => {
    expect(words({})).toBe('Table 12, seats 4, free');
  });

  test('a party that is overdue, with its joined table and who comes next', () => {
    const seated = party({
      name: 'Rossi',
      partySize: 3,
      time: '18:00',
      duration: 60,
      seatedAt: '18:00',
      tables: [1, 2],
    });
    expect(words({ parties: [seated, party({ id: 2, time: '20:15', name: 'Weber', partySize: 2 })] })).toBe(
      'Table 12, seats 4, overdue, party of 3, Rossi, 1 hour 30 minutes, overdue 30 minutes, ' +
        'next 20:15 Weber party of 2, joined with T2',
    );
  });

  test('a party that is late', () => {
    expect(words({ parties: [party({ time: '19:00', name: 'Weber' })] })).toBe(
      'Table 12, seats 4, reserved, next 19:00 Weber party of 2, late',
    );
  });
});

describe('why a table does not fit the party in hand', () => {
  const picked = party({ id: 9, time: '19:30', partySize: 3, duration: 90 });
  const misfit = (
    parties: Reservation[],
    more: { capacity?: number; seatNow?: boolean; state?: TableState; picked?: Reservation } = {},
  ) =>
    misfitOf({
      table: { id: 1, capacity: more.capacity ?? 4 },
      situation: situation({ parties, ...(more.state === undefined ? {} : { state: more.state }) }),
      parties,
      picked: more.picked ?? picked,
      now: at('19:30'),
      seatNow: more.seatNow ?? true,
      timeWords: (time) => time,
    });

  test.each([
    ['free all evening', [], {}, null],
    ['too small', [], { capacity: 2 }, { reason: 'seats 2', name: '', firm: true }],
    [
      'someone sits there',
      [party({ time: '19:00', seatedAt: '19:00', tables: [1], name: 'Rossi' })],
      {},
      { reason: 'taken', name: 'Rossi', firm: true },
    ],
    [
      'it is not clean',
      [],
      { state: { ...free, status: 'cleaning' as const } },
      { reason: 'cleaning', name: '', firm: true },
    ],
    [
      'a plan in the way, which the house may change',
      [party({ time: '20:00', name: 'Rossi' })],
      {},
      { reason: '20:00', name: 'Rossi', firm: false },
    ],
    [
      'a promise in the way',
      [party({ time: '20:00', name: 'Rossi', pinned: true })],
      {},
      { reason: '20:00', name: 'Rossi', firm: true },
    ],
    ['a plan for after they have left', [party({ time: '21:00' })], {}, null],
    ['its own plan', [{ ...picked }], {}, null],
  ])('%s', (_, parties, more, expected) => {
    expect(misfit(parties, more)).toEqual(expected);
  });

  test('one table of a combination that was planned for the party is not too small', () => {
    const joined = party({ id: 9, time: '19:30', partySize: 7, tables: [1, 2] });
    expect(misfit([joined], { picked: joined })).toBeNull();
  });

  test('a plan for later is held against its own time, not against now', () => {
    const seated = [party({ time: '18:30', duration: 60, seatedAt: '18:30', tables: [1] })];
    const later = party({ id: 9, time: '21:00', partySize: 3 });
    expect(misfit(seated, { picked: later, seatNow: false })).toBeNull();
  });
});
