/** Keys of other systems: exactly their scopes, shown once, gone at once. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { ApiKey, NewApiKey } from '../../../worker/contract/people.ts';
import type { Restaurant } from '../../../worker/contract/restaurants.ts';
import { book, booked, dateAhead } from '../day/evening.ts';
import { type House, addTables, ask, json, openHouse, person, problemOf } from './house.ts';

let house: House;
let siblingId: number;

beforeAll(async () => {
  house = await openHouse();
  await addTables(house, 2, 4, 4);
  const body = { groupId: house.groupId, name: 'Next door', zone: 'Europe/Paris', currency: 'EUR' };
  siblingId = (await json<Restaurant>(ask('POST /api/restaurants', { token: house.owner, body }), 201)).id;
});
afterEach(() => {
  vi.useRealTimers();
});

const keys = (rest = '') => `/api/groups/${house.groupId}/keys${rest}`;

function make(more: object = {}, token = house.owner): Promise<Response> {
  const body = { name: 'Till', capabilities: ['floor.read'], restaurantIds: [house.id], ...more };
  return ask(`POST ${keys()}`, { token, body });
}

const made = (more: object = {}) => json<NewApiKey>(make(more), 201);
const floor = (token: string, id = house.id) => ask(`GET /api/restaurants/${id}/floor`, { token });
const rotate = (id: number, body?: object) => ask(`POST ${keys(`/${id}/rotate`)}`, { token: house.owner, body });
const revoke = (id: number) => ask(`DELETE ${keys(`/${id}`)}`, { token: house.owner });

async function listed(id: number): Promise<ApiKey | undefined> {
  const { items } = await json<{ items: ApiKey[] }>(ask(`GET ${keys()}`, { token: house.owner }));
  return items.find((key) => key.id === id);
}

describe('a key', () => {
  test('is shown once and stored as a hash', async () => {
    const { key, ...rest } = await made();
    expect(key).toMatch(/^k1\.[\w-]{43}$/);
    expect(rest).toMatchObject({ prefix: key.slice(0, 10), capabilities: ['floor.read'], restaurantIds: [house.id] });
    expect(await listed(rest.id)).toEqual(rest);
    for (const table of ['api_keys', 'users', 'custom_roles', 'audit_entries']) {
      const { results } = await env.DB.prepare(`SELECT * FROM ${table}`).all();
      expect(JSON.stringify(results)).not.toContain(key.slice(10));
    }
  });

  test('does exactly what its scopes say, where they say it', async () => {
    const { key } = await made({ capabilities: ['floor.read', 'reservations.read'] });
    expect((await floor(key)).status).toBe(200);
    expect(await problemOf(floor(key, siblingId))).toBe('404 not_found');
    expect(await problemOf(ask(`POST /api/restaurants/${house.id}/tasks`, { token: key, body: {} }))).toBe(
      '403 forbidden',
    );
    expect(await json(ask('GET /api/auth/me', { token: key }))).toMatchObject({ name: 'Till' });
    expect(await problemOf(ask('GET /api/account', { token: key }))).toBe('403 forbidden');
    expect(await problemOf(ask('GET /api/device/people', { token: key }))).toBe('403 forbidden');
    expect(await problemOf(ask(`GET ${keys()}`, { token: key }))).toBe('403 forbidden');
  });

  test('of the whole group reaches every place of it', async () => {
    const { key, restaurantIds } = await made({ restaurantIds: null });
    expect(restaurantIds).toBeNull();
    expect([(await floor(key)).status, (await floor(key, siblingId)).status]).toEqual([200, 200]);
  });

  test('books under its own name, also on a date that was open before it was made', async () => {
    const date = dateAhead(2);
    await booked(house, { date });
    const scopes = { capabilities: ['reservations.read', 'reservations.write', 'floor.override'] };
    const { key } = await made({ name: 'Switchboard', ...scopes });
    const change = { override: true };
    const reservation = await json<{ id: number }>(book(house, { date, token: key, change }), 201);
    const weaker = await made({ capabilities: ['reservations.read', 'reservations.write'] });
    expect(await problemOf(book(house, { date, token: weaker.key, change }))).toBe('403 override_not_allowed');
    const history = ask(`GET /api/reservations/${reservation.id}/history`, { token: house.host });
    expect(await json(history)).toMatchObject({ items: [{ actorName: 'Switchboard' }] });
  });

  test('notes its last use', async () => {
    const { key, id, lastUsedAt } = await made();
    expect(lastUsedAt).toBeNull();
    await floor(key);
    expect((await listed(id))?.lastUsedAt).toMatch(/^20/);
  });

  test('changes people only as far as it could itself, and never what is sensitive', async () => {
    const { key } = await made({ capabilities: ['staff.read', 'staff.manage', 'floor.read'] });
    const { id } = await person('server', { restaurantId: house.id });
    const path = `/api/groups/${house.groupId}/staff/${id}`;
    expect(await problemOf(ask(`PUT ${path}`, { token: key, body: { assignments: [] } }))).toBe('403 forbidden');
    expect(await problemOf(ask(`POST ${path}/deactivate`, { token: key }))).toBe('403 forbidden');
  });

  test('what it changes is in the audit under its name', async () => {
    const { key } = await made({ name: 'Roster robot', capabilities: ['tables.configure'] });
    const body = { tableNumber: 'K1', capacity: 2, position: { x: 0, y: 0 } };
    await json(ask(`POST /api/restaurants/${house.id}/tables`, { token: key, body }), 201);
    const audit = ask(`GET /api/groups/${house.groupId}/audit?restaurantId=${house.id}&limit=1`, {
      token: house.owner,
    });
    expect((await json<{ items: { actorName: string }[] }>(audit)).items[0]?.actorName).toBe('Roster robot');
  });
});

describe('making one', () => {
  test.each<[what: string, more: () => object, code: string]>([
    ['with no scope', () => ({ capabilities: [] }), '422 invalid'],
    ['to make keys', () => ({ capabilities: ['keys.manage'] }), '422 invalid'],
    ['of the platform', () => ({ capabilities: ['platform.operate'] }), '422 invalid'],
    ['that ran out already', () => ({ expiresAt: '2020-01-01T00:00:00Z' }), '422 invalid'],
    ['for a place that never was', () => ({ restaurantIds: [9_999_999] }), '404 not_found'],
  ])('%s is refused', async (_what, more, code) => {
    expect(await problemOf(make(more()))).toBe(code);
  });

  test('is for owners, with a fresh proof', async () => {
    expect(await problemOf(make({}, house.manager))).toBe('403 forbidden');
    const wide = await person('manager', { groupId: house.groupId });
    expect(await problemOf(make({}, wide.token))).toBe('403 forbidden');
    const late = await person('owner', { groupId: house.groupId });
    await env.DB.prepare('UPDATE sessions SET authenticated_at = 1 WHERE user_id = ?').bind(late.id).run();
    expect(await problemOf(make({}, late.token))).toBe('403 reauthentication_required');
  });

  test('for a place of another group: 404', async () => {
    const stranger = await openHouse();
    expect(await problemOf(make({ restaurantIds: [stranger.id] }))).toBe('404 not_found');
  });
});

describe('the end of one', () => {
  test('revoked: refused at once, and out of the open days', async () => {
    const { key, id } = await made();
    expect((await floor(key)).status).toBe(200);
    expect((await revoke(id)).status).toBe(204);
    expect(await problemOf(floor(key))).toBe('401 session_expired');
    expect((await revoke(id)).status).toBe(204);
    const seen = await listed(id);
    expect(seen?.revokedAt).toMatch(/^20/);
    expect(seen?.capabilities).toEqual(['floor.read']);
    const left = env.DB.prepare(`SELECT count(*) AS n FROM memberships m JOIN api_keys k ON k.user_id = m.user_id
      WHERE k.id = ? AND m.suspended_at IS NULL`);
    expect(await left.bind(id).first('n')).toBe(0);
  });

  test('at its hour', async () => {
    const { key, expiresAt } = await made({ expiresAt: new Date(Date.now() + 3_600_000).toISOString() });
    expect(expiresAt).toMatch(/^20/);
    expect((await floor(key)).status).toBe(200);
    vi.useFakeTimers({ now: Date.now() + 3_601_000, toFake: ['Date'] });
    expect(await problemOf(floor(key))).toBe('401 session_expired');
  });

  test('replaced: both work for a while, then only the new one', async () => {
    const old = await made({ name: 'Kiosk' });
    const next = await json<NewApiKey>(rotate(old.id, { graceMinutes: 30 }), 201);
    expect(next).toMatchObject({
      name: 'Kiosk',
      capabilities: ['floor.read'],
      restaurantIds: [house.id],
      revokedAt: null,
    });
    expect(next.key).not.toBe(old.key);
    expect([(await floor(old.key)).status, (await floor(next.key)).status]).toEqual([200, 200]);
    expect(await problemOf(rotate(old.id))).toBe('409 conflict');
    vi.useFakeTimers({ now: Date.now() + 31 * 60_000, toFake: ['Date'] });
    expect(await problemOf(floor(old.key))).toBe('401 session_expired');
    expect((await floor(next.key)).status).toBe(200);
  });

  test('replaced without grace, then the old one revoked: the new one works on', async () => {
    const old = await made();
    const next = await json<NewApiKey>(rotate(old.id, { graceMinutes: 0 }), 201);
    expect(await problemOf(floor(old.key))).toBe('401 session_expired');
    expect((await revoke(old.id)).status).toBe(204);
    expect((await floor(next.key)).status).toBe(200);
    await revoke(next.id);
    expect(await problemOf(floor(next.key))).toBe('401 session_expired');
  });

  test('revoking the old one in its grace ends it', async () => {
    const old = await made();
    const next = await json<NewApiKey>(rotate(old.id), 201);
    await revoke(old.id);
    expect(await problemOf(floor(old.key))).toBe('401 session_expired');
    expect((await floor(next.key)).status).toBe(200);
  });

  test('of two who replace it at once one does', async () => {
    const { id } = await made();
    const outcomes = await Promise.all([rotate(id), rotate(id), rotate(id)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  test('a revoked one is not replaced, another group’s is not found', async () => {
    const { id } = await made();
    await revoke(id);
    expect(await problemOf(rotate(id))).toBe('409 conflict');
    const stranger = await openHouse();
    const path = `/api/groups/${stranger.groupId}/keys/${id}`;
    expect(await problemOf(ask(`POST ${path}/rotate`, { token: stranger.owner }))).toBe('404 not_found');
    expect(await problemOf(ask(`DELETE ${path}`, { token: stranger.owner }))).toBe('404 not_found');
  });

  test('a successor lasts as long as its predecessor was meant to', async () => {
    const { id, createdAt, expiresAt } = await made({ expiresAt: new Date(Date.now() + 86_400_000).toISOString() });
    const next = await json<NewApiKey>(rotate(id), 201);
    const length = (key: { createdAt: string; expiresAt: string | null }) =>
      Date.parse(key.expiresAt ?? '') - Date.parse(key.createdAt);
    expect(Math.abs(length(next) - length({ createdAt, expiresAt }))).toBeLessThanOrEqual(1000);
  });
});

test('a key is no way in by guessing', async () => {
  for (const token of [`k1.${'A'.repeat(43)}`, 'k1.', 'k1.x']) {
    expect(await problemOf(floor(token))).toBe('401 session_expired');
  }
});
