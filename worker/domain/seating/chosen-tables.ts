/**
 * Tables picked by hand: what speaks against them, and putting a party on exactly these. Staff may overrule sizes and
 * features (they see the room), never a table that is held: `placeOn` therefore asks only whether the tables can be had.
 */
import { NODES_MAX_DEFAULT, seatByChains, undoChains } from './ejection-chains.ts';
import { areClear, idsOf, lift, movesOf, onTrial, partiesOn, place } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { SeatingMove, SeatingOptions, SeatingRequest } from './problem.ts';
import { hasFeature, holdsSize, sameTables, tablesByIds } from './seating-units.ts';
import type { FloorTable } from './seating-units.ts';

export type SeatingObjection =
  | { readonly kind: 'unknown_table'; readonly tableId: number }
  /** `partySizeMax` is the declared combination's, or the sum of the tables' when nobody declared them. */
  | { readonly kind: 'too_small'; readonly partySizeMax: number }
  | { readonly kind: 'lacks_feature'; readonly feature: string }
  | { readonly kind: 'blocked'; readonly tableId: number }
  | { readonly kind: 'clash'; readonly key: string; readonly movable: boolean };

export type PlacementDecision =
  | {
      readonly ok: true;
      readonly tableIds: readonly number[];
      readonly moves: readonly SeatingMove[];
      readonly nodes: number;
    }
  | {
      readonly ok: false;
      /** Unknown or blocked tables and immovable parties; where none of these, the movable ones that found no place. */
      readonly objections: readonly SeatingObjection[];
      readonly nodes: number;
    };

/** Everything that speaks against these tables for this request; empty when they are simply free and fitting. */
export function reasonsAgainst(
  occupancy: Occupancy,
  request: SeatingRequest,
  tableIds: readonly number[],
  options: Pick<SeatingOptions, 'exclude'> = {},
): SeatingObjection[] {
  const objections = unknownAmong(occupancy, tableIds);
  const tables = tablesByIds(
    occupancy.tableById,
    tableIds.filter((tableId) => occupancy.tableById.has(tableId)),
  )!;
  if (objections.length === 0) {
    const partySizeMax = partySizeMaxOf(occupancy, request, tables);
    if (partySizeMax < request.partySize) objections.push({ kind: 'too_small', partySizeMax });
  }
  for (const feature of request.requiredFeatures) {
    if (!hasFeature({ tables }, feature)) objections.push({ kind: 'lacks_feature', feature });
  }
  return onTrial(occupancy, request, options.exclude, (newcomer) => [
    ...objections,
    ...blockedAmong(occupancy, newcomer, tables),
    ...clashesWith(partiesOn(occupancy, tables, newcomer)),
  ]);
}

/**
 * Puts the request on exactly these tables and finds other places for the movable parties that hold them. Capacity,
 * channel and features are not asked about: show `reasonsAgainst` first.
 */
export function placeOn(
  occupancy: Occupancy,
  request: SeatingRequest,
  tableIds: readonly number[],
  options: SeatingOptions = {},
): PlacementDecision {
  const tables = tablesByIds(occupancy.tableById, tableIds);
  if (tables === undefined) return { ok: false, objections: unknownAmong(occupancy, tableIds), nodes: 0 };
  return onTrial(occupancy, request, options.exclude, (newcomer) =>
    takeTables(occupancy, newcomer, tables, options.nodesMax ?? NODES_MAX_DEFAULT),
  );
}

function takeTables(
  occupancy: Occupancy,
  newcomer: SeatingParty,
  tables: readonly FloorTable[],
  nodesMax: number,
): PlacementDecision {
  const holders = partiesOn(occupancy, tables, newcomer);
  const immovable = holders.filter((party) => party.settled);
  const final = [...blockedAmong(occupancy, newcomer, tables), ...clashesWith(immovable)];
  if (final.length > 0) return { ok: false, objections: final, nodes: 0 };
  for (const holder of holders) lift(occupancy, holder);
  newcomer.settled = true;
  place(occupancy, newcomer, tables);
  const { moved, nodes } = seatByChains(occupancy, holders, nodesMax);
  const allMoved = [...holders, ...(moved ?? [])];
  const moves = movesOf(allMoved);
  undoChains(occupancy, [newcomer], allMoved);
  if (moved === undefined) return { ok: false, objections: clashesWith(holders), nodes };
  return { ok: true, tableIds: idsOf(tables), moves, nodes };
}

function unknownAmong(occupancy: Occupancy, tableIds: readonly number[]): SeatingObjection[] {
  return tableIds
    .filter((tableId) => !occupancy.tableById.has(tableId))
    .map((tableId) => ({ kind: 'unknown_table', tableId }));
}

function blockedAmong(occupancy: Occupancy, newcomer: SeatingParty, tables: readonly FloorTable[]): SeatingObjection[] {
  return tables
    .filter((table) => !areClear(occupancy, 'blocked', [table], newcomer))
    .map((table) => ({ kind: 'blocked', tableId: table.id }));
}

function clashesWith(parties: readonly SeatingParty[]): SeatingObjection[] {
  return parties.map(({ key, movable }) => ({ kind: 'clash', key, movable }));
}

/** Of several declarations over the same tables, one that fits the party speaks for them all. */
function partySizeMaxOf(occupancy: Occupancy, request: SeatingRequest, tables: readonly FloorTable[]): number {
  const declared = occupancy.units.filter((unit) => sameTables(unit.tables, tables));
  const fitting = declared.find((unit) => holdsSize(unit, request.partySize));
  if (fitting !== undefined) return fitting.partySizeMax;
  if (declared.length > 0) return Math.max(...declared.map((unit) => unit.partySizeMax));
  return tables.reduce((sum, table) => sum + table.partySizeMax, 0);
}
