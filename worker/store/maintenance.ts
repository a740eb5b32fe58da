import { and, eq, gt, isNull, lte, or } from 'drizzle-orm';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { maintenanceBlocks } from './schema/directory.ts';

/** The tables that are out of service at an instant (epoch milliseconds). */
export async function currentMaintenance(env: Env, restaurantId: number, at: number): Promise<number[]> {
  const { startsAt, endsAt, endedAt, tableId } = maintenanceBlocks;
  const rows = await directory(env)
    .select({ tableId })
    .from(maintenanceBlocks)
    .where(
      and(
        eq(maintenanceBlocks.restaurantId, restaurantId),
        isNull(endedAt),
        lte(startsAt, at),
        or(isNull(endsAt), gt(endsAt, at)),
      ),
    );
  return rows.map((row) => row.tableId);
}

/** Takes a table out of service; `endsAt` null: until further notice. Instants in epoch milliseconds. */
export function startMaintenance(
  database: Directory,
  block: {
    readonly restaurantId: number;
    readonly tableId: number;
    readonly startsAt: number;
    readonly endsAt: number | null;
    readonly notes: string | null;
  },
): DirectoryStatement {
  return database.insert(maintenanceBlocks).values(block);
}

/** Ends whatever maintenance a table is under. */
export function endMaintenance(database: Directory, tableId: number, at: number): DirectoryStatement {
  const { endedAt } = maintenanceBlocks;
  return database
    .update(maintenanceBlocks)
    .set({ endedAt: at })
    .where(and(eq(maintenanceBlocks.tableId, tableId), isNull(endedAt)));
}
