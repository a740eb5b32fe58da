import { scryptSync } from 'node:crypto';
import { env } from 'cloudflare:workers';
import { SignJWT, base64url, decodeJwt } from 'jose';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { identifyCaller } from '../../../worker/api/identify-caller.ts';
import { hashPassword } from '../../../worker/api/passwords.ts';
import type { Tokens, User } from '../../../worker/contract/auth.ts';
import { deriveKey } from '../../../worker/secrets.ts';
import { deleteOldSessions } from '../../../worker/store/sessions.ts';
import { createUser, findUserByEmail, replacePasswordHash } from '../../../worker/store/users.ts';
import { ask, customer, json, linkTo, newestMail, origin, person, problemOf } from './house.ts';

const password = 'a long enough sentence';
let number = 0;

beforeAll(async () => {
  const passwordHash = await hashPassword(password);
  await createUser(env, { email: 'ada@example.com', name: 'Ada', passwordHash, emailVerifiedAt: 1 }, Date.now());
});
afterEach(() => {
  vi.useRealTimers();
});

async function register(): Promise<{ email: string; tokens: Tokens }> {
  number += 1;
  const email = `guest-${number}@example.com`;
  return { email, tokens: await customer(email, password) };
}

function signIn(headers: Record<string, string> = {}): Promise<Response> {
  return ask('POST /api/auth/login', { body: { email: 'Ada@Example.com', password }, headers });
}

function refresh(refreshToken: string): Promise<Response> {
  return ask('POST /api/auth/refresh', { body: { refreshToken } });
}

const me = (token: string) => ask('GET /api/auth/me', { token });

test('registering and its link open a customer account and sign in', async () => {
  const { email, tokens } = await register();
  expect(tokens).toMatchObject({ tokenType: 'Bearer', expiresIn: 600, user: { email, name: 'Guest' } });
  expect(tokens.user.roles.map((grant) => grant.role)).toEqual(['customer']);
  expect(await json<User>(me(tokens.accessToken))).toEqual(tokens.user);
});

test('registering a known address looks like registering a new one; its owner is told, and nothing changes', async () => {
  const ask202 = async (email: string) => {
    const body = { email, name: 'Other', password: 'another long sentence' };
    const response = await ask('POST /api/auth/register', { body });
    const headers = [...response.headers].filter(([name]) => !['date', 'x-request-id'].includes(name));
    return { status: response.status, body: await response.json(), headers };
  };
  const known = await ask202('ADA@example.com');
  expect(known).toMatchObject({ status: 202, body: { sent: true } });
  expect(known).toEqual(await ask202('not-yet-known@example.com'));
  expect(await newestMail('ada@example.com', 'already-registered')).not.toBeNull();
  expect(await newestMail('ada@example.com', 'verify-email')).toBeNull();
  expect((await findUserByEmail(env, 'ada@example.com'))?.name).toBe('Ada');
  await json(signIn());
});

test('before its address is proved, an account is not open, and the right password says so to nobody', async () => {
  const email = 'unproved@example.com';
  await json(ask('POST /api/auth/register', { body: { email, name: 'Una', password } }), 202);
  const first = await linkTo(email, 'verify-email');
  const right = await ask('POST /api/auth/login', { body: { email, password } });
  const wrong = await ask('POST /api/auth/login', { body: { email, password: 'wrong' } });
  expect([right.status, wrong.status]).toEqual([401, 401]);
  const strip = async (response: Response) => ({ ...(await response.json<object>()), requestId: '' });
  expect(await strip(right)).toEqual(await strip(wrong));
  // The link was sent again, and the older one counts no more.
  const second = await vi.waitFor(async () => {
    const link = await linkTo(email, 'verify-email');
    expect(link).not.toBe(first);
    return link;
  });
  expect(await problemOf(ask('POST /api/auth/verify-email', { body: { token: first } }))).toBe('410 link_spent');
  await json(ask('POST /api/auth/verify-email', { body: { token: second } }));
  await json(ask('POST /api/auth/login', { body: { email, password } }));
});

test('registering again before that: the newest password and name count, by the newest link', async () => {
  const email = 'twice@example.com';
  const register = (name: string, secret: string) =>
    json(ask('POST /api/auth/register', { body: { email, name, password: secret } }), 202);
  await register('First', 'the very first sentence');
  const first = await linkTo(email, 'verify-email');
  await register('Second', 'the second long sentence');
  expect(await problemOf(ask('POST /api/auth/verify-email', { body: { token: first } }))).toBe('410 link_spent');
  const token = await linkTo(email, 'verify-email');
  const { user } = await json<Tokens>(ask('POST /api/auth/verify-email', { body: { token } }));
  expect(user.name).toBe('Second');
  const login = (secret: string) => ask('POST /api/auth/login', { body: { email, password: secret } });
  expect(await problemOf(login('the very first sentence'))).toBe('401 wrong_credentials');
  await json(login('the second long sentence'));
});

test.each(['password1234', 'Guest-2026-Guest', 'aaaaaaaaaaaaaaaa', 'qwertyuiop123'])(
  'the password %s is refused while it can still be changed',
  async (weak) => {
    const response = await ask('POST /api/auth/register', {
      body: { email: 'w@example.com', name: 'Guest', password: weak },
    });
    expect(response.status).toBe(422);
    expect((await response.json<{ errors: { path: string }[] }>()).errors.map((error) => error.path)).toEqual([
      'password',
    ]);
    expect(await findUserByEmail(env, 'w@example.com')).toBeNull();
  },
);

test('whoever registers many addresses has to wait', async () => {
  const headers = { 'CF-Connecting-IP': '198.51.100.30' };
  const register = (at: number) =>
    ask('POST /api/auth/register', { body: { email: `many-${at}@example.com`, name: 'x', password }, headers });
  const answers = await Promise.all(Array.from({ length: 14 }, async (_, at) => (await register(at)).status));
  expect(answers.filter((status) => status === 429).length).toBe(4);
});

test.each([
  [{ email: 'nobody', name: 'x', password }, 'email'],
  [{ email: 'a@example.com', name: ' ', password }, 'name'],
  [{ email: 'a@example.com', name: 'x', password: 'short' }, 'password'],
])('registering with %o is refused at %s', async (body, path) => {
  const response = await ask('POST /api/auth/register', { body });
  expect(response.status).toBe(422);
  expect((await response.json<{ errors: { path: string }[] }>()).errors.map((error) => error.path)).toEqual([path]);
});

test('signing in answers tokens; the address is not case-sensitive', async () => {
  const tokens = await json<Tokens>(signIn());
  expect(tokens.user.name).toBe('Ada');
  expect((await signIn()).headers.get('Set-Cookie')).toBeNull();
});

test('a wrong password and an unknown address look the same', async () => {
  const wrong = await ask('POST /api/auth/login', { body: { email: 'ada@example.com', password: 'wrong' } });
  const unknown = await ask('POST /api/auth/login', { body: { email: 'eve@example.com', password: 'wrong' } });
  expect([wrong.status, unknown.status]).toEqual([401, 401]);
  const strip = async (response: Response) => ({ ...(await response.json<object>()), requestId: '' });
  expect(await strip(unknown)).toEqual(await strip(wrong));
});

test('a hash made with weaker parameters is replaced at the next sign-in', async () => {
  const { email } = await register();
  const user = await findUserByEmail(env, email);
  const weak = scryptSync(password, 'salt', 32, { N: 1024, r: 8, p: 1 });
  const stored = `scrypt$10$8$1$${base64url.encode('salt')}$${base64url.encode(weak)}`;
  await replacePasswordHash(env, user?.id ?? 0, stored);
  await json(ask('POST /api/auth/login', { body: { email, password } }));
  expect((await findUserByEmail(env, email))?.passwordHash).toMatch(/^scrypt\$14\$8\$5\$/);
  await json(ask('POST /api/auth/login', { body: { email, password } }));
});

test('refresh tokens rotate; the predecessor gives the same successor for 30 seconds', async () => {
  const { tokens } = await register();
  const second = await json<Tokens>(refresh(tokens.refreshToken));
  expect(second.refreshToken).not.toBe(tokens.refreshToken);
  const repeated = await json<Tokens>(refresh(tokens.refreshToken));
  expect(repeated.refreshToken).toBe(second.refreshToken);
  const third = await json<Tokens>(refresh(second.refreshToken));
  expect(third.refreshToken).not.toBe(second.refreshToken);
  await json(me(third.accessToken));
});

test('twenty refreshes at once are one rotation', async () => {
  const { tokens } = await register();
  const answers = await Promise.all(Array.from({ length: 20 }, async () => json<Tokens>(refresh(tokens.refreshToken))));
  expect(new Set(answers.map((answer) => answer.refreshToken)).size).toBe(1);
});

test('a replaced token used after its 30 seconds ends the whole family', async () => {
  const { tokens } = await register();
  const second = await json<Tokens>(refresh(tokens.refreshToken));
  vi.useFakeTimers({ now: Date.now() + 31_000, toFake: ['Date'] });
  expect(await problemOf(refresh(tokens.refreshToken))).toBe('401 session_expired');
  expect(await problemOf(refresh(second.refreshToken))).toBe('401 session_expired');
});

test('a token from two rotations ago ends the family at once', async () => {
  const { tokens } = await register();
  const second = await json<Tokens>(refresh(tokens.refreshToken));
  const third = await json<Tokens>(refresh(second.refreshToken));
  expect(await problemOf(refresh(tokens.refreshToken))).toBe('401 session_expired');
  expect(await problemOf(refresh(third.refreshToken))).toBe('401 session_expired');
});

test('a refresh token that was never given out is refused', async () => {
  const { tokens } = await register();
  expect(await problemOf(refresh('r1.nothing-at-all-like-it'))).toBe('401 session_expired');
  expect(await problemOf(refresh(`r1.${crypto.randomUUID()}.${'A'.repeat(43)}`))).toBe('401 session_expired');
  await json(refresh(tokens.refreshToken));
});

test('signing out ends access and refresh, and is no error twice', async () => {
  const { tokens } = await register();
  const out = () =>
    ask('POST /api/auth/logout', { token: tokens.accessToken, body: { refreshToken: tokens.refreshToken } });
  expect((await out()).status).toBe(204);
  expect(await problemOf(me(tokens.accessToken))).toBe('401 session_expired');
  expect(await problemOf(refresh(tokens.refreshToken))).toBe('401 session_expired');
  expect((await out()).status).toBe(204);
  expect((await ask('POST /api/auth/logout')).status).toBe(204);
});

test('a session’s id alone ends nothing', async () => {
  const { tokens } = await register();
  const [version, sessionId] = tokens.refreshToken.split('.');
  const forged = `${version ?? ''}.${sessionId ?? ''}.${'A'.repeat(43)}`;
  expect((await ask('POST /api/auth/logout', { body: { refreshToken: forged } })).status).toBe(204);
  await json(me(tokens.accessToken));
  expect((await ask('POST /api/auth/logout', { body: { refreshToken: tokens.refreshToken } })).status).toBe(204);
  expect(await problemOf(refresh(tokens.refreshToken))).toBe('401 session_expired');
});

test('an expired access token does not keep anybody from signing in or refreshing', async () => {
  const { tokens, email } = await register();
  const headers = { Authorization: 'Bearer of.no.use' };
  await json(ask('POST /api/auth/login', { body: { email, password }, headers }));
  await json(ask('POST /api/auth/refresh', { body: { refreshToken: tokens.refreshToken }, headers }));
});

test('access tokens with another algorithm, key, issuer, audience or time are refused', async () => {
  const { accessToken } = (await register()).tokens;
  const key = deriveKey(env, 'access-token');
  const claims = decodeJwt(accessToken);
  const make = (changes: object, signWith: Uint8Array = key, alg = 'HS256') =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg }).sign(signWith);
  await json(me(await make({})));
  const none = `${btoa('{"alg":"none"}').replace(/=/g, '')}.${accessToken.split('.')[1] ?? ''}.`;
  const bad = [
    await make({}, new Uint8Array(32)),
    await make({}, new Uint8Array([...key, ...key]), 'HS512'),
    await make({ iss: 'other' }),
    await make({ aud: 'other' }),
    await make({ exp: Math.floor(Date.now() / 1000) - 1 }),
    none,
    'x',
  ];
  for (const token of bad) expect(await problemOf(me(token))).toBe('401 session_expired');
});

test('a page of this site gets a cookie that works, with the Origin for changes', async () => {
  const response = await signIn({ Origin: origin });
  const line = response.headers.get('Set-Cookie') ?? '';
  expect(line).toMatch(/^__Host-maitred=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; Secure; SameSite=Lax$/);
  const cookie = line.split(';')[0] ?? '';
  const tokens = await json<Tokens>(response);
  expect(JSON.stringify(tokens)).not.toContain(cookie.split('=')[1]);

  expect(await json<User>(ask('GET /api/auth/me', { headers: { Cookie: cookie } }))).toMatchObject({ name: 'Ada' });
  const strange: Record<string, string>[] = [{ Cookie: cookie }, { Cookie: cookie, Origin: 'https://evil.example' }];
  for (const headers of strange) {
    expect(await problemOf(ask('POST /api/restaurants', { body: {}, headers }))).toBe('403 origin_mismatch');
  }
  const allowed = ask('POST /api/restaurants', { body: {}, headers: { Cookie: cookie, Origin: origin } });
  expect(await problemOf(allowed)).toBe('422 invalid');

  const out = await ask('POST /api/auth/logout', { headers: { Cookie: cookie, Origin: origin } });
  expect(out.status).toBe(204);
  expect(out.headers.get('Set-Cookie')).toContain('Max-Age=0');
  expect(await problemOf(ask('GET /api/auth/me', { headers: { Cookie: cookie } }))).toBe('401 no_session');
});

test('another site cannot make a browser sign in: it gets no cookie', async () => {
  const response = await signIn({ Origin: 'https://evil.example' });
  expect(response.headers.get('Set-Cookie')).toBeNull();
});

test('roles come with what they allow', async () => {
  const server = await person('server', { restaurantId: 77 });
  const user = await json<User>(me(server.token));
  expect(user.roles).toContainEqual({
    role: 'server',
    restaurantId: 77,
    capabilities: ['reservations.read', 'floor.read', 'floor.operate', 'shifts.read', 'tasks.work'],
  });
});

test('nothing that signs anybody in is stored as it is', async () => {
  const { tokens } = await register();
  const { results } = await env.DB.prepare('SELECT * FROM sessions').all();
  expect(JSON.stringify(results)).not.toContain(tokens.refreshToken.split('.')[2]);
  const users = await env.DB.prepare('SELECT * FROM users').all();
  expect(JSON.stringify(users.results)).not.toContain(password);
});

test('sessions that ran out long ago are deleted, living ones are not', async () => {
  const { tokens } = await register();
  await deleteOldSessions(env, Date.now() + 31 * 86_400_000);
  expect((await refresh(tokens.refreshToken)).status).toBe(200);
  await deleteOldSessions(env, Date.now() + 38 * 86_400_000);
  expect(await env.DB.prepare('SELECT count(*) AS n FROM sessions').first('n')).toBe(0);
});

test('while D1 is away a browser that was signed in stays so, for everything but what is sensitive', async () => {
  const response = await signIn({ Origin: origin });
  const cookie = response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  const request = new Request(`${origin}/api/auth/me`, { headers: { Cookie: cookie } });
  expect((await identifyCaller(request, env)).actor.kind).toBe('user');
  vi.useFakeTimers({ now: Date.now() + 60_000, toFake: ['Date'] });
  const gone = new Proxy(env.DB, {
    get() {
      throw new Error('D1_ERROR: Network connection lost.');
    },
  });
  const without = { ...env, DB: gone };
  expect((await identifyCaller(request, without)).actor.kind).toBe('user');
  await expect(identifyCaller(request, without, { fresh: true })).rejects.toThrow('Network connection lost');
});
