import { env } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';
import type { AccountReservation } from '../../../worker/contract/account-reservations.ts';
import { composeDayId } from '../../../worker/domain/ids.ts';
import { manageTokenFor } from '../../../worker/secrets.ts';
import { groupDatabase } from '../../../worker/store/database.ts';
import { type ReservationProjection, projectReservations } from '../../../worker/store/reservations.ts';
import { dateAhead, eventually } from '../day/evening.ts';
import { type House, addTables, ask, json, openHouse, origin, person, problemOf } from './house.ts';

interface Booked {
  readonly id: number;
  readonly manageToken: string;
  readonly startsAt: string;
  readonly confirmationNumber: string;
}
interface Page {
  readonly items: AccountReservation[];
  readonly nextCursor: string | null;
}

const guestInfo = { name: 'Grace Hopper', phone: '+33 1 98 76 54 32', email: 'grace@example.com' };
const dayMs = 86_400_000;
let house: House;
let other: House;

beforeAll(async () => {
  [house, other] = [await openHouse(), await openHouse()];
  await addTables(house, 2, 2, 2, 2, 4, 4);
  await addTables(other, 2, 2, 2, 4);
});

const book = (at: House, token?: string, time = '19:30') =>
  json<Booked>(
    ask(`POST /api/restaurants/${at.id}/reservations/public`, {
      token,
      body: { date: dateAhead(3), time, partySize: 2, guestInfo },
    }),
    201,
  );

const mine = (token: string, query = '') => json<Page>(ask(`GET /api/account/reservations${query}`, { token }));

const claim = (token: string, manageToken: string) =>
  ask('POST /api/account/reservations/claim', { token, body: { manageToken } });

/** Until its projection is there. */
async function claimed(token: string, manageToken: string): Promise<AccountReservation> {
  const answer = await eventually(
    () => claim(token, manageToken),
    ({ status }) => status !== 404,
  );
  return json<AccountReservation>(answer);
}

function row(at: House, sequence: number, changes: Partial<ReservationProjection>): ReservationProjection {
  const serviceDate = '2026-03-01';
  return {
    id: composeDayId({ restaurantId: at.id, serviceDate, kind: 'reservation', sequence }),
    ...{ restaurantId: at.id, version: 1, serviceDate, status: 'confirmed', source: 'online', startsAt: Date.now() },
    ...{ time: '19:00', partySize: 2, durationMinutes: 90, tableIds: [], confirmationNumber: '7K3M-Q0XT' },
    ...{ guestId: null, guestName: 'Grace', guestPhone: '1', guestEmail: null, specialRequests: null },
    ...{ occasion: null, notes: null, preferred: [], arrivedAt: null, seatedAt: null, completedAt: null },
    ...{ late: false, conflict: false, createdAt: 1, updatedAt: 1 },
    ...changes,
  };
}

async function owned(at: House, userId: number, rows: readonly ReservationProjection[]): Promise<void> {
  const owners = rows.map(({ id }) => ({ reservationId: id, userId, at: 1 }));
  await projectReservations(groupDatabase(env, at.groupId), rows, [], owners);
}

test('a booking made while signed in is one’s own, at every place, the next one first', async () => {
  const { token } = await person('customer');
  const later = await book(house, token, '20:00');
  const sooner = await book(other, token, '18:30');
  const { items } = await eventually(
    () => mine(token),
    (page) => page.items.length === 2,
  );
  expect(items.map(({ id }) => id)).toEqual([sooner.id, later.id]);
  expect(items[1]).toMatchObject({
    ...{ id: later.id, restaurantId: house.id, restaurantName: house.restaurant.name },
    ...{ restaurantSlug: house.restaurant.slug, reservationDate: dateAhead(3), reservationTime: '20:00' },
    ...{ startsAt: later.startsAt, partySize: 2, status: 'confirmed', confirmationNumber: later.confirmationNumber },
    manageUrl: `${origin}/b/${later.manageToken}`,
  });
  expect((await mine(token, '?when=past')).items).toEqual([]);
  expect((await mine(token, `?groupId=${other.groupId}`)).items.map(({ id }) => id)).toEqual([sooner.id]);
});

test('what staff book for guests is nobody’s account, nor what guests book without one', async () => {
  const ids = [(await book(house, house.host)).id, (await book(house)).id];
  const projected = 'SELECT count(*) AS n FROM reservations WHERE id IN (?, ?)';
  await eventually(
    async () =>
      env.DB.prepare(projected)
        .bind(...ids)
        .first<number>('n'),
    (count) => count === 2,
  );
  expect((await mine(house.host)).items).toEqual([]);
});

test('a booking made as a guest is claimed by its manage token, as often as one likes', async () => {
  const { token } = await person('customer');
  const booking = await book(house);
  const answer = await claimed(token, booking.manageToken);
  expect(answer).toMatchObject({ id: booking.id, restaurantId: house.id, reservationTime: '19:30' });
  expect(await claimed(token, booking.manageToken)).toEqual(answer);
  expect((await mine(token)).items).toEqual([answer]);
});

test('nobody claims what is another’s, by whatever race', async () => {
  const people = await Promise.all([person('customer'), person('customer'), person('customer')]);
  const booking = row(house, 900, {});
  await projectReservations(groupDatabase(env, house.groupId), [booking], []);
  const manageToken = manageTokenFor(env, booking.id);
  const answers = await Promise.all(people.map(async ({ token }) => (await claim(token, manageToken)).status));
  expect(answers.toSorted()).toEqual([200, 409, 409]);
  const loser = people[answers.indexOf(409)]?.token ?? '';
  expect(await problemOf(claim(loser, manageToken))).toBe('409 conflict');
  expect((await mine(loser)).items).toEqual([]);
  // Nor does the projection ever take it away.
  const rival = people[answers.indexOf(409)]?.id ?? 0;
  await owned(house, rival, [booking]);
  expect((await mine(loser)).items).toEqual([]);
});

test('tokens that are forged, or of bookings that never were, are refused alike', async () => {
  const { token } = await person('customer');
  const never = row(house, 901, {}).id;
  const known = manageTokenFor(env, row(house, 900, {}).id);
  const tokens = [manageTokenFor(env, never), `${known.slice(0, -1)}${known.endsWith('A') ? 'B' : 'A'}`, 'm1.x.y', ''];
  for (const each of tokens) expect(await problemOf(claim(token, each))).toBe('404 not_found');
  expect(await problemOf(ask('POST /api/account/reservations/claim', { body: { manageToken: known } }))).toBe(
    '401 no_session',
  );
});

test('coming are those expected and not over; everything else is past, the latest first', async () => {
  const { id, token } = await person('customer');
  const now = Date.now();
  const rows = [
    row(house, 10, { startsAt: now + dayMs }),
    row(house, 11, { startsAt: now + 2 * dayMs, status: 'cancelled' }),
    row(house, 12, { startsAt: now - 30 * 60_000, status: 'seated' }),
    row(house, 13, { startsAt: now - dayMs, status: 'completed' }),
    row(other, 14, { startsAt: now - 2 * dayMs, status: 'no_show' }),
    row(other, 15, { startsAt: now - 3 * dayMs, status: 'confirmed' }),
  ];
  await owned(house, id, rows);
  const ids = (page: Page) => page.items.map((item) => rows.findIndex((each) => each.id === item.id));
  expect(ids(await mine(token))).toEqual([2, 0]);
  expect(ids(await mine(token, '?when=past'))).toEqual([1, 3, 4, 5]);
});

test('long lists come in pages, without gaps where several begin at the same moment', async () => {
  const { id, token } = await person('customer');
  const startsAt = Date.now() + dayMs;
  await owned(
    house,
    id,
    Array.from({ length: 7 }, (_, at) => row(house, 100 + at, { startsAt: startsAt + Math.floor(at / 3) })),
  );
  const all = (await mine(token)).items.map((item) => item.id);
  expect(all).toHaveLength(7);
  const paged: number[] = [];
  let cursor: string | null = null;
  do {
    const page: Page = await mine(token, `?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
    expect(page.items.length).toBeLessThanOrEqual(2);
    paged.push(...page.items.map((item) => item.id));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(paged).toEqual(all);
  expect((await mine(token, '?cursor=nonsense')).items).toHaveLength(7);
});

test('a closed account forgets which bookings were its own; the house keeps them', async () => {
  const { id, token } = await person('customer');
  const booking = row(house, 200, { startsAt: Date.now() + dayMs });
  await owned(house, id, [booking]);
  expect((await ask('DELETE /api/account', { token })).status).toBe(204);
  const owners = env.DB.prepare('SELECT count(*) AS n FROM reservation_owners WHERE user_id = ?').bind(id);
  expect(await owners.first('n')).toBe(0);
  const { token: next } = await person('customer');
  expect((await claim(next, manageTokenFor(env, booking.id))).status).toBe(200);
});
