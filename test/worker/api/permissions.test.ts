/**
 * Every route of the OpenAPI document, asked by everybody who must not: nobody signed in, each role, another tenant, the
 * holder of another booking's token, an expired and a revoked session, an API key of another scope. What is expected
 * stands in `permission-rows.ts`, row by row; a route without a row fails here.
 */
import { env } from 'cloudflare:workers';
import { SignJWT } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Role, roles } from '../../../worker/domain/access.ts';
import { composeDayId, composeRestaurantItemId } from '../../../worker/domain/ids.ts';
import { deriveKey, manageTokenFor } from '../../../worker/secrets.ts';
import { endSession } from '../../../worker/store/sessions.ts';
import { type House, type Refused, ask, json, openHouse, person } from './house.ts';
import { type Who, permissionRows } from './permission-rows.ts';

type Caller =
  | 'nobody'
  | Role
  | 'another tenant’s owner'
  | 'the guest of another booking'
  | 'an expired session'
  | 'a revoked session'
  | 'an API key of another scope';

const callers: readonly Caller[] = [
  'nobody',
  ...roles,
  'another tenant’s owner',
  'the guest of another booking',
  'an expired session',
  'a revoked session',
  'an API key of another scope',
];

let house: House;
let stranger: House;
const tokens = new Map<Caller, string>();
const routes = Object.keys(permissionRows);

beforeAll(async () => {
  house = await openHouse();
  stranger = await openHouse();
  for (const role of ['server', 'host', 'kitchen', 'manager'] as const) {
    tokens.set(role, (await person(role, { restaurantId: house.id })).token);
  }
  tokens.set('owner', house.owner);
  tokens.set('admin', (await person('admin')).token);
  tokens.set('customer', (await person('customer')).token);
  tokens.set('another tenant’s owner', stranger.owner);
  tokens.set('the guest of another booking', manageTokenFor(env, reservationIdAt(house.id, 2)));
  tokens.set('an expired session', await expiredToken());
  tokens.set('a revoked session', await revokedToken());
  const body = { name: 'Till', capabilities: ['shifts.read'], restaurantIds: [house.id] };
  const made = ask(`POST /api/groups/${house.groupId}/keys`, { token: house.owner, body });
  tokens.set('an API key of another scope', (await json<{ key: string }>(made, 201)).key);
});

async function expiredToken(): Promise<string> {
  const { id } = await person('manager', { restaurantId: house.id });
  return new SignJWT({ sid: crypto.randomUUID(), email: 'e', name: 'n', grants: [], aat: 0, fac: 1 })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(String(id))
    .setIssuer('maitred')
    .setAudience('maitred-api')
    .setIssuedAt(1_700_000_000)
    .setExpirationTime(1_700_000_600)
    .sign(deriveKey(env, 'access-token'));
}

async function revokedToken(): Promise<string> {
  const { id, token } = await person('manager', { restaurantId: house.id });
  const session = await env.DB.prepare('SELECT id FROM sessions WHERE user_id = ?').bind(id).first<{ id: string }>();
  await endSession(env, session?.id ?? '', Date.now());
  return token;
}

function reservationIdAt(restaurantId: number, sequence: number): number {
  return composeDayId({ ...someDay, restaurantId, kind: 'reservation', sequence });
}

const someDay = { serviceDate: '2031-01-01' };

/** The route with ids that lead to the house; nothing needs to be behind the last of them. */
function inHouse(route: string): string {
  const ids: Readonly<Record<string, string>> = {
    id: String(house.id),
    groupId: String(house.groupId),
    tableId: String(composeRestaurantItemId(house.id, 1)),
    reservationId: String(reservationIdAt(house.id, 1)),
    waitlistId: String(composeDayId({ ...someDay, restaurantId: house.id, kind: 'waitlist', sequence: 1 })),
    sessionId: crypto.randomUUID(),
    holdId: 'a-hold-that-never-was',
  };
  return route.replaceAll(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '999999');
}

/** Whoever passes may be signed out or closed by what they ask for: such a route gets somebody of its own. */
async function tokenOf(route: string, caller: Caller): Promise<string | undefined> {
  const isOfOneself = /\/(account|device|auth)\b/.test(route) && !route.startsWith('GET');
  if (isOfOneself && caller === 'another tenant’s owner') {
    return (await person('owner', { groupId: stranger.groupId })).token;
  }
  if (!isOfOneself || !roles.some((role) => role === caller)) return tokens.get(caller);
  const role = caller as Role;
  if (role === 'owner') return (await person(role, { groupId: house.groupId })).token;
  return (await person(role, role === 'admin' || role === 'customer' ? {} : { restaurantId: house.id })).token;
}

/** `401 no_session`, or `passed` for whoever got as far as the handler. */
async function outcomeOf(route: string, caller: Caller): Promise<string> {
  const token = await tokenOf(route, caller);
  const response = await ask(inHouse(route), {
    token,
    // Malformed for every operation that takes a body: whoever may goes no further than that.
    ...(route.startsWith('GET') ? {} : { body: '[' }),
  });
  if (response.headers.get('Content-Type') !== 'application/problem+json') return 'passed';
  const { status, code, detail } = await response.json<Refused>();
  // Whoever passes may still be told that there is no such reservation: the handler looked for it.
  const wall =
    caller === 'the guest of another booking' ? /such (restaurant|group|reservation),/ : /such (restaurant|group),/;
  const refuses = ['no_session', 'session_expired', 'forbidden', 'reauthentication_required'].includes(code);
  return refuses || (status === 404 && wall.test(detail)) ? `${status} ${code}` : 'passed';
}

/** What the row says about a caller. */
function expectedOf(route: string, who: Who, caller: Caller): string {
  const isSignIn = route.startsWith('POST /api/auth/');
  if (caller === 'an expired session' || caller === 'a revoked session') {
    return isSignIn ? 'passed' : '401 session_expired';
  }
  if (who === 'everybody') return 'passed';
  if (caller === 'nobody') return '401 no_session';
  if (who === 'people' || who === 'identified') {
    if (caller === 'the guest of another booking') return '401 no_session';
    return caller === 'an API key of another scope' && who === 'people' ? '403 forbidden' : 'passed';
  }
  if (caller === 'another tenant’s owner' || caller === 'customer') return '404 not_found';
  if (caller === 'the guest of another booking') return '404 not_found';
  if (caller === 'an API key of another scope') return who.key === true ? 'passed' : who.others;
  return who.roles.includes(caller) ? 'passed' : who.others;
}

test('every route of the document has its row, and every row its route', async () => {
  const document = await json<{ paths: Record<string, Record<string, unknown>> }>(ask('GET /api/openapi.json'));
  const documented = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
  );
  expect(routes.toSorted()).toEqual(documented.toSorted());
});

describe.each(routes)('%s', (route) => {
  const who = permissionRows[route];
  if (who === undefined) throw new Error('no row');
  test.each(callers)('as %s', async (caller) => {
    expect(await outcomeOf(route, caller)).toBe(expectedOf(route, who, caller));
  });
});
