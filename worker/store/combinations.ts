import { and, asc, eq } from 'drizzle-orm';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { combinations } from './schema/directory.ts';

export interface CombinationRow {
  readonly id: number;
  readonly tableIds: number[];
  readonly partySizeMin: number;
  readonly partySizeMax: number;
}

export async function listCombinations(env: Env, restaurantId: number): Promise<CombinationRow[]> {
  return directory(env)
    .select({
      id: combinations.id,
      tableIds: combinations.tableIds,
      partySizeMin: combinations.partySizeMin,
      partySizeMax: combinations.partySizeMax,
    })
    .from(combinations)
    .where(eq(combinations.restaurantId, restaurantId))
    .orderBy(asc(combinations.id));
}

export interface CombinationChanges {
  readonly removed: readonly number[];
  readonly changed: readonly CombinationRow[];
  readonly added: readonly Omit<CombinationRow, 'id'>[];
}

export function changeCombinations(
  database: Directory,
  restaurantId: number,
  { removed, changed, added }: CombinationChanges,
): DirectoryStatement[] {
  const one = (id: number) => and(eq(combinations.id, id), eq(combinations.restaurantId, restaurantId));
  return [
    ...removed.map((id) => database.delete(combinations).where(one(id))),
    ...changed.map(({ id, ...values }) => database.update(combinations).set(values).where(one(id))),
    ...added.map((values) => database.insert(combinations).values({ restaurantId, ...values })),
  ];
}
