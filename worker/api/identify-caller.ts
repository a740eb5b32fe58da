/** Who is calling: read once per request from the Bearer token or the session cookie. */
import { createHash } from 'node:crypto';
import { parse as parseCookies } from 'hono/utils/cookie';
import type { Env } from '../env.ts';
import { logWarning } from '../log.ts';
import { userOfKey } from '../store/api-keys.ts';
import { BoundedMap } from '../store/bounded-map.ts';
import { isTransient } from '../store/d1-errors.ts';
import { touchSession, userOfCookie, userOfSession } from '../store/sessions.ts';
import { fingerprint, readManageToken } from '../secrets.ts';
import { readAccessToken } from './access-token.ts';
import type { Actor, AnonymousActor, UserActor } from './actor.ts';

export interface Caller {
  readonly actor: Actor;
  /** A browser's cookie travels with requests that other sites cause, so the Origin must be looked at. */
  readonly byCookie: boolean;
  /** A Bearer token was sent and is no good: refused where an identity matters, rather than taken for anonymous. */
  readonly rejected: boolean;
}

export const sessionCookie = '__Host-maitred';

/** Believed without asking. */
const freshMs = 5_000;
/** Believed while asking behind the answer, so that a busy tablet never waits for D1. */
const usableMs = 10_000;
const touchEveryMs = 5 * 60_000;

interface Checked {
  readonly actor: UserActor;
  readonly checkedAt: number;
}

/** By the hash of what was presented: cookies, keys, sessions of access tokens. */
const known = new BoundedMap<string, Checked>(10_000);
const endedSessions = new BoundedMap<string, true>(10_000);
const touchedAt = new BoundedMap<string, number>(10_000);

interface Look {
  /** What is known may be seconds old, and is read anew behind the answer. */
  readonly ctx?: ExecutionContext;
  /** Nothing known is believed: for what must not be done on a session that ended elsewhere a second ago. */
  readonly fresh?: boolean;
}

export async function identifyCaller(request: Request, env: Env, how: Look = {}): Promise<Caller> {
  const authorization = request.headers.get('Authorization');
  if (authorization !== null) {
    const actor = await actorOfBearer(authorization, env, how);
    return { actor: actor ?? anonymous(request, env), byCookie: false, rejected: actor === null };
  }
  const cookie = sessionCookieOf(request);
  const actor = cookie === null ? null : await actorOfCookie(cookie, env, how);
  return { actor: actor ?? anonymous(request, env), byCookie: actor !== null, rejected: false };
}

/** The secret of the session cookie, or null. */
export function sessionCookieOf(request: Request): string | null {
  const header = request.headers.get('Cookie');
  const value = header === null ? undefined : parseCookies(header, sessionCookie)[sessionCookie];
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}

/** How random secrets are stored: they cannot be guessed, so a plain hash cannot be turned back. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** From now on this isolate takes neither the cookie nor the access tokens of a session. */
export function forgetSession(sessionId: string): void {
  endedSessions.set(sessionId, true);
}

/** After roles, names or the person at a device changed: the next request reads them anew. */
export function forgetCallers(): void {
  known.clear();
}

export function addressHashOf(request: Request, env: Env): string {
  return fingerprint(env, 'address', networkOf(request.headers.get('CF-Connecting-IP') ?? 'local'));
}

/** Enough to recognise where a session comes from, not who: `203.0.113.0`, `2001:db8:1::`. */
export function shortAddressOf(request: Request): string {
  const address = request.headers.get('CF-Connecting-IP') ?? '';
  if (address.includes(':')) return `${networkOf(address).split(':').slice(0, 3).join(':')}::`;
  return address.replace(/\.\d+$/, '.0');
}

function anonymous(request: Request, env: Env): AnonymousActor {
  return { kind: 'anonymous', addressHash: addressHashOf(request, env) };
}

/** One household has a whole IPv6 /64 to itself, so that is what counts as one address. */
function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const [head = '', tail = ''] = address.split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const rest = tail.split(':').filter((group) => group !== '');
  const zeros = address.includes('::') ? new Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0') : [];
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}

async function actorOfBearer(authorization: string, env: Env, how: Look): Promise<Actor | null> {
  const [, token] = /^Bearer ([\w.~+/=-]{1,8000})$/i.exec(authorization) ?? [];
  if (token === undefined) return null;
  if (token.startsWith('m1.')) {
    const reservationId = readManageToken(env, token);
    return reservationId === null ? null : { kind: 'guest', reservationId };
  }
  if (token.startsWith('k1.')) {
    const keyHash = secretHash(token);
    return remembered(keyHash, how, async () => {
      const user = await userOfKey(env, keyHash, Date.now());
      return user === null ? null : { kind: 'user', ...user, ...ofKeys };
    });
  }
  const user = await readAccessToken(env, token);
  if (user === null || endedSessions.get(user.sessionId) === true) return null;
  // Roles as they are, not as they were when the token was made: what was taken away is gone at once.
  const live = await remembered(`session ${user.sessionId}`, how, async () => {
    const session = await userOfSession(env, user.sessionId, Date.now());
    return session === null ? null : { kind: 'user', ...session, via: 'session' };
  }).catch((error: unknown) => {
    // The token itself is good for minutes: while D1 is away the room goes on.
    if (isTransient(error)) return user;
    throw error;
  });
  if (live !== null) touch(env, how.ctx, user.sessionId);
  return live;
}

const ofKeys = { authenticatedAt: 0, factors: 2, via: 'key', actingUserId: null, locked: false } as const;

async function actorOfCookie(cookie: string, env: Env, how: Look): Promise<UserActor | null> {
  const hash = secretHash(cookie);
  const actor = await remembered(hash, how, async () => {
    const session = await userOfCookie(env, hash, Date.now());
    return session === null ? null : { kind: 'user', ...session, via: 'session' };
  });
  if (actor === null || endedSessions.get(actor.sessionId) === true) return null;
  touch(env, how.ctx, actor.sessionId);
  return actor;
}

/** Asks again after a few seconds, behind the answer while the last look is not too old. */
async function remembered(
  name: string,
  { ctx, fresh = false }: Look,
  read: () => Promise<UserActor | null>,
): Promise<UserActor | null> {
  const found = known.get(name);
  const age = found === undefined ? Infinity : Date.now() - found.checkedAt;
  if (found !== undefined && !fresh && age < freshMs) return found.actor;
  const look = async (): Promise<UserActor | null> => {
    const actor = await read();
    if (actor === null) known.delete(name);
    else known.set(name, { actor, checkedAt: Date.now() });
    return actor;
  };
  if (found === undefined || fresh) return look();
  if (ctx === undefined || age > usableMs) {
    return look().catch((error: unknown) => {
      // While D1 is away nobody can be shut out either: the tablets in the room go on as whom they were.
      if (isTransient(error)) return found.actor;
      throw error;
    });
  }
  // Marked as looked at, so that the requests of the meantime do not all ask.
  known.set(name, { actor: found.actor, checkedAt: Date.now() });
  ctx.waitUntil(
    look().catch(() => {
      known.set(name, found);
    }),
  );
  return found.actor;
}

/** A session in use does not lie idle. */
function touch(env: Env, ctx: ExecutionContext | undefined, sessionId: string): void {
  const now = Date.now();
  if (ctx === undefined || now - (touchedAt.get(sessionId) ?? 0) < touchEveryMs) return;
  touchedAt.set(sessionId, now);
  ctx.waitUntil(
    touchSession(env, sessionId, now).catch((error: unknown) => {
      logWarning('session_not_touched', { message: String(error) });
    }),
  );
}
