/**
 * The ejection pool: for chains too long to search systematically. Whoever waits takes the unit that ejects the least
 * weight; those ejected wait on top of the pool; nobody is settled. Every party weighs more each time it ejects or is
 * ejected, so the search leaves the places it fights over and turns elsewhere: that, not chance, breaks its cycles.
 * After Nagata, Bräysy 2009 (vehicle routing), without their random perturbation, so that equal inputs give equal plans.
 */
import { areClear, candidatesOf, lift, partiesOn, place } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { FloorTable } from './seating-units.ts';
import { sendHome } from './send-home.ts';
import { overlaps } from './ticks.ts';

/** Against a weight of one for a party that was never ejected; a large table for a small party is to be a last resort. */
const WEIGHT_OF_SEAT = 0.5;

interface PoolResult {
  readonly moved: readonly SeatingParty[] | undefined;
  readonly nodes: number;
}

/**
 * Seats the pending parties as `seatByChains` does, whoever they are and however many move; a node is one placement.
 * `moved` may name some who ended where they began.
 */
export function seatFromPool(occupancy: Occupancy, pending: readonly SeatingParty[], nodesMax: number): PoolResult {
  const weights = new Uint16Array(occupancy.parties.length + 1).fill(1);
  const moved = new Set<SeatingParty>();
  const pool = [...pending];
  let nodes = 0;
  while (nodes < nodesMax) {
    const party = pool.pop();
    if (party === undefined) break;
    nodes++;
    const tables = lightestTables(occupancy, party, weights);
    if (tables === undefined) {
      pool.push(party);
      break;
    }
    const holders = partiesOn(occupancy, tables, party);
    if (holders.length > 0) weights[party.order]! += 1;
    for (const ejected of holders) {
      weights[ejected.order]! += 1;
      lift(occupancy, ejected);
      moved.add(ejected);
      pool.push(ejected);
    }
    place(occupancy, party, tables);
  }
  for (const party of pending) moved.delete(party);
  if (pool.length > 0) {
    for (const party of [...pending, ...moved]) lift(occupancy, party);
    for (const party of moved) place(occupancy, party, party.home);
    return { moved: undefined, nodes };
  }
  sendHome(occupancy, moved);
  return { moved: [...moved], nodes };
}

/** The first free tables in best-fit order, else those that weigh least; undefined when everything is fixed. */
function lightestTables(
  occupancy: Occupancy,
  party: SeatingParty,
  weights: Uint16Array,
): readonly FloorTable[] | undefined {
  let lightest: readonly FloorTable[] | undefined;
  let least = Infinity;
  for (const { unit } of candidatesOf(occupancy, party).options) {
    if (!areClear(occupancy, 'blocked', unit.tables, party)) continue;
    const surplus = (unit.seats - party.request.partySize) * WEIGHT_OF_SEAT;
    const weight = holdersWeight(occupancy, unit.tables, party, weights, least - surplus);
    if (weight === 0) return unit.tables;
    if (weight + surplus >= least) continue;
    lightest = unit.tables;
    least = weight + surplus;
  }
  return lightest;
}

/** Infinite when somebody settled holds one of the tables, and as soon as it is no less than `limit`. */
function holdersWeight(
  occupancy: Occupancy,
  tables: readonly FloorTable[],
  party: SeatingParty,
  weights: Uint16Array,
  limit: number,
): number {
  let weight = 0;
  for (const table of tables) {
    for (const holder of occupancy.partiesAt[table.index]!) {
      if (!overlaps(holder, party)) continue;
      if (holder.settled) return Infinity;
      const isFirstShared = holder.tables.length === 1 || tables.find((one) => holder.tables.includes(one)) === table;
      if (isFirstShared) weight += weights[holder.order]!;
      if (weight >= limit) return Infinity;
    }
  }
  return weight;
}
