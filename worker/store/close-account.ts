/** An account that ends: what was personal is emptied, what opened it is gone, and what others keep has a number left. */
import { type SQL, and, eq, isNull, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { anonymous } from './accounts.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { isGuardMiss } from './d1-errors.ts';
import { type Directory, directory, groupDatabases } from './database.ts';
import { groups } from './schema/directory.ts';
import { reservationOwners } from './schema/group.ts';
import {
  accountMails,
  authenticators,
  memberships,
  oneTimeTokens,
  passkeys,
  recoveryCodes,
  staffPins,
  users,
} from './schema/people.ts';

/**
 * For the batch, the letter about it afterwards. It fails as a whole (`isLastOwner` knows the error) for the last owner
 * of a group: of two owners who leave at the same moment one is refused.
 */
export function closeAccountStatements(database: Directory, userId: number, now: number): DirectoryStatement[] {
  const ownsAlone = sql`EXISTS (${ownedAlone(userId)})`;
  return [
    database
      .update(users)
      .set({
        ...anonymous,
        closedAt: now,
        version: sql`CASE WHEN ${ownsAlone} THEN NULL ELSE ${users.version} + 1 END`,
      })
      .where(and(eq(users.id, userId), isNull(users.closedAt))),
    database.delete(memberships).where(eq(memberships.userId, userId)),
    database.delete(passkeys).where(eq(passkeys.userId, userId)),
    database.delete(authenticators).where(eq(authenticators.userId, userId)),
    database.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId)),
    database.delete(staffPins).where(eq(staffPins.userId, userId)),
    database.delete(oneTimeTokens).where(eq(oneTimeTokens.userId, userId)),
    database.delete(accountMails).where(eq(accountMails.userId, userId)),
  ];
}

export function isLastOwner(error: unknown): boolean {
  return isGuardMiss(error, 'users.version');
}

/** The names of the groups that have no other owner. */
export async function groupsOwnedAlone(env: Env, userId: number): Promise<string[]> {
  const rows = await directory(env)
    .select({ name: groups.name })
    .from(groups)
    .where(sql`${groups.id} IN (${ownedAlone(userId)})`);
  return rows.map(({ name }) => name);
}

/** Bookings stay with the restaurants; that they were this account's is forgotten. */
export async function forgetBookings(env: Env, userId: number): Promise<void> {
  for (const database of groupDatabases(env)) {
    await database.delete(reservationOwners).where(eq(reservationOwners.userId, userId));
  }
}

/** The ids of groups whose only owner, with an open account and not suspended, this is. */
function ownedAlone(userId: number): SQL {
  return sql`SELECT mine.group_id FROM memberships AS mine
    WHERE mine.user_id = ${userId} AND mine.role = 'owner' AND mine.group_id IS NOT NULL AND mine.suspended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM memberships AS other JOIN users AS person ON person.id = other.user_id
        WHERE other.group_id = mine.group_id AND other.role = 'owner' AND other.user_id <> mine.user_id
          AND other.suspended_at IS NULL AND person.closed_at IS NULL)`;
}
