/**
 * What a plan costs, in the order in which a house judges it: covers without a table, tables joined, seats wasted, wishes
 * missed, parties moved. One number, so that a search can weigh: a cover outweighs any of the others many times over, and
 * a party is moved only for more than it costs.
 */
import { emptyOccupancy, isAtHome, unitOf } from './occupancy.ts';
import type { SeatingParty } from './occupancy.ts';
import type { SeatingMove, SeatingProblem } from './problem.ts';
import { hasFeature, sameTables, tablesByIds } from './seating-units.ts';
import type { FloorTable, SeatingUnit } from './seating-units.ts';

export interface PlanQuality {
  readonly coversSeated: number;
  readonly coversWithoutTable: number;
  readonly partiesOnCombinations: number;
  readonly seatsWasted: number;
  readonly wishesMissed: number;
  /** Against the plan that the search began with; a party that had no table is not moved but seated. */
  readonly partiesMoved: number;
}

/** Cost points. */
export const coverLost = 10_000;
export const tableJoined = 50;
export const seatWasted = 5;
const wishMissed = 3;
export const partyMoved = 1;

/** Of giving a unit to a party, apart from whether that moves it. */
export function costOfUnit(unit: SeatingUnit, party: SeatingParty): number {
  const { partySize, wishedFeatures } = party.request;
  const missed = wishedFeatures.filter((feature) => !hasFeature(unit, feature)).length;
  return tableJoined * (unit.tables.length - 1) + seatWasted * (unit.seats - partySize) + wishMissed * missed;
}

/** Points, when the party leaves the tables that were planned for it. */
export function costOfMove(party: SeatingParty, tables: readonly FloorTable[], points = partyMoved): number {
  return party.home.length === 0 || sameTables(party.home, tables) ? 0 : points;
}

/** Of the movable parties as they hold tables now. */
export function qualityOf(parties: readonly SeatingParty[]): PlanQuality {
  const quality = { coversSeated: 0, coversWithoutTable: 0, partiesOnCombinations: 0, seatsWasted: 0, wishesMissed: 0 };
  let partiesMoved = 0;
  for (const party of parties) {
    const { partySize, wishedFeatures } = party.request;
    if (party.tables.length === 0) {
      quality.coversWithoutTable += partySize;
      continue;
    }
    quality.coversSeated += partySize;
    quality.partiesOnCombinations += Number(party.tables.length > 1);
    quality.seatsWasted += Math.max(0, party.tables.reduce((sum, table) => sum + table.partySizeMax, 0) - partySize);
    quality.wishesMissed += wishedFeatures.filter((feature) => !hasFeature(party, feature)).length;
    partiesMoved += Number(party.home.length > 0 && !isAtHome(party));
  }
  return { ...quality, partiesMoved };
}

/** Points that the movable parties of a day cost after these moves; less is better. */
export function costOfPlan(problem: SeatingProblem, moves: readonly SeatingMove[]): number {
  const occupancy = emptyOccupancy(problem);
  const tablesByKey = new Map(moves.map((move) => [move.key, move.tableIds]));
  let cost = 0;
  for (const party of occupancy.parties) {
    if (!party.movable) continue;
    const tableIds = tablesByKey.get(party.key);
    const tables = tableIds === undefined ? party.home : tablesByIds(occupancy.tableById, tableIds)!;
    const unit = unitOf(occupancy, party, tables);
    cost +=
      unit === undefined ? coverLost * party.request.partySize : costOfUnit(unit, party) + costOfMove(party, tables);
  }
  return cost;
}
