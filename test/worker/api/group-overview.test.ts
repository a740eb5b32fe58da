import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GroupOverview } from '../../../worker/contract/groups.ts';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import type { Restaurant } from '../../../worker/contract/restaurants.ts';
import { addDays, serviceDateAt, serviceSpan } from '../../../worker/domain/time/service-date.ts';
import { groupDatabase } from '../../../worker/store/database.ts';
import { type ReservationProjection, projectReservations } from '../../../worker/store/reservations.ts';
import { type House, addTables, ask, json, openHouse, problemOf } from './house.ts';

const zone = 'Europe/Paris';
const today = serviceDateAt(Date.now(), zone, '04:00');
const hourMs = 3_600_000;
let house: House;
let second: Restaurant;

beforeAll(async () => {
  house = await openHouse();
  const body = { groupId: house.groupId, name: 'Second', zone: 'Asia/Tokyo' };
  second = await json<Restaurant>(ask('POST /api/restaurants', { token: house.owner, body }), 201);
});

const overview = (query = '', token = house.owner) =>
  json<GroupOverview>(ask(`GET /api/groups/${house.groupId}/overview${query}`, { token }));
const walkIn = (partySize: number) =>
  json<Reservation>(ask(`POST /api/restaurants/${house.id}/walk-ins`, { token: house.host, body: { partySize } }), 201);

/** A booking of the past, as D1 has it. */
function past(sequence: number, changes: Partial<ReservationProjection>): ReservationProjection {
  const date = addDays(today, -7);
  const { endsAt } = serviceSpan(date, zone, '04:00');
  return {
    ...{ id: house.id * 1_000_000 + sequence, restaurantId: house.id, version: 1, serviceDate: date },
    ...{ status: 'completed', source: 'online', startsAt: endsAt - 9 * hourMs, time: '19:00', partySize: 2 },
    ...{ durationMinutes: 90, tableIds: [], confirmationNumber: `P${sequence}`, guestId: null, guestName: 'Past' },
    ...{ guestPhone: '', guestEmail: null, specialRequests: null, occasion: null, notes: null, preferred: [] },
    ...{ arrivedAt: null, seatedAt: null, completedAt: null, late: false, conflict: false },
    ...{ createdAt: endsAt - 72 * hourMs, updatedAt: endsAt },
    ...changes,
  };
}

describe('every location of a group tonight', () => {
  test('a quiet group is noughts, each place on its own date', async () => {
    const answer = await overview();
    expect(answer.items.map(({ restaurantId }) => restaurantId)).toEqual([house.id, second.id]);
    expect(answer.items[1]?.serviceDate).toBe(serviceDateAt(Date.now(), 'Asia/Tokyo', '04:00'));
    expect(answer.items[0]).toMatchObject({ seq: 0, coversBooked: 0, coversSeated: 0, alerts: [] });
    expect(answer.totals).toMatchObject({ coversBooked: 0, coversBookedLastWeek: 0, alerts: 0 });
  });

  test('numbers come from the date itself, at once', async () => {
    await addTables(house, 2, 4, 4);
    await walkIn(3);
    const answer = await overview();
    expect(answer.items[0]).toMatchObject({ coversSeated: 3, coversWalkIn: 3, coversBooked: 0 });
    expect(answer.items[0]?.seq).toBeGreaterThan(0);
    expect(answer.totals).toMatchObject({ coversSeated: 3, coversWalkIn: 3 });
  });

  test('somebody of one place sees that place; one place can be asked for', async () => {
    expect((await overview('', house.kitchen)).items.map(({ restaurantId }) => restaurantId)).toEqual([house.id]);
    const one = await overview(`?restaurantId=${second.id}`);
    expect(one.items.map(({ restaurantId }) => restaurantId)).toEqual([second.id]);
    expect((await overview(`?restaurantId=${second.id}`, house.host)).items).toEqual([]);
    const stranger = await openHouse();
    const foreign = ask(`GET /api/groups/${house.groupId}/overview`, { token: stranger.owner });
    expect(await problemOf(foreign)).toBe('404 not_found');
  });

  test('pace is what stood in the book a week ago, as long before the end', async () => {
    const { endsAt } = serviceSpan(today, zone, '04:00');
    const asOf = serviceSpan(addDays(today, -7), zone, '04:00').endsAt - (endsAt - Date.now());
    await projectReservations(
      groupDatabase(env, house.groupId),
      [
        past(1, { partySize: 2 }),
        past(2, { partySize: 4, createdAt: asOf + hourMs }),
        past(3, { partySize: 3, status: 'cancelled', updatedAt: asOf + hourMs }),
        past(4, { partySize: 5, status: 'cancelled', updatedAt: asOf - hourMs }),
        past(5, { partySize: 6, status: 'no_show' }),
        past(6, { partySize: 9, source: 'walk_in' }),
      ],
      [],
    );
    const answer = await overview();
    expect(answer.items[0]?.lastWeek).toEqual({
      serviceDate: addDays(today, -7),
      coversBookedThen: 2 + 3 + 6,
      coversBooked: 2 + 4 + 6,
    });
    expect(answer.totals.coversBookedLastWeek).toBe(11);
  });

  test('a date that is over is told from D1', async () => {
    const answer = await overview(`?date=${addDays(today, -7)}`);
    expect(answer.items[0]).toMatchObject({
      ...{ seq: 0, coversBooked: 2 + 4 + 6, coversWalkIn: 9, noShows: 1, cancellations: 2, coversSeated: 0 },
    });
  });

  test('a party without a table is told first', async () => {
    const own = await openHouse();
    const [only] = await addTables(own, 2);
    const date = addDays(today, 3);
    const guestInfo = { name: 'Ada', phone: '+33123456789' };
    const body = { date, time: '19:00', partySize: 2, guestInfo };
    await json(ask(`POST /api/restaurants/${own.id}/reservations`, { token: own.host, body }), 201);
    await json(ask(`DELETE /api/restaurants/${own.id}/tables/${only?.id ?? 0}?reassign=true`, { token: own.owner }));
    const path = `GET /api/groups/${own.groupId}/overview?date=${date}`;
    const { items, totals } = await json<GroupOverview>(ask(path, { token: own.owner }));
    expect(items[0]?.alerts[0]).toEqual({ kind: 'without_table', count: 1 });
    expect(items[0]).toMatchObject({ coversBooked: 2, coversExpected: 2 });
    expect(totals.alerts).toBe(items[0]?.alerts.length);
  });
});
