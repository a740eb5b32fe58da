/**
 * A packing in whole numbers, by branch and bound from the solved linear program (Land, Doig 1960): a column used by a
 * fraction is used either no more than the whole number below it or at least the one above. Those above come first: they
 * settle more.
 */
import { boundedBy, solutionOf, valueOf } from './linear-program.ts';
import type { AmountBound, Tableau } from './linear-program.ts';

/** Amounts nearer than this to a whole number are whole. */
const nearlyWhole = 1e-4;

export interface WholeOptions {
  /** Nothing worth less is looked at. */
  readonly valueMin: number;
  /** A node is one program. */
  readonly nodesMax: number;
  /** Having found one, look for one worth this much more, and so on; without it the first will do. */
  readonly step?: number;
}

export interface WholePacking {
  /** The program whose solution is in whole numbers; undefined when none was found that is worth enough. */
  readonly solved: Tableau | undefined;
  /** Whether the search ended by itself: then what it did not find does not exist, as far as rounding can tell. */
  readonly isExhausted: boolean;
}

/** In depth first. */
export function packWhole(relaxed: Tableau, options: WholeOptions): WholePacking {
  let { valueMin } = options;
  let solved: Tableau | undefined;
  const open: { readonly from: Tableau; readonly bound: AmountBound | undefined }[] = [
    { from: relaxed, bound: undefined },
  ];
  for (let nodes = 0; nodes <= options.nodesMax; nodes++) {
    const next = open.pop();
    if (next === undefined) return { solved, isExhausted: true };
    const { from, bound } = next;
    if (valueOf(from) < valueMin) continue;
    const tableau = bound === undefined ? from : boundedBy(from, bound, valueMin);
    if (tableau === undefined) continue;
    const row = mostBroken(tableau);
    if (row === undefined) {
      solved = tableau;
      if (options.step === undefined) break;
      valueMin = valueOf(tableau) + options.step;
      continue;
    }
    const amount = Math.floor(amountAt(tableau, row));
    const variables = [tableau.inBasis[row]!];
    open.push({ from: tableau, bound: { variables, sense: 'at_most', amount } });
    open.push({ from: tableau, bound: { variables, sense: 'at_least', amount: amount + 1 } });
  }
  return { solved, isExhausted: false };
}

/** Its whole amounts, by column. */
export function wholeAmountsOf(solved: Tableau): Float64Array {
  return solutionOf(solved).amounts.map(Math.round);
}

/** The place in the basis of the column whose amount is nearest to a half. */
function mostBroken(tableau: Tableau): number | undefined {
  let broken: number | undefined;
  let most = nearlyWhole;
  for (let row = 0; row < tableau.rowCount; row++) {
    if (tableau.inBasis[row]! >= tableau.columnCount) continue;
    const amount = amountAt(tableau, row);
    const distance = Math.abs(amount - Math.round(amount));
    if (distance <= most) continue;
    most = distance;
    broken = row;
  }
  return broken;
}

function amountAt({ cells, columnCount }: Tableau, row: number): number {
  return cells[(row + 1) * (columnCount + 1) + columnCount]!;
}
