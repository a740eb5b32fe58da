/**
 * A date in counts: how many parties of a kind, how many tables of a class, at every instant that matters. Pooling forgets
 * which of two like tables a party has, so a plan in counts is easier to find than a plan in tables, and never worse:
 * what no counts can do, no tables can (SEATING.md, "pooled relaxation"; class scheduling in Kolen, Kroon 1991).
 *
 * Rows are what can run out: the tables of a class and, for every kind of combination, how many of it can stand side by
 * side. Shapes (a single table of a class, a kind of combination) use them.
 */
import { classesOn } from './floor.ts';
import { areClear, candidatesOf, isAnything } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { Candidates, SeatingUnit } from './seating-units.ts';
import { disjointMaxAt, usableAt } from './table-classes.ts';
import type { TableClasses } from './table-classes.ts';

/** Parties that differ in nothing the tables know of. */
export interface PooledGroup {
  readonly partySize: number;
  /** Instants during which they sit, half-open, as indexes into `instants`. */
  readonly from: number;
  readonly until: number;
  /** Indexes of the shapes that they can have, best first. */
  readonly shapes: readonly number[];
  /** The shape of what they have now, or -1. */
  readonly held: number;
  readonly count: number;
}

export interface PooledModel {
  readonly classes: TableClasses;
  /** Ticks, ascending. Whatever holds at these holds throughout. */
  readonly instants: readonly number[];
  /** Row by row, a number per instant. */
  readonly capacities: Int32Array;
  readonly groups: readonly PooledGroup[];
  /** By index in the list that was pooled; -1 for who fits nowhere. */
  readonly groupOf: readonly number[];
}

/** A plan in counts: by group, by place in its `shapes`, how many parties. */
export type PooledAmounts = readonly (readonly number[])[];

/** Parties of a group at units of a shape. */
export interface ShapeOfGroup {
  readonly group: number;
  readonly shape: number;
}

export interface PoolingOptions {
  /** How many each party stands for; a forecast may say 0.4. Default: 1. */
  readonly countOf?: (index: number) => number;
  /** False where covers do not matter: parties of different sizes who can have the same shapes are one group. */
  readonly countsSizes?: boolean;
  /** What each party has now; those that have units of different shapes are different groups. */
  readonly heldBy?: (index: number) => SeatingUnit | undefined;
}

/**
 * Whoever is settled in the occupancy, and every block, counts as tables that are not there. Parties of the occupancy
 * who are not settled hold nothing here: list them to have them counted.
 */
export function poolDemand(
  occupancy: Occupancy,
  parties: readonly SeatingParty[],
  options: PoolingOptions = {},
): PooledModel {
  const required = new Set<string>();
  for (const { request } of parties) for (const feature of request.requiredFeatures) required.add(feature);
  const classes = classesOn(occupancy, required);
  const hasFixed = isAnything(occupancy, 'fixed');
  const instants = instantsThatMatter(occupancy, classes, parties, hasFixed);
  const capacities = new Int32Array(classes.rowCount * instants.length);
  for (const [at, tick] of instants.entries()) {
    const usable = hasFixed ? usableAt(occupancy, classes, tick) : classes.sizes;
    for (let row = 0; row < classes.count; row++) capacities[row * instants.length + at] = usable[row]!;
    for (const shape of classes.shapes) {
      if (shape.classes.length === 1) continue;
      const most = hasFixed ? disjointMaxAt(occupancy, shape, tick) : shape.disjointMax;
      capacities[shape.rows.at(-1)! * instants.length + at] = most;
    }
  }
  return { classes, instants, capacities, ...groupsOf({ occupancy, classes, instants, hasFixed }, parties, options) };
}

interface Pooling {
  readonly occupancy: Occupancy;
  readonly classes: TableClasses;
  readonly instants: readonly number[];
  readonly hasFixed: boolean;
}

function groupsOf(
  { occupancy, classes, instants, hasFixed }: Pooling,
  parties: readonly SeatingParty[],
  { countOf = () => 1, countsSizes = true, heldBy = () => undefined }: PoolingOptions,
): Pick<PooledModel, 'groups' | 'groupOf'> {
  const groups: { -readonly [K in keyof PooledGroup]: PooledGroup[K] }[] = [];
  const indexByKey = new Map<string, number>();
  const shapesByCandidates = new Map<Candidates, readonly number[]>();
  const groupOf = parties.map((party, at) => {
    const candidates = candidatesOf(occupancy, party);
    const shapes = shapesByCandidates.get(candidates) ?? shapesOf(occupancy, classes, party);
    // Where nothing is fixed, like parties can have like shapes at any time.
    if (!hasFixed) shapesByCandidates.set(candidates, shapes);
    if (shapes.length === 0) return -1;
    const unit = heldBy(at);
    const held = unit === undefined ? -1 : classes.shapeOf[unit.index]!.index;
    const from = firstAtOrAfter(instants, party.startTick);
    const until = firstAtOrAfter(instants, party.endTick);
    const partySize = countsSizes ? party.request.partySize : 1;
    const key = `${held}/${partySize}/${from}/${until}/${shapes.join()}`;
    const known = indexByKey.get(key);
    if (known !== undefined) {
      groups[known]!.count += countOf(at);
      return known;
    }
    indexByKey.set(key, groups.length);
    groups.push({ partySize, from, until, shapes, held, count: countOf(at) });
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
  parties: readonly SeatingParty[],
  hasFixed: boolean,
): readonly number[] {
  const starts = new Set<number>(occupancy.blockStartTicks);
  const ends = new Set<number>();
  for (const party of parties) {
    starts.add(party.startTick);
    ends.add(party.endTick);
  }
  for (const party of occupancy.parties) {
    if (!party.settled) continue;
    starts.add(party.startTick);
  }
  const sorted = [...starts].sort((a, b) => a - b);
  const leaving = [...ends].sort((a, b) => a - b);
  const kept: number[] = [];
  let nextEnd = 0;
  for (const [at, tick] of sorted.entries()) {
    const next = sorted[at + 1];
    while (nextEnd < leaving.length && leaving[nextEnd]! <= tick) nextEnd++;
    const somebodyLeaves = next === undefined || (leaving[nextEnd] ?? Infinity) <= next;
    if (somebodyLeaves || (hasFixed && growsBetween(occupancy, classes, tick, next))) kept.push(tick);
  }
  return kept;
}

function growsBetween(occupancy: Occupancy, classes: TableClasses, tick: number, next: number): boolean {
  const later = usableAt(occupancy, classes, next);
  return usableAt(occupancy, classes, tick).some((count, at) => count < later[at]!);
}

/** Instants are few: a look at each is quicker than a search by halves. */
export function firstAtOrAfter(instants: readonly number[], tick: number): number {
  let at = 0;
  while (at < instants.length && instants[at]! < tick) at++;
  return at;
}
