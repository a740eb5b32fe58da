/** Everybody who has an account, for whoever runs the platform. */
import { and, asc, eq, inArray, isNull, or, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { type AuditNote, auditStatement } from './audit.ts';
import { directory } from './database.ts';
import { groups, restaurants } from './schema/directory.ts';
import { customRoles, memberships, users } from './schema/people.ts';

export interface FoundPerson {
  readonly id: number;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly { readonly role: string; readonly place: string }[];
}

/** People whose address or name has the text, the whole address first. */
export async function searchPeople(env: Env, text: string, limit: number): Promise<FoundPerson[]> {
  const database = directory(env);
  const lower = text.toLowerCase();
  const isOpen = and(eq(users.kind, 'person'), isNull(users.closedAt));
  const found = await database
    .select({ id: users.id, email: users.email, name: users.name })
    .from(users)
    .where(and(isOpen, or(sql`instr(${users.email}, ${lower}) > 0`, sql`instr(lower(${users.name}), ${lower}) > 0`)))
    .orderBy(sql`${users.email} <> ${lower}`, asc(users.email))
    .limit(limit);
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(found.map(({ id }) => id))}))`;
  const held = await database
    .select({
      userId: memberships.userId,
      role: sql<string>`coalesce(${customRoles.name}, ${memberships.role})`.as('role'),
      place: sql<string>`coalesce(${restaurants.name}, ${groups.name}, 'the platform')`.as('place'),
    })
    .from(memberships)
    .leftJoin(customRoles, eq(customRoles.id, memberships.customRoleId))
    .leftJoin(restaurants, eq(restaurants.id, memberships.restaurantId))
    .leftJoin(groups, eq(groups.id, memberships.groupId))
    .where(and(inArray(memberships.userId, ids), isNull(memberships.suspendedAt)))
    .orderBy(asc(memberships.id));
  return found.map((person) => ({
    ...person,
    roles: held.filter(({ userId }) => userId === person.id).map(({ role, place }) => ({ role, place })),
  }));
}

/** That an administrator is about to act as somebody. `at` in epoch milliseconds. */
export async function noteActing(env: Env, audit: AuditNote, at: number): Promise<void> {
  await auditStatement(directory(env), audit, at);
}
