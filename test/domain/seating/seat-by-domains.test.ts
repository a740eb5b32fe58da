import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyOccupancy, unitOf } from '../../../worker/domain/seating/occupancy.ts';
import { boardOf, unseat } from '../../../worker/domain/seating/plan-board.ts';
import { coreOf, questionOf, seatByDomains } from '../../../worker/domain/seating/seat-by-domains.ts';
import type { SeatingProblem } from '../../../worker/domain/seating/problem.ts';
import { isFeasibleByTrying } from './exact-feasibility.ts';
import { acceptedDay } from './dinner-days.ts';
import { day, request } from './generated-days.ts';
import { ask, combination, faultsIn, problem, seated, table } from './seating-floor.ts';

const plenty = 100_000;

/** Everybody who may be moved, from nothing; who has a table would rather keep it. */
function questionOn(on: SeatingProblem) {
  const movable = on.occupants.filter((occupant) => occupant.movable);
  const occupancy = emptyOccupancy({ ...on, occupants: movable });
  const board = boardOf(occupancy, occupancy.parties);
  const homeOf = (at: number) => unitOf(occupancy, board.parties[at]!, board.parties[at]!.home)?.index ?? -1;
  const all = [...board.parties.keys()];
  return { occupancy, board, question: questionOf(board, all, (party) => [...board.unitsOf[party]!], homeOf) };
}

/** Everybody who may be moved, from nothing: the day with their tables, or undefined. */
function seatedAll(on: SeatingProblem, nodesToSpare = plenty): SeatingProblem | undefined {
  const movable = on.occupants.filter(({ movable }) => movable);
  const { occupancy, board, question } = questionOn(on);
  const found = seatByDomains(question, nodesToSpare);
  expect(board.unitAt.includes(-1)).toBe(!found && board.parties.length > 0);
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
    const after = seatedAll(on, 0);
    expect(after && faultsIn(after)).toEqual([]);
  });

  it('leaves the board alone when it gives up', () => {
    const on = problem([table(1, 4)], {
      occupants: [seated('one', [], ask(4, '18:00', '20:00')), seated('other', [], ask(4, '19:00', '21:00'))],
    });
    expect(seatedAll(on)).toBeUndefined();
    // One look for each party and none to spare: the second look would have to be a second choice.
    const onlyByTrying = problem([table(1, 4), table(2, 6)], { occupants: on.occupants });
    expect(seatedAll(onlyByTrying, 0)).toBeDefined();
    expect(seatedAll(onlyByTrying, -2)).toBeUndefined();
  });

  it('leaves everybody who can stay where they are', () => {
    const on = problem([table(1, 4), table(2, 4), table(3, 4)], {
      // In order of their keys: the newcomer chooses first.
      occupants: [
        seated('a newcomer', [], ask(4, '18:00', '20:00')),
        seated('b', [1], ask(4, '18:00', '20:00')),
        seated('c', [3], ask(4, '18:00', '20:00')),
      ],
    });
    const after = seatedAll(on)!;
    expect(after.occupants.map(({ tableIds }) => tableIds)).toEqual([[2], [1], [3]]);
  });
});

it('finds no less where parties would rather have certain tables', () => {
  const found = Array.from({ length: 60 }, (_, seed) => {
    const accepted = acceptedDay(15, 40, seed);
    const wishful = accepted.occupants.map((each, at) => ({ ...each, tableIds: [1 + ((at * 7 + seed) % 15)] }));
    const { board, question } = questionOn({ ...accepted, occupants: wishful });
    if (!seatByDomains({ ...question, preferred: question.preferred.map(() => -1) }, 0)) return false;
    for (const party of board.parties.keys()) unseat(board, party);
    expect(seatByDomains(question, 0), `day ${seed}`).toBe(true);
    return true;
  });
  expect(found).toContain(true);
});

/** Days on which everybody may be moved, from tables that they could not all have together. */
const wishfulDay = fc.tuple(day, fc.array(fc.nat(4), { minLength: 12, maxLength: 12 })).map(([before, wishes]) => ({
  ...before,
  blocks: [],
  occupants: before.occupants.map((each, at) => ({ ...each, movable: true, tableIds: [1 + wishes[at % 12]!] })),
}));

describe('why a set of parties cannot be seated', () => {
  const settings = { seed: 20_261_122, numRuns: 400 };
  const only = (on: SeatingProblem, keys: readonly string[]) => ({
    ...on,
    occupants: on.occupants.filter(({ key }) => keys.includes(key)),
  });
  it('is some of them, nobody of whom can be spared for it', () => {
    let asked = 0;
    fc.assert(
      fc.property(unseatedDay, ({ before, asked: newcomer }) => {
        const everyone = { ...before, occupants: [...before.occupants, seated('newcomer', [], newcomer)] };
        fc.pre(seatedAll(everyone) === undefined);
        asked++;
        const { board, question } = questionOn(everyone);
        const keys = coreOf(question, plenty).map((party) => board.parties[party]!.key);
        expect(seatedAll(only(everyone, keys))).toBeUndefined();
        for (const spared of keys) {
          const others = keys.filter((key) => key !== spared);
          expect(seatedAll(only(everyone, others))).toBeDefined();
        }
      }),
      settings,
    );
    expect(asked).toBeGreaterThan(20);
  });

  it('is proven, or everybody', () => {
    let undecided = 0;
    fc.assert(
      fc.property(wishfulDay, (on) => {
        const { board, question } = questionOn(on);
        const core = coreOf(question, -1).map((party) => board.parties[party]!.key);
        if (core.length === board.parties.length) undecided++;
        else expect(seatedAll(only(on, core))).toBeUndefined();
      }),
      settings,
    );
    expect(undecided).toBeGreaterThan(0);
  });
});
