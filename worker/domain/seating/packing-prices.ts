/**
 * A small packing linear program by the primal simplex method: maximise the sum of the columns used, each of which
 * takes one from every row it lists, within the capacity of each row. Starting from "use nothing" it needs no first
 * phase. Answers with the dual price of each row.
 *
 * Rounding may make the prices a little wrong; whoever draws a conclusion from them checks it in whole numbers.
 */
const TOLERANCE = 1e-9;
/** Dantzig's rule is quick and may cycle; after these pivots Bland's rule takes over, which cannot. */
const QUICK_PIVOTS = 60;
const PIVOTS_MAX = 200;

interface Tableau {
  readonly rowCount: number;
  readonly width: number;
  /** Row by row, the objective last; per row the columns, one slack per row, and the right-hand side. */
  readonly cells: Float64Array;
}

/** A column lists row indexes; one listed twice is taken from twice. */
export function packingPrices(columns: readonly (readonly number[])[], capacities: readonly number[]): Float64Array {
  const tableau = tableauOf(columns, capacities);
  for (let pivots = 0; pivots < PIVOTS_MAX; pivots++) {
    const column = enteringColumn(tableau, pivots >= QUICK_PIVOTS);
    if (column === undefined) break;
    const row = leavingRow(tableau, column);
    if (row === undefined) break;
    pivot(tableau, row, column);
  }
  const objective = tableau.rowCount * tableau.width;
  return tableau.cells.slice(objective + columns.length, objective + columns.length + capacities.length);
}

function tableauOf(columns: readonly (readonly number[])[], capacities: readonly number[]): Tableau {
  const rowCount = capacities.length;
  const width = columns.length + rowCount + 1;
  const cells = new Float64Array((rowCount + 1) * width);
  for (const [column, rows] of columns.entries()) {
    for (const row of rows) cells[row * width + column]! += 1;
    cells[rowCount * width + column] = -1;
  }
  for (const [row, capacity] of capacities.entries()) {
    cells[row * width + columns.length + row] = 1;
    cells[(row + 1) * width - 1] = capacity;
  }
  return { rowCount, width, cells };
}

function enteringColumn({ rowCount, width, cells }: Tableau, first: boolean): number | undefined {
  let entering: number | undefined;
  let least = -TOLERANCE;
  for (let column = 0; column < width - 1; column++) {
    const reducedCost = cells[rowCount * width + column]!;
    if (reducedCost >= least) continue;
    least = reducedCost;
    entering = column;
    if (first) break;
  }
  return entering;
}

function leavingRow({ rowCount, width, cells }: Tableau, column: number): number | undefined {
  let leaving: number | undefined;
  let least = Infinity;
  for (let row = 0; row < rowCount; row++) {
    const coefficient = cells[row * width + column]!;
    if (coefficient <= TOLERANCE) continue;
    const ratio = cells[(row + 1) * width - 1]! / coefficient;
    if (ratio < least - TOLERANCE) {
      least = ratio;
      leaving = row;
    }
  }
  return leaving;
}

function pivot({ rowCount, width, cells }: Tableau, pivotRow: number, column: number): void {
  const from = pivotRow * width;
  const divisor = cells[from + column]!;
  for (let at = from; at < from + width; at++) cells[at]! /= divisor;
  for (let row = 0; row <= rowCount; row++) {
    const factor = cells[row * width + column]!;
    if (row === pivotRow || factor === 0) continue;
    for (let at = 0; at < width; at++) cells[row * width + at]! -= factor * cells[from + at]!;
  }
}
