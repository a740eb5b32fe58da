/** What people change about their own account: statements for the batch that also holds the mail and the audit. */
import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { isGuardMiss } from './d1-errors.ts';
import { type Directory, directory } from './database.ts';
import { restaurants } from './schema/directory.ts';
import { type GuestProfile, memberships, oneTimeTokens, staffPins, users } from './schema/people.ts';
import { type UserRow, userColumns } from './users.ts';

export interface AccountRow extends UserRow {
  readonly profile: GuestProfile | null;
  readonly version: number;
  readonly hasPin: boolean;
}

export async function findAccount(env: Env, userId: number): Promise<AccountRow | null> {
  const row = await directory(env)
    .select({ ...userColumns, profile: users.profile, version: users.version, pinSetAt: staffPins.setAt })
    .from(users)
    .leftJoin(staffPins, eq(staffPins.userId, users.id))
    .where(and(eq(users.id, userId), isOpen))
    .get();
  if (row === undefined) return null;
  const { pinSetAt, ...account } = row;
  return { ...account, hasPin: pinSetAt !== null };
}

export interface Registration {
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
}

/**
 * A new account whose address is still to be proved; registering again before that counts instead of what was before.
 * Null when the address has an account already. One statement in every case, so that nobody can tell by the clock.
 */
export async function register(
  env: Env,
  { email, name, passwordHash }: Registration,
  now: number,
): Promise<UserRow | null> {
  const rows = await directory(env)
    .insert(users)
    .values({ email, name, passwordHash, createdAt: now })
    .onConflictDoUpdate({
      target: users.email,
      set: { name, passwordHash, version: sql`${users.version} + 1` },
      setWhere: and(isNull(users.emailVerifiedAt), isOpen),
    })
    .returning(userColumns);
  return rows[0] ?? null;
}

/**
 * After a link proved the address. Null when the account is closed or has another address by now. With
 * `dropsPassword` an account that was not proved before loses its password: whoever chose it never showed that the
 * address is theirs.
 */
export async function proveAddress(
  env: Env,
  userId: number,
  email: string,
  { now, dropsPassword }: { readonly now: number; readonly dropsPassword: boolean },
): Promise<UserRow | null> {
  const unproved = sql`(${users.emailVerifiedAt} IS NULL)`;
  const rows = await directory(env)
    .update(users)
    .set({
      emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now})`,
      version: sql`${users.version} + ${unproved}`,
      ...(dropsPassword ? { passwordHash: sql`CASE WHEN ${unproved} THEN NULL ELSE ${users.passwordHash} END` } : {}),
    })
    .where(and(eq(users.id, userId), eq(users.email, email), isOpen))
    .returning(userColumns);
  return rows[0] ?? null;
}

/** Whoever chooses a password by a link has proved the address with it. */
export function setPasswordStatement(database: Directory, userId: number, passwordHash: string, now: number) {
  return database
    .update(users)
    .set({
      passwordHash,
      emailVerifiedAt: sql`coalesce(${users.emailVerifiedAt}, ${now})`,
      version: sql`${users.version} + 1`,
    })
    .where(and(eq(users.id, userId), isOpen));
}

/** Throws a duplicate of `users.email` when the address has an account. */
export function setEmailStatement(database: Directory, userId: number, email: string, now: number) {
  return database
    .update(users)
    .set({ email, emailVerifiedAt: now, version: sql`${users.version} + 1` })
    .where(and(eq(users.id, userId), isOpen));
}

/** Somebody registered with this address and never proved it: that must not keep its owner from it. */
export function releaseAddressStatement(database: Directory, email: string, exceptUserId: number, now: number) {
  return database
    .update(users)
    .set({ ...anonymous, closedAt: now })
    .where(and(eq(users.email, email), isNull(users.emailVerifiedAt), ne(users.id, exceptUserId), isOpen));
}

/** What is left of a closed account: its number. */
export const anonymous = {
  email: sql`'closed-' || ${users.id} || '@account.invalid'`,
  name: 'Closed account',
  passwordHash: null,
  emailVerifiedAt: null,
  profile: null,
} as const;

/** Every link to the account that is still out, of whatever kind. */
export function voidAllTokensStatement(database: Directory, userId: number, now: number) {
  return database
    .update(oneTimeTokens)
    .set({ usedAt: now })
    .where(and(eq(oneTimeTokens.userId, userId), isNull(oneTimeTokens.usedAt)));
}

/** Fails the batch (`isStaleAccount` knows the error) when somebody changed the account since `version`. */
export function updateProfileStatement(
  database: Directory,
  { id, version }: Pick<AccountRow, 'id' | 'version'>,
  change: { readonly name: string; readonly profile: GuestProfile },
) {
  const next = sql`CASE WHEN ${users.version} = ${version} THEN ${version + 1} END`;
  return database
    .update(users)
    .set({ ...change, version: next })
    .where(and(eq(users.id, id), isOpen));
}

export function isStaleAccount(error: unknown): boolean {
  return isGuardMiss(error, 'users.version');
}

/** Where somebody works or may work again, also by a role in the whole group: whose floors have their sockets. */
export async function restaurantsOfUser(env: Env, userId: number): Promise<number[]> {
  const rows = await directory(env)
    .selectDistinct({ id: restaurants.id })
    .from(memberships)
    .innerJoin(
      restaurants,
      sql`${restaurants.id} = ${memberships.restaurantId} OR ${restaurants.groupId} = ${memberships.groupId}`,
    )
    .where(eq(memberships.userId, userId));
  return rows.map(({ id }) => id);
}

/** Those of the given restaurants that exist. */
export async function knownRestaurants(env: Env, ids: readonly number[]): Promise<Set<number>> {
  const rows = await directory(env)
    .select({ id: restaurants.id })
    .from(restaurants)
    .where(sql`${restaurants.id} IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`);
  return new Set(rows.map(({ id }) => id));
}

const isOpen = and(eq(users.kind, 'person'), isNull(users.closedAt));
