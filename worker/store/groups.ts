import { and, asc, eq, gt, inArray, isNull, sql } from 'drizzle-orm';
import { type SecurityPolicy, defaultSecurityPolicy } from '../domain/security-policy.ts';
import type { Env } from '../env.ts';
import { type AuditNote, auditStatement } from './audit.ts';
import { isGuardMiss } from './d1-errors.ts';
import { directory } from './database.ts';
import { groups, restaurants } from './schema/directory.ts';
import { memberships, sessions } from './schema/people.ts';

export type GroupRow = typeof groups.$inferSelect;

export async function listGroups(env: Env, afterId: number, limit: number): Promise<GroupRow[]> {
  return directory(env).select().from(groups).where(gt(groups.id, afterId)).orderBy(asc(groups.id)).limit(limit);
}

export async function findGroup(env: Env, groupId: number): Promise<GroupRow | null> {
  return (await directory(env).select().from(groups).where(eq(groups.id, groupId)).get()) ?? null;
}

/** What the groups in which somebody works ask of their people. */
export async function securityPoliciesOf(env: Env, userId: number): Promise<SecurityPolicy[]> {
  const rows = await directory(env)
    .selectDistinct({ id: groups.id, security: groups.security })
    .from(memberships)
    .leftJoin(restaurants, eq(restaurants.id, memberships.restaurantId))
    .innerJoin(groups, eq(groups.id, sql`coalesce(${memberships.groupId}, ${restaurants.groupId})`))
    .where(and(eq(memberships.userId, userId), isNull(memberships.suspendedAt)));
  return rows.map(({ security }) => security ?? defaultSecurityPolicy);
}

export async function createGroup(
  env: Env,
  group: { readonly name: string; readonly slug: string },
): Promise<GroupRow> {
  return directory(env).insert(groups).values(group).returning().get();
}

export type GroupChanges = Partial<Pick<GroupRow, 'name' | 'sharesGuests' | 'security'>>;

/** False when the group is no longer at the version given. A stricter security policy counts for present sessions, too. */
export async function updateGroup(
  env: Env,
  group: Pick<GroupRow, 'id' | 'version'>,
  changes: GroupChanges,
  audit: AuditNote,
  now: number,
): Promise<boolean> {
  const database = directory(env);
  const { id, version } = group;
  const { security } = changes;
  const write = database
    .update(groups)
    .set({ ...changes, version: sql`CASE WHEN version = ${version} THEN ${version + 1} END` })
    .where(eq(groups.id, id));
  const note = auditStatement(database, audit, now);
  try {
    if (security) await database.batch([write, note, shortenSessions(env, id, security)]);
    else await database.batch([write, note]);
    return true;
  } catch (error) {
    if (isGuardMiss(error, 'groups.version')) return false;
    throw error;
  }
}

/** Sessions of the group's people last no longer than its policy lets new ones last. */
function shortenSessions(env: Env, groupId: number, { idleHours, absoluteDays }: SecurityPolicy) {
  const members = sql`(SELECT m.user_id FROM memberships m LEFT JOIN restaurants r ON r.id = m.restaurant_id
    WHERE coalesce(m.group_id, r.group_id) = ${groupId})`;
  return directory(env)
    .update(sessions)
    .set({
      idleMs: sql`min(${sessions.idleMs}, ${idleHours * hourMs})`,
      expiresAt: sql`min(${sessions.expiresAt}, ${sessions.createdAt} + ${absoluteDays * 24 * hourMs})`,
    })
    .where(and(isNull(sessions.endedAt), inArray(sessions.userId, members)));
}

const hourMs = 3_600_000;
