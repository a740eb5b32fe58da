/** Who works in a group, and the statements that change it. Suspended memberships are read, too: they can be given back. */
import { type SQL, and, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { RoleGrant } from '../domain/access.ts';
import type { RoleAtPlace } from '../domain/delegation.ts';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { groups } from './schema/directory.ts';
import { customRoles, memberships, users } from './schema/people.ts';
import { type HeldRole, grantColumns, grantsOf } from './users.ts';

export interface Membership extends HeldRole, RoleAtPlace {
  readonly id: number;
  readonly roleId: number | null;
  readonly roleName: string | null;
  readonly restaurantId: number | null;
  readonly groupId: number | null;
  readonly suspendedAt: number | null;
}

export interface StaffRow {
  readonly userId: number;
  readonly name: string;
  readonly email: string;
  /** In this group. */
  readonly memberships: readonly Membership[];
  /** Everything that the person would hold in this group and on the platform, suspended or not. */
  readonly grants: readonly RoleGrant[];
}

/** A group with more is larger than any that we know by an order of magnitude. */
const rowsMax = 20_000;

/** The people of a group, or one of them; keys of other systems are none. In no particular order. */
export async function readStaff(env: Env, groupId: number, userId?: number): Promise<StaffRow[]> {
  const ofPlatform = and(isNull(memberships.restaurantId), isNull(memberships.groupId), eq(memberships.role, 'admin'));
  const rows = await directory(env)
    .select({
      id: memberships.id,
      userId: users.id,
      name: users.name,
      email: users.email,
      roleName: customRoles.name,
      suspendedAt: memberships.suspendedAt,
      ...grantColumns,
    })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .leftJoin(customRoles, eq(customRoles.id, memberships.customRoleId))
    .where(
      and(
        or(inGroup(groupId), ofPlatform),
        eq(users.kind, 'person'),
        isNull(users.closedAt),
        userId === undefined ? undefined : eq(users.id, userId),
      ),
    )
    .limit(rowsMax);
  return [...Map.groupBy(rows, (row) => row.userId).values()].flatMap((held) => {
    const [first] = held;
    const here = held.filter((each) => each.restaurantId !== null || each.groupId !== null);
    if (first === undefined || here.length === 0) return [];
    return [{ userId: first.userId, name: first.name, email: first.email, memberships: here, grants: grantsOf(held) }];
  });
}

function inGroup(groupId: number): SQL | undefined {
  const houses = sql`(SELECT id FROM restaurants WHERE group_id = ${groupId})`;
  return or(eq(memberships.groupId, groupId), inArray(memberships.restaurantId, houses));
}

/** Gives roles at places of a group, or gives them back; composed ones only while they exist. Twice is once. */
export function giveRolesStatements(
  database: Directory,
  groupId: number,
  /** As SQL where the person's row is made in the same batch. */
  userId: number | SQL,
  given: readonly RoleAtPlace[],
  now: number,
): DirectoryStatement[] {
  const asJson = JSON.stringify(
    given.map((each) => ({ ...each, groupId: each.restaurantId === null ? groupId : null })),
  );
  const rows = sql`(SELECT json_extract(value, '$.role') AS role, json_extract(value, '$.roleId') AS role_id,
    json_extract(value, '$.restaurantId') AS restaurant_id, json_extract(value, '$.groupId') AS group_id
    FROM json_each(${asJson})) AS g`;
  const same = sql.raw(`m.role = g.role AND m.custom_role_id IS g.role_id
    AND m.restaurant_id IS g.restaurant_id AND m.group_id IS g.group_id`);
  const held = sql`SELECT m.id FROM memberships m JOIN ${rows} ON ${same} WHERE m.user_id = ${userId}`;
  return [
    database
      .update(memberships)
      .set({ suspendedAt: null })
      .where(sql`${memberships.id} IN (${held})`),
    database.insert(memberships).select(
      sql`SELECT NULL, ${userId}, g.role, g.role_id, g.restaurant_id, g.group_id, ${now}, NULL FROM ${rows}
        WHERE (g.role_id IS NULL
            OR EXISTS (SELECT 1 FROM custom_roles c WHERE c.id = g.role_id AND c.group_id = ${groupId} AND NOT c.for_key))
          AND NOT EXISTS (SELECT 1 FROM memberships m WHERE m.user_id = ${userId} AND ${same})`,
    ),
  ];
}

export function takeRolesStatement(database: Directory, membershipIds: readonly number[]): DirectoryStatement {
  return database.delete(memberships).where(isOneOf(membershipIds));
}

/** `suspendedAt` in epoch milliseconds; null gives back. */
export function suspendRolesStatement(
  database: Directory,
  membershipIds: readonly number[],
  suspendedAt: number | null,
): DirectoryStatement {
  return database.update(memberships).set({ suspendedAt }).where(isOneOf(membershipIds));
}

function isOneOf(ids: readonly number[]): SQL {
  return inArray(memberships.id, sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`);
}

/**
 * Last in a batch that takes an owner's role: fails it, as a guard miss of `groups.version`, when nobody would be left
 * who owns the group.
 */
export function ownerRemainsStatement(database: Directory, groupId: number): DirectoryStatement {
  const owned = sql`EXISTS (SELECT 1 FROM memberships m JOIN users u ON u.id = m.user_id
    WHERE m.group_id = ${groupId} AND m.role = 'owner' AND m.suspended_at IS NULL
      AND u.kind = 'person' AND u.closed_at IS NULL)`;
  return database
    .update(groups)
    .set({ version: sql`CASE WHEN ${owned} THEN version END` })
    .where(eq(groups.id, groupId));
}

export interface StaffMarks {
  readonly userId: number;
  /** Epoch milliseconds. */
  readonly lastSeenAt: number | null;
  readonly secondFactor: boolean;
  readonly hasPin: boolean;
}

/** What a list of people says beside their roles. */
export async function marksOf(env: Env, userIds: readonly number[]): Promise<ReadonlyMap<number, StaffMarks>> {
  const those = sql`(SELECT value FROM json_each(${JSON.stringify(userIds)}))`;
  const rows = await directory(env)
    .select({
      userId: users.id,
      // On a shared tablet it is the person who gave the PIN that was seen.
      lastSeenAt: sql<number | null>`(SELECT max(last_used_at) FROM (
        SELECT last_used_at FROM sessions
          WHERE user_id = users.id AND person_user_id IS NULL AND acting_user_id IS NULL
        UNION ALL SELECT last_used_at FROM sessions WHERE person_user_id = users.id))`,
      secondFactor: sql`EXISTS (SELECT 1 FROM authenticators WHERE user_id = users.id AND confirmed_at IS NOT NULL)
        OR EXISTS (SELECT 1 FROM passkeys WHERE user_id = users.id)`.mapWith(Boolean),
      hasPin: sql`EXISTS (SELECT 1 FROM staff_pins WHERE user_id = users.id)`.mapWith(Boolean),
    })
    .from(users)
    .where(inArray(users.id, those));
  return new Map(rows.map((row) => [row.userId, row]));
}
