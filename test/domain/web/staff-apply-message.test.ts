import { beforeEach, describe, expect, test } from 'vitest';
import type { LiveMessage, Reservation, TableState, WaitlistEntry } from '#contract';
import { applyMessage, learnReservation, unreadAfter, type DayState } from '#lib/live/apply-message.ts';
import { party, snapshot } from './staff-sample.ts';

/** A map that remembers which keys were written: each is a table or party that would be drawn anew. */
class WatchedMap<V> extends Map<number, V> {
  readonly written: number[] = [];

  override set(key: number, value: V): this {
    // Set while the fields of the class are not there yet: the base class fills itself first.
    (this.written as number[] | undefined)?.push(key);
    return super.set(key, value);
  }
}

let day: DayState & { tables: WatchedMap<TableState>; partiesByTable: WatchedMap<readonly Reservation[]> };

beforeEach(() => {
  day = {
    seq: 0,
    wholeSeq: 0,
    serviceDate: '2026-11-22',
    phase: 'open',
    lateAfterMinutes: 15,
    configurationVersion: 0,
    staffOnline: 0,
    tables: new WatchedMap(),
    reservations: new Map(),
    partiesByTable: new WatchedMap(),
    heldTableIds: new Set(),
    waitlist: new Map(),
  };
  applyMessage(
    day,
    snapshot([party({ id: 1, time: '19:00', tables: [1] }), party({ id: 2, time: '18:00', tables: [1] })]),
  );
});

type TableMessage = Extract<LiveMessage, { type: 'reservation_update' | 'occupancy_change' | 'status_change' }>;

function update(
  seq: number,
  reservation: Reservation,
  type: 'reservation_update' | 'occupancy_change' = 'reservation_update',
): TableMessage {
  return {
    type,
    seq,
    restaurantId: 1,
    serviceDate: '2026-11-22',
    tableId: reservation.plannedTableIds?.[0] ?? 0,
    data: { newStatus: 'available', reservation },
    timestamp: '2026-11-22T18:31:00Z',
  };
}

const idsAt = (tableId: number): number[] => (day.partiesByTable.get(tableId) ?? []).map(({ id }) => id);

describe('a message brings the state up', () => {
  test('a snapshot seats everybody by start', () => {
    expect(idsAt(1)).toEqual([2, 1]);
    expect(day.seq).toBe(1);
  });

  test('a change of several messages is whole when the next begins', () => {
    expect(day.wholeSeq).toBe(1);
    applyMessage(day, { type: 'holds', seq: 3, heldTableIds: [2] });
    applyMessage(day, update(3, party({ id: 1, time: '19:00', tables: [2], version: 2 })));
    // Who is cut off here resumes at 1: nobody knows whether 3 had more to say.
    expect([day.seq, day.wholeSeq]).toEqual([3, 1]);
    applyMessage(day, { type: 'holds', seq: 4, heldTableIds: [] });
    expect([day.seq, day.wholeSeq]).toEqual([4, 3]);
  });

  test('a new plan leaves the old table and joins the new', () => {
    applyMessage(day, update(2, party({ id: 1, time: '19:00', tables: [2, 3], version: 2 })));
    expect([idsAt(1), idsAt(2), idsAt(3)]).toEqual([[2], [1], [1]]);
  });

  test.each(['completed', 'cancelled', 'no_show'] as const)('who is %s is at no table', (status) => {
    applyMessage(day, update(2, party({ id: 1, time: '19:00', tables: [1], status, version: 2 })));
    expect(idsAt(1)).toEqual([2]);
    expect(day.reservations.get(1)?.status).toBe(status);
  });

  test('who moved to another date is gone', () => {
    applyMessage(day, update(2, { ...party({ id: 1, time: '19:00', tables: [1] }), reservationDate: '2026-11-23' }));
    expect(day.reservations.has(1)).toBe(false);
    expect(idsAt(1)).toEqual([2]);
  });

  test('a table says what it is', () => {
    const state: TableState = { tableId: 3, tableNumber: '3', status: 'cleaning' };
    applyMessage(day, {
      ...update(2, party({ time: '19:00' })),
      type: 'status_change',
      tableId: 3,
      data: { newStatus: 'cleaning', state },
    });
    expect(day.tables.get(3)?.status).toBe('cleaning');
  });

  test('holds come and go', () => {
    applyMessage(day, { type: 'holds', seq: 2, heldTableIds: [2, 3] });
    applyMessage(day, { type: 'holds', seq: 3, heldTableIds: [3] });
    expect([...day.heldTableIds]).toEqual([3]);
  });
});

describe('whatever the line does', () => {
  test('the same message twice does no harm', () => {
    const message = update(2, party({ id: 1, time: '19:00', tables: [2], version: 2 }));
    applyMessage(day, message);
    applyMessage(day, message);
    expect([idsAt(1), idsAt(2)]).toEqual([[2], [1]]);
  });

  test('what comes after something newer is passed over', () => {
    applyMessage(day, update(5, party({ id: 1, time: '19:00', tables: [3], version: 3 })));
    applyMessage(day, update(4, party({ id: 1, time: '19:00', tables: [2], version: 2 })));
    expect([idsAt(2), idsAt(3)]).toEqual([[], [1]]);
  });

  test('several messages of one event all count', () => {
    applyMessage(day, update(2, party({ id: 1, time: '19:00', tables: [2], version: 2 })));
    applyMessage(day, update(2, party({ id: 2, time: '18:00', tables: [3], version: 2 })));
    expect([idsAt(1), idsAt(2), idsAt(3)]).toEqual([[], [1], [2]]);
  });

  test('an answer older than the socket is passed over', () => {
    applyMessage(
      day,
      update(2, party({ id: 1, time: '19:00', seatedAt: '19:00', tables: [1], version: 3 }), 'occupancy_change'),
    );
    learnReservation(day, party({ id: 1, time: '19:00', tables: [1], version: 2 }));
    expect(day.reservations.get(1)?.status).toBe('seated');
  });

  test('a fresh snapshot forgets who is not in it', () => {
    applyMessage(day, snapshot([party({ id: 2, time: '18:00', tables: [1] })], 9));
    expect([...day.reservations.keys()]).toEqual([2]);
    expect(idsAt(1)).toEqual([2]);
  });
});

test('one event touches one table', () => {
  day.partiesByTable.written.length = 0;
  applyMessage(
    day,
    update(2, party({ id: 1, time: '19:00', seatedAt: '19:05', tables: [1], version: 2 }), 'occupancy_change'),
  );
  expect([...new Set(day.partiesByTable.written)]).toEqual([1]);
});

describe('a party at the door whose texts a message had no room for', () => {
  const entry: WaitlistEntry = {
    id: 9,
    restaurantId: 1,
    date: '2026-11-22',
    position: 1,
    status: 'waiting',
    partySize: 2,
    name: 'Ada',
    phone: '',
    preferredSeating: [],
    joinedAt: '2026-11-22T19:00:00Z',
    quotedMinutes: 20,
    tableIds: [],
    version: 1,
  };
  const shortened = (more: Partial<WaitlistEntry>): LiveMessage => ({
    type: 'waitlist',
    seq: 30,
    entry: { ...entry, ...more },
    shortened: true,
  });

  test('is shown, and is to be read about while nobody knows them', () => {
    expect(unreadAfter(day, shortened({}))).toBe('waitlist');
    applyMessage(day, shortened({}));
    expect(day.waitlist.get(9)?.name).toBe('Ada');
  });

  test('keeps the texts that were read before, and nothing else of what it was', () => {
    const texts = { notes: 'At the bar', email: 'ada@example.com', preferredSeating: ['window'] };
    day.waitlist.set(9, { ...entry, ...texts, status: 'called', tableIds: [1], keptUntil: '2026-11-22T19:10:00Z' });
    expect(unreadAfter(day, shortened({ version: 3 }))).toBeNull();
    applyMessage(day, shortened({ version: 3 }));
    expect(day.waitlist.get(9)).toEqual({ ...entry, ...texts, version: 3 });
  });
});

describe('a reservation whose texts a message had no room for', () => {
  const plain = party({ id: 7, name: 'Ada Lovelace', time: '19:00', tables: [2], version: 4 });
  const texts = { preferredSeating: ['window'], occasion: 'birthday', notes: 'Regular' };
  const read: Reservation = {
    ...plain,
    ...texts,
    guestInfo: { ...plain.guestInfo, email: 'ada@example.com', specialRequests: 'No nuts' },
  };
  const shortened = (reservation: Reservation): TableMessage => ({ ...update(30, reservation), shortened: true });

  test('is shown, and is to be read about while nobody knows them', () => {
    expect(unreadAfter(day, shortened(plain))).toBe(7);
    applyMessage(day, shortened(plain));
    expect(day.reservations.get(7)).toEqual(plain);
    expect(idsAt(2)).toEqual([7]);
  });

  test('keeps the texts that were read before until they are read again', () => {
    learnReservation(day, read);
    const seated = party({ id: 7, name: 'Ada L…', time: '19:00', seatedAt: '19:05', tables: [3], version: 5 });
    const { plannedTableIds: _planned, ...told } = seated;
    expect(unreadAfter(day, shortened(told))).toBe(7);
    applyMessage(day, shortened(told));
    expect(day.reservations.get(7)).toEqual({ ...seated, ...texts, guestInfo: read.guestInfo });
    expect([idsAt(2), idsAt(3)]).toEqual([[], [7]]);
  });

  test('is known when one’s own request told it', () => {
    learnReservation(day, read);
    expect(unreadAfter(day, shortened(plain))).toBeNull();
    applyMessage(day, shortened(plain));
    expect(day.reservations.get(7)).toEqual(read);
  });

  test('has another name when it was renamed, however long the new one is', () => {
    learnReservation(day, read);
    applyMessage(day, shortened({ ...plain, guestInfo: { name: 'Grace Hop…', phone: '' }, version: 5 }));
    expect(day.reservations.get(7)?.guestInfo.name).toBe('Grace Hop…');
  });

  test('has no texts when a whole message says so', () => {
    learnReservation(day, read);
    expect(unreadAfter(day, update(30, { ...plain, version: 5 }))).toBeNull();
    applyMessage(day, update(30, { ...plain, version: 5 }));
    expect(day.reservations.get(7)).toEqual({ ...plain, version: 5 });
  });
});
