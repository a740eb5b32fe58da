import { expect, it } from 'vitest';
import { solvePacking } from '../../../worker/domain/seating/linear-program.ts';

const rows: [program: string, columns: number[][], capacities: number[], prices: number[]][] = [
  ['one scarce row', [[0], [0, 1], [1]], [1, 5], [1, 1]],
  [
    'a row with room to spare costs nothing',
    [
      [0, 1],
      [0, 1],
    ],
    [1, 5],
    [1, 0],
  ],
  [
    'three columns that need two rows each of three',
    [
      [0, 1],
      [1, 2],
      [0, 2],
    ],
    [1, 1, 1],
    [0.5, 0.5, 0.5],
  ],
  ['a column that takes twice from one row', [[0, 0]], [4], [0.5]],
  ['nothing to take', [[0]], [0], [1]],
  ['no columns', [], [3], [0]],
];

it.each(rows)('prices of %s', (_, columns, capacities, prices) => {
  const uses = columns.map((rows) => ({ value: 1, rows }));
  expect([...solvePacking(uses, capacities).prices].map((price) => Number(price.toFixed(6)))).toEqual(prices);
});
