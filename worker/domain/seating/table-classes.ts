/**
 * Tables pooled into classes: for counting, two tables with the same sizes, channels and (those that somebody requires)
 * features are one. A unit's shape is the classes of its tables, so "any four with any four" is one shape, whichever
 * pairs are declared; how many of them can stand side by side is counted apart.
 */
import type { Occupancy } from './occupancy.ts';
import type { FloorTable, SeatingUnit } from './seating-units.ts';
import { isClear } from './ticks.ts';

export interface UnitShape {
  readonly index: number;
  /** Class indexes, one per table of the unit, ascending. */
  readonly classes: readonly number[];
  readonly units: readonly SeatingUnit[];
  /** No more of them than this stand side by side without sharing a table. */
  readonly disjointMax: number;
  /** The rows that such a unit uses, one listed as often as it is used; see `rowCount`. */
  readonly rows: readonly number[];
  /** By row, how often it is used. */
  readonly uses: Uint8Array;
}

export interface TableClasses {
  readonly count: number;
  /** By table index. */
  readonly classOf: readonly number[];
  /** By class: how many tables. */
  readonly sizes: readonly number[];
  readonly shapes: readonly UnitShape[];
  /** By unit index. */
  readonly shapeOf: readonly UnitShape[];
  /** What can run out: a row per class, by its index, then one per shape of several tables. */
  readonly rowCount: number;
}

export function poolTables(
  tables: readonly FloorTable[],
  units: readonly SeatingUnit[],
  requiredFeatures: ReadonlySet<string>,
): TableClasses {
  const classIndexes = new Map<string, number>();
  const classOf = tables.map((table) => {
    const features = table.features.filter((feature) => requiredFeatures.has(feature)).sort();
    const key = JSON.stringify([table.partySizeMin, table.partySizeMax, [...table.channels].sort(), features]);
    return indexIn(classIndexes, key);
  });
  const kinds: (readonly number[])[] = [];
  const kindIndexes = new Map<string, number>();
  const kindOf = units.map((unit) => {
    const classes = unit.tables.map((table) => classOf[table.index]!).sort((a, b) => a - b);
    const index = indexIn(kindIndexes, classes.join());
    kinds[index] = classes;
    return index;
  });
  const count = classIndexes.size;
  const rowCount = count + kinds.filter((classes) => classes.length > 1).length;
  let rowsTaken = count;
  const shapes = kinds.map((classes, index): UnitShape => {
    const rows = classes.length > 1 ? [...classes, rowsTaken++] : classes;
    const ofKind = units.filter((unit) => kindOf[unit.index] === index);
    const uses = usesOf(rows, rowCount);
    return { index, classes, units: ofKind, disjointMax: disjointMaxOf(classes, ofKind), rows, uses };
  });
  const shapeOf = kindOf.map((index) => shapes[index]!);
  return { count, classOf, sizes: sizesOf(count, classOf), shapes, shapeOf, rowCount };
}

function usesOf(rows: readonly number[], rowCount: number): Uint8Array {
  const uses = new Uint8Array(rowCount);
  for (const row of rows) uses[row]! += 1;
  return uses;
}

function indexIn(indexes: Map<string, number>, key: string): number {
  const index = indexes.get(key) ?? indexes.size;
  indexes.set(key, index);
  return index;
}

function sizesOf(count: number, classOf: readonly number[]): number[] {
  const sizes = new Array<number>(count).fill(0);
  for (const index of classOf) sizes[index]! += 1;
  return sizes;
}

/** Tables per class that nothing fixed holds at that tick. */
export function usableAt(occupancy: Occupancy, classes: TableClasses, tick: number): number[] {
  const usable = new Array<number>(classes.count).fill(0);
  for (const table of occupancy.tables) {
    if (isUsableAt(occupancy, table, tick)) usable[classes.classOf[table.index]!]! += 1;
  }
  return usable;
}

/** No more units of a combination's shape than this can be in use at that tick without sharing a table. */
export function disjointMaxAt(occupancy: Occupancy, shape: UnitShape, tick: number): number {
  const usable = shape.units.filter((unit) => unit.tables.every((table) => isUsableAt(occupancy, table, tick)));
  return disjointMaxOf(shape.classes, usable);
}

function disjointMaxOf(classes: readonly number[], units: readonly SeatingUnit[]): number {
  const tables = new Set<FloorTable>();
  for (const unit of units) for (const table of unit.tables) tables.add(table);
  return Math.min(units.length, Math.floor(tables.size / classes.length));
}

function isUsableAt(occupancy: Occupancy, table: FloorTable, tick: number): boolean {
  const row = table.index * occupancy.span.wordsPerRow;
  return isClear(occupancy.fixed, row, { startTick: tick, endTick: tick + 1 });
}
