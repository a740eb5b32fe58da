import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { combinations, diningTables } from './schema/directory.ts';

export type TableRow = typeof diningTables.$inferSelect;
export type NewTable = Omit<typeof diningTables.$inferInsert, 'id' | 'version' | 'removedAt'> & { readonly id: number };
export type TableChanges = Partial<Omit<NewTable, 'id' | 'restaurantId' | 'qrCode' | 'createdAt'>>;

/** A restaurant's tables that are not removed, by id. */
export async function listTables(env: Env, restaurantId: number): Promise<TableRow[]> {
  return directory(env)
    .select()
    .from(diningTables)
    .where(and(eq(diningTables.restaurantId, restaurantId), isNull(diningTables.removedAt)))
    .orderBy(asc(diningTables.id));
}

export async function findTable(env: Env, tableId: number): Promise<TableRow | null> {
  const row = await directory(env)
    .select()
    .from(diningTables)
    .where(and(eq(diningTables.id, tableId), isNull(diningTables.removedAt)))
    .get();
  return row ?? null;
}

export function insertTable(database: Directory, table: NewTable): DirectoryStatement {
  return database.insert(diningTables).values(table);
}

/** Fails the batch when the table is no longer at `version`; null changes whichever version there is. */
export function updateTable(
  database: Directory,
  tableId: number,
  version: number | null,
  changes: TableChanges,
): DirectoryStatement {
  return database
    .update(diningTables)
    .set({ ...changes, version: nextVersion(version) })
    .where(and(eq(diningTables.id, tableId), isNull(diningTables.removedAt)));
}

/** The row stays for the bookings that name it; its number is free again. Combinations with it go. */
export function removeTable(
  database: Directory,
  table: Pick<TableRow, 'id' | 'restaurantId'>,
  version: number,
  at: number,
): DirectoryStatement[] {
  return [
    database
      .update(diningTables)
      .set({ removedAt: at, updatedAt: at, version: nextVersion(version) })
      .where(eq(diningTables.id, table.id)),
    database
      .delete(combinations)
      .where(
        and(
          eq(combinations.restaurantId, table.restaurantId),
          sql`EXISTS (SELECT 1 FROM json_each(${combinations.tableIds}) WHERE value = ${table.id})`,
        ),
      ),
  ];
}

/** Rows of the ids given, in the order of their ids. */
export async function readTables(env: Env, tableIds: readonly number[]): Promise<TableRow[]> {
  // One JSON parameter instead of one for each id: D1 allows a hundred.
  const ids = sql`(SELECT value FROM json_each(${JSON.stringify(tableIds)}))`;
  return directory(env)
    .select()
    .from(diningTables)
    .where(and(inArray(diningTables.id, ids), isNull(diningTables.removedAt)))
    .orderBy(asc(diningTables.id));
}

function nextVersion(version: number | null) {
  return version === null ? sql`version + 1` : sql`CASE WHEN version = ${version} THEN ${version + 1} END`;
}
