import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addUse,
  emptyProgram,
  mendPacking,
  proofOf,
  setValue,
  solutionOf,
  solvePacking,
  valueOf,
} from '../../../worker/domain/seating/linear-program.ts';
import { packWhole, wholeAmountsOf } from '../../../worker/domain/seating/whole-packing.ts';

interface Column {
  readonly value: number;
  readonly uses: readonly number[];
}

function programOf(columns: readonly Column[], capacities: readonly number[]) {
  const program = emptyProgram(capacities, columns.length);
  for (const [at, { value, uses }] of columns.entries()) {
    setValue(program, at, value);
    for (const row of uses) addUse(program, at, row, 1);
  }
  return program;
}

function solvedProgram(columns: readonly Column[], capacities: readonly number[]) {
  const program = programOf(columns, capacities);
  solvePacking(program);
  return program;
}

const pairsOfThree = [
  [0, 1],
  [1, 2],
  [0, 2],
].map((uses) => ({ value: 1, uses }));

describe('the prices of', () => {
  const one = (uses: number[]) => ({ value: 1, uses });
  const rows: [program: string, columns: Column[], capacities: number[], prices: number[]][] = [
    ['one scarce row', [one([0]), one([0, 1]), one([1])], [1, 5], [1, 1]],
    ['a row with room to spare', [one([0, 1]), one([0, 1])], [1, 5], [1, 0]],
    ['three columns that need two rows each of three', pairsOfThree, [1, 1, 1], [0.5, 0.5, 0.5]],
    ['a column that takes twice from one row', [one([0, 0])], [4], [0.5]],
    ['nothing to take', [one([0])], [0], [1]],
    ['no columns', [], [3], [0]],
  ];
  it.each(rows)('%s', (_, columns, capacities, prices) => {
    const solved = solutionOf(solvedProgram(columns, capacities));
    expect([...solved.prices].map((price) => Number(price.toFixed(6)))).toEqual(prices);
  });
});

describe('what is overdrawn', () => {
  it('is put right at the least cost', () => {
    // Two too many in row 0; who leaves it for row 1 costs 1, who leaves it for row 2 costs 3, and row 1 has room for one.
    const program = emptyProgram([-2, 1, 5], 2);
    for (const [column, cost] of [1, 3].entries()) {
      setValue(program, column, -cost);
      addUse(program, column, 0, -1);
      addUse(program, column, column + 1, 1);
    }
    expect(mendPacking(program)).toBe('mended');
    expect([...solutionOf(program).amounts]).toEqual([1, 1]);
    expect(valueOf(program)).toBeCloseTo(-4);
  });

  it('is given up when it would cost too much', () => {
    const program = emptyProgram([-2, 5], 1);
    setValue(program, 0, -1);
    addUse(program, 0, 0, -1);
    addUse(program, 0, 1, 1);
    expect(mendPacking(program, -1.5)).toBe('worthless');
  });

  it('has a proof where nothing helps', () => {
    const program = emptyProgram([-2, 1], 1);
    setValue(program, 0, -1);
    addUse(program, 0, 0, -1);
    addUse(program, 0, 1, 1);
    const mending = mendPacking(program);
    if (typeof mending === 'string') throw new Error(mending);
    // One time each: what leaves row 0 comes to row 1, and together they have one less than nothing.
    expect([...proofOf(program, mending.row)]).toEqual([1, 1]);
  });
});

describe('a packing in whole numbers', () => {
  const column = fc.record({
    value: fc.integer({ min: 1, max: 6 }),
    uses: fc.array(fc.nat(3), { minLength: 1, maxLength: 4 }),
  });
  const capacities = fc.array(fc.nat(4), { minLength: 4, maxLength: 4 });
  const whole = (columns: readonly Column[], capacities: readonly number[], valueMin: number) =>
    packWhole(solvedProgram(columns, capacities), { valueMin, nodesMax: 100, step: 0.5 });
  const amountsOf = ({ found }: ReturnType<typeof whole>) => [...wholeAmountsOf(found[0]!)];

  it('settles fractions', () => {
    expect(amountsOf(whole(pairsOfThree, [1, 1, 1], 1)).reduce((sum, each) => sum + each, 0)).toBe(1);
  });

  it('says when there is none', () => {
    expect(whole(pairsOfThree, [1, 1, 1], 1.2)).toEqual({ found: [], isExhausted: true, valueMax: 1.2 });
    // Worth less than asked for to begin with, though already in whole numbers.
    expect(whole([{ value: 1, uses: [0] }], [3], 4)).toEqual({ found: [], isExhausted: true, valueMax: 4 });
  });

  it('says when it ran out of nodes', () => {
    const solved = solvedProgram(pairsOfThree, [1, 1, 1]);
    const packing = packWhole(solved, { valueMin: 1.2, nodesMax: 0 });
    expect(packing).toMatchObject({ found: [], isExhausted: false });
    expect(packing.valueMax).toBeCloseTo(1.5);
  });

  it('is the best there is, as trying everything says', () => {
    fc.assert(
      fc.property(fc.array(column, { maxLength: 6 }), capacities, (columns, rooms) => {
        const packing = whole(columns, rooms, 0);
        expect(packing.isExhausted).toBe(true);
        const amounts = amountsOf(packing);
        const left = [...rooms];
        const value = columns.reduce((sum, each, at) => {
          for (const row of each.uses) left[row]! -= amounts[at]!;
          return sum + each.value * amounts[at]!;
        }, 0);
        expect(Math.min(...left)).toBeGreaterThanOrEqual(0);
        expect(value).toBe(bestByTrying(columns, rooms));
        // The second best is worth less, and so on.
        const worth = packing.found.map(valueOf);
        expect(worth).toEqual([...worth].sort((one, other) => other - one));
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
  });

  it.each([
    ['nodes', { nodesMax: 3 }],
    ['room for branches', { nodesMax: 100, cellsOpenMax: 1 }],
  ])('says what may still be found when it runs out of %s', (_, options) => {
    let unfinished = 0;
    fc.assert(
      fc.property(fc.array(column, { maxLength: 6 }), capacities, (columns, rooms) => {
        const packing = packWhole(solvedProgram(columns, rooms), { valueMin: 0, step: 0.5, ...options });
        const best = bestByTrying(columns, rooms);
        expect(packing.valueMax).toBeGreaterThanOrEqual(best - 1e-4);
        const [found] = packing.found;
        if (found !== undefined) expect(valueOf(found)).toBeLessThanOrEqual(best + 1e-4);
        if (packing.isExhausted) expect(valueOf(found!)).toBeCloseTo(best, 4);
        else unfinished++;
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
    expect(unfinished).toBeGreaterThan(0);
  });

  it('keeps those that it found on the way', () => {
    // Solved at 1.5, then 1, then 2 of the first column with nothing of the others.
    const counts = new Set<number>();
    fc.assert(
      fc.property(fc.array(column, { maxLength: 6 }), capacities, (columns, rooms) => {
        counts.add(whole(columns, rooms, 0).found.length);
      }),
      { seed: 20_261_122, numRuns: 300 },
    );
    expect(Math.max(...counts)).toBeGreaterThan(1);
    expect(Math.max(...counts)).toBeLessThanOrEqual(3);
  });
});

function bestByTrying([first, ...others]: readonly Column[], capacities: readonly number[]): number {
  if (first === undefined) return 0;
  let best = bestByTrying(others, capacities);
  const left = [...capacities];
  for (let amount = 1; ; amount++) {
    for (const row of first.uses) left[row]! -= 1;
    if (Math.min(...left) < 0) return best;
    best = Math.max(best, amount * first.value + bestByTrying(others, left));
  }
}
