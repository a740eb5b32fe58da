import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import type { Account, Tokens } from '../../../worker/contract/auth.ts';
import { oneTimeTokenFor } from '../../../worker/secrets.ts';
import { findUserByEmail } from '../../../worker/store/users.ts';
import { ask, customer, json, linkTo, newestMail, origin, problemOf } from './house.ts';

const password = 'a long enough sentence';
const another = 'blue boats on grey water';
let number = 0;

afterEach(() => {
  vi.useRealTimers();
});

async function somebody(): Promise<{ email: string; tokens: Tokens }> {
  number += 1;
  const email = `linked-${number}@example.com`;
  return { email, tokens: await customer(email, password) };
}

const post = (path: string, body: unknown, more: object = {}) => ask(`POST /api/auth/${path}`, { body, ...more });
const signIn = (email: string, secret: string) => post('login', { email, password: secret });

async function seen(response: Response): Promise<unknown> {
  const headers = [...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
  return { status: response.status, headers, body: await response.json() };
}

test.each(['password/forgot', 'link'])('%s says the same of known and unknown addresses', async (path) => {
  const { email } = await somebody();
  const known = await seen(await post(path, { email }));
  expect(known).toMatchObject({ status: 202, body: { sent: true } });
  expect(await seen(await post(path, { email: `nobody-${number}@example.com` }))).toEqual(known);
  const { results } = await env.DB.prepare('SELECT * FROM account_mails WHERE recipient LIKE ?').bind('nobody-%').all();
  expect(results).toEqual([]);
});

test('a link signs in, once, and gives a browser its cookie', async () => {
  const { email } = await somebody();
  await json(post('link', { email: email.toUpperCase() }), 202);
  const token = await linkTo(email, 'sign-in-link');
  const response = await post('link/sign-in', { token }, { headers: { Origin: origin } });
  expect(response.headers.get('Set-Cookie')).toMatch(/^__Host-maitred=[\w-]{43}; .*HttpOnly; Secure; SameSite=Lax$/);
  expect((await json<Tokens>(response)).user.email).toBe(email);
  expect(await problemOf(post('link/sign-in', { token }))).toBe('410 link_spent');
});

test('the version of an account rises when its address is proved, and not with every link', async () => {
  const { email, tokens } = await somebody();
  const version = async () => (await json<Account>(ask('GET /api/account', { token: tokens.accessToken }))).version;
  expect(await version()).toBe(2);
  await json(post('link', { email }), 202);
  await json(post('link/sign-in', { token: await linkTo(email, 'sign-in-link') }));
  expect(await version()).toBe(2);
});

test('a link used twice at the same moment signs in once', async () => {
  const { email } = await somebody();
  await json(post('link', { email }), 202);
  const token = await linkTo(email, 'sign-in-link');
  const answers = await Promise.all(
    Array.from({ length: 8 }, async () => (await post('link/sign-in', { token })).status),
  );
  expect(answers.toSorted()).toEqual([200, 410, 410, 410, 410, 410, 410, 410]);
});

test('links run out', async () => {
  const { email } = await somebody();
  await json(post('link', { email }), 202);
  const signInToken = await linkTo(email, 'sign-in-link');
  await json(post('password/forgot', { email }), 202);
  const resetToken = await linkTo(email, 'reset-password');
  const start = Date.now();
  vi.useFakeTimers({ now: start + 16 * 60_000, toFake: ['Date'] });
  expect(await problemOf(post('link/sign-in', { token: signInToken }))).toBe('410 link_spent');
  vi.setSystemTime(start + 61 * 60_000);
  expect(await problemOf(post('password/reset', { token: resetToken, password: another }))).toBe('410 link_spent');
});

test('a link for one thing is of no use for another', async () => {
  const { email } = await somebody();
  await json(post('password/forgot', { email }), 202);
  const token = await linkTo(email, 'reset-password');
  for (const path of ['verify-email', 'link/sign-in', 'email/confirm']) {
    expect(await problemOf(post(path, { token }))).toBe('410 link_spent');
  }
  await json(post('password/reset', { token, password: another }));
});

test('links that were never sent are refused', async () => {
  const forged = [`t1.${'A'.repeat(22)}.${'B'.repeat(43)}`, oneTimeTokenFor(env, 'A'.repeat(22)), 'x'.repeat(40)];
  for (const token of forged) {
    for (const path of ['verify-email', 'link/sign-in', 'email/confirm']) {
      expect(await problemOf(post(path, { token }))).toBe('410 link_spent');
    }
    expect(await problemOf(post('password/reset', { token, password: another }))).toBe('410 link_spent');
  }
});

test('a new password by link ends every session, voids other links, and is told', async () => {
  const { email, tokens } = await somebody();
  await json(post('link', { email }), 202);
  const unused = await linkTo(email, 'sign-in-link');
  await json(post('password/forgot', { email }), 202);
  const token = await linkTo(email, 'reset-password');
  const fresh = await json<Tokens>(post('password/reset', { token, password: another }));
  await json(ask('GET /api/auth/me', { token: fresh.accessToken }));
  expect(await problemOf(ask('GET /api/auth/me', { token: tokens.accessToken }))).toBe('401 session_expired');
  expect(await problemOf(post('refresh', { refreshToken: tokens.refreshToken }))).toBe('401 session_expired');
  expect(await problemOf(post('link/sign-in', { token: unused }))).toBe('410 link_spent');
  expect(await problemOf(post('password/reset', { token, password }))).toBe('410 link_spent');
  expect(await problemOf(signIn(email, password))).toBe('401 wrong_credentials');
  await json(signIn(email, another));
  expect(await newestMail(email, 'password-changed')).not.toBeNull();
  const audit = await env.DB.prepare('SELECT * FROM audit_entries WHERE subject_user_id = ? AND action = ?')
    .bind(fresh.user.id, 'reset-password')
    .all();
  expect(audit.results).toMatchObject([{ actor_user_id: fresh.user.id, before: null, after: null }]);
});

test('a password that is refused does not cost the link', async () => {
  const { email } = await somebody();
  await json(post('password/forgot', { email }), 202);
  const token = await linkTo(email, 'reset-password');
  expect(await problemOf(post('password/reset', { token, password: 'password2026' }))).toBe('422 invalid');
  expect(await problemOf(post('password/reset', { token, password: 'short' }))).toBe('422 invalid');
  await json(post('password/reset', { token, password: another }));
});

test('two resets by one link at the same moment: one password counts', async () => {
  const { email } = await somebody();
  await json(post('password/forgot', { email }), 202);
  const token = await linkTo(email, 'reset-password');
  const secrets = [another, 'red kites over green hills'];
  const answers = await Promise.all(secrets.map(async (secret) => post('password/reset', { token, password: secret })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 410]);
  const winner = secrets[answers.findIndex(({ status }) => status === 200)] ?? '';
  const loser = secrets.find((secret) => secret !== winner) ?? '';
  await json(signIn(email, winner));
  expect(await problemOf(signIn(email, loser))).toBe('401 wrong_credentials');
});

test('a sign-in link also proves the address, but not the password that somebody registered with it', async () => {
  const email = 'squatted@example.com';
  await json(post('register', { email, name: 'Mallory', password }), 202);
  await linkTo(email, 'verify-email');
  await json(post('link', { email }), 202);
  const tokens = await json<Tokens>(post('link/sign-in', { token: await linkTo(email, 'sign-in-link') }));
  expect(await json<Account>(ask('GET /api/account', { token: tokens.accessToken }))).toMatchObject({
    emailVerified: true,
    hasPassword: false,
  });
  expect(await problemOf(signIn(email, password))).toBe('401 wrong_credentials');
});

test('a reset proves the address of an account that never was', async () => {
  const email = 'forgot-at-once@example.com';
  await json(post('register', { email, name: 'Flo', password }), 202);
  await json(post('password/forgot', { email }), 202);
  await json(post('password/reset', { token: await linkTo(email, 'reset-password'), password: another }));
  await json(signIn(email, another));
  expect((await findUserByEmail(env, email))?.emailVerifiedAt).not.toBeNull();
});

test('an address changes by a link to the new one, and the old one is told', async () => {
  const { email, tokens } = await somebody();
  const to = `moved-${number}@example.com`;
  await json(post('password/forgot', { email }), 202);
  const toOld = await linkTo(email, 'reset-password');
  await json(ask('POST /api/account/email', { token: tokens.accessToken, body: { email: to.toUpperCase() } }), 202);
  await json(signIn(email, password));
  const token = await linkTo(to, 'change-email');
  expect(await json(post('email/confirm', { token }))).toEqual({ email: to });
  expect(await problemOf(post('email/confirm', { token }))).toBe('410 link_spent');
  await json(signIn(to, password));
  expect(await problemOf(signIn(email, password))).toBe('401 wrong_credentials');
  expect(await newestMail(email, 'email-changed')).toMatchObject({ facts: { to } });
  expect(await problemOf(post('password/reset', { token: toOld, password: another }))).toBe('410 link_spent');
  expect(await json(ask('GET /api/auth/me', { token: tokens.accessToken }))).toMatchObject({ email: to });
  const { results } = await env.DB.prepare('SELECT before, after FROM audit_entries').all();
  expect(JSON.stringify(results)).not.toContain(to);
});

test('an address that somebody has stays theirs; only who holds the link learns it', async () => {
  const { email: taken } = await somebody();
  const { email, tokens } = await somebody();
  const ask202 = (to: string) => ask('POST /api/account/email', { token: tokens.accessToken, body: { email: to } });
  expect(await seen(await ask202(taken))).toEqual(await seen(await ask202(`free-${number}@example.com`)));
  // The newer request made the older link worthless.
  expect(await problemOf(post('email/confirm', { token: await linkTo(taken, 'change-email') }))).toBe('410 link_spent');
  await json(ask202(taken), 202);
  const token = await vi.waitFor(async () => linkTo(taken, 'change-email'));
  expect(await problemOf(post('email/confirm', { token }))).toBe('409 conflict');
  await json(signIn(email, password));
  await json(signIn(taken, password));
});

test('a registration that was never proved does not keep an address from its owner', async () => {
  const to = 'reserved-by-mallory@example.com';
  await json(post('register', { email: to, name: 'Mallory', password: another }), 202);
  const { tokens } = await somebody();
  await json(ask('POST /api/account/email', { token: tokens.accessToken, body: { email: to } }), 202);
  await json(post('email/confirm', { token: await linkTo(to, 'change-email') }));
  await json(signIn(to, password));
  expect(await problemOf(signIn(to, another))).toBe('401 wrong_credentials');
  expect(await problemOf(post('verify-email', { token: await linkTo(to, 'verify-email') }))).toBe('410 link_spent');
});

test('nobody is flooded with mail: the seventh to one address within the hour is refused, known or not', async () => {
  const { email } = await somebody();
  for (const to of [email, 'unknown-and-flooded@example.com']) {
    const answers: number[] = [];
    for (let at = 0; at < 8; at += 1) answers.push((await post('link', { email: to })).status);
    expect(answers.lastIndexOf(202)).toBeLessThanOrEqual(5);
    const refused = await post('link', { email: to });
    expect(Number(refused.headers.get('Retry-After'))).toBeLessThanOrEqual(600);
    expect(await problemOf(refused)).toBe('429 too_many_requests');
  }
});

test('no token is stored: a copy of the database opens nothing', async () => {
  const { email } = await somebody();
  await json(post('link', { email }), 202);
  const token = await linkTo(email, 'sign-in-link');
  const [, , secret = ''] = token.split('.');
  const { results } = await env.DB.prepare('SELECT * FROM one_time_tokens').all();
  expect(JSON.stringify(results)).not.toContain(secret);
});
