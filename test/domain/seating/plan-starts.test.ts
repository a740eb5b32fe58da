import { describe, expect, it } from 'vitest';
import { emptyOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import { ledByCounts, startOf } from '../../../worker/domain/seating/plan-starts.ts';
import type { PlanStart } from '../../../worker/domain/seating/plan-starts.ts';
import type { PooledAmounts, ShapeOfGroup } from '../../../worker/domain/seating/pooled-model.ts';
import type { PooledPlan } from '../../../worker/domain/seating/pooled-plan.ts';
import type { SeatingProblem } from '../../../worker/domain/seating/problem.ts';
import { ask, combination, problem, seated, table } from './seating-floor.ts';

const evening = (size: number) => ask(size, '19:00', '21:00');

function startOn(before: SeatingProblem): PlanStart {
  const occupancy = emptyOccupancy(before);
  return startOf(occupancy, occupancy.parties);
}

describe('where a better plan begins', () => {
  it('is what everybody has; of two at one table the first has it', () => {
    const { occupancy, movable, homes } = startOn(
      problem([table(1, 4), table(2, 4)], {
        occupants: [seated('a', [2], evening(4)), seated('b', [2], evening(4)), seated('c', [], evening(2))],
        blocks: [],
      }),
    );
    const idsAt = [...homes].map((unit) => occupancy.units[unit]?.tables.map(({ id }) => id));
    expect(movable.map(({ key }) => key)).toEqual(['a', 'b', 'c']);
    expect(idsAt).toEqual([[2], undefined, undefined]);
  });
});

/** Three fours in a row; either pair of neighbours may be joined, and both at once may not. */
const row = problem([table(1, 4), table(2, 4), table(3, 4)], {
  combinations: [combination([1, 2], 5, 8), combination([2, 3], 5, 8)],
  occupants: [seated('a six', [2, 3], evening(6)), seated('b seven', [], evening(7))],
});

function plansOf(lists: readonly PooledAmounts[]): { plan: PooledPlan; asked: (readonly ShapeOfGroup[])[] } {
  const asked: (readonly ShapeOfGroup[])[] = [];
  const planAt = (turn: number): PooledPlan => ({
    coversMax: 13,
    costMin: 0,
    counts: lists.slice(turn, turn + 1),
    instead: (clashes) => {
      asked.push(...clashes);
      return turn + 1 < lists.length ? planAt(turn + 1) : undefined;
    },
  });
  return { plan: planAt(0), asked };
}

describe('counts in tables', () => {
  const start = startOn(row);
  const { groups, classes } = start.model;
  const joined = classes.shapes.findIndex((shape) => shape.classes.length > 1);
  const amountsAt = (shapesAt: readonly number[]): PooledAmounts =>
    groups.map(({ shapes }, group) => shapes.map((shape) => Number(shape === shapesAt[group])));
  const both = amountsAt([joined, joined]);

  it('are asked for again without what clashes; who can stay does', () => {
    const { plan, asked } = plansOf([both, amountsAt([joined, -1])]);
    const board = ledByCounts(start, plan);
    const clash = [0, 1].map((group) => ({ group, shape: joined }));
    expect(asked).toEqual([clash]);
    expect([...board!.unitAt]).toEqual([start.homes[0], -1]);
  });

  it('are given up when there are no others, and when there are always others', () => {
    const once = plansOf([both]);
    expect(ledByCounts(start, once.plan)).toBeUndefined();
    expect(once.asked).toHaveLength(1);
    expect(ledByCounts(start, plansOf(Array.from({ length: 100 }, () => both)).plan)).toBeUndefined();
  });
});
