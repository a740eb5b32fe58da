import type { GroupDatabase } from './database.ts';
import { projectionFailures } from './schema/group.ts';

export type ProjectionFailure = typeof projectionFailures.$inferInsert;

/** Parks events that D1 refuses for good, with the reason, so that their day goes on. Parking twice changes nothing. */
export async function parkProjections(database: GroupDatabase, rows: readonly ProjectionFailure[]): Promise<void> {
  const [first, ...rest] = rows.map((row) => database.insert(projectionFailures).values(row).onConflictDoNothing());
  if (first !== undefined) await database.batch([first, ...rest]);
}
