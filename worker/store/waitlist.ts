/** Projections of the waitlist: whom a message may be for. The day's object has the truth. */
import { inArray, sql } from 'drizzle-orm';
import type { GroupDatabase } from './database.ts';
import { rowsFromJson, takeExcluded } from './json-rows.ts';
import { waitlistEntries } from './schema/group.ts';

export type WaitlistRow = typeof waitlistEntries.$inferSelect;

/** For the projection's batch: present states, never over a newer version of the same. */
export function waitlistStatement(database: GroupDatabase, rows: readonly WaitlistRow[]) {
  return database
    .insert(waitlistEntries)
    .select(rowsFromJson(waitlistEntries, rows))
    .onConflictDoUpdate({
      target: waitlistEntries.id,
      set: takeExcluded(waitlistEntries, ['id']),
      setWhere: sql`excluded.version > waitlist_entries.version`,
    });
}

/** Those of the given parties (at most 100 ids) that are known here, by id. */
export async function findWaitlistEntries(
  database: GroupDatabase,
  ids: readonly number[],
): Promise<Map<number, WaitlistRow>> {
  if (ids.length === 0) return new Map();
  const rows = await database
    .select()
    .from(waitlistEntries)
    .where(inArray(waitlistEntries.id, [...ids]));
  return new Map(rows.map((row) => [row.id, row]));
}
