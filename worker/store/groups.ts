import { and, asc, eq, gt, isNull, sql } from 'drizzle-orm';
import { type SecurityPolicy, defaultSecurityPolicy } from '../domain/security-policy.ts';
import type { Env } from '../env.ts';
import { directory } from './database.ts';
import { groups, restaurants } from './schema/directory.ts';
import { memberships } from './schema/people.ts';

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
