import { eq } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { directory } from './database.ts';
import { restaurants } from './schema/directory.ts';

/** The number that the next table's id is composed of; a change of configuration takes it when it is written. */
export async function nextItemNumber(env: Env, restaurantId: number): Promise<number> {
  const row = await directory(env)
    .select({ next: restaurants.nextItemNumber })
    .from(restaurants)
    .where(eq(restaurants.id, restaurantId))
    .get();
  if (row === undefined) throw new Error(`restaurant ${restaurantId} is gone`);
  return row.next;
}
