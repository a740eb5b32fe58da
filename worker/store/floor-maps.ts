import { and, asc, eq, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import type { AuditNote } from './audit.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { auditEntries, floorMaps } from './schema/directory.ts';

export type FloorMapRow = typeof floorMaps.$inferSelect;

export async function listFloorMaps(env: Env, restaurantId: number): Promise<FloorMapRow[]> {
  return directory(env)
    .select()
    .from(floorMaps)
    .where(eq(floorMaps.restaurantId, restaurantId))
    .orderBy(asc(floorMaps.position), asc(floorMaps.id));
}

export async function createFloorMap(
  env: Env,
  map: Pick<FloorMapRow, 'restaurantId' | 'name' | 'width' | 'height' | 'staticElements' | 'createdAt'>,
  audit: AuditNote,
): Promise<FloorMapRow> {
  const database = directory(env);
  const position = sql<number>`(SELECT count(*) FROM floor_maps WHERE restaurant_id = ${map.restaurantId})`;
  const [[created]] = await database.batch([
    database
      .insert(floorMaps)
      .values({ ...map, position, updatedAt: map.createdAt })
      .returning(),
    database.insert(auditEntries).values({ ...audit, at: map.createdAt }),
  ]);
  if (created === undefined) throw new Error('the floor map was not written');
  return created;
}

/** Fails the batch when the map is no longer at `version`. */
export function updateFloorMap(
  database: Directory,
  map: Pick<FloorMapRow, 'id' | 'restaurantId' | 'version'>,
  changes: Partial<Omit<FloorMapRow, 'id' | 'restaurantId' | 'version' | 'createdAt'>>,
): DirectoryStatement {
  return database
    .update(floorMaps)
    .set({ ...changes, version: sql`CASE WHEN version = ${map.version} THEN ${map.version + 1} END` })
    .where(and(eq(floorMaps.id, map.id), eq(floorMaps.restaurantId, map.restaurantId)));
}
