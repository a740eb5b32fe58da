import { env } from 'cloudflare:workers';
import { generateHOTP } from '@oslojs/otp';
import { SignJWT, decodeJwt } from 'jose';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Account, Tokens } from '../../../worker/contract/auth.ts';
import { deriveKey } from '../../../worker/secrets.ts';
import { updateGroupSecurity } from './group-security.ts';
import { ask, customer, json, linkTo, newestMail, openHouse, origin, problemOf } from './house.ts';

const password = 'a long enough sentence';
let number = 0;
let clock = Date.now();

/** A code counts once, so every test has its own half minutes. */
beforeEach(() => {
  clock += 120_000;
  vi.useFakeTimers({ now: clock, toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

function halfMinutesPass(count: number): void {
  clock += count * 30_000;
  vi.setSystemTime(clock);
}

/** What an app shows, `steps` half minutes from now. */
function codeOf(secret: string, steps = 0): string {
  return generateHOTP(fromBase32(secret), BigInt(Math.floor(clock / 30_000) + steps), 6);
}

function fromBase32(text: string): Uint8Array {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from(bits.match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2));
}

interface WithApp {
  readonly email: string;
  readonly id: number;
  readonly token: string;
  readonly secret: string;
  readonly codes: string[];
}

async function setUp(token: string): Promise<{ secret: string; codes: string[] }> {
  const { secret } = await json<{ secret: string }>(ask('POST /api/account/authenticator', { token }));
  const body = { code: codeOf(secret) };
  const { codes } = await json<{ codes: string[] }>(ask('PUT /api/account/authenticator', { token, body }));
  halfMinutesPass(1);
  return { secret, codes };
}

async function withApp(): Promise<WithApp> {
  number += 1;
  const email = `app-${number}@example.com`;
  const { accessToken: token, user } = await customer(email, password, 'Ada');
  return { email, token, id: user.id, ...(await setUp(token)) };
}

async function challengeOf(email: string, secret = password): Promise<string> {
  const response = await ask('POST /api/auth/login', { body: { email, password: secret } });
  const { code, challenge } = await response.json<{ code: string; challenge: string }>();
  expect([response.status, code]).toEqual([401, 'second_factor_required']);
  return challenge;
}

const complete = (body: unknown, headers: Record<string, string> = {}) =>
  ask('POST /api/auth/second-factor', { body, headers });

test('an app is shown its secret, confirmed with its first code, and asked for from then on', async () => {
  number += 1;
  const email = `app-${number}@example.com`;
  const { accessToken: token } = await customer(email, password);
  const offered = await json<Record<'secret' | 'uri' | 'qrCode', string>>(
    ask('POST /api/account/authenticator', { token }),
  );
  expect(offered.uri).toBe(
    `otpauth://totp/maitred:${encodeURIComponent(email)}?issuer=maitred&algorithm=SHA1&secret=${offered.secret}&period=30&digits=6`,
  );
  expect(offered.qrCode).toMatch(/^<svg /);
  // Until it is confirmed nothing changes.
  await json(ask('POST /api/auth/login', { body: { email, password } }));
  const confirm = (code: string) => ask('PUT /api/account/authenticator', { token, body: { code } });
  expect(await problemOf(confirm(codeOf(offered.secret, 5)))).toBe('401 wrong_credentials');
  const { codes } = await json<{ codes: string[] }>(confirm(codeOf(offered.secret)));
  expect(codes).toHaveLength(10);
  expect(new Set(codes).size).toBe(10);
  expect(codes[0]).toMatch(/^[0-9a-z]{5}-[0-9a-z]{5}$/);
  expect(await newestMail(email, 'second-factor-changed')).not.toBeNull();
  expect(await json<Account>(ask('GET /api/account', { token }))).toMatchObject({
    hasAuthenticator: true,
    recoveryCodesLeft: 10,
  });
  const response = await ask('POST /api/auth/login', { body: { email, password }, headers: { Origin: origin } });
  expect(response.headers.get('Set-Cookie')).toBeNull();
  expect(await response.json()).toMatchObject({
    code: 'second_factor_required',
    methods: ['authenticator', 'recovery_code'],
  });
});

test('the code completes the sign-in, with a cookie for a browser; each code counts once', async () => {
  const { email, secret, id } = await withApp();
  const challenge = await challengeOf(email);
  const body = { challenge, code: codeOf(secret) };
  const response = await complete(body, { Origin: origin });
  expect(response.headers.get('Set-Cookie')).toMatch(/^__Host-maitred=[\w-]{43}; .*HttpOnly; Secure; SameSite=Lax$/);
  expect((await json<Tokens>(response)).user.id).toBe(id);
  expect(await problemOf(complete(body))).toBe('401 wrong_credentials');
  halfMinutesPass(1);
  await json(complete({ challenge, code: codeOf(secret) }));
});

test('one code at the same moment signs in once', async () => {
  const { email, secret } = await withApp();
  const body = { challenge: await challengeOf(email), code: codeOf(secret) };
  const answers = await Promise.all(Array.from({ length: 4 }, async () => (await complete(body)).status));
  expect(answers.toSorted()).toEqual([200, 401, 401, 401]);
});

test.each([
  [-2, 401],
  [-1, 200],
  [0, 200],
  [1, 200],
  [2, 401],
])('a code %i half minutes off answers %i', async (steps, status) => {
  const { email, secret } = await withApp();
  halfMinutesPass(5);
  const challenge = await challengeOf(email);
  expect((await complete({ challenge, code: codeOf(secret, steps) })).status).toBe(status);
});

test('the code that confirmed the app does not sign in as well', async () => {
  const { email, secret } = await withApp();
  expect(await problemOf(complete({ challenge: await challengeOf(email), code: codeOf(secret, -1) }))).toBe(
    '401 wrong_credentials',
  );
});

test('a recovery code works once, however it is typed, and its use is told', async () => {
  const { email, codes, token } = await withApp();
  const typed = (codes[3] ?? '').toUpperCase().replace('-', ' ');
  await json(complete({ challenge: await challengeOf(email), recoveryCode: typed }));
  const again = complete({ challenge: await challengeOf(email), recoveryCode: codes[3] });
  expect(await problemOf(again)).toBe('401 wrong_credentials');
  expect((await json<Account>(ask('GET /api/account', { token }))).recoveryCodesLeft).toBe(9);
  expect((await newestMail(email, 'second-factor-changed'))?.facts['what']).toContain('9 are left');
});

test('new recovery codes make the old ones worthless', async () => {
  const { email, codes, token } = await withApp();
  const fresh = await json<{ codes: string[] }>(ask('POST /api/account/recovery-codes', { token }));
  const old = complete({ challenge: await challengeOf(email), recoveryCode: codes[0] });
  expect(await problemOf(old)).toBe('401 wrong_credentials');
  await json(complete({ challenge: await challengeOf(email), recoveryCode: fresh.codes[0] }));
});

test('nobody completes somebody else’s sign-in with their own code', async () => {
  const ada = await withApp();
  const eve = await withApp();
  const challenge = await challengeOf(ada.email);
  expect(await problemOf(complete({ challenge, code: codeOf(eve.secret) }))).toBe('401 wrong_credentials');
  expect(await problemOf(complete({ challenge, recoveryCode: eve.codes[0] }))).toBe('401 wrong_credentials');
});

test('guessing codes is slowed down for that account, and for nobody else', async () => {
  const { email } = await withApp();
  const other = await withApp();
  const challenge = await challengeOf(email);
  const answers: number[] = [];
  for (let guess = 0; guess < 12; guess += 1) {
    answers.push((await complete({ challenge, code: String(100_000 + guess) })).status);
  }
  expect(answers.filter((status) => status === 401).length).toBeLessThanOrEqual(5);
  const refused = await complete({ challenge, code: '000000' });
  expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect(await problemOf(refused)).toBe('429 too_many_requests');
  await json(complete({ challenge: await challengeOf(other.email), code: codeOf(other.secret) }));
});

test('a thief with the password holds nobody up for long: a new password begins anew', async () => {
  const { email, secret } = await withApp();
  const challenge = await challengeOf(email);
  for (let guess = 0; guess < 8; guess += 1) await complete({ challenge, code: '000000' });
  expect(await problemOf(complete({ challenge, code: codeOf(secret) }))).toBe('429 too_many_requests');
  await json(ask('POST /api/auth/password/forgot', { body: { email } }), 202);
  const body = { token: await linkTo(email, 'reset-password'), password: 'blue boats on grey water' };
  const reset = await ask('POST /api/auth/password/reset', { body });
  const fresh = await reset.json<{ challenge: string }>();
  await json(complete({ challenge: fresh.challenge, code: codeOf(secret) }));
});

test('challenges that are forged, meant for something else, or too old are refused', async () => {
  const { email, secret, token } = await withApp();
  const challenge = await challengeOf(email);
  const claims = decodeJwt(challenge);
  const make = (changes: object, key: Uint8Array = deriveKey(env, 'challenge'), alg = 'HS256') =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg }).sign(key);
  const bad = [
    await make({}, new Uint8Array(32)),
    await make({}, deriveKey(env, 'access-token')),
    await make({}, new Uint8Array(64), 'HS512'),
    await make({ aud: 'maitred-passkey-sign-in' }),
    await make({ aud: 'maitred-api' }),
    await make({ iss: 'other' }),
    await make({ exp: Math.floor(clock / 1000) - 1 }),
    token,
    'x',
  ];
  for (const forged of bad) {
    expect(await problemOf(complete({ challenge: forged, code: codeOf(secret) }))).toBe('401 session_expired');
  }
  await json(complete({ challenge: await make({}), code: codeOf(secret) }));
  halfMinutesPass(11);
  expect(await problemOf(complete({ challenge, code: codeOf(secret) }))).toBe('401 session_expired');
});

test('a challenge is no access token, nor does it outlive its password', async () => {
  const { email, secret } = await withApp();
  const challenge = await challengeOf(email);
  expect(await problemOf(ask('GET /api/auth/me', { token: challenge }))).toBe('401 session_expired');
  await json(ask('POST /api/auth/password/forgot', { body: { email } }), 202);
  const body = { token: await linkTo(email, 'reset-password'), password: 'blue boats on grey water' };
  const reset = await ask('POST /api/auth/password/reset', { body });
  const after = await reset.json<{ code: string; challenge: string }>();
  expect(after.code).toBe('second_factor_required');
  expect(await problemOf(complete({ challenge, code: codeOf(secret) }))).toBe('401 session_expired');
  await json(complete({ challenge: after.challenge, code: codeOf(secret) }));
});

test.each([{}, { code: '123456', recoveryCode: 'abcde-fghjk' }])('exactly one proof is taken: %o', async (proof) => {
  const { email } = await withApp();
  expect(await problemOf(complete({ challenge: await challengeOf(email), ...proof }))).toBe('422 invalid');
});

test('the app can be replaced; the old one works until the new one is confirmed', async () => {
  const { email, secret, token } = await withApp();
  const next = await json<{ secret: string }>(ask('POST /api/account/authenticator', { token }));
  expect(next.secret).not.toBe(secret);
  await json(complete({ challenge: await challengeOf(email), code: codeOf(secret) }));
  halfMinutesPass(1);
  await json(ask('PUT /api/account/authenticator', { token, body: { code: codeOf(next.secret) } }));
  halfMinutesPass(1);
  const challenge = await challengeOf(email);
  expect(await problemOf(complete({ challenge, code: codeOf(secret) }))).toBe('401 wrong_credentials');
  await json(complete({ challenge, code: codeOf(next.secret) }));
});

test('without the app and passkeys the password is enough again, and recovery codes are gone', async () => {
  const { email, token } = await withApp();
  expect((await ask('DELETE /api/account/authenticator', { token })).status).toBe(204);
  expect((await ask('DELETE /api/account/authenticator', { token })).status).toBe(204);
  await json(ask('POST /api/auth/login', { body: { email, password } }));
  expect((await json<Account>(ask('GET /api/account', { token }))).recoveryCodesLeft).toBe(0);
  expect(await problemOf(ask('POST /api/account/recovery-codes', { token }))).toBe('409 conflict');
});

test('a group that asks for a second factor is satisfied at once, and the last one cannot be removed', async () => {
  const house = await openHouse();
  await updateGroupSecurity(house.groupId, 'everybody');
  const look = () => ask(`GET /api/restaurants/${house.id}/reservations?date=2030-01-01`, { token: house.host });
  expect(await problemOf(look())).toBe('403 second_factor_needed');
  await setUp(house.host);
  expect((await look()).status).toBe(200);
  expect(await problemOf(ask('DELETE /api/account/authenticator', { token: house.host }))).toBe('409 conflict');
});

test('an old proof does not change how one signs in; a password or a code renews it, guesses do not', async () => {
  const { id, token, secret } = await withApp();
  const old = async () => {
    await env.DB.prepare('UPDATE sessions SET authenticated_at = ? WHERE user_id = ?')
      .bind(clock - 16 * 60_000, id)
      .run();
    // Longer than a caller is believed without another look.
    halfMinutesPass(3);
  };
  const codes = () => ask('POST /api/account/recovery-codes', { token });
  const prove = (body: unknown) => ask('POST /api/account/reauthenticate', { token, body });
  await old();
  expect(await problemOf(codes())).toBe('403 reauthentication_required');
  expect(await problemOf(prove({ password: 'wrong' }))).toBe('401 wrong_credentials');
  expect(await problemOf(prove({ code: '000000' }))).toBe('401 wrong_credentials');
  expect(await problemOf(prove({}))).toBe('422 invalid');
  expect(await problemOf(codes())).toBe('403 reauthentication_required');
  expect((await prove({ password })).status).toBe(204);
  expect((await codes()).status).toBe(200);
  await old();
  expect((await prove({ code: codeOf(secret) })).status).toBe(204);
  expect((await codes()).status).toBe(200);
  for (let guess = 0; guess < 8; guess += 1) await prove({ password: 'wrong' });
  expect(await problemOf(prove({ password }))).toBe('429 too_many_requests');
});

test('nothing that proves anybody is stored as it is', async () => {
  const { secret, codes } = await withApp();
  const stored = await Promise.all(
    ['authenticators', 'recovery_codes', 'audit_entries', 'account_mails'].map(async (table) =>
      env.DB.prepare(`SELECT * FROM ${table}`).all(),
    ),
  );
  const text = JSON.stringify(stored.map(({ results }) => results));
  for (const each of [secret, ...codes]) expect(text).not.toContain(each);
});

test('a secret moved to another account in the database opens nothing there', async () => {
  const ada = await withApp();
  const eve = await withApp();
  const row = await env.DB.prepare('SELECT secret FROM authenticators WHERE user_id = ?').bind(eve.id).first('secret');
  await env.DB.prepare('UPDATE authenticators SET secret = ? WHERE user_id = ?').bind(row, ada.id).run();
  const quiet = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const response = await complete({ challenge: await challengeOf(ada.email), code: codeOf(eve.secret) });
  expect(response.status).toBe(500);
  quiet.mockRestore();
});
