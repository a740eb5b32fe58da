import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, expect, test, vi } from 'vitest';
import { limitCaller, trySignIn } from '../../../worker/api/limits.ts';
import { limiter } from '../../../worker/api/rate-limiter.ts';
import { ask, problemOf } from './house.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** The clock alone stands where the test puts it; timers go on. */
function at(ms: number): void {
  vi.useFakeTimers({ now: ms, toFake: ['Date'] });
}

const anonymous = (addressHash: string) => ({ kind: 'anonymous', addressHash }) as const;

test('a budget can be spent at once and comes back evenly', async () => {
  const start = Date.now();
  at(start);
  const bucket = limiter(env, 'test-budget');
  const take = () => bucket.take(3, 30);
  expect([await take(), await take(), await take()]).toEqual([0, 0, 0]);
  expect(await take()).toBe(10);
  at(start + 10_000);
  expect([await take(), await take()]).toEqual([0, 10]);
  at(start + 3_600_000);
  expect([await take(), await take(), await take(), await take()]).toEqual([0, 0, 0, 10]);
});

test('a hundred at the same moment get no more than the budget', async () => {
  const bucket = limiter(env, 'test-hundred');
  const waits = await Promise.all(Array.from({ length: 100 }, () => bucket.take(20, 600)));
  expect(waits.filter((wait) => wait === 0)).toHaveLength(20);
});

test('strangers book twenty times in ten minutes from one address; other addresses go on', async () => {
  for (let booking = 0; booking < 20; booking += 1) {
    expect(await limitCaller(env, anonymous('one'), 'booking')).toBeNull();
  }
  const refused = await limitCaller(env, anonymous('one'), 'booking');
  expect(refused).toMatchObject({ code: 'too_many_requests' });
  expect(Number(refused?.headers['Retry-After'])).toBeGreaterThan(0);
  expect(await limitCaller(env, anonymous('other'), 'booking')).toBeNull();
  expect(await limitCaller(env, anonymous('one'), 'hold')).toBeNull();
});

test('a contact counts across addresses, however it is written', async () => {
  const spelled = ['+33 6 12 34', '+33-6-12-34', '+336 1234'];
  for (let booking = 0; booking < 10; booking += 1) {
    const contact = spelled[booking % 3] ?? '';
    expect(await limitCaller(env, anonymous(`address ${booking}`), 'booking', [contact])).toBeNull();
  }
  expect(await limitCaller(env, anonymous('yet another'), 'booking', ['+3361234'])).not.toBeNull();
  expect(await limitCaller(env, anonymous('yet another 2'), 'booking', ['', 'someone@example.com'])).toBeNull();
});

test('staff have a budget for a whole evening played fast', async () => {
  const staff = {
    kind: 'user',
    userId: 1,
    sessionId: 's',
    email: 'e',
    name: 'n',
    grants: [],
    authenticatedAt: 0,
    factors: 1,
    via: 'session',
    actingUserId: null,
    locked: false,
  } as const;
  for (let booking = 0; booking < 5_000; booking += 1) expect(await limitCaller(env, staff, 'booking')).toBeNull();
});

test('wrong passwords wait longer and longer, up to a quarter of an hour, and are forgotten after a pause', async () => {
  let now = Date.now();
  at(now);
  const waits: number[] = [];
  for (let round = 0; round < 17; round += 1) {
    const { refused } = await trySignIn(env, 'address', 'ada@example.com');
    expect(refused).toBeNull();
    const next = await trySignIn(env, 'address', 'ada@example.com');
    const wait = Number(next.refused?.headers['Retry-After'] ?? 0);
    if (wait === 0) round += 1;
    waits.push(wait);
    now += Math.max(wait, 20) * 1000;
    at(now);
  }
  expect(Math.max(...waits)).toBeLessThanOrEqual(900);
  expect(waits.slice(0, 2)).toEqual([0, 0]);
  expect(waits.at(-1)).toBeGreaterThan(256);
});

test('whoever guesses is remembered when the object has long left memory, and forgotten in the end', async () => {
  const start = Date.now();
  at(start);
  const stub = env.RATE_LIMITER.getByName('test-memory');
  const guess = () => limiter(env, 'test-memory').try(3, 900, 3600);
  for (let tries = 0; tries < 3; tries += 1) expect(await guess()).toBe(0);
  await evictDurableObject(stub);
  expect(await guess()).toBe(1);
  at(start + 1_000);
  expect(await guess()).toBe(0);
  await evictDurableObject(stub);
  expect(await guess()).toBe(2);
  expect(await runDurableObjectAlarm(stub)).toBe(true);
  await evictDurableObject(stub);
  expect(await guess()).toBe(0);
});

test('who is right after all is forgotten at once, in storage too', async () => {
  const stub = env.RATE_LIMITER.getByName('test-right');
  for (let tries = 0; tries < 2; tries += 1) await limiter(env, 'test-right').try(2, 900, 3600);
  await limiter(env, 'test-right').succeed();
  await evictDurableObject(stub);
  expect(await limiter(env, 'test-right').try(2, 900, 3600)).toBe(0);
});

test('guessing at an account from one address does not lock its owner out elsewhere', async () => {
  for (let guess = 0; guess < 30; guess += 1) await trySignIn(env, 'thief', 'bob@example.com');
  expect((await trySignIn(env, 'thief', 'bob@example.com')).refused).not.toBeNull();
  expect((await trySignIn(env, 'home', 'bob@example.com')).refused).toBeNull();
});

test('a sign-in that succeeds is not counted against anybody', async () => {
  for (let day = 0; day < 100; day += 1) {
    const attempt = await trySignIn(env, 'office', `colleague-${day % 50}@example.com`);
    expect(attempt.refused).toBeNull();
    await attempt.succeed();
  }
});

test('a limiter that fails lets people in', async () => {
  const quiet = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const broken = { MAITRED_SECRET: 'x', RATE_LIMITER: {} } as unknown as typeof env;
  await expect(limitCaller(broken, anonymous('x'), 'booking')).resolves.toBeNull();
  quiet.mockRestore();
});

test('the answer is a 429 that says when to come back', async () => {
  const headers = { 'CF-Connecting-IP': '192.0.2.7' };
  const body = { email: 'someone@example.com', password: 'wrong' };
  let response = await ask('POST /api/auth/login', { body, headers });
  for (let tries = 0; tries < 10 && response.status === 401; tries += 1) {
    response = await ask('POST /api/auth/login', { body, headers });
  }
  expect(Number(response.headers.get('Retry-After'))).toBeGreaterThan(0);
  expect(await problemOf(response)).toBe('429 too_many_requests');
});

test('addresses of one IPv6 network count together', async () => {
  const body = { email: 'sixth@example.com', password: 'wrong' };
  const from = (address: string) => ask('POST /api/auth/login', { body, headers: { 'CF-Connecting-IP': address } });
  let last = 401;
  for (let tries = 1; tries < 12 && last === 401; tries += 1) last = (await from(`2001:db8:0:7::${tries}`)).status;
  expect(last).toBe(429);
  expect((await from('2001:db8:0:8::1')).status).toBe(401);
});
