import fc from 'fast-check';
import { expect, it } from 'vitest';
import { newcomerOf, prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import { readRoom } from '../../../worker/domain/seating/read-room.ts';
import type { SeatingProblem, SeatingRequest } from '../../../worker/domain/seating/problem.ts';
import { isFeasibleByTrying } from './exact-feasibility.ts';
import { day, request } from './generated-days.ts';
import { expectPlanInCounts } from './plans-in-counts.ts';
import { ask, problem, seated, table } from './seating-floor.ts';

const settings = { seed: 20_261_122, numRuns: 400 };

function read(before: SeatingProblem, asked: SeatingRequest) {
  const occupancy = prepareOccupancy(before);
  return readRoom(occupancy, newcomerOf(occupancy, asked));
}

it('finds a plan in counts wherever there is one in tables', () => {
  fc.assert(
    fc.property(day, request, (before, asked) => {
      const { verdict, model, amounts } = read(before, asked);
      if (verdict !== 'open') expect(isFeasibleByTrying(before, asked)).toBe(false);
      if (amounts !== undefined) expectPlanInCounts(model, amounts, 'everybody');
    }),
    settings,
  );
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
