/** Invitations to work in a group: a row, a link that works once, and the mail that carries it. */
import { type SQL, aliasedTable, and, desc, eq, lt, sql } from 'drizzle-orm';
import type { Role } from '../domain/access.ts';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { customRoles, invitations, users } from './schema/people.ts';

type InvitedRole = Exclude<Role, 'admin' | 'customer'> | 'custom';

export interface InvitationRow {
  readonly id: number;
  readonly groupId: number;
  readonly email: string;
  readonly name: string;
  readonly role: InvitedRole;
  readonly roleId: number | null;
  /** Of a composed role; null also when it is gone. */
  readonly roleName: string | null;
  readonly restaurantIds: readonly number[] | null;
  readonly invitedBy: number;
  readonly invitedByName: string | null;
  /** Epoch milliseconds, as all instants here. */
  readonly createdAt: number;
  readonly expiresAt: number;
  readonly acceptedAt: number | null;
  readonly revokedAt: number | null;
}

const lastsMs = 7 * 86_400_000;

export async function findInvitation(env: Env, invitationId: number): Promise<InvitationRow | null> {
  const [row] = await read(env, eq(invitations.id, invitationId), 1);
  return row ?? null;
}

/**
 * The newest first, those after (that is, older than) `beforeId`. `restaurantIds` null: all of the group; else those to
 * one of these places.
 */
export async function listInvitations(
  env: Env,
  groupId: number,
  restaurantIds: readonly number[] | null,
  beforeId: number | null,
  limit: number,
): Promise<InvitationRow[]> {
  const there = sql`EXISTS (SELECT 1 FROM json_each(${invitations.restaurantIds}) place
    WHERE place.value IN (SELECT value FROM json_each(${JSON.stringify(restaurantIds)})))`;
  const isAsked = and(
    eq(invitations.groupId, groupId),
    restaurantIds === null ? undefined : there,
    beforeId === null ? undefined : lt(invitations.id, beforeId),
  );
  return read(env, isAsked, limit);
}

/** The one by which this address can join the group at present. */
export async function openInvitationTo(
  env: Env,
  groupId: number,
  email: string,
  now: number,
): Promise<InvitationRow | null> {
  const [row] = await read(
    env,
    and(eq(invitations.groupId, groupId), eq(invitations.email, email.toLowerCase()), isOpen(now)),
    1,
  );
  return row ?? null;
}

async function read(env: Env, where: SQL | undefined, limit: number): Promise<InvitationRow[]> {
  const inviter = aliasedTable(users, 'inviter');
  return directory(env)
    .select({
      id: invitations.id,
      groupId: invitations.groupId,
      email: invitations.email,
      name: invitations.name,
      role: invitations.role,
      roleId: invitations.customRoleId,
      roleName: customRoles.name,
      restaurantIds: invitations.restaurantIds,
      invitedBy: invitations.invitedBy,
      invitedByName: inviter.name,
      createdAt: invitations.createdAt,
      expiresAt: invitations.expiresAt,
      acceptedAt: invitations.acceptedAt,
      revokedAt: invitations.revokedAt,
    })
    .from(invitations)
    .leftJoin(inviter, eq(inviter.id, invitations.invitedBy))
    .leftJoin(customRoles, eq(customRoles.id, invitations.customRoleId))
    .where(where)
    .orderBy(desc(invitations.id))
    .limit(limit);
}

export interface NewInvitation {
  readonly groupId: number;
  /** Lower case. */
  readonly email: string;
  readonly name: string;
  readonly role: InvitedRole;
  readonly roleId: number | null;
  readonly restaurantIds: readonly number[] | null;
  readonly invitedBy: number;
}

export function createInvitationStatement(database: Directory, invitation: NewInvitation, now: number) {
  const { roleId, restaurantIds, ...rest } = invitation;
  return database.insert(invitations).values({
    ...rest,
    customRoleId: roleId,
    restaurantIds: restaurantIds === null ? null : [...restaurantIds],
    createdAt: now,
    expiresAt: now + lastsMs,
  });
}

/** The id of the invitation that the same batch has just made. */
export function newestInvitationOf(groupId: number): SQL<number> {
  return sql<number>`(SELECT max(id) FROM invitations WHERE group_id = ${groupId})`;
}

/**
 * For one that is neither accepted nor taken back; else it fails the batch, as a guard miss of `invitations.created_at`.
 * Whoever sends it again answers for it from then on.
 */
export function renewInvitationStatement(database: Directory, id: number, invitedBy: number, now: number) {
  return change(database, id, sql`accepted_at IS NULL AND revoked_at IS NULL`, { invitedBy, expiresAt: now + lastsMs });
}

/** As `renewInvitationStatement`. */
export function revokeInvitationStatement(database: Directory, id: number, now: number) {
  return change(database, id, sql`accepted_at IS NULL AND revoked_at IS NULL`, { revokedAt: now });
}

/** Of two who accept at once, or with a link that was used, the batch of one fails, as a guard miss of the same. */
export function acceptInvitationStatement(
  database: Directory,
  { id, tokenId, userId }: { readonly id: number; readonly tokenId: string; readonly userId: SQL<number> },
  now: number,
): DirectoryStatement {
  const isUnused = sql`EXISTS (SELECT 1 FROM one_time_tokens
    WHERE id = ${tokenId} AND used_at IS NULL AND expires_at > ${now})`;
  return change(database, id, and(isOpen(now), isUnused), { acceptedAt: now, acceptedUserId: userId });
}

function change(
  database: Directory,
  id: number,
  stands: SQL | undefined,
  changes: Partial<Record<'invitedBy' | 'expiresAt' | 'revokedAt' | 'acceptedAt' | 'acceptedUserId', number | SQL>>,
): DirectoryStatement {
  return database
    .update(invitations)
    .set({ createdAt: sql`CASE WHEN ${stands} THEN created_at END`, ...changes })
    .where(eq(invitations.id, id));
}

function isOpen(now: number): SQL {
  return sql`accepted_at IS NULL AND revoked_at IS NULL AND invitations.expires_at > ${now}`;
}
