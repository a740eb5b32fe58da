import type { Combination } from '../contract/restaurants.ts';
import type { RestaurantConfiguration } from '../domain/service/configuration.ts';
import {
  type CombinationChanges,
  type CombinationRow,
  changeCombinations,
  listCombinations,
} from '../store/combinations.ts';
import { restaurantFacts } from '../store/restaurant-facts.ts';
import { changeConfiguration, matches, staleEdit, statusOf } from './change-configuration.ts';
import { type Handlers, answer } from './operation.ts';
import { ProblemAnswer, problem } from './problem.ts';

type Wanted = Omit<CombinationRow, 'id'>;

export const combinationHandlers = {
  'GET /api/restaurants/{id}/combinations': async ({ env, restaurant }) => {
    // The version before the list: who edits an older list than it says would be told so.
    const facts = (await restaurantFacts(env, restaurant.restaurantId, { fresh: true })) ?? restaurant;
    const items = await listCombinations(env, restaurant.restaurantId);
    return answer({ items, nextCursor: null }, { etag: facts.configurationVersion });
  },

  'PUT /api/restaurants/{id}/combinations': async (call) => {
    const { env, restaurant, body, query, ifMatch } = call;
    const { restaurantId } = restaurant;
    const applied = await changeConfiguration(call, {
      action: 'set-combinations',
      dryRun: query.dryRun === 'true',
      retryRaces: ifMatch === null,
      plan: async (present) => {
        if (!matches(ifMatch, present.version)) return staleEdit();
        const refused = refuseCombinations(present, body.combinations);
        if (refused !== null) return refused;
        const known = await listCombinations(env, restaurantId);
        const changes = changesBetween(known, body.combinations);
        // Those that are only being made get numbers that none has yet.
        const firstId = 1 + Math.max(0, ...known.map((each) => each.id));
        const added = changes.added.map((each, index) => ({ id: firstId + index, ...each }));
        const kept = known.flatMap((each) => {
          if (changes.removed.includes(each.id)) return [];
          return [changes.changed.find((changed) => changed.id === each.id) ?? each];
        });
        return {
          configuration: { ...present, combinations: [...kept, ...added] },
          statements: (database) => changeCombinations(database, restaurantId, changes),
          before: known,
          after: body.combinations,
        };
      },
    });
    if (applied instanceof ProblemAnswer) return applied;
    const items: Combination[] = await listCombinations(env, restaurantId);
    return answer({ items, nextCursor: null, ...applied }, { status: statusOf(applied), etag: applied.version });
  },
} satisfies Handlers;

function refuseCombinations(present: RestaurantConfiguration, wanted: readonly Wanted[]): ProblemAnswer | null {
  const tables = new Set(present.tables.map((table) => table.id));
  const seen = new Set<string>();
  const errors: { path: string; message: string }[] = [];
  wanted.forEach(({ tableIds }, index) => {
    const path = `combinations.${index}.tableIds`;
    if (new Set(tableIds).size < tableIds.length) errors.push({ path, message: 'Each table can be in it once.' });
    if (tableIds.some((id) => !tables.has(id))) errors.push({ path, message: 'It names a table that is not here.' });
    if (seen.has(keyOf(tableIds))) errors.push({ path, message: 'These tables are combined above already.' });
    seen.add(keyOf(tableIds));
  });
  return errors.length === 0 ? null : problem('invalid', errors[0]?.message ?? '', { errors });
}

/** A combination of the same tables stays the same one, with its id. */
function changesBetween(known: readonly CombinationRow[], wanted: readonly Wanted[]): CombinationChanges {
  const byKey = new Map(known.map((each) => [keyOf(each.tableIds), each]));
  const kept = new Set<number>();
  const changed: CombinationRow[] = [];
  const added: Wanted[] = [];
  for (const each of wanted) {
    const present = byKey.get(keyOf(each.tableIds));
    if (present === undefined) {
      added.push(each);
      continue;
    }
    kept.add(present.id);
    const { partySizeMin, partySizeMax } = each;
    if (present.partySizeMin !== partySizeMin || present.partySizeMax !== partySizeMax) {
      changed.push({ ...present, partySizeMin, partySizeMax });
    }
  }
  return { removed: known.map((each) => each.id).filter((id) => !kept.has(id)), changed, added };
}

function keyOf(tableIds: readonly number[]): string {
  return [...tableIds].sort((one, other) => one - other).join(' ');
}
