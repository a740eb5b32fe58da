import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Guest, GuestDetails } from '../../../worker/contract/groups.ts';
import type { Restaurant } from '../../../worker/contract/restaurants.ts';
import { addDays, serviceDateAt } from '../../../worker/domain/time/service-date.ts';
import { findOrMakeGuests } from '../../../worker/store/guests.ts';
import { groupDatabase } from '../../../worker/store/database.ts';
import { type ReservationProjection, projectReservations } from '../../../worker/store/reservations.ts';
import { type House, addTables, ask, json, openHouse, person, problemOf } from './house.ts';

let house: House;
let second: Restaurant;
let sequence = 0;

interface Booking {
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly at?: number;
  readonly date: string;
  readonly status?: ReservationProjection['status'];
  readonly sharesGuests?: boolean;
}

/** A booking as a date's object projects it: the guest found or made, the row written. */
async function book({ name, phone = '', email, at = house.id, date, status = 'completed', ...rest }: Booking) {
  const database = groupDatabase(env, house.groupId);
  const place = { groupId: house.groupId, restaurantId: at, sharesGuests: rest.sharesGuests ?? false };
  const [guestId = null] = await findOrMakeGuests(database, place, [{ name, phone, email: email ?? null }], Date.now());
  sequence += 1;
  const startsAt = Date.parse(`${date}T19:00:00Z`);
  await projectReservations(
    database,
    [
      {
        ...{ id: at * 1_000_000 + sequence, restaurantId: at, version: 1, serviceDate: date, status, source: 'online' },
        ...{ startsAt, time: '19:00', partySize: 2, durationMinutes: 90, tableIds: [], guestId, guestName: name },
        ...{ confirmationNumber: `G${sequence}`, guestPhone: phone, guestEmail: email ?? null, specialRequests: null },
        ...{ occasion: null, notes: null, preferred: [], arrivedAt: null, seatedAt: null, completedAt: null },
        ...{ late: false, conflict: false, createdAt: startsAt, updatedAt: startsAt },
      },
    ],
    [],
  );
  return guestId ?? 0;
}

beforeAll(async () => {
  house = await openHouse();
  const body = { groupId: house.groupId, name: 'Second', zone: 'Europe/Paris' };
  second = await json<Restaurant>(ask('POST /api/restaurants', { token: house.owner, body }), 201);
});

const list = (query: string, { at = house.id, token = house.host } = {}) =>
  json<{ items: Guest[]; nextCursor: string | null }>(ask(`GET /api/restaurants/${at}/guests?${query}`, { token }));
const one = (id: number, { at = house.id, token = house.host } = {}) =>
  ask(`GET /api/restaurants/${at}/guests/${id}`, { token });

describe('the guests of one restaurant', () => {
  test('are listed by name with their visits, page by page', async () => {
    await book({ name: 'Émile Zola', phone: '+33 1 11 11 11 11', date: '2026-01-05' });
    await book({ name: 'Émile Zola', phone: '+33 1 11 11 11 11', date: '2026-03-05' });
    await book({ name: 'E. Zola', phone: '0033111111111'.replace('00', ''), date: '2026-04-01', status: 'no_show' });
    await book({ name: 'Émile Zola', phone: '+33 1 11 11 11 11', date: '2026-05-01', status: 'cancelled' });
    await book({ name: 'Émile Zola', phone: '+33 1.11.11.11.11', date: '2027-05-01', status: 'confirmed' });
    await book({ name: 'Ada', email: 'Ada@Example.com', date: '2026-02-02' });
    await book({ name: 'Zoé', phone: '0622222222', date: '2026-02-02' });
    const first = await list('limit=2');
    expect(first.items.map(({ name }) => name)).toEqual(['Ada', 'Émile Zola']);
    expect(first.items[1]).toMatchObject({
      ...{ visits: 2, lastVisitDate: '2026-03-05', noShows: 1, cancellations: 1, upcoming: 1 },
      ...{ phone: '+33 1.11.11.11.11', email: null },
    });
    const rest = await list(`limit=2&cursor=${first.nextCursor ?? ''}`);
    expect(rest.items.map(({ name }) => name)).toEqual(['Zoé']);
    expect(rest.nextCursor).toBeNull();
  });

  test.each([
    ['a part of the name, without its accents', 'mile zo', 'Émile Zola'],
    ['digits of the phone', '11 11 11', 'Émile Zola'],
    ['the address', 'ada@exam', 'Ada'],
  ])('are found by %s', async (_what, q, name) => {
    expect((await list(`q=${encodeURIComponent(q)}`)).items.map((guest) => guest.name)).toEqual([name]);
  });

  test('one is shown with their bookings, the latest first', async () => {
    const [zola] = (await list('q=zola')).items;
    const guest = await json<GuestDetails>(one(zola?.id ?? 0));
    expect(guest).toMatchObject({ visits: 2, shared: false });
    expect(guest.reservations.map(({ reservationDate }) => reservationDate)).toEqual([
      ...['2027-05-01', '2026-05-01', '2026-04-01', '2026-03-05', '2026-01-05'],
    ]);
    expect(guest.reservations[0]).toMatchObject({ restaurantName: house.restaurant.name });
  });

  test('are nobody elsewhere: not at the next house, nor in another group', async () => {
    const [zola] = (await list('q=zola')).items;
    expect((await list('', { at: second.id, token: house.owner })).items).toEqual([]);
    expect(await problemOf(one(zola?.id ?? 0, { at: second.id, token: house.owner }))).toBe('404 not_found');
    const stranger = await openHouse();
    expect(await problemOf(one(zola?.id ?? 0, { at: stranger.id, token: stranger.owner }))).toBe('404 not_found');
    expect(await problemOf(one(9_999_999))).toBe('404 not_found');
  });

  test('servers and cooks see no contacts', async () => {
    const server = await person('server', { restaurantId: house.id });
    const ask403 = ask(`GET /api/restaurants/${house.id}/guests`, { token: server.token });
    expect(await problemOf(ask403)).toBe('403 forbidden');
  });
});

describe('where the group shares its guests', () => {
  const share = (sharesGuests: boolean) =>
    json(ask(`PUT /api/groups/${house.groupId}`, { token: house.owner, body: { sharesGuests } }));

  test('one person is one guest, also of bookings that were made apart', async () => {
    const here = await book({ name: 'Noor', phone: '0633333333', date: '2026-06-01' });
    const there = await book({ name: 'N. Haddad', phone: '06 33 33 33 33', date: '2026-07-01', at: second.id });
    expect(there).not.toBe(here);
    await share(true);
    const found = await list('q=0633333333', { at: second.id, token: house.owner });
    expect(found.items).toMatchObject([{ id: here, name: 'Noor', visits: 2, lastVisitDate: '2026-07-01' }]);
    expect(
      await book({ name: 'Noor', phone: '0633333333', date: '2026-08-01', at: second.id, sharesGuests: true }),
    ).toBe(here);

    const guest = await json<GuestDetails>(one(there, { at: second.id, token: house.owner }));
    expect(guest).toMatchObject({ id: here, shared: true, visits: 3 });
    expect(guest.reservations.map(({ restaurantName }) => restaurantName)).toEqual([
      'Second',
      'Second',
      house.restaurant.name,
    ]);

    // A host of one house hears how often somebody came, and sees the bookings of that house.
    const asHost = await json<GuestDetails>(one(here));
    expect(asHost.visits).toBe(3);
    expect(asHost.reservations.map(({ restaurantId }) => restaurantId)).toEqual([house.id]);

    await share(false);
    expect(await json<GuestDetails>(one(here))).toMatchObject({ visits: 1, shared: false });
  });

  test('a real booking finds the guest of the whole group', async () => {
    await share(true);
    const known = await book({ name: 'Ines', phone: '0644444444', date: '2026-06-01', at: second.id });
    await addTables(house, 2);
    const date = addDays(serviceDateAt(Date.now(), 'Europe/Paris', '04:00'), 5);
    const guestInfo = { name: 'Ines', phone: '+0 644 444 444' };
    const body = { date, time: '19:00', partySize: 2, guestInfo };
    await json(ask(`POST /api/restaurants/${house.id}/reservations`, { token: house.host, body }), 201);
    await expect
      .poll(async () => (await list('q=Ines')).items, { timeout: 10_000 })
      .toMatchObject([{ id: known, visits: 1, upcoming: 1 }]);
    await share(false);
  });
});
