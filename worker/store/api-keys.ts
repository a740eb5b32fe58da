import { and, eq, gt, isNull, lt, or } from 'drizzle-orm';
import type { RoleGrant } from '../domain/access.ts';
import type { Env } from '../env.ts';
import { directory } from './database.ts';
import { apiKeys, users } from './schema/people.ts';
import { grantsOfUser } from './users.ts';

export interface KeyUser {
  readonly sessionId: string;
  readonly userId: number;
  readonly email: string;
  readonly name: string;
  readonly grants: readonly RoleGrant[];
}

const usedEveryMs = 5 * 60_000;

/** Whom a key acts as; null for one that never was, was revoked, or ran out. Notes its use, every few minutes. */
export async function userOfKey(env: Env, keyHash: string, now: number): Promise<KeyUser | null> {
  const database = directory(env);
  const row = await database
    .select({
      keyId: apiKeys.id,
      lastUsedAt: apiKeys.lastUsedAt,
      userId: users.id,
      email: users.email,
      name: users.name,
    })
    .from(apiKeys)
    .innerJoin(users, eq(users.id, apiKeys.userId))
    .where(and(eq(apiKeys.keyHash, keyHash), isUsable(now)))
    .get();
  if (row === undefined) return null;
  const { keyId, lastUsedAt, ...user } = row;
  if (now - (lastUsedAt ?? 0) > usedEveryMs) {
    await database
      .update(apiKeys)
      .set({ lastUsedAt: now })
      .where(and(eq(apiKeys.id, keyId), or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, now))));
  }
  return { ...user, sessionId: `key:${keyId}`, grants: await grantsOfUser(env, user.userId) };
}

function isUsable(now: number) {
  return and(
    or(isNull(apiKeys.revokedAt), gt(apiKeys.revokedAt, now)),
    or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
  );
}
