/**
 * Ejection chains: a party takes a unit, the movable parties that hold it are ejected and must take units of their own,
 * which may eject others in turn (the alternating paths of matching, with combinations and unequal intervals; compare
 * Vidotto, Brown, Beck 2007 on reassigning diners not yet seated).
 *
 * Short chains come first, by iterative deepening on the number of parties moved. A party that the search has placed is
 * settled and never ejected again, which loses nothing (in a plan that works, placed parties are where they end) and
 * makes a level that ends within its budget a proof. When a level does not, systematic search is not going to reach the
 * longer chains that remain; then the ejection pool looks for one.
 *
 * Budgets count nodes, never time: equal inputs give equal plans.
 */
import { seatFromPool } from './ejection-pool.ts';
import { areClear, candidatesOf, lift, partiesOn, place } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { RoomReading } from './read-room.ts';
import { sameTables } from './seating-units.ts';
import type { FloorTable } from './seating-units.ts';

/** Per level of the systematic search; the pool, whose nodes are cheaper and reach further, has several times that. */
export const NODES_MAX_DEFAULT = 30;
const POOL_NODES_FACTOR = 6;

export interface ChainResult {
  /** The parties moved, besides those that had to be seated; undefined when no plan was found. */
  readonly moved: readonly SeatingParty[] | undefined;
  readonly nodes: number;
}

interface Search {
  readonly occupancy: Occupancy;
  readonly moved: SeatingParty[];
  readonly nodesMax: number;
  /** Parties for whom the units were looked through. */
  nodes: number;
  /** A choice was left out because it would have moved too many: a deeper level may still find a plan. */
  limited: boolean;
}

interface Choice {
  readonly tables: readonly FloorTable[];
  readonly ejected: readonly SeatingParty[];
}

/**
 * Seats the pending parties, who hold nothing. On success everybody holds their new place, until `undoChains` or
 * `keepChains`; otherwise everything is as before.
 */
export function seatByChains(
  occupancy: Occupancy,
  pending: readonly SeatingParty[],
  nodesMax: number = NODES_MAX_DEFAULT,
  room?: RoomReading,
): ChainResult {
  let nodes = 0;
  for (let movesMax = 0; ; movesMax++) {
    const search: Search = { occupancy, moved: [], nodesMax, nodes: 0, limited: false };
    const found = seatAll(search, pending, movesMax);
    nodes += search.nodes;
    if (found) return { moved: search.moved, nodes };
    if (search.nodes >= nodesMax) break;
    if (!search.limited) return { moved: undefined, nodes };
  }
  const poolNodesMax = nodesMax * POOL_NODES_FACTOR;
  return { moved: seatFromPool(occupancy, pending, poolNodesMax, room), nodes: nodes + poolNodesMax };
}

/** Everyone goes back to where they were before the search: the moved ones home, the seated ones nowhere. */
export function undoChains(
  occupancy: Occupancy,
  seated: readonly SeatingParty[],
  moved: readonly SeatingParty[],
): void {
  for (const party of [...seated, ...moved]) {
    lift(occupancy, party);
    party.settled = false;
  }
  for (const party of moved) place(occupancy, party, party.home);
}

/** Everyone stays where the search put them, and may be moved again: that is their home from now on. */
export function keepChains(occupancy: Occupancy, parties: readonly SeatingParty[]): void {
  for (const party of parties) {
    party.home = party.tables;
    lift(occupancy, party);
    party.settled = false;
    place(occupancy, party, party.home);
  }
}

function seatAll(search: Search, pending: readonly SeatingParty[], movesLeft: number): boolean {
  const hardest = hardestOf(search, pending, movesLeft);
  if (hardest === undefined) return pending.length === 0;
  const rest = pending.filter((party) => party !== hardest.party);
  for (const choice of hardest.choices) {
    if (search.nodes >= search.nodesMax) return false;
    if (seatOn(search, hardest.party, choice, rest, movesLeft)) return true;
  }
  return false;
}

function seatOn(
  search: Search,
  party: SeatingParty,
  choice: Choice,
  rest: readonly SeatingParty[],
  movesLeft: number,
): boolean {
  const { occupancy, moved } = search;
  for (const ejected of choice.ejected) {
    lift(occupancy, ejected);
    moved.push(ejected);
  }
  party.settled = true;
  place(occupancy, party, choice.tables);
  if (seatAll(search, [...rest, ...choice.ejected], movesLeft - choice.ejected.length)) return true;
  lift(occupancy, party);
  party.settled = false;
  for (const ejected of choice.ejected) {
    place(occupancy, ejected, ejected.home);
    moved.pop();
  }
  return false;
}

/** Fewest choices first; undefined when nobody is pending or one of them has no choice left. */
function hardestOf(
  search: Search,
  pending: readonly SeatingParty[],
  movesLeft: number,
): { party: SeatingParty; choices: readonly Choice[] } | undefined {
  let hardest: { party: SeatingParty; choices: readonly Choice[] } | undefined;
  for (const party of pending) {
    const choices = choicesOf(search, party, movesLeft, pending.length === 1);
    if (choices.length === 0) return undefined;
    if (hardest === undefined || choices.length < hardest.choices.length) hardest = { party, choices };
  }
  return hardest;
}

/** A free unit ends the chain of the last party pending; else those that eject fewest come first, in best-fit order. */
function choicesOf(search: Search, party: SeatingParty, movesLeft: number, isLast: boolean): readonly Choice[] {
  const { occupancy } = search;
  search.nodes++;
  const choices: Choice[] = [];
  for (const { unit } of candidatesOf(occupancy, party).options) {
    if (areClear(occupancy, 'busy', unit.tables, party)) {
      const free = { tables: unit.tables, ejected: [] };
      if (isLast) return [free];
      choices.push(free);
    } else if ((movesLeft > 0 || !search.limited) && areClear(occupancy, 'fixed', unit.tables, party)) {
      const ejected = partiesOn(occupancy, unit.tables, party);
      if (ejected.length > movesLeft) search.limited = true;
      else if (!isPointlessSwap(occupancy, party, unit.tables, ejected)) choices.push({ tables: unit.tables, ejected });
    }
  }
  return choices.sort((a, b) => a.ejected.length - b.ejected.length);
}

/**
 * Ejecting one party of the same interval that could go nowhere but where this one could: leaving it and giving this
 * one its next place comes to the same with one move less.
 */
function isPointlessSwap(
  occupancy: Occupancy,
  party: SeatingParty,
  tables: readonly FloorTable[],
  ejected: readonly SeatingParty[],
): boolean {
  const other = ejected[0];
  if (other === undefined || ejected.length > 1) return false;
  if (other.startTick !== party.startTick || other.endTick !== party.endTick) return false;
  if (!sameTables(other.tables, tables)) return false;
  const { unitIndexes } = candidatesOf(occupancy, party);
  return candidatesOf(occupancy, other).options.every((option) => unitIndexes.has(option.unit.index));
}
