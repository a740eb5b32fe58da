/** Dates in numbers, as D1 knows them. */
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { groupDatabase } from '../../../worker/store/database.ts';
import { talliesOf } from '../../../worker/store/group-tallies.ts';
import { type ReservationProjection, projectReservations } from '../../../worker/store/reservations.ts';
import type { WaitlistRow } from '../../../worker/store/waitlist.ts';

const database = groupDatabase(env, 1);
const date = '2031-05-01';
const noughts = {
  ...{ coversBooked: 0, coversSeated: 0, coversExpected: 0, coversWalkIn: 0 },
  ...{ partiesWaiting: 0, noShows: 0, cancellations: 0 },
};

function booking(id: number, restaurantId: number, changes: Partial<ReservationProjection> = {}) {
  return {
    ...{ id, restaurantId, version: 1, serviceDate: date, status: 'confirmed', source: 'online', startsAt: 1 },
    ...{ time: '19:00', partySize: 2, durationMinutes: 90, tableIds: [], confirmationNumber: `T${String(id)}` },
    ...{ guestId: null, guestName: 'Ada', guestPhone: '', guestEmail: null, specialRequests: null, occasion: null },
    ...{ notes: null, preferred: [], arrivedAt: null, seatedAt: null, completedAt: null, late: false },
    ...{ conflict: false, createdAt: 1, updatedAt: 1 },
    ...changes,
  } satisfies ReservationProjection;
}

function waiting(id: number, restaurantId: number, changes: Partial<WaitlistRow> = {}): WaitlistRow {
  return {
    ...{ id, restaurantId, version: 1, serviceDate: date, status: 'waiting', partySize: 2, joinedAt: 1 },
    ...{ quotedMinutes: 10, keptUntil: null, reservationId: null, guestName: 'Mary', guestEmail: null },
    ...changes,
  };
}

test('whoever waits is counted: on the list or called, and who booked and has come; with or without bookings', async () => {
  await projectReservations(
    database,
    [
      booking(1, 801, { arrivedAt: 2 }),
      booking(2, 801, { partySize: 4 }),
      booking(3, 801, { status: 'seated', source: 'waitlist', partySize: 3, arrivedAt: 2, seatedAt: 2 }),
      booking(4, 801, { status: 'no_show' }),
      booking(5, 801, { serviceDate: '2031-05-02', arrivedAt: 2 }),
    ],
    [],
    [],
    [
      waiting(11, 801),
      waiting(12, 801, { status: 'seated', reservationId: 3 }),
      waiting(13, 802),
      waiting(14, 802, { status: 'called', keptUntil: 9 }),
      waiting(15, 802, { status: 'left' }),
      waiting(16, 802, { serviceDate: '2031-05-02' }),
    ],
  );
  const tallies = await talliesOf(
    database,
    [801, 802, 803].map((restaurantId) => ({ restaurantId, date })),
  );
  expect(tallies.get(801)).toEqual({
    ...noughts,
    ...{ restaurantId: 801, coversBooked: 2 + 4 + 2, coversExpected: 2 + 4, coversSeated: 3, coversWalkIn: 3 },
    ...{ partiesWaiting: 2, noShows: 1 },
  });
  expect(tallies.get(802)).toEqual({ ...noughts, restaurantId: 802, partiesWaiting: 2 });
  expect(tallies.get(803)).toEqual({ ...noughts, restaurantId: 803 });
  expect(await talliesOf(database, [])).toEqual(new Map());
});
