/**
 * The certified no: a counting argument that at some instant the parties present and the newcomer need more than the
 * tables can hold, wherever the movable ones are put.
 *
 * Give every class of tables, and every kind of combination (of which only so many fit side by side), a price ≥ 0. A
 * party pays at least the cheapest kind of unit it could hold. Units in use at one instant share no table, so payments
 * beyond the price of all usable tables and combinations prove that no plan exists. That holds for any prices (weak
 * duality); those worth trying are the dual prices of seating as many as possible at that instant. The size-class cuts
 * of fixed-interval scheduling (Kolen, Kroon 1991) are the special case of prices zero and one; with combinations, one
 * eight is worth two or three fours, and only the prices know which.
 *
 * It stays sound with channels, features, fixed parties and blocks because they only shorten the list of units that a
 * party could hold, and with pooling because pooled parties have more choice than real ones.
 */
import { solvePacking } from './linear-program.ts';
import { areClear, candidatesOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import { sameTables } from './seating-units.ts';
import { disjointMaxAt, poolTables, usableAt } from './table-classes.ts';
import type { TableClasses, UnitShape } from './table-classes.ts';
import { overlaps } from './ticks.ts';

/** Prices are compared as whole numbers of this fraction: divisible by the small numbers that such prices have below. */
const PRICE_UNIT = 5040;
const pivotsMax = 200;

interface Present {
  readonly party: SeatingParty;
  readonly shapes: readonly UnitShape[];
}

/** Parties at one instant that could hold the same shapes. */
interface Group {
  readonly shapes: readonly UnitShape[];
  parties: number;
}

/** True when no plan exists that seats the newcomer and keeps every party; false says nothing. */
export function isCutOff(occupancy: Occupancy, newcomer: SeatingParty): boolean {
  const classes = tableClassesFor(occupancy, newcomer);
  const ownShapes = shapesFor(occupancy, classes, newcomer);
  if (ownShapes.length === 0) return true;
  const present = occupancy.parties
    .filter((party) => overlaps(party, newcomer) && isCounted(occupancy, party))
    .map((party) => ({ party, shapes: shapesFor(occupancy, classes, party) }))
    .filter(({ shapes }) => shapes.length > 0);
  return crowdedInstants(occupancy, newcomer).some((tick) => {
    const groups = groupsAt(present, tick, ownShapes);
    return isOverdrawn(occupancy, classes, groups, tick);
  });
}

/** Fixed parties count as fewer usable tables; those whose tables staff joined by hand could be anywhere: left out. */
function isCounted(occupancy: Occupancy, party: SeatingParty): boolean {
  if (party.settled || party.tables.length === 0) return false;
  return candidatesOf(occupancy, party).options.some(({ unit }) => sameTables(unit.tables, party.tables));
}

/**
 * Instants at which the newcomer finds no unit free as things stand. Parties present change only where one starts,
 * usable tables grow fewer only where a fixed party or a block starts.
 */
function crowdedInstants(occupancy: Occupancy, newcomer: SeatingParty): number[] {
  const starts = new Set([newcomer.startTick]);
  const add = (tick: number) => {
    if (tick > newcomer.startTick && tick < newcomer.endTick) starts.add(tick);
  };
  for (const party of occupancy.parties) if (party.tables.length > 0) add(party.startTick);
  for (const tick of occupancy.blockStartTicks) add(tick);
  const usable = candidatesOf(occupancy, newcomer).options.filter(({ unit }) =>
    areClear(occupancy, 'fixed', unit.tables, newcomer),
  );
  return [...starts].filter(
    (tick) =>
      !usable.some(({ unit }) => areClear(occupancy, 'busy', unit.tables, { startTick: tick, endTick: tick + 1 })),
  );
}

/** The newcomer's group comes first. */
function groupsAt(present: readonly Present[], tick: number, ownShapes: readonly UnitShape[]): Group[] {
  const byKey = new Map<string, Group>();
  const count = (shapes: readonly UnitShape[]) => {
    const key = shapes.map((shape) => shape.index).join();
    const group = byKey.get(key);
    if (group === undefined) byKey.set(key, { shapes, parties: 1 });
    else group.parties++;
  };
  count(ownShapes);
  for (const { party, shapes } of present) {
    if (party.startTick <= tick && tick < party.endTick) count(shapes);
  }
  return [...byKey.values()];
}

/** Where those present exceed the tables even without the newcomer, a plan is in conflict and nothing is certified. */
function isOverdrawn(occupancy: Occupancy, classes: TableClasses, groups: readonly Group[], tick: number): boolean {
  const capacities = usableAt(occupancy, classes, tick);
  const rowsOf = classes.shapes.map((shape) => {
    if (shape.classes.length === 1) return shape.classes;
    capacities.push(disjointMaxAt(occupancy, shape, tick));
    return [...shape.classes, capacities.length - 1];
  });
  const columns = groups.flatMap((group, at) =>
    group.shapes.map((shape) => ({ value: 1, rows: [...rowsOf[shape.index]!, capacities.length + at] })),
  );
  const dual = solvePacking(columns, [...capacities, ...groups.map((group) => group.parties)], pivotsMax).prices;
  const prices = capacities.map((_, row) => Math.round(dual[row]! * PRICE_UNIT));
  const worth = prices.reduce((sum, price, row) => sum + price * capacities[row]!, 0);
  const payments = groups.map((group) => {
    const costs = group.shapes.map((shape) => rowsOf[shape.index]!.reduce((sum, row) => sum + prices[row]!, 0));
    return Math.min(...costs);
  });
  const paid = groups.reduce((sum, group, at) => sum + group.parties * payments[at]!, 0);
  return paid > worth && paid - payments[0]! <= worth;
}

/** Classes that serve everyone present and the newcomer; kept with the occupancy, since newcomers rarely differ. */
function tableClassesFor(occupancy: Occupancy, newcomer: SeatingParty): TableClasses {
  const required = new Set(newcomer.request.requiredFeatures);
  for (const party of occupancy.parties) for (const feature of party.request.requiredFeatures) required.add(feature);
  const key = JSON.stringify([...required].sort());
  const classes = occupancy.classesByFeatures.get(key) ?? poolTables(occupancy.tables, occupancy.units, required);
  occupancy.classesByFeatures.set(key, classes);
  return classes;
}

/** The shapes of units that the party could hold with nothing fixed in the way. */
function shapesFor(occupancy: Occupancy, classes: TableClasses, party: SeatingParty): UnitShape[] {
  const shapes: UnitShape[] = [];
  for (const { unit } of candidatesOf(occupancy, party).options) {
    const shape = classes.shapeOf[unit.index]!;
    if (!shapes.includes(shape) && areClear(occupancy, 'fixed', unit.tables, party)) shapes.push(shape);
  }
  return shapes;
}
