/** What `permissions.test.ts` cannot say route by route: forged tokens, and ids that lead nowhere or next door. */
import { beforeAll, expect, test } from 'vitest';
import { type House, addTables, ask, openHouse, problemOf } from './house.ts';

let house: House;
let stranger: House;

beforeAll(async () => {
  house = await openHouse();
  stranger = await openHouse();
  await addTables(house, 4);
});

test('a forged token is as good as none, and says so', async () => {
  const forged = `${house.owner.slice(0, -6)}AAAAAA`;
  const response = await ask(`GET /api/restaurants/${house.id}/reservations`, { token: forged });
  expect(response.headers.get('WWW-Authenticate')).toContain('Bearer');
  expect(await problemOf(response)).toBe('401 session_expired');
});

test('a restaurant that never was is nobody’s', async () => {
  expect(await problemOf(ask('GET /api/restaurants/9999999/reservations', { token: house.owner }))).toBe(
    '404 not_found',
  );
});

test.each(['0', '-1', '1.5', 'abc', '99999999999999999999', '%00', "1'--"])('the id %s leads nowhere', async (id) => {
  for (const path of [
    `/api/restaurants/${id}`,
    `/api/reservations/${id}`,
    `/api/restaurants/${house.id}/tables/${id}`,
    `/api/groups/${id}/staff`,
  ]) {
    expect(await problemOf(ask(`GET ${path}`, { token: house.owner }))).toBe('404 not_found');
  }
});

test("a table of another restaurant is not found under one's own", async () => {
  const [foreign] = await addTables(stranger, 2);
  const path = `/api/restaurants/${house.id}/tables/${foreign?.id}`;
  expect(await problemOf(ask(`GET ${path}`, { token: house.owner }))).toBe('404 not_found');
  expect(await problemOf(ask(`PUT ${path}`, { token: house.owner, body: { capacity: 9 } }))).toBe('404 not_found');
});
