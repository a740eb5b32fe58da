/** A restaurant with its people, made anew for each test file, and short ways to talk to it. */
import { env, exports } from 'cloudflare:workers';
import { vi } from 'vitest';
import type { Tokens } from '../../../worker/contract/auth.ts';
import type { Restaurant } from '../../../worker/contract/restaurants.ts';
import type { Table } from '../../../worker/contract/tables.ts';
import type { Role, RoleGrant } from '../../../worker/domain/access.ts';
import { makeAccessToken } from '../../../worker/api/access-token.ts';
import { oneTimeTokenFor } from '../../../worker/secrets.ts';
import { type AccountMail, type AccountTemplate, recentAccountMails } from '../../../worker/store/account-mails.ts';
import { createGroup } from '../../../worker/store/groups.ts';
import { createSession } from '../../../worker/store/sessions.ts';
import { createUser, grantRole, grantsOfUser } from '../../../worker/store/users.ts';

export const origin = 'http://localhost';

interface Ask {
  readonly token?: string | undefined;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** So that one test's requests do not use up another's rate limit, each comes from an address of its own. */
let addresses = 0;

/** `'PUT /api/tables/1/clean'`; an object as body goes as JSON, a text as it is. */
export async function ask(what: string, { token, body, headers = {} }: Ask = {}): Promise<Response> {
  const [method = '', path = ''] = what.split(' ');
  addresses += 1;
  return exports.default.fetch(`${origin}${path}`, {
    method,
    headers: {
      'CF-Connecting-IP': `10.${addresses >> 16}.${(addresses >> 8) % 256}.${addresses % 256}`,
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

/** The answer's body; fails with the problem's text when the status is another one. */
export async function json<T>(response: Response | Promise<Response>, status = 200): Promise<T> {
  const answered = await response;
  const text = await answered.text();
  if (answered.status !== status) throw new Error(`${answered.status} instead of ${status}: ${text}`);
  return JSON.parse(text) as T;
}

export interface Refused {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors?: { path: string; message: string }[];
  readonly conflicts?: unknown[];
}

/** `409 conflict` */
export async function problemOf(response: Response | Promise<Response>): Promise<string> {
  const answered = await response;
  const body = await answered.json<Refused>();
  if (answered.headers.get('Content-Type') !== 'application/problem+json') throw new Error(JSON.stringify(body));
  return `${answered.status} ${body.code}`;
}

let people = 0;

/** Somebody with one role; signed in without the work of a password. */
export async function person(
  role: Role,
  at: { readonly restaurantId?: number; readonly groupId?: number } = {},
): Promise<{ id: number; token: string }> {
  people += 1;
  const email = `${role}-${people}@example.com`;
  const user = await createUser(
    env,
    { email, name: `${role} ${people}`, passwordHash: 'none', emailVerifiedAt: 1 },
    Date.now(),
  );
  if (user === null) throw new Error('the address is taken');
  const { restaurantId = null, groupId = null } = at;
  await grantRole(env, user.id, { role, restaurantId, groupId });
  const grants = await grantsOfUser(env, user.id);
  return { id: user.id, token: await signedIn({ ...user, grants }) };
}

/** An access token of a session of its own, just authenticated. */
async function signedIn(user: {
  id: number;
  email: string;
  name: string;
  grants: readonly RoleGrant[];
}): Promise<string> {
  const { id: userId, email, name, grants } = user;
  const sessionId = crypto.randomUUID();
  const now = Date.now();
  await createSession(env, {
    id: sessionId,
    userId,
    cookieHash: null,
    refreshHash: sessionId,
    device: 'Test',
    address: '',
    factors: 1,
    createdAt: now,
    idleMs: 3_600_000,
    expiresAt: now + 3_600_000,
    acting: null,
  });
  const proof = { authenticatedAt: now, factors: 1, actingUserId: null, locked: false };
  return makeAccessToken(env, { userId, sessionId, email, name, grants, ...proof });
}

/** What the newest mail of that kind to an address carries in its link; waits for it to be written. */
export async function linkTo(recipient: string, template: AccountTemplate): Promise<string> {
  const tokenId = await vi.waitFor(async () => {
    const newest = await newestMail(recipient, template);
    if (newest === null) throw new Error(`no mail ${template} to ${recipient}`);
    return newest.tokenId;
  });
  if (tokenId === null) throw new Error(`the mail ${template} has no link`);
  return oneTimeTokenFor(env, tokenId);
}

/** The newest mail of that kind to an address, null when there is none. */
export async function newestMail(recipient: string, template: AccountTemplate): Promise<AccountMail | null> {
  const mails = await recentAccountMails(env, 10_000);
  return mails.find((mail) => mail.recipient === recipient && mail.template === template) ?? null;
}

/** A customer as everybody becomes one: registered, address proved, signed in. */
export async function customer(email: string, password: string, name = 'Guest'): Promise<Tokens> {
  await json(ask('POST /api/auth/register', { body: { email, name, password } }), 202);
  const token = await linkTo(email.toLowerCase(), 'verify-email');
  return json<Tokens>(ask('POST /api/auth/verify-email', { body: { token } }));
}

export interface House {
  readonly groupId: number;
  readonly id: number;
  readonly restaurant: Restaurant;
  readonly owner: string;
  readonly manager: string;
  readonly host: string;
  readonly kitchen: string;
}

let houses = 0;

export async function openHouse(): Promise<House> {
  houses += 1;
  const group = await createGroup(env, { name: `Group ${houses}`, slug: `group-${houses}-${crypto.randomUUID()}` });
  const owner = await person('owner', { groupId: group.id });
  const restaurant = await json<Restaurant>(
    ask('POST /api/restaurants', {
      token: owner.token,
      body: { groupId: group.id, name: `House ${houses}`, zone: 'Europe/Paris', currency: 'EUR' },
    }),
    201,
  );
  const at = { restaurantId: restaurant.id };
  const [manager, host, kitchen] = await Promise.all([
    person('manager', at),
    person('host', at),
    person('kitchen', at),
  ]);
  return {
    groupId: group.id,
    id: restaurant.id,
    restaurant,
    owner: owner.token,
    manager: manager.token,
    host: host.token,
    kitchen: kitchen.token,
  };
}

export async function addTables(house: House, ...capacities: number[]): Promise<Table[]> {
  const known = await json<{ items: Table[] }>(ask(`GET /api/restaurants/${house.id}/tables`));
  const tables = capacities.map((capacity, index) => ({
    tableNumber: String(known.items.length + index + 1),
    capacity,
    position: { x: index * 100, y: 0 },
  }));
  const answered = ask(`POST /api/restaurants/${house.id}/tables/bulk`, { token: house.manager, body: { tables } });
  return (await json<{ items: Table[] }>(answered, 201)).items;
}
