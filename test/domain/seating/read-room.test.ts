import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newcomerOf, prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import type { PooledAmounts, PooledModel, ShapeOfGroup } from '../../../worker/domain/seating/pooled-model.ts';
import { readRoom } from '../../../worker/domain/seating/read-room.ts';
import type { SeatingProblem, SeatingRequest } from '../../../worker/domain/seating/problem.ts';
import { isFeasibleByTrying } from './exact-feasibility.ts';
import { day, request } from './generated-days.ts';
import { ask, combination, problem, seated, table } from './seating-floor.ts';

const settings = { seed: 20_261_122, numRuns: 400 };

function read(before: SeatingProblem, asked: SeatingRequest) {
  const occupancy = prepareOccupancy(before);
  return readRoom(occupancy, newcomerOf(occupancy, asked));
}

/** Everybody has a shape, and at every instant no class of tables is used beyond what there is. */
function expectPlanInCounts({ groups, classes, instants, capacities }: PooledModel, amounts: PooledAmounts): void {
  const left = [...capacities];
  for (const [group, { count, shapes, from, until }] of groups.entries()) {
    expect(amounts[group]!.reduce((sum, each) => sum + each, 0)).toBe(count);
    for (const [place, shape] of shapes.entries()) {
      expect(amounts[group]![place]).toBeGreaterThanOrEqual(0);
      for (const row of classes.shapes[shape]!.rows) {
        for (let instant = from; instant < until; instant++) {
          left[row * instants.length + instant]! -= amounts[group]![place]!;
        }
      }
    }
  }
  expect(Math.min(0, ...left)).toBe(0);
}

/** Of everybody, what is used of combinations. */
function joinedIn({ groups, classes }: PooledModel, amounts: PooledAmounts): (ShapeOfGroup & { parties: number })[] {
  return groups.flatMap(({ shapes }, group) =>
    shapes.flatMap((shape, place) => {
      const parties = amounts[group]![place]!;
      return parties > 0 && classes.shapes[shape]!.classes.length > 1 ? [{ group, shape, parties }] : [];
    }),
  );
}

it('finds a plan in counts wherever there is one in tables', () => {
  fc.assert(
    fc.property(day, request, (before, asked) => {
      const { verdict, model, amounts } = read(before, asked);
      if (verdict !== 'open') expect(isFeasibleByTrying(before, asked)).toBe(false);
      if (amounts !== undefined) expectPlanInCounts(model, amounts);
    }),
    settings,
  );
});

it('finds other counts instead of some that the tables cannot do, and keeps to it', () => {
  let asked = 0;
  fc.assert(
    fc.property(day, request, (before, newcomer) => {
      const reading = read(before, newcomer);
      fc.pre(reading.amounts !== undefined);
      const joined = joinedIn(reading.model, reading.amounts);
      fc.pre(joined.length > 0);
      const other = reading.instead!(joined);
      if (other?.amounts === undefined) return;
      asked++;
      expectPlanInCounts(other.model, other.amounts);
      const sumOf = (amounts: PooledAmounts) =>
        joined.reduce((sum, { group, shape }) => {
          return sum + amounts[group]![other.model.groups[group]!.shapes.indexOf(shape)]!;
        }, 0);
      expect(sumOf(other.amounts)).toBeLessThan(sumOf(reading.amounts));
    }),
    settings,
  );
  expect(asked).toBeGreaterThan(10);
});

it('says so when there are no other counts', () => {
  const pair = problem([table(1, 2), table(2, 2)], { combinations: [combination([1, 2], 3, 4)] });
  const reading = read(pair, ask(4, '18:00', '20:00'));
  expect(reading.verdict).toBe('open');
  expect(reading.instead!(joinedIn(reading.model, reading.amounts!))).toBeUndefined();
});

it('asks the fewest to change', () => {
  const evening = (size: number) => ask(size, '18:00', '20:00');
  const before = problem([table(1, 2), table(2, 4), table(3, 4)], {
    occupants: [seated('couple', [2], evening(2)), seated('four', [3], evening(4))],
  });
  const { model, amounts } = read(before, evening(3));
  const kept = model.groups.map(({ held, shapes }, group) =>
    held === -1 ? 0 : amounts![group]![shapes.indexOf(held)],
  );
  // The four stays, the couple makes room.
  expect(kept).toEqual([0, 1, 0]);
});
