/** Who is calling: read once per request from the Bearer token or the session cookie. */
import { createHash } from 'node:crypto';
import { parse as parseCookies } from 'hono/utils/cookie';
import type { Env } from '../env.ts';
import { BoundedMap } from '../store/bounded-map.ts';
import { userOfCookie } from '../store/sessions.ts';
import { readAccessToken } from './access-token.ts';
import type { Actor, AnonymousActor, UserActor } from './actor.ts';
import { fingerprint, readManageToken } from '../secrets.ts';

export interface Caller {
  readonly actor: Actor;
  /** A browser's cookie travels with requests that other sites cause, so the Origin must be looked at. */
  readonly byCookie: boolean;
  /** A Bearer token was sent and is no good: refused where an identity matters, rather than taken for anonymous. */
  readonly rejected: boolean;
}

export const sessionCookie = '__Host-maitred';

const cookieCacheMs = 30_000;
const cookieActors = new BoundedMap<string, { readonly actor: UserActor; readonly readAt: number }>(5_000);
const endedSessions = new BoundedMap<string, true>(10_000);

export async function identifyCaller(request: Request, env: Env): Promise<Caller> {
  const authorization = request.headers.get('Authorization');
  if (authorization !== null) {
    const actor = await actorOfBearer(authorization, env);
    return { actor: actor ?? anonymous(request, env), byCookie: false, rejected: actor === null };
  }
  const cookie = sessionCookieOf(request);
  const actor = cookie === null ? null : await actorOfCookie(cookie, env);
  return { actor: actor ?? anonymous(request, env), byCookie: actor !== null, rejected: false };
}

/** The secret of the session cookie, or null. */
export function sessionCookieOf(request: Request): string | null {
  const header = request.headers.get('Cookie');
  const value = header === null ? undefined : parseCookies(header, sessionCookie)[sessionCookie];
  return value !== undefined && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}

/** How the secrets of sessions are stored. They are random, so a plain hash cannot be guessed back. */
export function secretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** From now on this isolate takes neither the cookie nor the access tokens of a session; others follow within 30 s and 10 min. */
export function forgetSession(sessionId: string, cookie: string | null): void {
  endedSessions.set(sessionId, true);
  if (cookie !== null) cookieActors.delete(secretHash(cookie));
}

export function addressHashOf(request: Request, env: Env): string {
  return fingerprint(env, 'address', networkOf(request.headers.get('CF-Connecting-IP') ?? 'local'));
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

async function actorOfBearer(authorization: string, env: Env): Promise<Actor | null> {
  const [, token] = /^Bearer ([\w.~+/=-]{1,4000})$/i.exec(authorization) ?? [];
  if (token === undefined) return null;
  if (token.startsWith('m1.')) {
    const reservationId = readManageToken(env, token);
    return reservationId === null ? null : { kind: 'guest', reservationId };
  }
  const user = await readAccessToken(env, token);
  return user === null || endedSessions.get(user.sessionId) === true ? null : user;
}

async function actorOfCookie(cookie: string, env: Env): Promise<UserActor | null> {
  const hash = secretHash(cookie);
  const known = cookieActors.get(hash);
  if (known !== undefined && Date.now() - known.readAt < cookieCacheMs) return known.actor;
  const session = await userOfCookie(env, hash, Date.now());
  if (session === null || endedSessions.get(session.sessionId) === true) {
    cookieActors.delete(hash);
    return null;
  }
  const actor: UserActor = { kind: 'user', ...session };
  cookieActors.set(hash, { actor, readAt: Date.now() });
  return actor;
}
