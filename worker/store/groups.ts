import { asc, eq, gt } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { directory } from './database.ts';
import { groups } from './schema/directory.ts';

export type GroupRow = typeof groups.$inferSelect;

export async function listGroups(env: Env, afterId: number, limit: number): Promise<GroupRow[]> {
  return directory(env).select().from(groups).where(gt(groups.id, afterId)).orderBy(asc(groups.id)).limit(limit);
}

export async function findGroup(env: Env, groupId: number): Promise<GroupRow | null> {
  return (await directory(env).select().from(groups).where(eq(groups.id, groupId)).get()) ?? null;
}

export async function createGroup(
  env: Env,
  group: { readonly name: string; readonly slug: string },
): Promise<GroupRow> {
  return directory(env).insert(groups).values(group).returning().get();
}
