import { describe, expect, it } from 'vitest';
import { checkLedger } from '../../../local/check-ledger.ts';
import type { LedgerLine } from '../../../local/check-ledger.ts';

const minute = 60_000;
const configuration = {
  resetMinutes: 15,
  tables: [
    { id: 1, partySizeMin: 1, partySizeMax: 2 },
    { id: 2, partySizeMin: 1, partySizeMax: 4 },
    { id: 3, partySizeMin: 1, partySizeMax: 4 },
  ],
  combinations: [{ tableIds: [2, 3], partySizeMin: 5, partySizeMax: 6 }],
};

interface PlantedEvent {
  readonly type: string;
  readonly at?: number;
  readonly [field: string]: unknown;
}

/** A ledger of events, one a minute unless they say otherwise. */
function ledger(...events: readonly PlantedEvent[]): LedgerLine[] {
  const opened: PlantedEvent = { type: 'DayOpened', at: 0, configuration };
  return [opened, ...events].map(({ type, at, ...body }, index) => ({
    seq: index + 1,
    type,
    at: (at ?? index) * minute,
    body: JSON.stringify(body),
  }));
}

function booked(id: number, tableIds: number[], from: number, minutes = 90, partySize = 2) {
  const reservation = {
    id,
    tableIds,
    startsAt: from * minute,
    durationMinutes: minutes,
    partySize,
    status: 'confirmed',
  };
  return { type: 'ReservationBooked', reservation, holdId: null, override: false, moves: [] };
}

function seated(id: number, tableIds: number[], at: number, minutes = 90) {
  const span = { occupiedFrom: at * minute, occupiedUntil: (at + minutes) * minute };
  return { type: 'PartySeated', id, tableIds, at, ...span, override: false, moves: [] };
}

function completed(id: number, at: number) {
  return { type: 'SeatingCompleted', id, at, completedAt: at * minute, moves: [] };
}

const overlapsOf = (...events: readonly PlantedEvent[]) => checkLedger(ledger(...events)).overlaps;
const faultsOf = (...events: readonly PlantedEvent[]) => checkLedger(ledger(...events)).faults;

describe('promises', () => {
  it('may follow one another with the reset between them', () => {
    expect(overlapsOf(booked(7, [1], 600), booked(8, [1], 705))).toEqual([]);
  });

  it('are told when they overlap, the reset included', () => {
    expect(overlapsOf(booked(7, [1], 600), booked(8, [1], 704))).toHaveLength(1);
    expect(overlapsOf(booked(7, [2, 3], 600, 90, 6), booked(8, [3], 600))).toHaveLength(1);
  });

  it('that were cancelled or not kept give their table back', () => {
    expect(overlapsOf(booked(7, [1], 600), { type: 'ReservationCancelled', id: 7 }, booked(8, [1], 600))).toEqual([]);
    expect(overlapsOf(booked(7, [1], 600), { type: 'NoShowMarked', id: 7 }, booked(8, [1], 600))).toEqual([]);
  });

  it('that were moved to make room stand where they were moved to', () => {
    const newcomer = { ...booked(8, [2], 600), moves: [{ key: '7', tableIds: [3] }] };
    expect(overlapsOf(booked(7, [2], 600), newcomer)).toEqual([]);
    expect(overlapsOf(booked(6, [3], 600), booked(7, [2], 600), newcomer)).toHaveLength(1);
  });

  it('count from the time to which they were changed', () => {
    const wish = { startsAt: 800 * minute, durationMinutes: 90, partySize: 2 };
    const changed = { type: 'ReservationModified', id: 8, wish, tableIds: [1], override: false, moves: [] };
    expect(overlapsOf(booked(7, [1], 600), booked(8, [1], 900), changed)).toEqual([]);
    const earlier = { ...changed, wish: { ...wish, startsAt: 650 * minute } };
    expect(overlapsOf(booked(7, [1], 600), booked(8, [1], 900), earlier)).toHaveLength(1);
  });

  it('hold their table as a hold does, until it becomes the booking', () => {
    const hold = { holdId: 'h', tableIds: [1], startsAt: 600 * minute, durationMinutes: 90, partySize: 2 };
    const placed = { type: 'HoldPlaced', hold, moves: [] };
    expect(overlapsOf(placed, booked(7, [1], 600))).toHaveLength(1);
    expect(overlapsOf(placed, { ...booked(7, [1], 600), holdId: 'h' })).toEqual([]);
    expect(overlapsOf(placed, { type: 'HoldExpired', holdId: 'h' }, booked(7, [1], 600))).toEqual([]);
  });
});

describe('calls from the waitlist', () => {
  const joined = { type: 'WaitlistJoined', party: { id: 9, partySize: 2 } };
  const called = (tableIds: number[], at: number) => {
    const call = { tableIds, calledAt: at * minute, turnEndsAt: (at + 90) * minute };
    return { type: 'PartyCalled', at, waitlistId: 9, call, moves: [] };
  };

  it('keep their tables, until nobody came or the party sits', () => {
    expect(overlapsOf(joined, called([1], 600), booked(7, [1], 650))).toHaveLength(1);
    expect(overlapsOf(booked(7, [1], 650), joined, called([1], 600))).toHaveLength(1);
    for (const type of ['CallExpired', 'WaitlistSeated', 'WaitlistLeft']) {
      const ended = { type, waitlistId: 9, at: 610 };
      expect(overlapsOf(joined, called([1], 600), ended, { ...booked(7, [1], 650), at: 611 })).toEqual([]);
    }
  });

  it('lose their tables to who needs them more', () => {
    const taken = { ...booked(7, [1], 650), at: 605, moves: [{ key: '9', tableIds: [] }] };
    expect(overlapsOf(joined, called([1], 600), taken)).toEqual([]);
  });

  it('are for parties that joined, at tables that fit them', () => {
    expect(faultsOf(called([1], 600))).toEqual(['event 2 calls 9, which never joined']);
    expect(faultsOf({ type: 'WaitlistJoined', party: { id: 9, partySize: 3 } }, called([1], 600))).toHaveLength(1);
  });
});

describe('a better plan', () => {
  it('is looked at as a whole', () => {
    const planned = (first: number, second: number) => ({
      type: 'SeatingReplanned',
      moves: [
        { key: '7', tableIds: [first] },
        { key: '8', tableIds: [second] },
      ],
    });
    expect(overlapsOf(booked(7, [2], 600), booked(8, [3], 600), planned(3, 2))).toEqual([]);
    expect(overlapsOf(booked(7, [2], 600), booked(8, [3], 600), planned(3, 3))).not.toEqual([]);
    expect(faultsOf(booked(7, [2], 600), booked(8, [3], 600), planned(3, 2))).toEqual([]);
  });
});

describe('sittings', () => {
  it('end when the party leaves, however early', () => {
    const first = [booked(7, [1], 600), seated(7, [1], 600), completed(7, 640)];
    expect(overlapsOf(...first, booked(8, [], 650), seated(8, [1], 650))).toEqual([]);
  });

  it('are told when the next party sits down before', () => {
    const both = [
      booked(7, [1], 600),
      booked(8, [2], 600),
      seated(7, [1], 600),
      seated(8, [1], 630),
      completed(7, 640),
    ];
    expect(overlapsOf(...both)).toEqual(['7 still sat at table 1 when 8 was seated there']);
  });

  it('push away a promise that they outlast', () => {
    const events = [booked(7, [1], 600), seated(7, [1], 600), booked(8, [1], 705)];
    const overran = { type: 'SeatingOverran', id: 7, at: 690, occupiedUntil: 705 * minute };
    expect(overlapsOf(...events, { ...overran, moves: [] })).toHaveLength(1);
    expect(overlapsOf(...events, { ...overran, moves: [{ key: '8', tableIds: [2] }] })).toEqual([]);
  });

  it('go on at the table to which the party moved', () => {
    const moved = { type: 'PartyMoved', id: 7, at: 620, tableIds: [2], leftTableIds: [1], override: false, moves: [] };
    const events = [booked(7, [1], 600), seated(7, [1], 600), moved];
    expect(overlapsOf(...events, booked(8, [], 640), seated(8, [1], 640))).toEqual([]);
    expect(overlapsOf(...events, booked(8, [], 640), seated(8, [2], 640))).toHaveLength(1);
  });
});

describe('faults', () => {
  it('are gaps in the sequence and time that runs backwards', () => {
    const lines = ledger(booked(7, [1], 600), booked(8, [2], 600));
    expect(checkLedger([lines[0]!, lines[2]!]).faults).toEqual(['event 3 follows 1']);
    expect(faultsOf({ ...booked(7, [1], 600), at: 5 }, { ...booked(8, [2], 600), at: 4 })).toEqual([
      'time runs backwards at event 3',
    ]);
  });

  it('are parties at tables that do not fit, and tables that were never declared to go together', () => {
    expect(faultsOf(booked(7, [1], 600, 90, 3))).toHaveLength(1);
    expect(faultsOf(booked(7, [2, 3], 600, 90, 6))).toEqual([]);
    expect(faultsOf(booked(7, [1, 2], 600, 90, 5))).toHaveLength(1);
  });

  it('are events that nobody knows', () => {
    expect(faultsOf({ type: 'TableDanced' })).toEqual(['event 2 is an unknown TableDanced']);
  });
});
