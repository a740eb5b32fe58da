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
}

export interface TableClasses {
  readonly count: number;
  /** By table index. */
  readonly classOf: readonly number[];
  readonly shapes: readonly UnitShape[];
  /** By unit index. */
  readonly shapeOf: readonly UnitShape[];
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
  const shapeIndexes = new Map<string, number>();
  const shapes: { index: number; classes: number[]; units: SeatingUnit[] }[] = [];
  const shapeOf = units.map((unit) => {
    const classes = unit.tables.map((table) => classOf[table.index]!).sort((a, b) => a - b);
    const index = indexIn(shapeIndexes, classes.join());
    const shape = (shapes[index] ??= { index, classes, units: [] });
    shape.units.push(unit);
    return shape;
  });
  return { count: classIndexes.size, classOf, shapes, shapeOf };
}

function indexIn(indexes: Map<string, number>, key: string): number {
  const index = indexes.get(key) ?? indexes.size;
  indexes.set(key, index);
  return index;
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
  const tables = new Set<FloorTable>();
  let units = 0;
  for (const unit of shape.units) {
    if (!unit.tables.every((table) => isUsableAt(occupancy, table, tick))) continue;
    units++;
    for (const table of unit.tables) tables.add(table);
  }
  return Math.min(units, Math.floor(tables.size / shape.classes.length));
}

function isUsableAt(occupancy: Occupancy, table: FloorTable, tick: number): boolean {
  const row = table.index * occupancy.span.wordsPerRow;
  return isClear(occupancy.fixed, row, { startTick: tick, endTick: tick + 1 });
}
