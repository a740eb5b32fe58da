/** One suite for every operation: who is not signed in, not from here, or not allowed, learns nothing and changes nothing. */
import { beforeAll, describe, expect, test } from 'vitest';
import type { Access, Operation } from '../../../worker/contract/operation.ts';
import { operations } from '../../../worker/contract/operations.ts';
import { type Role, can } from '../../../worker/domain/access.ts';
import { composeDayId, composeRestaurantItemId } from '../../../worker/domain/ids.ts';
import { capabilityOf as capabilityOfAccess } from '../../../worker/api/access-check.ts';
import { type House, addTables, ask, openHouse, person, problemOf } from './house.ts';

let house: House;
let stranger: House;
const staffTokens = new Map<Role, string>();

beforeAll(async () => {
  house = await openHouse();
  stranger = await openHouse();
  await addTables(house, 4);
  for (const role of ['server', 'host', 'kitchen', 'manager'] as const) {
    staffTokens.set(role, (await person(role, { restaurantId: house.id })).token);
  }
});

const guarded = Object.entries(operations as Record<string, Operation>).filter(([, { access }]) => access !== 'public');
const staffed = guarded.filter(([, { access }]) => access !== 'signed_in');

function capabilityOf(access: Access) {
  if (typeof access === 'string') throw new Error('not for staff');
  return capabilityOfAccess(access);
}

/** The operation with ids that lead to a restaurant; nothing needs to be behind them. */
function at(key: string, restaurantId: number): string {
  const serviceDate = '2031-01-01';
  return key
    .replace('{id}', String(restaurantId))
    .replace('{tableId}', String(composeRestaurantItemId(restaurantId, 1)))
    .replace('{reservationId}', String(composeDayId({ restaurantId, serviceDate, kind: 'reservation', sequence: 1 })))
    .replace('{blockId}', 'block-1');
}

test('there are operations to guard', () => {
  expect(guarded.length).toBeGreaterThan(30);
});

describe.each(guarded)('%s', (key) => {
  test('without a session: 401', async () => {
    const response = await ask(at(key, house.id));
    expect(response.headers.get('WWW-Authenticate')).toContain('Bearer');
    expect(await problemOf(response)).toBe('401 no_session');
  });

  test('with a forged token: 401', async () => {
    const forged = `${house.owner.slice(0, -6)}AAAAAA`;
    expect(await problemOf(ask(at(key, house.id), { token: forged }))).toBe('401 session_expired');
  });
});

describe.each(staffed)('%s', (key) => {
  test("with another tenant's owner: 404", async () => {
    expect(await problemOf(ask(at(key, house.id), { token: stranger.owner }))).toBe('404 not_found');
  });

  test('with a customer: 404', async () => {
    const customer = await person('customer');
    expect(await problemOf(ask(at(key, house.id), { token: customer.token }))).toBe('404 not_found');
  });

  test('for a restaurant that never was: 404', async () => {
    expect(await problemOf(ask(at(key, 9_999_999), { token: house.owner }))).toBe('404 not_found');
  });
});

/** Each operation with the staff roles that lack its capability. */
const withheld = staffed.flatMap(([key, { access }]) =>
  (['server', 'host', 'kitchen', 'manager'] as const)
    .filter((role) => !can([{ role, restaurantId: 1 }], capabilityOf(access), { restaurantId: 1, groupId: 1 }))
    .map((role): [string, Role] => [key, role]),
);

test.each(withheld)('%s as %s: 403', async (key, role) => {
  expect(await problemOf(ask(at(key, house.id), { token: staffTokens.get(role) }))).toBe('403 forbidden');
});

test.each(['0', '-1', '1.5', 'abc', '99999999999999999999', '%00', "1'--"])('the id %s leads nowhere', async (id) => {
  for (const path of [
    `/api/restaurants/${id}`,
    `/api/reservations/${id}`,
    `/api/restaurants/${house.id}/tables/${id}`,
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
