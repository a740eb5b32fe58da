import { inArray } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { directory } from './database.ts';
import { users } from './schema/people.ts';

/** How people and integrations are called, by id; those who are not there any more are missing. At most a hundred. */
export async function namesOfUsers(env: Env, userIds: readonly number[]): Promise<Map<number, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await directory(env)
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, userIds.slice(0, 100)));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
