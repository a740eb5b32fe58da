import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Capability, Role, RoleGrant } from '../domain/access.ts';
import { composableCapabilities } from '../domain/access.ts';
import type { Env } from '../env.ts';
import { isDuplicate } from './d1-errors.ts';
import { type Directory, directory } from './database.ts';
import { customRoles, memberships, users } from './schema/people.ts';

export interface UserRow {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  readonly emailVerifiedAt: number | null;
}

export const userColumns = {
  id: users.id,
  email: users.email,
  name: users.name,
  passwordHash: users.passwordHash,
  emailVerifiedAt: users.emailVerifiedAt,
};

/** A person with an open account. Addresses are compared without regard to case. */
export async function findUserByEmail(env: Env, email: string): Promise<UserRow | null> {
  return findUser(env, eq(users.email, email.toLowerCase()));
}

export async function findUserById(env: Env, userId: number): Promise<UserRow | null> {
  return findUser(env, eq(users.id, userId));
}

async function findUser(env: Env, which: ReturnType<typeof eq>): Promise<UserRow | null> {
  const isOpen = and(which, eq(users.kind, 'person'), isNull(users.closedAt));
  return (await directory(env).select(userColumns).from(users).where(isOpen).get()) ?? null;
}

export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string | null;
  /** Epoch milliseconds; null until the address is proved. */
  readonly emailVerifiedAt: number | null;
}

/** Null when the address has an account already. `at` in epoch milliseconds. */
export async function createUser(env: Env, user: NewUser, at: number): Promise<UserRow | null> {
  try {
    return await directory(env)
      .insert(users)
      .values({ ...user, email: user.email.toLowerCase(), createdAt: at })
      .returning(userColumns)
      .get();
  } catch (error) {
    if (isDuplicate(error, 'users.email')) return null;
    throw error;
  }
}

/** For whoever has just proved the address: opens an account, or takes one over that was never proved. */
export function openAccountStatement(
  database: Directory,
  { email, ...account }: Pick<NewUser, 'email' | 'name'> & { readonly passwordHash: string },
  at: number,
) {
  const proved = { ...account, emailVerifiedAt: at };
  return database
    .insert(users)
    .values({ ...proved, email: email.toLowerCase(), createdAt: at })
    .onConflictDoUpdate({
      target: users.email,
      set: { ...proved, version: sql`${users.version} + 1` },
      setWhere: and(isNull(users.emailVerifiedAt), isNull(users.closedAt)),
    });
}

export async function replacePasswordHash(env: Env, userId: number, passwordHash: string): Promise<void> {
  await directory(env).update(users).set({ passwordHash }).where(eq(users.id, userId));
}

/** What somebody may be, anywhere. Whoever has an account is a customer. */
export async function grantsOfUser(env: Env, userId: number): Promise<RoleGrant[]> {
  const rows = await directory(env)
    .select(grantColumns)
    .from(memberships)
    .leftJoin(customRoles, eq(customRoles.id, memberships.customRoleId))
    .where(and(eq(memberships.userId, userId), isNull(memberships.suspendedAt)));
  return grantsOf(rows);
}

/** For queries over `memberships`, left-joined with `customRoles`. */
export const grantColumns = {
  role: memberships.role,
  roleId: memberships.customRoleId,
  capabilities: customRoles.capabilities,
  restaurantId: memberships.restaurantId,
  groupId: memberships.groupId,
};

/** A membership as it is stored or claimed; what does not apply is null or missing. */
export interface HeldRole {
  readonly role: Role | 'custom';
  readonly roleId?: number | null | undefined;
  readonly capabilities?: readonly Capability[] | null | undefined;
  readonly restaurantId?: number | null | undefined;
  readonly groupId?: number | null | undefined;
}

export function grantsOf(rows: readonly HeldRole[]): RoleGrant[] {
  return [...rows.flatMap(grantOf), { role: 'customer' }];
}

/** The grant that a row or a claim stands for; none for a role that has no place without one. */
export function grantOf({ role, roleId, capabilities, restaurantId, groupId }: HeldRole): RoleGrant[] {
  const place = restaurantId ? { restaurantId } : groupId ? { groupId } : null;
  if (role === 'custom') {
    if (place === null || !roleId) return [];
    const composed = composableCapabilities.filter((capability) => capabilities?.includes(capability) === true);
    return [{ role, roleId, capabilities: composed, ...place }];
  }
  if (place !== null) return [{ role, ...place }];
  return role === 'admin' || role === 'customer' ? [{ role }] : [];
}

interface Membership {
  readonly role: Role;
  readonly restaurantId: number | null;
  readonly groupId: number | null;
}

/** Gives a role at a place; giving it twice changes nothing. */
export async function grantRole(env: Env, userId: number, membership: Membership): Promise<void> {
  const { role, restaurantId, groupId } = membership;
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
