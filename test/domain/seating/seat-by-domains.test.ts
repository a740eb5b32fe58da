import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import { boardOf } from '../../../worker/domain/seating/plan-board.ts';
import { seatByDomains } from '../../../worker/domain/seating/seat-by-domains.ts';
import type { SeatingProblem } from '../../../worker/domain/seating/problem.ts';
import { isFeasibleByTrying } from './exact-feasibility.ts';
import { day, request } from './generated-days.ts';
import { ask, combination, faultsIn, problem, seated, table } from './seating-floor.ts';

const plenty = 100_000;

/** Everybody who may be moved, from nothing: the day with their tables, or undefined. */
function seatedAll(on: SeatingProblem, nodesMax = plenty): SeatingProblem | undefined {
  const movable = on.occupants.filter(({ movable }) => movable);
  const occupancy = emptyOccupancy({ ...on, occupants: movable.map((each) => ({ ...each, tableIds: [] })) });
  const board = boardOf(occupancy, occupancy.parties);
  const all = [...occupancy.parties.keys()];
  const found = seatByDomains(board, all, (party) => [...board.unitsOf[party]!], nodesMax);
  expect(board.unitAt.includes(-1)).toBe(!found && all.length > 0);
  if (!found) return undefined;
  const idsOf = new Map(
    occupancy.parties.map(({ key }, at) => [key, occupancy.units[board.unitAt[at]!]!.tables.map(({ id }) => id)]),
  );
  return { ...on, occupants: movable.map((each) => ({ ...each, tableIds: idsOf.get(each.key)! })) };
}

/** Days on which nobody sits yet and one more asks. */
const unseatedDay = fc.tuple(day, request).map(([before, asked]) => ({
  before: {
    ...before,
    blocks: [],
    occupants: before.occupants
      .filter(({ tableIds }) => tableIds.length > 0)
      .map((each) => ({ ...each, movable: true })),
  },
  asked,
}));

describe('seating a set of parties, all or none', () => {
  it('finds a plan exactly when there is one, and breaks no rule', () => {
    fc.assert(
      fc.property(unseatedDay, ({ before, asked }) => {
        const everyone = { ...before, occupants: [...before.occupants, seated('newcomer', [], asked)] };
        const after = seatedAll(everyone);
        expect(after !== undefined).toBe(isFeasibleByTrying(before, asked));
        if (after !== undefined) expect(faultsIn(after)).toEqual([]);
      }),
      { seed: 20_261_122, numRuns: 400 },
    );
  });

  it('lets joined tables come free together, one look for each party', () => {
    const tables = [1, 2, 3, 4].map((id) => table(id, 4));
    const on = problem(tables, {
      combinations: [combination([1, 2], 5, 8), combination([3, 4], 5, 8)],
      occupants: [
        seated('early', [], ask(4, '18:00', '20:00')),
        seated('late', [], ask(4, '19:00', '21:00')),
        seated('first', [], ask(7, '20:00', '22:00')),
        seated('couple', [], ask(3, '18:00', '20:00')),
      ],
    });
    const after = seatedAll(on, on.occupants.length);
    expect(after && faultsIn(after)).toEqual([]);
  });

  it('leaves the board alone when it gives up', () => {
    const on = problem([table(1, 4)], {
      occupants: [seated('one', [], ask(4, '18:00', '20:00')), seated('other', [], ask(4, '19:00', '21:00'))],
    });
    expect(seatedAll(on)).toBeUndefined();
    expect(seatedAll({ ...on, occupants: on.occupants.slice(0, 1) }, 0)).toBeUndefined();
  });
});
