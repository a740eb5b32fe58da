import fc from 'fast-check';
import { expect, it } from 'vitest';
import { improveInCounts } from '../../../worker/domain/seating/improve-counts.ts';
import { costsOn, totalCost } from '../../../worker/domain/seating/improve-plan.ts';
import { emptyOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import { completedFromHome, startOf } from '../../../worker/domain/seating/plan-starts.ts';
import type { SeatingProblem } from '../../../worker/domain/seating/problem.ts';
import { day } from './generated-days.ts';
import { ask, combination, faultsIn, problem, seated, table } from './seating-floor.ts';

const pointsPerMove = 1;

/** Everybody may be moved and has a table. */
function improved(on: SeatingProblem, rounds: number) {
  const occupancy = emptyOccupancy(on);
  const start = startOf(occupancy, occupancy.parties);
  const before = completedFromHome(start, 0);
  const costs = costsOn(before, occupancy, pointsPerMove);
  const after = improveInCounts(start, before, costs, { rounds, pointsPerMove });
  const idsOf = new Map(
    start.movable.map(({ key }, at) => [key, occupancy.units[after.unitAt[at]!]!.tables.map(({ id }) => id)]),
  );
  return {
    costs: [totalCost(before, costs), totalCost(after, costs)] as const,
    after: { ...on, occupants: on.occupants.map((each) => ({ ...each, tableIds: idsOf.get(each.key)! })) },
  };
}

const settledDay = day.map((before) => ({
  ...before,
  blocks: [],
  occupants: before.occupants.filter(({ tableIds }) => tableIds.length > 0).map((each) => ({ ...each, movable: true })),
}));

it('breaks no rule, and costs no more', () => {
  let better = 0;
  fc.assert(
    fc.property(settledDay, (before) => {
      const { costs, after } = improved(before, 6);
      expect(faultsIn(after)).toEqual([]);
      expect(costs[1]).toBeLessThanOrEqual(costs[0]);
      if (costs[1] < costs[0]) better++;
    }),
    { seed: 20_261_122, numRuns: 300 },
  );
  expect(better).toBeGreaterThan(3);
});

it('sets joined tables free for who fits them', () => {
  const evening = (size: number) => ask(size, '19:00', '21:00');
  const on = problem([table(1, 2), table(2, 2), table(3, 4)], {
    combinations: [combination([1, 2], 3, 4)],
    occupants: [seated('four', [1, 2], evening(4)), seated('couple', [3], evening(2))],
  });
  const { costs, after } = improved(on, 1);
  // Two tables joined and two seats wasted, against two moves.
  expect(costs).toEqual([60, 2]);
  expect(after.occupants.map(({ tableIds }) => tableIds.length)).toEqual([1, 1]);
  expect(improved(on, 0).costs).toEqual([60, 60]);
});
