/** Sessions as devices: shared tablets that people take over, and what becomes of them when somebody has to go. */
import { type SQL, and, asc, eq, isNull, or, sql } from 'drizzle-orm';
import type { Role } from '../domain/access.ts';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { restaurants } from './schema/directory.ts';
import { customRoles, memberships, sessions, staffPins, users } from './schema/people.ts';

export interface Device {
  /** Who signed it in. */
  readonly ownerId: number;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export async function findDevice(env: Env, sessionId: string): Promise<Device | null> {
  const row = await directory(env)
    .select({ ownerId: sessions.userId, expiresAt: sessions.expiresAt })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)))
    .get();
  return row ?? null;
}

export interface DeviceUse {
  readonly sessionId: string;
  /** Null: whoever signed it in. */
  readonly personUserId: number | null;
  readonly lockedAt: number | null;
}

/**
 * Hands a device on. A proof of identity does not outlast that: what is sensitive asks its owner again, too. With
 * `cookie` its secret changes, so that nobody anywhere takes a request of now for one of the person before; false when
 * the secret had been changed meanwhile, and nothing was done.
 */
export async function handOn(
  env: Env,
  { sessionId, personUserId, lockedAt }: DeviceUse,
  cookie: { readonly fromHash: string; readonly toHash: string } | null,
): Promise<boolean> {
  const rows = await directory(env)
    .update(sessions)
    .set({ personUserId, lockedAt, authenticatedAt: 0, ...(cookie === null ? {} : { cookieHash: cookie.toHash }) })
    .where(
      and(
        eq(sessions.id, sessionId),
        isNull(sessions.endedAt),
        cookie === null ? undefined : eq(sessions.cookieHash, cookie.fromHash),
      ),
    )
    .returning({ id: sessions.id });
  return rows.length > 0;
}

export interface DevicePersonRow {
  readonly userId: number;
  readonly name: string;
  readonly pinHash: string;
  /** What the person is where the device's owner works, with the names of composed roles. */
  readonly roles: readonly { readonly role: Role | 'custom'; readonly roleName: string | null }[];
}

/** Whoever works at present where the device's owner does, and has a PIN; by name. */
export async function peopleOfDevice(env: Env, ownerId: number): Promise<DevicePersonRow[]> {
  const reached = sql`(SELECT r.id FROM memberships m
    JOIN restaurants r ON r.id = m.restaurant_id OR r.group_id = m.group_id
    WHERE m.user_id = ${ownerId} AND m.suspended_at IS NULL)`;
  const rows = await directory(env)
    .selectDistinct({
      userId: users.id,
      name: users.name,
      pinHash: staffPins.pinHash,
      role: memberships.role,
      roleName: customRoles.name,
    })
    .from(restaurants)
    .innerJoin(
      memberships,
      or(eq(memberships.restaurantId, restaurants.id), eq(memberships.groupId, restaurants.groupId)),
    )
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(staffPins, eq(staffPins.userId, users.id))
    .leftJoin(customRoles, eq(customRoles.id, memberships.customRoleId))
    .where(
      and(
        sql`${restaurants.id} IN ${reached}`,
        isNull(memberships.suspendedAt),
        eq(users.kind, 'person'),
        isNull(users.closedAt),
      ),
    )
    .orderBy(asc(users.name), asc(users.id));
  return [...Map.groupBy(rows, ({ userId }) => userId).values()].flatMap((held) => {
    const [first] = held;
    if (first === undefined) return [];
    const { userId, name, pinHash } = first;
    return [{ userId, name, pinHash, roles: held.map(({ role, roleName }) => ({ role, roleName })) }];
  });
}

export function setPinStatement(
  database: Directory,
  userId: number | SQL,
  pinHash: string,
  now: number,
): DirectoryStatement {
  return database
    .insert(staffPins)
    .values({ userId, pinHash, setAt: now })
    .onConflictDoUpdate({ target: staffPins.userId, set: { pinHash, setAt: now } });
}

export interface DevicesOf {
  /** Sessions that the person signed in. */
  readonly own: readonly string[];
  /** Shared tablets that others signed in and the person uses. */
  readonly borrowed: readonly string[];
}

export async function devicesOf(env: Env, userId: number): Promise<DevicesOf> {
  const rows = await directory(env)
    .select({ id: sessions.id, ownerId: sessions.userId })
    .from(sessions)
    .where(and(or(eq(sessions.userId, userId), eq(sessions.personUserId, userId)), isNull(sessions.endedAt)));
  return {
    own: rows.filter(({ ownerId }) => ownerId === userId).map(({ id }) => id),
    borrowed: rows.filter(({ ownerId }) => ownerId !== userId).map(({ id }) => id),
  };
}

/** Signs somebody out everywhere. A house's tablet in their hands only locks: the room goes on with it. */
export function signOutStatements(database: Directory, userId: number, now: number): DirectoryStatement[] {
  return [
    database
      .update(sessions)
      .set({ endedAt: now })
      .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt))),
    database
      .update(sessions)
      .set({ personUserId: null, lockedAt: now, authenticatedAt: 0 })
      .where(and(eq(sessions.personUserId, userId), isNull(sessions.endedAt))),
  ];
}
