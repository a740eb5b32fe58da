import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { RoleGrant } from '../domain/access.ts';
import type { Env } from '../env.ts';
import { directory } from './database.ts';
import { memberships, sessions, users } from './schema/directory.ts';
import { grantsOf } from './users.ts';

/** How long the refresh token before the present one stays good: an answer may have been lost on the way. */
const previousGraceMs = 30_000;
const keptMs = 7 * 86_400_000;

export interface SessionUser {
  readonly sessionId: string;
  readonly userId: number;
  readonly email: string;
  readonly name: string;
  readonly grants: readonly RoleGrant[];
}

export interface NewSession {
  readonly id: string;
  readonly userId: number;
  readonly cookieHash: string | null;
  readonly refreshHash: string;
  /** Epoch milliseconds, as all instants here. */
  readonly createdAt: number;
  readonly expiresAt: number;
}

export async function createSession(env: Env, session: NewSession): Promise<void> {
  await directory(env)
    .insert(sessions)
    .values({ ...session, lastUsedAt: session.createdAt });
}

/** The signed-in user behind a session cookie's hash; null when there is none, or it has ended. */
export async function userOfCookie(env: Env, cookieHash: string, now: number): Promise<SessionUser | null> {
  return readSessionUser(env, and(eq(sessions.cookieHash, cookieHash), isLive(now)));
}

export type RefreshOutcome =
  | { readonly kind: 'rotated'; readonly user: SessionUser }
  /** Nothing to refresh: never given out, ended or expired. */
  | { readonly kind: 'unknown' }
  /** A token that was replaced long ago: two parties hold it, so the session was ended. */
  | { readonly kind: 'reused' };

interface Rotation {
  readonly sessionId: string;
  readonly presentedHash: string;
  /** The successor is derived from the token presented, so that a repeated request is given the same one. */
  readonly nextHash: string;
  readonly expiresAt: number;
  readonly now: number;
}

/** Trades a refresh token for its successor. It stays good for 30 s, in which it is given the same successor again. */
export async function rotateRefresh(env: Env, rotation: Rotation): Promise<RefreshOutcome> {
  const { sessionId, presentedHash, nextHash, expiresAt, now } = rotation;
  const database = directory(env);
  const rotated = await database
    .update(sessions)
    .set({
      refreshHash: nextHash,
      previousRefreshHash: presentedHash,
      previousValidUntil: now + previousGraceMs,
      expiresAt,
      lastUsedAt: now,
    })
    .where(and(eq(sessions.id, sessionId), eq(sessions.refreshHash, presentedHash), isLive(now)))
    .returning({ id: sessions.id });
  if (rotated.length === 0) {
    const row = await database
      .select()
      .from(sessions)
      .where(and(eq(sessions.id, sessionId), isLive(now)))
      .get();
    if (row === undefined) return { kind: 'unknown' };
    if (row.previousRefreshHash !== presentedHash || now > (row.previousValidUntil ?? 0)) {
      await endSession(env, sessionId, now);
      return { kind: 'reused' };
    }
  }
  const user = await readSessionUser(env, eq(sessions.id, sessionId));
  return user === null ? { kind: 'unknown' } : { kind: 'rotated', user };
}

export async function endSession(env: Env, sessionId: string, now: number): Promise<void> {
  await directory(env)
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)));
}

/** For the cron: sessions that ran out a week ago are of no more use. */
export async function deleteOldSessions(env: Env, now: number): Promise<void> {
  await directory(env)
    .delete(sessions)
    .where(lt(sessions.expiresAt, now - keptMs));
}

function isLive(now: number) {
  return and(isNull(sessions.endedAt), gt(sessions.expiresAt, now));
}

async function readSessionUser(env: Env, where: ReturnType<typeof and>): Promise<SessionUser | null> {
  const rows = await directory(env)
    .select({
      sessionId: sessions.id,
      userId: users.id,
      email: users.email,
      name: users.name,
      role: memberships.role,
      restaurantId: memberships.restaurantId,
      groupId: memberships.groupId,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(memberships, eq(memberships.userId, users.id))
    .where(where);
  const [first] = rows;
  if (first === undefined) return null;
  const { sessionId, userId, email, name } = first;
  const held = rows.flatMap(({ role, restaurantId, groupId }) =>
    role === null ? [] : [{ role, restaurantId, groupId }],
  );
  return { sessionId, userId, email, name, grants: grantsOf(held) };
}
