import type { AvailabilityResult } from '../contract/availability.ts';
import type { Env } from '../env.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { listTables } from '../store/tables.ts';
import { tableView } from './table-view.ts';

/** The tables where a party would be planned, as guests may see them: without who sits there now. */
export async function suggestedTables(
  env: Env,
  facts: RestaurantFacts,
  tableIds: readonly number[],
): Promise<AvailabilityResult['suggestedTables']> {
  if (tableIds.length === 0) return [];
  const rows = await listTables(env, facts.restaurantId);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return tableIds.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [tableView(row, new Map(), false)];
  });
}
