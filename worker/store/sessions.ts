import { and, desc, eq, gt, isNull, lt, ne, or, sql } from 'drizzle-orm';
import { type RoleGrant, keepWithin } from '../domain/access.ts';
import type { Env } from '../env.ts';
import { directory } from './database.ts';
import { restaurants } from './schema/directory.ts';
import { customRoles, memberships, sessions, users } from './schema/people.ts';
import { grantColumns, grantsOf, grantsOfUser } from './users.ts';

/** How long the refresh token before the present one stays good: an answer may have been lost on the way. */
const previousGraceMs = 30_000;
const keptMs = 7 * 86_400_000;

/** Whoever stands before the device: who signed it in or, on a shared tablet, who gave the last PIN. */
export interface SessionUser {
  readonly sessionId: string;
  readonly userId: number;
  readonly email: string;
  readonly name: string;
  readonly grants: readonly RoleGrant[];
  readonly authenticatedAt: number;
  readonly factors: number;
  readonly actingUserId: number | null;
  readonly locked: boolean;
}

export interface NewSession {
  readonly id: string;
  readonly userId: number;
  readonly cookieHash: string | null;
  readonly refreshHash: string;
  readonly device: string;
  readonly address: string;
  readonly factors: number;
  /** Epoch milliseconds, as all instants here. */
  readonly createdAt: number;
  readonly idleMs: number;
  readonly expiresAt: number;
  readonly acting: { readonly userId: number; readonly reason: string } | null;
}

export async function createSession(env: Env, { acting, ...session }: NewSession): Promise<void> {
  const { createdAt } = session;
  await directory(env)
    .insert(sessions)
    .values({
      ...session,
      lastUsedAt: createdAt,
      authenticatedAt: createdAt,
      actingUserId: acting?.userId ?? null,
      actingReason: acting?.reason ?? null,
    });
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
  readonly now: number;
}

/** Trades a refresh token for its successor. It stays good for 30 s, in which it is given the same successor again. */
export async function rotateRefresh(env: Env, rotation: Rotation): Promise<RefreshOutcome> {
  const { sessionId, presentedHash, nextHash, now } = rotation;
  const database = directory(env);
  const rotated = await database
    .update(sessions)
    .set({
      refreshHash: nextHash,
      previousRefreshHash: presentedHash,
      previousValidUntil: now + previousGraceMs,
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

/** With `refreshHash` only for whoever holds its refresh token, or the one before. */
export async function endSession(env: Env, sessionId: string, now: number, refreshHash?: string): Promise<void> {
  const held =
    refreshHash === undefined
      ? undefined
      : or(eq(sessions.refreshHash, refreshHash), eq(sessions.previousRefreshHash, refreshHash));
  await directory(env)
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.id, sessionId), held, isNull(sessions.endedAt)));
}

/** Ends all sessions of a user, but perhaps one; answers the ids of those it ended. */
export async function endSessionsOf(env: Env, userId: number, now: number, except: string | null): Promise<string[]> {
  const whose = or(eq(sessions.userId, userId), eq(sessions.personUserId, userId));
  const ended = await directory(env)
    .update(sessions)
    .set({ endedAt: now })
    .where(and(whose, isNull(sessions.endedAt), except === null ? undefined : ne(sessions.id, except)))
    .returning({ id: sessions.id });
  return ended.map(({ id }) => id);
}

export type SessionRow = Pick<
  typeof sessions.$inferSelect,
  'id' | 'device' | 'address' | 'createdAt' | 'lastUsedAt' | 'expiresAt' | 'actingUserId'
>;

/** Where somebody is signed in at present, the last used first. */
export async function liveSessionsOf(env: Env, userId: number, now: number): Promise<SessionRow[]> {
  return directory(env)
    .select({
      id: sessions.id,
      device: sessions.device,
      address: sessions.address,
      createdAt: sessions.createdAt,
      lastUsedAt: sessions.lastUsedAt,
      expiresAt: sessions.expiresAt,
      actingUserId: sessions.actingUserId,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isLive(now)))
    .orderBy(desc(sessions.lastUsedAt));
}

/** Use keeps a session from lying idle; written at most every few minutes, behind the answer. */
export async function touchSession(env: Env, sessionId: string, now: number): Promise<void> {
  await directory(env).update(sessions).set({ lastUsedAt: now }).where(eq(sessions.id, sessionId));
}

/** Ends a session of that user; false when it has none of that name. */
export async function endOwnSession(env: Env, userId: number, sessionId: string, now: number): Promise<boolean> {
  const ended = await directory(env)
    .update(sessions)
    .set({ endedAt: now })
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId), isLive(now)))
    .returning({ id: sessions.id });
  return ended.length > 0;
}

/**
 * After the person proved again who they are. False on a device that somebody else signed in: what one proves there
 * must not count for the other.
 */
export async function markAuthenticated(
  env: Env,
  { sessionId, userId, factors }: { readonly sessionId: string; readonly userId: number; readonly factors: number },
  now: number,
): Promise<boolean> {
  const marked = await directory(env)
    .update(sessions)
    .set({ authenticatedAt: now, factors: sql`max(${sessions.factors}, ${factors})` })
    .where(
      and(
        eq(sessions.id, sessionId),
        eq(sessions.userId, userId),
        or(isNull(sessions.personUserId), eq(sessions.personUserId, userId)),
      ),
    )
    .returning({ id: sessions.id });
  return marked.length > 0;
}

/** The signed-in user of a session that lives. */
export async function userOfSession(env: Env, sessionId: string, now: number): Promise<SessionUser | null> {
  return readSessionUser(env, and(eq(sessions.id, sessionId), isLive(now)));
}

/** For the cron: sessions that ran out a week ago are of no more use. */
export async function deleteOldSessions(env: Env, now: number): Promise<void> {
  await directory(env)
    .delete(sessions)
    .where(lt(sessions.expiresAt, now - keptMs));
}

function isLive(now: number) {
  return and(
    isNull(sessions.endedAt),
    gt(sessions.expiresAt, now),
    gt(sql`${sessions.lastUsedAt} + ${sessions.idleMs}`, now),
  );
}

async function readSessionUser(env: Env, where: ReturnType<typeof and>): Promise<SessionUser | null> {
  const rows = await directory(env)
    .select({
      sessionId: sessions.id,
      ownerId: sessions.userId,
      personUserId: sessions.personUserId,
      lockedAt: sessions.lockedAt,
      actingUserId: sessions.actingUserId,
      authenticatedAt: sessions.authenticatedAt,
      factors: sessions.factors,
      userId: users.id,
      email: users.email,
      name: users.name,
      ...grantColumns,
    })
    .from(sessions)
    .innerJoin(users, eq(users.id, sql`coalesce(${sessions.personUserId}, ${sessions.userId})`))
    .leftJoin(memberships, and(eq(memberships.userId, users.id), isNull(memberships.suspendedAt)))
    .leftJoin(customRoles, eq(customRoles.id, memberships.customRoleId))
    .where(and(where, isNull(users.closedAt)));
  const [first] = rows;
  if (first === undefined) return null;
  const { sessionId, ownerId, userId, email, name, actingUserId } = first;
  const locked = first.lockedAt !== null;
  const held = rows.flatMap(({ role, ...row }) => (role === null ? [] : [{ role, ...row }]));
  const grants = locked ? [] : grantsOf(held);
  const byPin = userId !== ownerId;
  return {
    sessionId,
    userId,
    email,
    name,
    actingUserId,
    locked,
    grants: byPin ? await onlyWhere(env, ownerId, grants) : grants,
    // A PIN is good enough for the room, and proves nobody for anything beyond it.
    authenticatedAt: byPin || locked ? 0 : first.authenticatedAt,
    // What the device proved when it was signed in holds for the room, whoever stands before it.
    factors: first.factors,
  };
}

/** A tablet of one house opens no other: a person by PIN has there what they have, and elsewhere nothing. */
async function onlyWhere(env: Env, ownerId: number, grants: readonly RoleGrant[]): Promise<RoleGrant[]> {
  const owned = await grantsOfUser(env, ownerId);
  const restaurantIds = [...owned, ...grants].flatMap((grant) => ('restaurantId' in grant ? [grant.restaurantId] : []));
  const groupOf = await groupsOfRestaurants(env, [...new Set(restaurantIds)]);
  return keepWithin(grants, owned, groupOf);
}

async function groupsOfRestaurants(env: Env, restaurantIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (restaurantIds.length === 0) return new Map();
  const rows = await directory(env)
    .select({ id: restaurants.id, groupId: restaurants.groupId })
    .from(restaurants)
    .where(sql`${restaurants.id} IN (SELECT value FROM json_each(${JSON.stringify(restaurantIds)}))`);
  return new Map(rows.map(({ id, groupId }) => [id, groupId]));
}
