/**
 * Packing by linear programming: how much of every column to use so that the values add up to most and no row is used
 * beyond its capacity. The simplex method on a condensed tableau (Tucker's: a column per variable outside the basis);
 * "use nothing" is feasible, so there is no first phase, and a bound added later is mended by the dual method.
 *
 * Rounding may make amounts and prices a little wrong: whoever draws a conclusion from them checks it in whole numbers.
 */
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
const pivotsMax = 5_000;

/** A program as far as it is solved. */
export interface Tableau {
  /** Rows that the program was given; bounds added later follow them. */
  readonly rowsGiven: number;
  readonly rowCount: number;
  readonly columnCount: number;
  /** Row by row, the objective first; per row a cell per column and the right-hand side. */
  readonly cells: Float64Array;
  /** Variables: a column by its index, the slack of a row by `columnCount` and its index. */
  readonly inBasis: Int32Array;
  readonly outside: Int32Array;
  /** Cells of the pivot row that are not zero; kept here so that no pivot allocates. */
  readonly filled: Int32Array;
}

/** A program with these capacities in which no column has a value or uses anything yet. */
export function emptyProgram(capacities: ArrayLike<number>, columnCount: number): Tableau {
  const rowCount = capacities.length;
  const width = columnCount + 1;
  const cells = new Float64Array((rowCount + 1) * width);
  for (let row = 1; row <= rowCount; row++) cells[row * width + columnCount] = capacities[row - 1]!;
  const inBasis = new Int32Array(rowCount);
  for (let row = 0; row < rowCount; row++) inBasis[row] = columnCount + row;
  const outside = new Int32Array(columnCount);
  for (let column = 0; column < columnCount; column++) outside[column] = column;
  return { rowsGiven: rowCount, rowCount, columnCount, cells, inBasis, outside, filled: new Int32Array(width) };
}

export function setValue({ cells }: Tableau, column: number, value: number): void {
  cells[column] = -value;
}

/** The column uses so much more of the row; negative: it gives back. */
export function addUse({ cells, columnCount }: Tableau, column: number, row: number, times: number): void {
  cells[(row + 1) * (columnCount + 1) + column]! += times;
}

/**
 * The primal method: capacities are not negative. Stops after some thousand pivots; what it has then is feasible, but not
 * the most.
 */
export function solvePacking(tableau: Tableau): void {
  const { cells, rowCount, columnCount } = tableau;
  for (let row = 1; row <= rowCount; row++) cells[row * (columnCount + 1) + columnCount]! += hair * row;
  for (let pivots = 0; pivots < pivotsMax; pivots++) {
    const column = enteringColumn(tableau);
    if (column === undefined) break;
    const row = leavingRow(tableau, column);
    if (row === undefined) break;
    pivot(tableau, row, column);
  }
}

/** Dantzig's rule: the column that promises most. */
function enteringColumn({ columnCount, cells }: Tableau): number | undefined {
  let entering: number | undefined;
  let least = -tolerance;
  for (let column = 0; column < columnCount; column++) {
    const reducedCost = cells[column]!;
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
  for (let row = 1; row <= rowCount; row++) {
    const coefficient = cells[row * width + column]!;
    if (coefficient <= smallestPivot) continue;
    const ratio = cells[row * width + columnCount]! / coefficient;
    if (ratio >= least) continue;
    least = ratio;
    leaving = row;
  }
  return leaving;
}

/** Row and column as in `cells`: row 0 is the objective. */
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
  const left = inBasis[pivotRow - 1]!;
  inBasis[pivotRow - 1] = outside[pivotColumn]!;
  outside[pivotColumn] = left;
}

/** What the values add up to. */
export function valueOf({ cells, columnCount }: Tableau): number {
  return cells[columnCount]!;
}

export function solutionOf({ rowsGiven, columnCount, cells, inBasis, outside }: Tableau): Packing {
  const width = columnCount + 1;
  const amounts = new Float64Array(columnCount);
  const prices = new Float64Array(rowsGiven);
  for (const [row, variable] of inBasis.entries()) {
    if (variable < columnCount) amounts[variable] = Math.max(0, cells[(row + 1) * width + columnCount]!);
  }
  for (const [column, variable] of outside.entries()) {
    const row = variable - columnCount;
    if (row >= 0 && row < rowsGiven) prices[row] = Math.max(0, cells[column]!);
  }
  return { amounts, prices };
}

/** A bound on what is used of some variables together, as `inBasis` names them. */
export interface AmountBound {
  readonly variables: readonly number[];
  readonly sense: 'at_most' | 'at_least';
  readonly amount: number;
}

/** How mending a program ended: no row is broken any more, it is worth too little, or one row proves that none can be. */
export type Mending = 'mended' | 'worthless' | { readonly row: number };

/**
 * The dual method: capacities may be negative (what is used so far is too much), values may not be positive. The value
 * falls with every pivot, so the search ends as soon as it is too low.
 */
export function mendPacking(tableau: Tableau, valueMin = -Infinity): Mending {
  for (let pivots = 0; pivots < pivotsMax; pivots++) {
    if (valueOf(tableau) < valueMin) return 'worthless';
    const row = brokenRow(tableau);
    if (row === undefined) return 'mended';
    const column = mendingColumn(tableau, row);
    if (column === undefined) return { row };
    pivot(tableau, row, column);
  }
  return 'worthless';
}

/**
 * Why nothing mends a row: by row given, how often it counts in a sum in which everything used is positive and what there
 * is to use negative (Farkas 1902).
 */
export function proofOf({ rowsGiven, columnCount, cells, inBasis, outside }: Tableau, row: number): Float64Array {
  const weights = new Float64Array(rowsGiven);
  const weigh = (variable: number, weight: number): void => {
    const given = variable - columnCount;
    if (given >= 0 && given < rowsGiven) weights[given] = weight;
  };
  for (const [column, variable] of outside.entries()) weigh(variable, cells[row * (columnCount + 1) + column]!);
  weigh(inBasis[row - 1]!, 1);
  return weights;
}

/**
 * The solved program with a bound that its solution breaks, mended; the program given stays as it is. Undefined when
 * nothing worth `valueMin` keeps the bound.
 */
export function boundedBy(
  tableau: Tableau,
  { variables, sense, amount }: AmountBound,
  valueMin: number,
): Tableau | undefined {
  const { rowCount, columnCount } = tableau;
  const width = columnCount + 1;
  const cells = new Float64Array((rowCount + 2) * width);
  cells.set(tableau.cells);
  const sign = sense === 'at_most' ? -1 : 1;
  const added = (rowCount + 1) * width;
  for (const variable of variables) {
    const held = (tableau.inBasis.indexOf(variable) + 1) * width;
    // Outside the basis it is a column of the tableau.
    if (held === 0) cells[added + tableau.outside.indexOf(variable)]! -= sign;
    else for (let at = 0; at < width; at++) cells[added + at]! += sign * cells[held + at]!;
  }
  cells[added + columnCount]! -= sign * amount;
  const inBasis = new Int32Array(rowCount + 1);
  inBasis.set(tableau.inBasis);
  inBasis[rowCount] = columnCount + rowCount;
  const bounded = { ...tableau, rowCount: rowCount + 1, cells, inBasis, outside: tableau.outside.slice() };
  return mendPacking(bounded, valueMin) === 'mended' ? bounded : undefined;
}

function brokenRow({ rowCount, columnCount, cells }: Tableau): number | undefined {
  const width = columnCount + 1;
  let broken: number | undefined;
  let least = -tolerance;
  for (let row = 1; row <= rowCount; row++) {
    const left = cells[row * width + columnCount]!;
    if (left >= least) continue;
    least = left;
    broken = row;
  }
  return broken;
}

function mendingColumn({ columnCount, cells }: Tableau, row: number): number | undefined {
  const from = row * (columnCount + 1);
  let mending: number | undefined;
  let least = Infinity;
  for (let column = 0; column < columnCount; column++) {
    const coefficient = cells[from + column]!;
    if (coefficient >= -smallestPivot) continue;
    const ratio = cells[column]! / -coefficient;
    if (ratio >= least) continue;
    least = ratio;
    mending = column;
  }
  return mending;
}
