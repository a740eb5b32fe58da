/**
 * A packing in whole numbers, by branch and bound from the solved linear program (Land, Doig 1960): a column used by a
 * fraction is used either no more than the whole number below it or at least the one above. The column nearest to a whole
 * number is settled first, and there; so a plan is found soon. After each dive the search goes on from the most promising
 * branch left open.
 */
import { boundedBy, solutionOf, valueOf } from './linear-program.ts';
import type { AmountBound, Tableau } from './linear-program.ts';

/** Amounts nearer than this to a whole number are whole. */
const nearlyWhole = 1e-4;
/** 32 MB. */
const cellsOpenMaxDefault = 4_000_000;
const foundMax = 3;

export interface WholeOptions {
  /** Nothing worth less is looked at. */
  readonly valueMin: number;
  /** A node is one program. */
  readonly nodesMax: number;
  /** Having found one, look for one worth this much more, and so on; without it the first will do. */
  readonly step?: number;
  /** Every branch left open keeps a program: so many numbers together, then the least promising are given up. */
  readonly cellsOpenMax?: number;
}

export interface WholePacking {
  /** Programs whose solutions are in whole numbers and worth enough: the last that were found, the best first. */
  readonly found: readonly Tableau[];
  /** Whether the search ended by itself: then what it did not find does not exist, as far as rounding can tell. */
  readonly isExhausted: boolean;
  /** Nothing is worth more. */
  readonly valueMax: number;
}

/** Which column is settled first. No rule is best on every date, so dives take turns. */
const rules = [
  { distanceOf: (amount: number) => Math.ceil(amount) - amount, isUpward: true },
  { distanceOf: (amount: number) => Math.abs(amount - Math.round(amount)), isUpward: false },
  { distanceOf: (amount: number) => 0.5 - Math.abs(amount - Math.round(amount)), isUpward: true },
] as const;

interface Branch {
  readonly from: Tableau;
  readonly bound: AmountBound;
}

interface Search {
  /** Left for later. */
  readonly open: Branch[];
  readonly step: number;
  readonly cellsOpenMax: number;
  valueMin: number;
  found: readonly Tableau[];
  /** The most that a branch promised for which there was no room. */
  dropped: number;
  dives: number;
}

export function packWhole(relaxed: Tableau, options: WholeOptions): WholePacking {
  const { valueMin, nodesMax, step = Infinity, cellsOpenMax = cellsOpenMaxDefault } = options;
  const search: Search = { open: [], step, cellsOpenMax, valueMin, found: [], dropped: -Infinity, dives: 0 };
  let next = branched(search, relaxed) ?? takeBest(search);
  for (let nodes = 0; next !== undefined && nodes < nodesMax; nodes++) {
    const tableau = boundedBy(next.from, next.bound, search.valueMin);
    next = (tableau && branched(search, tableau)) ?? takeBest(search);
  }
  const left = Math.max(search.dropped, next === undefined ? -Infinity : valueOf(next.from));
  return {
    found: search.found,
    isExhausted: next === undefined && (search.dropped === -Infinity || search.dropped < search.valueMin),
    valueMax: search.open.reduce((most, { from }) => Math.max(most, valueOf(from)), Math.max(left, search.valueMin)),
  };
}

/** The branch to look into at once; undefined where there is nothing left to branch on. */
function branched(search: Search, tableau: Tableau): Branch | undefined {
  if (valueOf(tableau) < search.valueMin) return undefined;
  const rule = rules[search.dives % rules.length]!;
  const row = brokenBy(tableau, rule.distanceOf);
  if (row === undefined) {
    search.found = [tableau, ...search.found].slice(0, foundMax);
    search.valueMin = valueOf(tableau) + search.step;
    return undefined;
  }
  const amount = amountAt(tableau, row);
  const below = Math.floor(amount);
  const variables = [tableau.inBasis[row]!];
  const less: Branch = { from: tableau, bound: { variables, sense: 'at_most', amount: below } };
  const more: Branch = { from: tableau, bound: { variables, sense: 'at_least', amount: below + 1 } };
  const isNearerAbove = rule.isUpward || amount - below >= 0.5;
  search.open.push(isNearerAbove ? less : more);
  if (search.open.length * tableau.cells.length > search.cellsOpenMax) drop(search);
  return isNearerAbove ? more : less;
}

function takeBest(search: Search): Branch | undefined {
  const { open, valueMin } = search;
  search.dives++;
  let best = -1;
  let most = valueMin;
  for (const [at, { from }] of open.entries()) {
    if (valueOf(from) < most) continue;
    most = valueOf(from);
    best = at;
  }
  return best === -1 ? undefined : open.splice(best, 1)[0];
}

/** Gives up the branch that promises least. */
function drop(search: Search): void {
  let least = 0;
  for (const [at, { from }] of search.open.entries()) if (valueOf(from) < valueOf(search.open[least]!.from)) least = at;
  const [branch] = search.open.splice(least, 1);
  search.dropped = Math.max(search.dropped, valueOf(branch!.from));
}

/** Its whole amounts, by column. */
export function wholeAmountsOf(solved: Tableau): Float64Array {
  return solutionOf(solved).amounts.map(Math.round);
}

/** The place in the basis of the column that is not whole and comes first. */
function brokenBy(tableau: Tableau, distanceOf: (amount: number) => number): number | undefined {
  let broken: number | undefined;
  let least = Infinity;
  for (let row = 0; row < tableau.rowCount; row++) {
    if (tableau.inBasis[row]! >= tableau.columnCount) continue;
    const amount = amountAt(tableau, row);
    if (Math.abs(amount - Math.round(amount)) <= nearlyWhole) continue;
    const distance = distanceOf(amount);
    if (distance >= least) continue;
    least = distance;
    broken = row;
  }
  return broken;
}

function amountAt({ cells, columnCount }: Tableau, row: number): number {
  return cells[(row + 1) * (columnCount + 1) + columnCount]!;
}
