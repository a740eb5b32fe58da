import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import { startOf } from '../../../worker/domain/seating/plan-starts.ts';
import type { PlanStart } from '../../../worker/domain/seating/plan-starts.ts';
import type { PooledAmounts, ShapeOfGroup } from '../../../worker/domain/seating/pooled-model.ts';
import { planInCounts } from '../../../worker/domain/seating/pooled-plan.ts';
import type { SeatingProblem } from '../../../worker/domain/seating/problem.ts';
import { reseatingCostMin } from './exact-plans.ts';
import { day } from './generated-days.ts';
import { expectPlanInCounts } from './plans-in-counts.ts';
import { ask, combination, problem, seated, table } from './seating-floor.ts';

const settings = { seed: 20_261_122, numRuns: 400 };
const pointsPerMove = 1;

function startOn(before: SeatingProblem): PlanStart {
  const occupancy = emptyOccupancy(before);
  return startOf(occupancy, occupancy.parties);
}

/** Days on which everybody may be moved. */
const movableDay = day.map((before) => ({
  ...before,
  blocks: [],
  occupants: before.occupants.filter(({ tableIds }) => tableIds.length > 0).map((each) => ({ ...each, movable: true })),
}));

/** Who has combinations in the plan. */
function joinedIn({ model: { groups, classes } }: PlanStart, amounts: PooledAmounts): ShapeOfGroup[] {
  return groups.flatMap(({ shapes }, group) =>
    shapes.flatMap((shape, place) => {
      const isJoined = amounts[group]![place]! > 0 && classes.shapes[shape]!.classes.length > 1;
      return isJoined ? [{ group, shape }] : [];
    }),
  );
}

describe('the best plan in counts', () => {
  it('uses no more than there is, and keeps everybody seated who was', () => {
    let found = 0;
    fc.assert(
      fc.property(movableDay, fc.boolean(), (before, isAsked) => {
        const occupants = before.occupants.map((each, at) => (isAsked && at === 0 ? { ...each, tableIds: [] } : each));
        const { model } = startOn({ ...before, occupants });
        for (const amounts of planInCounts(model, pointsPerMove).counts) {
          found++;
          expectPlanInCounts(model, amounts, 'whoever had one');
        }
      }),
      settings,
    );
    expect(found).toBeGreaterThan(100);
  });

  it('proves a least cost that no plan in tables is below', () => {
    fc.assert(
      fc.property(movableDay, (before) => {
        fc.pre(before.occupants.length > 0);
        const exact = reseatingCostMin(before)!;
        const { costMin } = planInCounts(startOn(before).model, pointsPerMove);
        expect(costMin).toBeLessThanOrEqual(exact + 1e-6);
      }),
      { ...settings, numRuns: 150 },
    );
  });

  it('finds another without what clashes', () => {
    let asked = 0;
    const sumOf = ({ model }: PlanStart, amounts: PooledAmounts, clash: readonly ShapeOfGroup[]) =>
      clash.reduce((sum, { group, shape }) => sum + amounts[group]![model.groups[group]!.shapes.indexOf(shape)]!, 0);
    fc.assert(
      fc.property(movableDay, (before) => {
        const start = startOn({ ...before, occupants: before.occupants.map((each) => ({ ...each, tableIds: [] })) });
        const plan = planInCounts(start.model, pointsPerMove);
        const [amounts] = plan.counts;
        fc.pre(amounts !== undefined);
        const clash = joinedIn(start, amounts);
        fc.pre(clash.length > 0);
        const other = plan.instead([clash])?.counts[0];
        if (other === undefined) return;
        asked++;
        expectPlanInCounts(start.model, other, 'whoever had one');
        expect(sumOf(start, other, clash)).toBeLessThan(sumOf(start, amounts, clash));
      }),
      settings,
    );
    expect(asked).toBeGreaterThan(10);
  });

  it('says so when there is nothing else', () => {
    const pair = problem([table(1, 2), table(2, 2)], {
      combinations: [combination([1, 2], 3, 4)],
      occupants: [seated('four', [], ask(4, '18:00', '20:00'))],
    });
    const start = startOn(pair);
    const plan = planInCounts(start.model, pointsPerMove);
    expect(plan.instead([joinedIn(start, plan.counts[0]!)])).toBeUndefined();
  });

  it('is none where nothing is better than what everybody has', () => {
    const settled = problem([table(1, 4), table(2, 4)], {
      occupants: [seated('couple', [1], ask(2, '18:00', '20:00')), seated('four', [2], ask(4, '18:00', '20:00'))],
    });
    // Two seats are wasted.
    expect(planInCounts(startOn(settled).model, pointsPerMove)).toMatchObject({
      counts: [],
      coversMax: 6,
      costMin: 10,
    });
  });
});
