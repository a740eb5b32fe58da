import { and, eq, isNull } from 'drizzle-orm';
import type { Role, RoleGrant } from '../domain/access.ts';
import type { Env } from '../env.ts';
import { isDuplicate } from './d1-errors.ts';
import { directory } from './database.ts';
import { memberships, users } from './schema/directory.ts';

export interface UserRow {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
}

const columns = { id: users.id, email: users.email, name: users.name, passwordHash: users.passwordHash };

/** Addresses are compared without regard to case. */
export async function findUserByEmail(env: Env, email: string): Promise<UserRow | null> {
  const row = await directory(env).select(columns).from(users).where(eq(users.email, email.toLowerCase())).get();
  return row ?? null;
}

/** Null when the address has an account already. `at` in epoch milliseconds. */
export async function createUser(
  env: Env,
  user: { readonly email: string; readonly name: string; readonly passwordHash: string },
  at: number,
): Promise<UserRow | null> {
  try {
    return await directory(env)
      .insert(users)
      .values({ ...user, email: user.email.toLowerCase(), createdAt: at })
      .returning(columns)
      .get();
  } catch (error) {
    if (isDuplicate(error, 'users.email')) return null;
    throw error;
  }
}

export async function replacePasswordHash(env: Env, userId: number, passwordHash: string): Promise<void> {
  await directory(env).update(users).set({ passwordHash }).where(eq(users.id, userId));
}

/** What somebody may be, anywhere. Whoever has an account is a customer. */
export async function grantsOfUser(env: Env, userId: number): Promise<RoleGrant[]> {
  const rows = await directory(env)
    .select({ role: memberships.role, restaurantId: memberships.restaurantId, groupId: memberships.groupId })
    .from(memberships)
    .where(eq(memberships.userId, userId));
  return grantsOf(rows);
}

interface MembershipScope {
  readonly role: Role;
  readonly restaurantId: number | null;
  readonly groupId: number | null;
}

export function grantsOf(rows: readonly MembershipScope[]): RoleGrant[] {
  const granted = rows.flatMap((row) => grantOf(row.role, row.restaurantId ?? undefined, row.groupId ?? undefined));
  return [...granted, { role: 'customer' }];
}

/** The grant that a row or a claim stands for; none for a role that has no place without one. */
export function grantOf(role: Role, restaurantId: number | undefined, groupId: number | undefined): RoleGrant[] {
  if (restaurantId !== undefined) return [{ role, restaurantId }];
  if (groupId !== undefined) return [{ role, groupId }];
  return role === 'admin' || role === 'customer' ? [{ role }] : [];
}

/** Gives a role at a place; giving it twice changes nothing. */
export async function grantRole(env: Env, userId: number, scope: MembershipScope): Promise<void> {
  const { role, restaurantId, groupId } = scope;
  const database = directory(env);
  const known = await database
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.userId, userId),
        eq(memberships.role, role),
        restaurantId === null ? isNull(memberships.restaurantId) : eq(memberships.restaurantId, restaurantId),
        groupId === null ? isNull(memberships.groupId) : eq(memberships.groupId, groupId),
      ),
    )
    .get();
  if (known === undefined) await database.insert(memberships).values({ userId, role, restaurantId, groupId });
}
