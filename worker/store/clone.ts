/** A location made like another one, in one batch: what makes the house, and nothing of its bookings or people. */
import { type SQL, sql } from 'drizzle-orm';
import { composeRestaurantItemId } from '../domain/ids.ts';
import type { Env } from '../env.ts';
import { listAreas } from './areas.ts';
import type { AuditNote } from './audit.ts';
import { listCombinations } from './combinations.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { isDuplicate } from './d1-errors.ts';
import { type Directory, directory } from './database.ts';
import { listFloorMaps } from './floor-maps.ts';
import { rowsFromJson } from './json-rows.ts';
import type { NewRestaurant } from './restaurants.ts';
import { areas, auditEntries, combinations, diningTables, floorMaps, restaurants } from './schema/directory.ts';
import { sections } from './schema/work.ts';
import { listSections } from './sections.ts';
import { listTables } from './tables.ts';

export interface Clone {
  readonly restaurant: NewRestaurant;
  readonly fromRestaurantId: number;
  /** A fresh code for each table. */
  readonly qrCode: () => string;
  readonly audit: Omit<AuditNote, 'restaurantId'>;
}

/** The new restaurant's id; null when the slug is taken. */
export async function cloneRestaurant(env: Env, clone: Clone): Promise<number | null> {
  const { restaurant, audit } = clone;
  const database = directory(env);
  // The id is known only inside the batch, by the slug, which is unique.
  const id = sql`(SELECT id FROM restaurants WHERE slug = ${restaurant.slug})`;
  const { statements, tableCount } = await copies(env, database, clone, id);
  try {
    const [[created]] = await database.batch([
      database
        .insert(restaurants)
        .values({ ...restaurant, nextItemNumber: tableCount + 1 })
        .returning({ id: restaurants.id }),
      ...statements,
      database.insert(auditEntries).values({ ...audit, restaurantId: id, at: restaurant.createdAt }),
    ]);
    return created?.id ?? null;
  } catch (error) {
    if (isDuplicate(error, 'restaurants.slug')) return null;
    throw error;
  }
}

async function copies(
  env: Env,
  database: Directory,
  { restaurant, fromRestaurantId, qrCode }: Clone,
  id: SQL,
): Promise<{ statements: DirectoryStatement[]; tableCount: number }> {
  const [zones, maps, tables, combined, servers] = await Promise.all([
    listAreas(env, fromRestaurantId),
    listFloorMaps(env, fromRestaurantId),
    listTables(env, fromRestaurantId),
    listCombinations(env, fromRestaurantId),
    listSections(env, fromRestaurantId),
  ]);
  const { createdAt } = restaurant;
  const fresh = { id: null, version: 1, createdAt, updatedAt: createdAt };
  // Tables are numbered anew, maps known by their position: their ids are made of the new restaurant's.
  const numbers = new Map(tables.map((table, index) => [table.id, index + 1]));
  const positions = new Map(maps.map((map, position) => [map.id, position]));
  const numbered = (ids: readonly number[]): number[] => ids.flatMap((tableId) => numbers.get(tableId) ?? []);
  const firstItem = sql`(${id} * ${composeRestaurantItemId(1, 1) - 1})`;
  const tableIds = sql`(SELECT json_group_array(member.value + ${firstItem})
    FROM json_each(json_extract(json_each.value, '$.tableIds')) AS member)`;
  const mapRows = maps.map((map, position) => ({ ...map, ...fresh, position }));
  const tableRows = tables.map((table, index) => ({
    ...table,
    ...fresh,
    number: index + 1,
    mapPosition: table.floorMapId === null ? null : (positions.get(table.floorMapId) ?? null),
    qrCode: qrCode(),
  }));
  const ofHouse = { restaurantId: id };
  const statements = [
    database.insert(areas).select(rowsFromJson(areas, withoutIds(zones), ofHouse)),
    database.insert(floorMaps).select(rowsFromJson(floorMaps, mapRows, ofHouse)),
    database.insert(diningTables).select(
      rowsFromJson(diningTables, tableRows, {
        ...ofHouse,
        id: sql`json_extract(value, '$.number') + ${firstItem}`,
        floorMapId: sql`(SELECT id FROM floor_maps
          WHERE restaurant_id = ${id} AND position = json_extract(json_each.value, '$.mapPosition'))`,
      }),
    ),
    database.insert(combinations).select(
      rowsFromJson(
        combinations,
        withoutIds(combined).map((each) => ({ ...each, tableIds: numbered(each.tableIds) })),
        { ...ofHouse, tableIds },
      ),
    ),
    database.insert(sections).select(
      rowsFromJson(
        sections,
        withoutIds(servers).map((each) => ({ ...each, tableIds: numbered(each.tableIds) })),
        { ...ofHouse, tableIds },
      ),
    ),
  ];
  return { statements, tableCount: tables.length };
}

function withoutIds<T extends object>(rows: readonly T[]): (Omit<T, 'id'> & { id: null })[] {
  return rows.map((row) => ({ ...row, id: null }));
}
