import { describe, expect, it } from 'vitest';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import type { TableState } from '../../../worker/contract/tables.ts';
import type { WaitlistEntry } from '../../../worker/contract/waitlist.ts';
import { differences, missingFrom, sittingsOverlapping } from '../../../local/service/invariants.ts';

const reservation = (id: number, more: Partial<Reservation> = {}): Reservation => ({
  id,
  restaurantId: 1,
  confirmationNumber: '0000-0000',
  reservationDate: '2026-11-27',
  reservationTime: '19:00',
  startsAt: '2026-11-28T00:00:00Z',
  endsAt: '2026-11-28T01:30:00Z',
  partySize: 2,
  duration: 90,
  status: 'completed',
  source: 'phone',
  guestInfo: { name: 'Ada', phone: '' },
  version: 4,
  createdAt: '2026-11-20T00:00:00Z',
  updatedAt: '2026-11-28T01:30:00Z',
  ...more,
});
const table = (tableId: number, status: TableState['status']): TableState => ({
  tableId,
  tableNumber: `${tableId}`,
  status,
});
const waiting = (id: number, position: number): WaitlistEntry => ({
  id,
  restaurantId: 1,
  date: '2026-11-27',
  position,
  status: 'waiting',
  partySize: 2,
  name: 'Ada',
  phone: '',
  preferredSeating: [],
  joinedAt: '2026-11-28T00:00:00Z',
  quotedMinutes: 20,
  tableIds: [],
  version: 1,
});
const byId = (...all: Reservation[]) => new Map(all.map((each) => [each.id, each]));
const byTable = (...all: TableState[]) => new Map(all.map((each) => [each.tableId, each]));

describe('after an evening', () => {
  it('every accepted booking is there, as it was last answered', () => {
    const snapshot = { reservations: [reservation(1), reservation(2)] };
    expect(missingFrom(snapshot, byId(reservation(1), reservation(2, { version: 3 })))).toEqual([]);
  });

  it.each([
    ['is not there', reservation(3)],
    ['went back from version 5', reservation(1, { version: 5 })],
    ['was seated and is completed', reservation(1, { status: 'seated' })],
  ])('a booking that %s is told', (what, believed) => {
    const found = missingFrom({ reservations: [reservation(1)] }, byId(believed));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(what);
  });

  it('the socket and a fresh look must agree in everything', () => {
    const fresh = { reservations: [reservation(1)], tables: [table(5, 'available')], waitlist: [waiting(1, 1)] };
    const folded = {
      reservations: byId(reservation(1)),
      tables: byTable(table(5, 'available')),
      waitlist: new Map([[1, waiting(1, 1)]]),
    };
    expect(differences(folded, fresh)).toEqual([]);
    expect(differences({ ...folded, reservations: byId(reservation(1, { late: true })) }, fresh)).toHaveLength(1);
    expect(differences({ ...folded, reservations: byId() }, fresh)).toHaveLength(1);
    expect(differences({ ...folded, tables: byTable(table(5, 'cleaning')) }, fresh)).toHaveLength(1);
    expect(
      differences({ ...folded, tables: byTable(table(5, 'available'), table(6, 'available')) }, fresh),
    ).toHaveLength(1);
    expect(differences({ ...folded, waitlist: new Map() }, fresh)).toHaveLength(1);
  });

  it('whoever waits is numbered anew when somebody before it has gone', () => {
    const fresh = { reservations: [], tables: [], waitlist: [waiting(2, 1), waiting(3, 2)] };
    const folded = { reservations: byId(), tables: byTable() };
    const told = new Map([
      [3, waiting(3, 3)],
      [2, waiting(2, 2)],
    ]);
    expect(differences({ ...folded, waitlist: told }, fresh)).toEqual([]);
  });

  it('no two parties sat at one table', () => {
    const sitting = (reservationId: number, tableId: number, from: number, until: number) => ({
      reservationId,
      tableId,
      from,
      until,
    });
    const apart = [sitting(1, 5, 0, 10), sitting(2, 5, 10, 20), sitting(3, 6, 5, 15)];
    expect(sittingsOverlapping({ sittings: apart, faults: [] })).toEqual([]);
    expect(sittingsOverlapping({ sittings: [...apart, sitting(4, 5, 15, Infinity)], faults: [] })).toEqual([
      '2 and 4 at table 5',
    ]);
    expect(sittingsOverlapping({ sittings: [], faults: ['a message of 3 came after 4'] })).toHaveLength(1);
  });
});
