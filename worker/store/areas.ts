import { and, asc, eq, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { areas } from './schema/directory.ts';

export type AreaRow = typeof areas.$inferSelect;

export async function listAreas(env: Env, restaurantId: number): Promise<AreaRow[]> {
  return directory(env)
    .select()
    .from(areas)
    .where(eq(areas.restaurantId, restaurantId))
    .orderBy(asc(areas.position), asc(areas.id));
}

/** Makes the area of a table's location when it is not there yet. */
export function ensureArea(database: Directory, restaurantId: number, key: string): DirectoryStatement {
  const name = key.charAt(0).toUpperCase() + key.slice(1).replace(/[_-]+/g, ' ');
  const position = sql<number>`(SELECT count(*) FROM areas WHERE restaurant_id = ${restaurantId})`;
  return database.insert(areas).values({ restaurantId, key, name, position }).onConflictDoNothing();
}

/** Puts the areas in this order; those left out go, unless a table still lies in them. */
export function setAreas(
  database: Directory,
  restaurantId: number,
  wanted: readonly { readonly key: string; readonly name: string }[],
  gone: readonly string[],
): DirectoryStatement[] {
  return [
    ...wanted.map(({ key, name }, position) =>
      database
        .insert(areas)
        .values({ restaurantId, key, name, position })
        .onConflictDoUpdate({ target: [areas.restaurantId, areas.key], set: { name, position } }),
    ),
    ...gone.map((key) =>
      database.delete(areas).where(
        and(
          eq(areas.restaurantId, restaurantId),
          eq(areas.key, key),
          sql`NOT EXISTS (SELECT 1 FROM dining_tables
            WHERE restaurant_id = ${restaurantId} AND area_key = ${key} AND removed_at IS NULL)`,
        ),
      ),
    ),
  ];
}
