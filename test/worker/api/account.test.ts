import { env, exports } from 'cloudflare:workers';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Account, Session, Tokens } from '../../../worker/contract/auth.ts';
import { forgetCallers } from '../../../worker/api/identify-caller.ts';
import { grantRole } from '../../../worker/store/users.ts';
import { booked, dateAhead, eventually } from '../day/evening.ts';
import { addTables, ask, customer, json, linkTo, newestMail, openHouse, origin, person, problemOf } from './house.ts';

const password = 'a long enough sentence';
const another = 'blue boats on grey water';
let number = 0;
let email = '';
let tokens: Tokens;
let token = '';

beforeEach(async () => {
  number += 1;
  email = `owned-${number}@example.com`;
  tokens = await customer(email, password, 'Ada');
  token = tokens.accessToken;
});
afterEach(() => {
  vi.useRealTimers();
});

const signIn = (secret = password, headers: Record<string, string> = {}) =>
  ask('POST /api/auth/login', { body: { email, password: secret }, headers });
const account = (by = token) => json<Account>(ask('GET /api/account', { token: by }));
const change = (body: unknown, headers: Record<string, string> = {}) =>
  ask('PUT /api/account', { token, body, headers });
const sessionOf = (accessToken: string) => String(decodeJwt(accessToken)['sid']);
const sessions = async (by = token) =>
  (await json<{ items: Session[] }>(ask('GET /api/account/sessions', { token: by }))).items;
const deleteAccount = (by = token) => ask('DELETE /api/account', { token: by });

async function proofIsOld(): Promise<void> {
  await env.DB.prepare('UPDATE sessions SET authenticated_at = 1 WHERE user_id = ?').bind(tokens.user.id).run();
  forgetCallers();
}

test('a new account says what there is', async () => {
  const { version, ...rest } = await account();
  expect(version).toBeGreaterThan(0);
  expect(rest).toEqual({
    ...{ id: tokens.user.id, email, name: 'Ada', emailVerified: true, phone: '', preferences: '', allergies: [] },
    ...{ favouriteRestaurantIds: [], hasPassword: true, hasAuthenticator: false, passkeyCount: 0 },
    ...{ recoveryCodesLeft: 0, hasPin: false, recentlyAuthenticated: true },
  });
  expect(JSON.stringify(await account())).not.toContain('scrypt');
});

test('the profile changes in parts, and remembers the rest', async () => {
  const house = await openHouse();
  await json(change({ phone: '+33 1 23', allergies: ['nuts'], favouriteRestaurantIds: [house.id] }));
  const changed = await json<Account>(change({ name: 'Ada L.', preferences: 'by the window' }));
  expect(changed).toMatchObject({
    name: 'Ada L.',
    phone: '+33 1 23',
    allergies: ['nuts'],
    preferences: 'by the window',
  });
  expect(await account()).toEqual(changed);
  expect(await json(ask('GET /api/auth/me', { token }))).toMatchObject({ name: 'Ada L.' });
  const { results } = await env.DB.prepare("SELECT after FROM audit_entries WHERE action = 'change-profile'").all();
  expect(results).toContainEqual({ after: JSON.stringify({ changed: ['name', 'preferences'] }) });
  expect(JSON.stringify(results)).not.toContain('nuts');
});

test.each([
  [{ favouriteRestaurantIds: [987_654_321] }, 'favouriteRestaurantIds.0'],
  [{ name: ' ' }, 'name'],
  [{ allergies: ['x'.repeat(61)] }, 'allergies.0'],
])('the profile %o is refused at %s', async (body, path) => {
  const response = await change(body);
  expect(response.status).toBe(422);
  expect((await response.json<{ errors: { path: string }[] }>()).errors[0]?.path).toBe(path);
});

test('a stale edit is refused; without If-Match the last one counts', async () => {
  const etag = (await ask('GET /api/account', { token })).headers.get('ETag') ?? '';
  await json(change({ phone: '1' }, { 'If-Match': etag }));
  expect(await problemOf(change({ phone: '2' }, { 'If-Match': etag }))).toBe('412 stale_edit');
  const answers = await Promise.all(['3', '4', '5'].map(async (phone) => change({ phone })));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
});

test('a new password ends all other sessions, and only those', async () => {
  const elsewhere = await json<Tokens>(signIn());
  await json(ask('POST /api/auth/password/forgot', { body: { email } }), 202);
  const link = await linkTo(email, 'reset-password');
  const put = (secret: string) => ask('PUT /api/account/password', { token, body: { password: secret } });
  expect(await problemOf(put('Password12345'))).toBe('422 invalid');
  expect((await put(another)).status).toBe(204);
  await json(ask('GET /api/auth/me', { token }));
  expect(await problemOf(ask('GET /api/auth/me', { token: elsewhere.accessToken }))).toBe('401 session_expired');
  expect(await problemOf(signIn())).toBe('401 wrong_credentials');
  await json(signIn(another));
  const reset = ask('POST /api/auth/password/reset', { body: { token: link, password } });
  expect(await problemOf(reset)).toBe('410 link_spent');
  expect(await newestMail(email, 'password-changed')).not.toBeNull();
});

test.each([
  ['PUT /api/account/password', { password: another }],
  ['POST /api/account/email', { email: 'elsewhere@example.com' }],
  ['POST /api/account/passkeys/options', undefined],
  ['POST /api/account/authenticator', undefined],
  ['DELETE /api/account', undefined],
])('%s needs a proof that is not old', async (what, body) => {
  await proofIsOld();
  expect(await problemOf(ask(what, { token, body }))).toBe('403 reauthentication_required');
  const prove = await ask('POST /api/account/reauthenticate', { token, body: { password } });
  expect(prove.status).toBe(204);
  expect((await ask(what, { token, body })).status).toBeLessThan(300);
});

test('an address that is one’s own already is no new one', async () => {
  const same = ask('POST /api/account/email', { token, body: { email: email.toUpperCase() } });
  expect(await problemOf(same)).toBe('422 invalid');
});

test('sessions are listed with device and network, the last used first', async () => {
  const headers = {
    'CF-Connecting-IP': '203.0.113.77',
    'User-Agent': 'Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Safari/604.1',
  };
  const tablet = await json<Tokens>(signIn(password, headers));
  const list = await sessions();
  expect(list).toHaveLength(2);
  expect(list.find(({ current }) => current)?.id).toBe(sessionOf(token));
  const there = list.find(({ id }) => id === sessionOf(tablet.accessToken));
  expect(there).toMatchObject({ address: '203.0.113.0', current: false, acting: false });
  expect(there?.device).toContain('iPad');
  expect(JSON.stringify(list)).not.toContain('203.0.113.77');
});

test('one session is ended, at once; another’s looks like one that never was', async () => {
  const elsewhere = await json<Tokens>(signIn());
  const stranger = await person('customer');
  const end = (id: string, by = token) => ask(`DELETE /api/account/sessions/${id}`, { token: by });
  expect(await problemOf(end(sessionOf(elsewhere.accessToken), stranger.token))).toBe('404 not_found');
  expect(await problemOf(end(crypto.randomUUID()))).toBe('404 not_found');
  expect((await end(sessionOf(elsewhere.accessToken))).status).toBe(204);
  expect(await problemOf(end(sessionOf(elsewhere.accessToken)))).toBe('404 not_found');
  expect(await problemOf(ask('GET /api/auth/me', { token: elsewhere.accessToken }))).toBe('401 session_expired');
  const refresh = ask('POST /api/auth/refresh', { body: { refreshToken: elsewhere.refreshToken } });
  expect(await problemOf(refresh)).toBe('401 session_expired');
  expect(await sessions()).toHaveLength(1);
});

test('ending the others closes their sockets on the floor and spares this one', async () => {
  const house = await openHouse();
  await addTables(house, 2);
  await grantRole(env, tokens.user.id, { role: 'host', restaurantId: null, groupId: house.groupId });
  const tablet = await json<Tokens>(signIn());
  const date = dateAhead(1);
  await booked(house, { date });
  const floor = async (by: string): Promise<{ closed: boolean }> => {
    const { webSocket } = await exports.default.fetch(`${origin}/ws/restaurant/${house.id}/tables?date=${date}`, {
      headers: { Upgrade: 'websocket', Authorization: `Bearer ${by}` },
    });
    const state = { closed: false };
    webSocket?.addEventListener('close', () => {
      state.closed = true;
    });
    webSocket?.accept();
    return state;
  };
  const [there, here] = [await floor(tablet.accessToken), await floor(token)];
  expect((await ask('DELETE /api/account/sessions', { token })).status).toBe(204);
  expect(await eventually(async () => there.closed, Boolean)).toBe(true);
  expect(here.closed).toBe(false);
  await json(ask('GET /api/auth/me', { token }));
  expect((await sessions()).map(({ current }) => current)).toEqual([true]);
});

test('an account that is closed leaves nothing of the person, and its address is free again', async () => {
  await json(change({ phone: '+33 6 12 34 56 78', preferences: 'a quiet corner' }));
  await env.DB.prepare("INSERT INTO staff_pins VALUES (?, 'hash', 1)").bind(tokens.user.id).run();
  const cookie = (await signIn(password, { Origin: origin })).headers.get('Set-Cookie')?.split(';')[0] ?? '';
  const response = await ask('DELETE /api/account', { headers: { Cookie: cookie, Origin: origin } });
  expect(response.status).toBe(204);
  expect(response.headers.get('Set-Cookie')).toContain('Max-Age=0');
  expect(await problemOf(ask('GET /api/account', { token }))).toBe('401 session_expired');
  expect(await problemOf(signIn())).toBe('401 wrong_credentials');
  const refresh = ask('POST /api/auth/refresh', { body: { refreshToken: tokens.refreshToken } });
  expect(await problemOf(refresh)).toBe('401 session_expired');
  const row = await env.DB.prepare('SELECT * FROM users WHERE id = ?').bind(tokens.user.id).first();
  expect(row).toMatchObject({
    ...{
      email: `closed-${tokens.user.id}@account.invalid`,
      name: 'Closed account',
      password_hash: null,
      profile: null,
    },
  });
  const tables = ['passkeys', 'authenticators', 'recovery_codes', 'staff_pins', 'memberships', 'one_time_tokens'];
  for (const table of tables) {
    const left = env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE user_id = ?`).bind(tokens.user.id);
    expect([table, await left.first('n')]).toEqual([table, 0]);
  }
  const mails = await env.DB.prepare('SELECT template FROM account_mails WHERE recipient = ?').bind(email).all();
  expect(mails.results).toEqual([{ template: 'account-closed' }]);
  expect((await customer(email, password)).user.id).not.toBe(tokens.user.id);
});

test('whoever leaves stops working there at once', async () => {
  const house = await openHouse();
  await addTables(house, 2);
  await booked(house, { date: dateAhead(1) });
  expect((await deleteAccount(house.host)).status).toBe(204);
  const floor = ask(`GET /api/restaurants/${house.id}/floor?date=${dateAhead(1)}`, { token: house.host });
  expect(await problemOf(floor)).toBe('401 session_expired');
});

test('the last owner of a group stays; of two who leave together one does', async () => {
  const house = await openHouse();
  const refused = await deleteAccount(house.owner);
  expect((await refused.clone().json<{ detail: string }>()).detail).toContain(house.restaurant.groupName);
  expect(await problemOf(refused)).toBe('409 conflict');
  await json(ask('GET /api/auth/me', { token: house.owner }));
  const second = await person('owner', { groupId: house.groupId });
  const answers = await Promise.all([house.owner, second.token].map(async (by) => (await deleteAccount(by)).status));
  expect(answers.toSorted()).toEqual([204, 409]);
});

test('an owner who is suspended, or whose account is closed, is no other owner', async () => {
  const house = await openHouse();
  const second = await person('owner', { groupId: house.groupId });
  await env.DB.prepare('UPDATE memberships SET suspended_at = 1 WHERE user_id = ?').bind(second.id).run();
  expect(await problemOf(deleteAccount(house.owner))).toBe('409 conflict');
});

test('acting as somebody, an administrator changes nothing of how they sign in', async () => {
  await env.DB.prepare('UPDATE sessions SET acting_user_id = 1 WHERE user_id = ?').bind(tokens.user.id).run();
  forgetCallers();
  for (const what of ['DELETE /api/account', 'POST /api/account/authenticator', 'POST /api/account/passkeys/options']) {
    expect(await problemOf(ask(what, { token }))).toBe('403 forbidden');
  }
  const prove = ask('POST /api/account/reauthenticate', { token, body: { password } });
  expect(await problemOf(prove)).toBe('403 forbidden');
  expect((await account()).recentlyAuthenticated).toBe(false);
  expect((await sessions())[0]).toMatchObject({ acting: true });
});

test('on a tablet that somebody else signed in, a password proves nothing', async () => {
  const other = await customer(`guest-at-tablet-${number}@example.com`, another);
  await env.DB.prepare('UPDATE sessions SET person_user_id = ?, authenticated_at = 1 WHERE user_id = ?')
    .bind(other.user.id, tokens.user.id)
    .run();
  forgetCallers();
  expect((await account()).id).toBe(other.user.id);
  const prove = (secret: string) => ask('POST /api/account/reauthenticate', { token, body: { password: secret } });
  expect(await problemOf(prove(another))).toBe('403 forbidden');
  expect(await problemOf(prove(password))).toBe('401 wrong_credentials');
  const at = env.DB.prepare('SELECT authenticated_at FROM sessions WHERE user_id = ?').bind(tokens.user.id);
  expect(await at.first('authenticated_at')).toBe(1);
  expect(await problemOf(deleteAccount())).toBe('403 reauthentication_required');
});

test.each([
  'GET /api/account',
  'GET /api/account/sessions',
  'GET /api/account/passkeys',
  'GET /api/account/reservations',
])('%s is for who is signed in', async (what) => {
  expect(await problemOf(ask(what))).toBe('401 no_session');
});

test('a cookie changes an account from pages of this site alone', async () => {
  const cookie = (await signIn(password, { Origin: origin })).headers.get('Set-Cookie')?.split(';')[0] ?? '';
  const strange: Record<string, string>[] = [{ Cookie: cookie }, { Cookie: cookie, Origin: 'https://evil.example' }];
  for (const headers of strange) {
    expect(await problemOf(ask('DELETE /api/account', { headers }))).toBe('403 origin_mismatch');
  }
});
