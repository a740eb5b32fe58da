import { env } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';
import type { Tokens, User } from '../../../worker/contract/auth.ts';
import type { PlatformPerson } from '../../../worker/contract/groups.ts';
import { type House, ask, json, openHouse, origin, person, problemOf } from './house.ts';

let house: House;
let admin: { id: number; token: string };
let server: { id: number; token: string };
const reason = 'Ticket 4711: cannot see tonight';

beforeAll(async () => {
  house = await openHouse();
  admin = await person('admin');
  server = await person('server', { restaurantId: house.id });
});

const actAs = (body: object, token = admin.token, headers = {}) =>
  ask('POST /api/platform/act-as', { token, body: { reason, ...body }, headers });
const me = (token: string) => json<User>(ask('GET /api/auth/me', { token }));

test('an administrator is somebody else for an hour, with their rights and no more', async () => {
  const tokens = await json<Tokens>(actAs({ userId: server.id }));
  expect(tokens.user).toMatchObject({ id: server.id, actingUserId: admin.id });
  expect(await me(tokens.accessToken)).toEqual(tokens.user);
  expect((await me(server.token)).actingUserId).toBeUndefined();
  await json(ask(`GET /api/restaurants/${house.id}/floor`, { token: tokens.accessToken }));
  expect(await problemOf(ask(`GET /api/restaurants/${house.id}/guests`, { token: tokens.accessToken }))).toBe(
    '403 forbidden',
  );
  const session = await env.DB.prepare(
    'SELECT expires_at - created_at AS lasts, acting_reason AS reason FROM sessions WHERE user_id = ? AND acting_user_id = ?',
  )
    .bind(server.id, admin.id)
    .first();
  expect(session).toEqual({ lasts: 3_600_000, reason });
});

test('it is noted before, and what is done then carries both names', async () => {
  const owner = await person('owner', { groupId: house.groupId });
  const { accessToken } = await json<Tokens>(actAs({ userId: owner.id }));
  const noted = await env.DB.prepare("SELECT * FROM audit_entries WHERE action = 'act-as' AND subject_user_id = ?")
    .bind(owner.id)
    .first();
  expect(noted).toMatchObject({ actor_user_id: admin.id, group_id: null, after: JSON.stringify({ reason }) });
  await json(ask(`PUT /api/groups/${house.groupId}`, { token: accessToken, body: { name: 'Mended' } }));
  const done = await env.DB.prepare("SELECT * FROM audit_entries WHERE action = 'change-group' AND group_id = ?")
    .bind(house.groupId)
    .first();
  expect(done).toMatchObject({ actor_user_id: owner.id, acting_user_id: admin.id });
  const security = ask(`PUT /api/groups/${house.groupId}/security`, { token: accessToken, body: { idleHours: 3 } });
  expect(await problemOf(security)).toBe('403 forbidden');
});

test('by e-mail, in a browser, until sign-out', async () => {
  const email = (await me(server.token)).email;
  const response = await actAs({ email: email.toUpperCase() }, admin.token, { Origin: origin });
  expect(response.status).toBe(200);
  const cookie = (response.headers.get('Set-Cookie') ?? '').split(';')[0] ?? '';
  expect(response.headers.get('Set-Cookie')).toContain('Max-Age=3600');
  expect(await json<User>(ask('GET /api/auth/me', { headers: { Cookie: cookie } }))).toMatchObject({
    actingUserId: admin.id,
  });
  await ask('POST /api/auth/logout', { headers: { Cookie: cookie, Origin: origin } });
  expect(await problemOf(ask('GET /api/auth/me', { headers: { Cookie: cookie } }))).toBe('401 no_session');
});

test('nobody acts as an administrator, as nobody, or without a reason', async () => {
  const other = await person('admin');
  expect(await problemOf(actAs({ userId: other.id }))).toBe('403 forbidden');
  expect(await problemOf(actAs({ userId: admin.id }))).toBe('403 forbidden');
  expect(await problemOf(actAs({ userId: 9_999_999 }))).toBe('404 not_found');
  expect(await problemOf(actAs({}))).toBe('422 invalid');
  expect(await problemOf(actAs({ userId: server.id, email: 'a@example.com' }))).toBe('422 invalid');
  expect(await problemOf(actAs({ userId: server.id, reason: ' ' }))).toBe('422 invalid');
});

test('only administrators do, shortly after they proved who they are, and not from within', async () => {
  expect(await problemOf(actAs({ userId: server.id }, house.owner))).toBe('404 not_found');
  const idle = await person('admin');
  await env.DB.prepare('UPDATE sessions SET authenticated_at = 1 WHERE user_id = ?').bind(idle.id).run();
  expect(await problemOf(actAs({ userId: server.id }, idle.token))).toBe('403 reauthentication_required');
});

test('people are found by a part of their address or name, with what they do where', async () => {
  const { email } = await me(server.token);
  const find = async (q: string) =>
    (
      await json<{ items: PlatformPerson[] }>(
        ask(`GET /api/platform/people?q=${encodeURIComponent(q)}`, { token: admin.token }),
      )
    ).items;
  const [found] = await find(email);
  expect(found).toEqual({
    id: server.id,
    email,
    name: (await me(server.token)).name,
    roles: [{ role: 'server', place: house.restaurant.name }],
  });
  expect((await find('@example.com')).length).toBeGreaterThan(1);
  expect(await problemOf(ask('GET /api/platform/people?q=a', { token: admin.token }))).toBe('422 invalid');
  expect(await problemOf(ask('GET /api/platform/people?q=ab', { token: house.owner }))).toBe('404 not_found');
});
