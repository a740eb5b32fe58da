/**
 * A date in counts: how many parties of a kind, how many tables of a class, at every instant that matters. Pooling forgets
 * which of two like tables a party has, so a plan in counts is easier to find than a plan in tables, and never worse:
 * what no counts can do, no tables can (SEATING.md, "pooled relaxation"; class scheduling in Kolen, Kroon 1991).
 *
 * Rows are what can run out: the tables of a class and, for every kind of combination, how many of it can stand side by
 * side. Shapes (a single table of a class, a kind of combination) use them.
 */
import { areClear, candidatesOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import { disjointMaxAt, poolTables, usableAt } from './table-classes.ts';
import type { TableClasses } from './table-classes.ts';

/** Parties that differ in nothing the tables know of. */
export interface PooledGroup {
  readonly partySize: number;
  /** Instants during which they sit, half-open, as indexes into `instants`. */
  readonly from: number;
  readonly until: number;
  /** Indexes of the shapes that they can have, best first. */
  readonly shapes: readonly number[];
  readonly count: number;
}

export interface PooledModel {
  readonly classes: TableClasses;
  /** By shape: the rows it uses, one listed as often as it is used. */
  readonly rowsOf: readonly (readonly number[])[];
  readonly rowCount: number;
  /** Ticks, ascending. Whatever holds at these holds throughout. */
  readonly instants: readonly number[];
  /** Row by row, a number per instant. */
  readonly capacities: Int32Array;
  readonly groups: readonly PooledGroup[];
  /** By index in the list that was pooled; -1 for who fits nowhere. */
  readonly groupOf: readonly number[];
}

export interface PooledDemand {
  readonly party: SeatingParty;
  /** How many of them; a forecast may say 0.4. */
  readonly count: number;
}

/**
 * Whoever is settled in the occupancy, and every block, counts as tables that are not there. Parties of the occupancy
 * who are not settled hold nothing here: list them in `demand` to have them counted.
 */
export function poolDemand(occupancy: Occupancy, demand: readonly PooledDemand[]): PooledModel {
  const required = new Set(demand.flatMap(({ party }) => party.request.requiredFeatures));
  const classes = poolTables(occupancy.tables, occupancy.units, required);
  const instants = instantsThatMatter(occupancy, classes, demand);
  const combined = classes.shapes.filter((shape) => shape.classes.length > 1);
  const rowOfCombined = new Map(combined.map((shape, at) => [shape, classes.count + at]));
  const rowsOf = classes.shapes.map((shape) => {
    const row = rowOfCombined.get(shape);
    return row === undefined ? shape.classes : [...shape.classes, row];
  });
  const rowCount = classes.count + combined.length;
  const capacities = new Int32Array(rowCount * instants.length);
  for (const [at, tick] of instants.entries()) {
    const usable = usableAt(occupancy, classes, tick);
    for (const [row, count] of usable.entries()) capacities[row * instants.length + at] = count;
    for (const [shape, row] of rowOfCombined) {
      capacities[row * instants.length + at] = disjointMaxAt(occupancy, shape, tick);
    }
  }
  return { classes, rowsOf, rowCount, instants, capacities, ...groupsOf(occupancy, classes, instants, demand) };
}

function groupsOf(
  occupancy: Occupancy,
  classes: TableClasses,
  instants: readonly number[],
  demand: readonly PooledDemand[],
): Pick<PooledModel, 'groups' | 'groupOf'> {
  const groups: { -readonly [K in keyof PooledGroup]: PooledGroup[K] }[] = [];
  const indexByKey = new Map<string, number>();
  const groupOf = demand.map(({ party, count }) => {
    const shapes = shapesOf(occupancy, classes, party);
    if (shapes.length === 0) return -1;
    const from = firstAtOrAfter(instants, party.startTick);
    const until = firstAtOrAfter(instants, party.endTick);
    const { partySize } = party.request;
    const key = [partySize, from, until, ...shapes].join();
    const known = indexByKey.get(key);
    if (known !== undefined) {
      groups[known]!.count += count;
      return known;
    }
    indexByKey.set(key, groups.length);
    groups.push({ partySize, from, until, shapes, count });
    return groups.length - 1;
  });
  return { groups, groupOf };
}

/** The shapes of the units that nothing settled keeps the party from, in best-fit order. */
export function shapesOf(occupancy: Occupancy, classes: TableClasses, party: SeatingParty): number[] {
  const shapes: number[] = [];
  for (const { unit } of candidatesOf(occupancy, party).options) {
    const { index } = classes.shapeOf[unit.index]!;
    if (!shapes.includes(index) && areClear(occupancy, 'fixed', unit.tables, party)) shapes.push(index);
  }
  return shapes;
}

/**
 * Parties present grow only where one starts, usable tables shrink only where somebody settled or a block starts. Of
 * two such instants between which nobody leaves and no table returns, the later one asks for at least as much.
 */
function instantsThatMatter(
  occupancy: Occupancy,
  classes: TableClasses,
  demand: readonly PooledDemand[],
): readonly number[] {
  const starts = new Set(demand.map(({ party }) => party.startTick));
  for (const party of occupancy.parties) if (party.settled) starts.add(party.startTick);
  for (const tick of occupancy.blockStartTicks) starts.add(tick);
  const ends = [...new Set(demand.map(({ party }) => party.endTick))].sort((a, b) => a - b);
  const sorted = [...starts].sort((a, b) => a - b);
  const kept: number[] = [];
  let nextEnd = 0;
  for (const [at, tick] of sorted.entries()) {
    const next = sorted[at + 1];
    while (nextEnd < ends.length && ends[nextEnd]! <= tick) nextEnd++;
    const somebodyLeaves = next === undefined || (ends[nextEnd] ?? Infinity) <= next;
    if (somebodyLeaves || growsBetween(occupancy, classes, tick, next)) kept.push(tick);
  }
  return kept;
}

function growsBetween(occupancy: Occupancy, classes: TableClasses, tick: number, next: number): boolean {
  const later = usableAt(occupancy, classes, next);
  return usableAt(occupancy, classes, tick).some((count, at) => count < later[at]!);
}

export function firstAtOrAfter(instants: readonly number[], tick: number): number {
  const at = instants.findIndex((instant) => instant >= tick);
  return at === -1 ? instants.length : at;
}
