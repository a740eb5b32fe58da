import { env } from 'cloudflare:workers';
import { SignJWT, decodeJwt } from 'jose';
import { afterEach, expect, test, vi } from 'vitest';
import type { Account, Passkey, Tokens } from '../../../worker/contract/auth.ts';
import { deriveKey } from '../../../worker/secrets.ts';
import { updateGroupSecurity } from './group-security.ts';
import { ask, customer, json, linkTo, newestMail, openHouse, origin, problemOf } from './house.ts';
import { type Slips, SoftwarePasskey } from './software-passkey.ts';

const password = 'a long enough sentence';
let number = 0;

afterEach(() => {
  vi.useRealTimers();
});

interface Asked {
  readonly challenge: string;
  readonly options: { readonly challenge: string; readonly rpId?: string; readonly rp?: { readonly id?: string } };
}

async function somebody(): Promise<{ email: string; token: string; id: number }> {
  number += 1;
  const email = `keyed-${number}@example.com`;
  const { accessToken, user } = await customer(email, password);
  return { email, token: accessToken, id: user.id };
}

async function register(token: string, passkey: SoftwarePasskey, slips: Slips = {}): Promise<Response> {
  const { challenge, options } = await json<Asked>(ask('POST /api/account/passkeys/options', { token }));
  const response = await passkey.register(options, origin, slips);
  return ask('POST /api/account/passkeys', { token, body: { challenge, response, name: 'Phone' } });
}

async function withPasskey() {
  const person = await somebody();
  const passkey = await SoftwarePasskey.make();
  await json<Passkey>(register(person.token, passkey), 201);
  return { ...person, passkey };
}

async function answered(passkey: SoftwarePasskey, slips: Slips = {}) {
  const { challenge, options } = await json<Asked>(ask('POST /api/auth/passkey/options'));
  return { challenge, response: await passkey.answer(options, origin, slips) };
}

const signIn = (body: unknown, headers: Record<string, string> = {}) =>
  ask('POST /api/auth/passkey', { body, headers });
const list = (token: string) => json<{ items: Passkey[] }>(ask('GET /api/account/passkeys', { token }));

test('a passkey is added, signs in without an address, and is listed with its last use', async () => {
  const { token, id, email, passkey } = await withPasskey();
  expect((await list(token)).items).toMatchObject([{ id: passkey.id, name: 'Phone', lastUsedAt: null }]);
  expect((await newestMail(email, 'second-factor-changed'))?.facts['what']).toContain('Phone');
  const response = await signIn(await answered(passkey), { Origin: origin });
  expect(response.headers.get('Set-Cookie')).toMatch(/^__Host-maitred=/);
  const tokens = await json<Tokens>(response);
  expect(tokens.user.id).toBe(id);
  expect((await list(tokens.accessToken)).items[0]?.lastUsedAt).not.toBeNull();
  const factors = await env.DB.prepare('SELECT max(factors) AS n FROM sessions WHERE user_id = ?').bind(id).first('n');
  expect(factors).toBe(2);
});

test('each answer counts once, also at the same moment', async () => {
  const { passkey } = await withPasskey();
  passkey.counts = false;
  const body = await answered(passkey);
  const answers = await Promise.all(Array.from({ length: 6 }, async () => (await signIn(body)).status));
  expect(answers.toSorted()).toEqual([200, 401, 401, 401, 401, 401]);
  expect(await problemOf(signIn(body))).toBe('401 wrong_credentials');
  await json(signIn(await answered(passkey)));
});

test('a counter that does not rise betrays a copy', async () => {
  const { passkey } = await withPasskey();
  await json(signIn(await answered(passkey)));
  await json(signIn(await answered(passkey)));
  expect(await problemOf(signIn(await answered(passkey, { counter: 1 })))).toBe('401 wrong_credentials');
  expect(await problemOf(signIn(await answered(passkey, { counter: 0 })))).toBe('401 wrong_credentials');
});

const slips: [what: string, slips: Slips][] = [
  ['another site', { origin: 'https://evil.example' }],
  ['another port of this host', { origin: 'http://localhost:9999' }],
  ['another ceremony', { type: 'webauthn.create' }],
  ['a key that was merely touched', { userVerified: false }],
];
test.each(slips)('an answer for %s is refused', async (_what, wrong) => {
  const { passkey } = await withPasskey();
  expect(await problemOf(signIn(await answered(passkey, wrong)))).toBe('401 wrong_credentials');
});

test.each([
  ['another site', { origin: 'https://evil.example' }],
  ['another ceremony', { type: 'webauthn.get' }],
  ['a key that was merely touched', { userVerified: false }],
])('a new passkey from %s is refused', async (_what, wrong: Slips) => {
  const { token } = await somebody();
  expect(await problemOf(register(token, await SoftwarePasskey.make(), wrong))).toBe('422 invalid');
  expect((await list(token)).items).toEqual([]);
});

test('challenges that are forged, of another purpose or too old are refused', async () => {
  const { token, passkey } = await withPasskey();
  const { challenge, options } = await json<Asked>(ask('POST /api/auth/passkey/options'));
  const claims = decodeJwt(challenge);
  const make = (changes: object, key: Uint8Array = deriveKey(env, 'challenge')) =>
    new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'HS256' }).sign(key);
  const forProof = await json<Asked>(ask('POST /api/account/reauthenticate/passkey', { token }));
  const bad = [
    await make({}, new Uint8Array(32)),
    await make({}, deriveKey(env, 'access-token')),
    await make({ aud: 'maitred-passkey-reauthentication' }),
    await make({ exp: Math.floor(Date.now() / 1000) - 1 }),
    forProof.challenge,
    'x',
  ];
  for (const forged of bad) {
    const response = await passkey.answer(options, origin);
    expect(await problemOf(signIn({ challenge: forged, response }))).toBe('401 wrong_credentials');
  }
  // The right challenge around an answer to another one.
  const response = await passkey.answer(forProof.options, origin);
  expect(await problemOf(signIn({ challenge, response }))).toBe('401 wrong_credentials');
  const late = await answered(passkey);
  vi.useFakeTimers({ now: Date.now() + 301_000, toFake: ['Date'] });
  expect(await problemOf(signIn(late))).toBe('401 wrong_credentials');
});

test('answers that are none are refused in the same words as an unknown passkey', async () => {
  const unknown = await SoftwarePasskey.make();
  const { challenge } = await json<Asked>(ask('POST /api/auth/passkey/options'));
  const { passkey } = await withPasskey();
  const bodies = [
    await answered(unknown),
    { challenge, response: {} },
    {
      challenge,
      response: { id: passkey.id, rawId: passkey.id, type: 'public-key', response: { clientDataJSON: '%' } },
    },
  ];
  for (const body of bodies) expect(await problemOf(signIn(body))).toBe('401 wrong_credentials');
});

test('a passkey made for one session is not taken by another', async () => {
  const { token, email } = await somebody();
  const other = await json<Tokens>(ask('POST /api/auth/login', { body: { email, password } }));
  const { challenge, options } = await json<Asked>(ask('POST /api/account/passkeys/options', { token }));
  const body = { challenge, response: await (await SoftwarePasskey.make()).register(options, origin), name: 'X' };
  const stolen = ask('POST /api/account/passkeys', { token: other.accessToken, body });
  expect(await problemOf(stolen)).toBe('422 invalid');
  await json(ask('POST /api/account/passkeys', { token, body }), 201);
  expect(await problemOf(ask('POST /api/account/passkeys', { token, body }))).toBe('422 invalid');
});

test('one passkey opens one account: nobody adds somebody else’s', async () => {
  const { passkey, id } = await withPasskey();
  const other = await somebody();
  expect(await problemOf(register(other.token, passkey))).toBe('422 invalid');
  expect((await json<Tokens>(signIn(await answered(passkey)))).user.id).toBe(id);
});

test('with a passkey a password alone does not sign in; the passkey completes it', async () => {
  const { email, passkey, id } = await withPasskey();
  const refused = await ask('POST /api/auth/login', { body: { email, password } });
  const { challenge, methods } = await refused.json<{ challenge: string; methods: string[] }>();
  expect(refused.status).toBe(401);
  expect(methods).toEqual(['passkey']);
  const stranger = await withPasskey();
  const complete = async (by: SoftwarePasskey) =>
    ask('POST /api/auth/second-factor', { body: { challenge, passkey: await answered(by) } });
  expect(await problemOf(complete(stranger.passkey))).toBe('401 wrong_credentials');
  expect((await json<Tokens>(complete(passkey))).user.id).toBe(id);
});

test('a passkey is removed by its owner alone, and opens nothing afterwards', async () => {
  const { token, email, passkey } = await withPasskey();
  const other = await somebody();
  const remove = (by: string) => ask(`DELETE /api/account/passkeys/${passkey.id}`, { token: by });
  expect(await problemOf(remove(other.token))).toBe('404 not_found');
  expect((await remove(token)).status).toBe(204);
  expect(await problemOf(remove(token))).toBe('404 not_found');
  expect(await problemOf(signIn(await answered(passkey)))).toBe('401 wrong_credentials');
  await json(ask('POST /api/auth/login', { body: { email, password } }));
});

test('where the group asks for a second factor the last one stays', async () => {
  const house = await openHouse();
  const passkey = await SoftwarePasskey.make();
  await json(register(house.manager, passkey), 201);
  await updateGroupSecurity(house.groupId, 'managers');
  const remove = ask(`DELETE /api/account/passkeys/${passkey.id}`, { token: house.manager });
  expect(await problemOf(remove)).toBe('409 conflict');
  // Setting one up was enough: the session works on.
  await json(ask(`GET /api/restaurants/${house.id}/settings`, { token: house.manager }));
});

test('changes of passkeys need a proof that is not old; a passkey gives it', async () => {
  const { token, passkey } = await withPasskey();
  const start = Date.now();
  vi.useFakeTimers({ now: start, toFake: ['Date'] });
  await env.DB.prepare('UPDATE sessions SET authenticated_at = authenticated_at - ?')
    .bind(16 * 60_000)
    .run();
  vi.setSystemTime(start + 61_000);
  const remove = () => ask(`DELETE /api/account/passkeys/${passkey.id}`, { token });
  expect(await problemOf(remove())).toBe('403 reauthentication_required');
  expect((await json<Account>(ask('GET /api/account', { token }))).recentlyAuthenticated).toBe(false);
  const { challenge, options } = await json<Asked>(ask('POST /api/account/reauthenticate/passkey', { token }));
  const body = { passkey: { challenge, response: await passkey.answer(options, origin) } };
  const prove = () => ask('POST /api/account/reauthenticate', { token, body });
  expect((await prove()).status).toBe(204);
  expect(await problemOf(prove())).toBe('401 wrong_credentials');
  expect((await json<Account>(ask('GET /api/account', { token }))).recentlyAuthenticated).toBe(true);
  expect((await remove()).status).toBe(204);
});

test('a passkey opens no closed account', async () => {
  const { token, passkey } = await withPasskey();
  expect((await ask('DELETE /api/account', { token })).status).toBe(204);
  expect(await problemOf(signIn(await answered(passkey)))).toBe('401 wrong_credentials');
});

test('a sign-in link is one factor: the passkey is asked for', async () => {
  const { email, passkey } = await withPasskey();
  await json(ask('POST /api/auth/link', { body: { email } }), 202);
  const token = await linkTo(email, 'sign-in-link');
  const response = await ask('POST /api/auth/link/sign-in', { body: { token } });
  const { challenge, code } = await response.json<{ challenge: string; code: string }>();
  expect(code).toBe('second_factor_required');
  await json(ask('POST /api/auth/second-factor', { body: { challenge, passkey: await answered(passkey) } }));
});
