/** Roles that groups compose for their people. The scopes of API keys lie in the same table and are none of these. */
import { type SQL, and, asc, eq, sql } from 'drizzle-orm';
import type { Capability } from '../domain/access.ts';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { customRoles } from './schema/people.ts';

export interface RoleRow {
  readonly id: number;
  readonly name: string;
  readonly capabilities: readonly Capability[];
  readonly version: number;
  /** How many have it, also those whom it is suspended for. */
  readonly people: number;
}

const columns = {
  id: customRoles.id,
  name: customRoles.name,
  capabilities: customRoles.capabilities,
  version: customRoles.version,
  people: sql<number>`(SELECT count(DISTINCT user_id) FROM memberships WHERE custom_role_id = custom_roles.id)`,
};

export async function listRoles(env: Env, groupId: number): Promise<RoleRow[]> {
  return directory(env)
    .select(columns)
    .from(customRoles)
    .where(and(eq(customRoles.groupId, groupId), eq(customRoles.forKey, false)))
    .orderBy(asc(customRoles.name), asc(customRoles.id));
}

export async function findRole(env: Env, groupId: number, roleId: number): Promise<RoleRow | null> {
  const isIt = and(eq(customRoles.id, roleId), eq(customRoles.groupId, groupId), eq(customRoles.forKey, false));
  return (await directory(env).select(columns).from(customRoles).where(isIt).get()) ?? null;
}

interface NewRole {
  readonly groupId: number;
  readonly name: string;
  readonly capabilities: readonly Capability[];
  readonly forKey?: true;
}

/** A name that the group has already fails the batch as a duplicate of `custom_roles.name`. */
export function createRoleStatement(database: Directory, role: NewRole, now: number): DirectoryStatement {
  const capabilities = [...role.capabilities];
  return database.insert(customRoles).values({ ...role, capabilities, createdAt: now, updatedAt: now });
}

/** At another version than the one given it fails the batch, as a guard miss of `custom_roles.version`. */
export function changeRoleStatement(
  database: Directory,
  { id, version }: Pick<RoleRow, 'id' | 'version'>,
  changes: { readonly name?: string | undefined; readonly capabilities?: Capability[] | undefined },
  now: number,
): DirectoryStatement {
  const next = sql`CASE WHEN version = ${version} THEN ${version + 1} END`;
  return database
    .update(customRoles)
    .set({ ...changes, version: next, updatedAt: now })
    .where(eq(customRoles.id, id));
}

/** While somebody has it or is invited to it, it fails the batch, as a guard miss of `custom_roles.version`. */
export function removeRoleStatements(database: Directory, roleId: number, now: number): DirectoryStatement[] {
  const isFree = sql`NOT EXISTS (SELECT 1 FROM memberships WHERE custom_role_id = ${roleId})
    AND NOT EXISTS (SELECT 1 FROM invitations WHERE custom_role_id = ${roleId}
      AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > ${now})`;
  return [
    database
      .update(customRoles)
      .set({ version: sql`CASE WHEN ${isFree} THEN version END` })
      .where(eq(customRoles.id, roleId)),
    database.delete(customRoles).where(eq(customRoles.id, roleId)),
  ];
}

/** Where a role counts: all restaurants of the group as soon as one person has it in the whole group. */
export async function restaurantsOfRole(env: Env, groupId: number, roleId: number): Promise<number[]> {
  const rows = await directory(env).all<{ id: number }>(restaurantsWith(groupId, roleId));
  return rows.map(({ id }) => id);
}

function restaurantsWith(groupId: number, roleId: number): SQL {
  return sql`SELECT DISTINCT r.id AS id FROM memberships m
    JOIN restaurants r ON r.id = m.restaurant_id OR r.group_id = m.group_id
    WHERE m.custom_role_id = ${roleId} AND r.group_id = ${groupId}`;
}
