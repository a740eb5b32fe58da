/**
 * Keys of other systems. A key acts as an `integration` among the users, whose one composed role is its scopes; whatever
 * replaces it acts as the same. So days, history and audit know it like anybody else who works there.
 */
import { type SQL, aliasedTable, and, desc, eq, gt, isNull, lt, or, sql } from 'drizzle-orm';
import type { Capability, RoleGrant } from '../domain/access.ts';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { createRoleStatement } from './custom-roles.ts';
import { type Directory, directory } from './database.ts';
import { apiKeys, memberships, users } from './schema/people.ts';
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

export interface KeyRow {
  readonly id: number;
  readonly userId: number;
  readonly name: string;
  readonly prefix: string;
  readonly capabilities: readonly Capability[];
  /** Null: in the whole group. */
  readonly restaurantIds: readonly number[] | null;
  readonly createdByName: string;
  /** Epoch milliseconds, as all instants here. */
  readonly createdAt: number;
  readonly lastUsedAt: number | null;
  readonly expiresAt: number | null;
  readonly revokedAt: number | null;
}

/** Revoked ones are listed, too; so many are enough to see what happened. */
const listedMax = 200;

/** The newest first. */
export async function listKeys(env: Env, groupId: number): Promise<KeyRow[]> {
  return readKeys(env, eq(apiKeys.groupId, groupId));
}

export async function findKey(
  env: Env,
  groupId: number,
  which: { readonly keyId: number } | { readonly keyHash: string },
): Promise<KeyRow | null> {
  const isIt = 'keyId' in which ? eq(apiKeys.id, which.keyId) : eq(apiKeys.keyHash, which.keyHash);
  const [row] = await readKeys(env, and(eq(apiKeys.groupId, groupId), isIt));
  return row ?? null;
}

async function readKeys(env: Env, where: SQL | undefined): Promise<KeyRow[]> {
  const maker = aliasedTable(users, 'maker');
  const rows = await directory(env)
    .select({
      id: apiKeys.id,
      userId: apiKeys.userId,
      name: apiKeys.name,
      prefix: apiKeys.prefix,
      capabilities: sql<string>`(SELECT c.capabilities FROM memberships m JOIN custom_roles c ON c.id = m.custom_role_id
        WHERE m.user_id = ${apiKeys.userId} LIMIT 1)`,
      restaurantIds: sql<string>`(SELECT json_group_array(m.restaurant_id) FROM memberships m
        WHERE m.user_id = ${apiKeys.userId} AND m.restaurant_id IS NOT NULL)`,
      createdByName: maker.name,
      createdAt: apiKeys.createdAt,
      lastUsedAt: apiKeys.lastUsedAt,
      expiresAt: apiKeys.expiresAt,
      revokedAt: apiKeys.revokedAt,
    })
    .from(apiKeys)
    .innerJoin(maker, eq(maker.id, apiKeys.createdBy))
    .where(where)
    .orderBy(desc(apiKeys.id))
    .limit(listedMax);
  return rows.map((row) => {
    const restaurantIds = JSON.parse(row.restaurantIds) as number[];
    return {
      ...row,
      capabilities: JSON.parse(row.capabilities) as Capability[],
      restaurantIds: restaurantIds.length === 0 ? null : restaurantIds,
    };
  });
}

interface KeySecret {
  readonly prefix: string;
  readonly keyHash: string;
  readonly createdBy: number;
  readonly expiresAt: number | null;
}

export interface NewKey extends KeySecret {
  readonly groupId: number;
  readonly name: string;
  /** Of the user it acts as; unique, and leads nowhere. */
  readonly email: string;
  readonly capabilities: readonly Capability[];
  readonly restaurantIds: readonly number[] | null;
}

export function makeKeyStatements(database: Directory, key: NewKey, now: number): DirectoryStatement[] {
  const { groupId, name, email, capabilities, restaurantIds, ...secret } = key;
  // The ids are known only inside the batch, by what is unique in it.
  const userId = sql`(SELECT id FROM users WHERE email = ${email})`;
  const roleId = sql`(SELECT id FROM custom_roles WHERE group_id = ${groupId} AND name = ${email})`;
  const places = JSON.stringify(restaurantIds ?? [null]);
  return [
    database.insert(users).values({ kind: 'integration', email, name, createdAt: now }),
    createRoleStatement(database, { groupId, name: email, capabilities, forKey: true }, now),
    database.insert(memberships).select(
      sql`SELECT NULL, ${userId}, 'custom', ${roleId}, value, CASE WHEN value IS NULL THEN ${groupId} END, ${now}, NULL
        FROM json_each(${places}) WHERE true`,
    ),
    database.insert(apiKeys).values({ ...secret, groupId, userId, name, createdAt: now }),
  ];
}

/**
 * A successor that acts as the same; the predecessor works until `revokedAt`. For one that is at its end already it
 * fails the batch, as a guard miss of `api_keys.created_at`.
 */
export function rotateKeyStatements(
  database: Directory,
  keyId: number,
  next: KeySecret,
  { now, revokedAt }: { readonly now: number; readonly revokedAt: number },
): DirectoryStatement[] {
  const { prefix, keyHash, createdBy, expiresAt } = next;
  const stands = sql`revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ${now})`;
  return [
    database
      .update(apiKeys)
      .set({ createdAt: sql`CASE WHEN ${stands} THEN created_at END`, revokedAt })
      .where(eq(apiKeys.id, keyId)),
    database.insert(apiKeys).select(
      sql`SELECT NULL, group_id, user_id, name, ${prefix}, ${keyHash}, ${createdBy}, ${now}, NULL, ${expiresAt}, NULL
        FROM api_keys WHERE id = ${keyId}`,
    ),
  ];
}

/** With the last of its keys an integration stops working here. */
export function revokeKeyStatements(
  database: Directory,
  { id, userId }: Pick<KeyRow, 'id' | 'userId'>,
  now: number,
): DirectoryStatement[] {
  const isLast = sql`NOT EXISTS (SELECT 1 FROM api_keys
    WHERE user_id = ${userId} AND (revoked_at IS NULL OR revoked_at > ${now}))`;
  return [
    database.update(apiKeys).set({ revokedAt: now }).where(eq(apiKeys.id, id)),
    database
      .update(memberships)
      .set({ suspendedAt: now })
      .where(and(eq(memberships.userId, userId), isLast)),
  ];
}
