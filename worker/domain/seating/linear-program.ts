/**
 * Packing by linear programming: how much of every column to use so that the values add up to most and no row is used
 * beyond its capacity. The primal simplex method on a condensed tableau (Tucker's: a column per variable outside the
 * basis); "use nothing" is feasible, so there is no first phase.
 *
 * Rounding may make amounts and prices a little wrong: whoever draws a conclusion from them checks it in whole numbers.
 */
export interface PackingColumn {
  readonly value: number;
  /** The rows it uses; one listed twice is used twice. */
  readonly rows: readonly number[];
}

export interface Packing {
  /** By column. */
  readonly amounts: Float64Array;
  /** By row, the dual prices: what one more of its capacity would be worth. Never negative. */
  readonly prices: Float64Array;
}

const tolerance = 1e-7;
const smallestPivot = 1e-9;
/**
 * Capacities differ by a hair, so that no two rows are exhausted at once and the method cannot cycle (Charnes 1952). Small
 * enough to round away: amounts are read to four digits.
 */
const hair = 3.7e-8;

interface Tableau {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Row by row, the objective last; per row a cell per column and the right-hand side. */
  readonly cells: Float64Array;
  /** Variables: a column by its index, the slack of a row by `columnCount` and its index. */
  readonly inBasis: Int32Array;
  readonly outside: Int32Array;
  /** Cells of the pivot row that are not zero; kept here so that no pivot allocates. */
  readonly filled: Int32Array;
}

/** Stops after `pivotsMax`; what it has then is feasible, but not the most. */
export function solvePacking(
  columns: readonly PackingColumn[],
  capacities: ArrayLike<number>,
  pivotsMax = 5_000,
): Packing {
  const tableau = tableauOf(columns, capacities);
  for (let pivots = 0; pivots < pivotsMax; pivots++) {
    const column = enteringColumn(tableau);
    if (column === undefined) break;
    const row = leavingRow(tableau, column);
    if (row === undefined) break;
    pivot(tableau, row, column);
  }
  return solutionOf(tableau);
}

function tableauOf(columns: readonly PackingColumn[], capacities: ArrayLike<number>): Tableau {
  const rowCount = capacities.length;
  const columnCount = columns.length;
  const width = columnCount + 1;
  const cells = new Float64Array((rowCount + 1) * width);
  for (const [column, { value, rows }] of columns.entries()) {
    for (const row of rows) cells[row * width + column]! += 1;
    cells[rowCount * width + column] = -value;
  }
  for (let row = 0; row < rowCount; row++) cells[row * width + columnCount] = capacities[row]! + hair * (row + 1);
  return {
    rowCount,
    columnCount,
    cells,
    inBasis: Int32Array.from({ length: rowCount }, (_, row) => columnCount + row),
    outside: Int32Array.from({ length: columnCount }, (_, column) => column),
    filled: new Int32Array(width),
  };
}

/** Dantzig's rule: the column that promises most. */
function enteringColumn({ rowCount, columnCount, cells }: Tableau): number | undefined {
  const objective = rowCount * (columnCount + 1);
  let entering: number | undefined;
  let least = -tolerance;
  for (let column = 0; column < columnCount; column++) {
    const reducedCost = cells[objective + column]!;
    if (reducedCost >= least) continue;
    least = reducedCost;
    entering = column;
  }
  return entering;
}

function leavingRow({ rowCount, columnCount, cells }: Tableau, column: number): number | undefined {
  const width = columnCount + 1;
  let leaving: number | undefined;
  let least = Infinity;
  for (let row = 0; row < rowCount; row++) {
    const coefficient = cells[row * width + column]!;
    if (coefficient <= smallestPivot) continue;
    const ratio = cells[row * width + columnCount]! / coefficient;
    if (ratio >= least) continue;
    least = ratio;
    leaving = row;
  }
  return leaving;
}

function pivot(tableau: Tableau, pivotRow: number, pivotColumn: number): void {
  const { rowCount, columnCount, cells, inBasis, outside, filled } = tableau;
  const width = columnCount + 1;
  const from = pivotRow * width;
  const inverse = 1 / cells[from + pivotColumn]!;
  let count = 0;
  for (let at = 0; at < width; at++) {
    if (at === pivotColumn || cells[from + at] === 0) continue;
    cells[from + at]! *= inverse;
    filled[count++] = at;
  }
  cells[from + pivotColumn] = inverse;
  for (let row = 0; row <= rowCount; row++) {
    if (row === pivotRow) continue;
    const base = row * width;
    const factor = cells[base + pivotColumn]!;
    if (factor === 0) continue;
    for (let each = 0; each < count; each++) {
      const at = filled[each]!;
      cells[base + at]! -= factor * cells[from + at]!;
    }
    cells[base + pivotColumn] = -factor * inverse;
  }
  const left = inBasis[pivotRow]!;
  inBasis[pivotRow] = outside[pivotColumn]!;
  outside[pivotColumn] = left;
}

function solutionOf({ rowCount, columnCount, cells, inBasis, outside }: Tableau): Packing {
  const width = columnCount + 1;
  const amounts = new Float64Array(columnCount);
  const prices = new Float64Array(rowCount);
  for (const [row, variable] of inBasis.entries()) {
    if (variable < columnCount) amounts[variable] = Math.max(0, cells[row * width + columnCount]!);
  }
  for (const [column, variable] of outside.entries()) {
    if (variable >= columnCount) prices[variable - columnCount] = Math.max(0, cells[rowCount * width + column]!);
  }
  return { amounts, prices };
}
