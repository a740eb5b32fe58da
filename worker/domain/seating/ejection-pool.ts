/**
 * For chains too long to search systematically: the ejection pool on a board, led by what the counts say. The linear
 * program of `packing-cut.ts` knows how many of a kind of party should have which kind of unit; a party that takes one
 * of another kind upsets that, so it does so only when everything else weighs more.
 */
import { isAtHome, lift, place, unitOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { RoomReading } from './packing-cut.ts';
import { boardOf, fix, isFree, seat } from './plan-board.ts';
import type { PlanBoard } from './plan-board.ts';
import { searchPooled } from './pooled-search.ts';
import { realiseCounts, reluctanceAgainst, shapesWanted } from './realise-counts.ts';
import { seatByEjection } from './seat-by-ejection.ts';
import { sameTables } from './seating-units.ts';
import { sendHome } from './send-home.ts';

/** Against a weight of one for a party that was never ejected. */
const otherShape = 1;
/** A step in counts takes as long as some placements on a board. */
const nodesPerStep = 4;
/** Where nothing leads: a large table for a small party is to be a last resort. */
const spareSeat = 0.1;

/**
 * Seats the pending parties as `seatByChains` does, whoever they are and however many move; a node is one placement.
 * Undefined when it found nothing: then everybody holds what they held before.
 */
export function seatFromPool(
  occupancy: Occupancy,
  pending: readonly SeatingParty[],
  nodesMax: number,
  room?: RoomReading,
): readonly SeatingParty[] | undefined {
  if (nodesMax === 0) return undefined;
  const parties = [...occupancy.parties.filter((party) => !party.settled && party.tables.length > 0), ...pending];
  const board = boardOf(occupancy, parties);
  seatAsHeld(occupancy, board);
  const waiting = pending.map((party) => parties.indexOf(party));
  const left = seatByEjection(board, waiting, { nodesMax, reluctance: reluctanceBy(occupancy, board, room) });
  if (left === 0) return takeOver(occupancy, board, pending);
  const anew = room === undefined ? undefined : plannedAnew(occupancy, room, nodesMax);
  return anew === undefined ? undefined : takeOver(occupancy, anew, pending);
}

/** The whole plan from the counts: undefined unless everybody has a table in it. */
function plannedAnew(occupancy: Occupancy, room: RoomReading, nodesMax: number): PlanBoard | undefined {
  const { model, parties, amounts } = room;
  const isWhole = occupancy.parties.every(
    (party) => party.settled || party.tables.length === 0 || parties.includes(party),
  );
  if (!isWhole) return undefined;
  const counts = searchPooled({ model, amounts, coversMax: parties.length }, Math.ceil(nodesMax / nodesPerStep));
  const board = boardOf(occupancy, parties);
  realiseCounts(board, model, counts, 2 * nodesMax);
  return board.unitAt.includes(-1) ? undefined : board;
}

/** The board's plan becomes the occupancy's; answers who moved, besides those pending. */
function takeOver(occupancy: Occupancy, board: PlanBoard, pending: readonly SeatingParty[]): readonly SeatingParty[] {
  const moved = new Set<SeatingParty>();
  for (const [at, party] of board.parties.entries()) {
    const unit = board.unitAt[at]!;
    // Fixed on the board: it stays where it is.
    if (unit === -1) continue;
    const { tables } = occupancy.units[unit]!;
    if (sameTables(tables, party.tables)) continue;
    lift(occupancy, party);
    place(occupancy, party, tables);
    if (!pending.includes(party)) moved.add(party);
  }
  sendHome(occupancy, moved);
  return [...moved].filter((party) => !isAtHome(party));
}

/**
 * Everybody where they are. Whoever has tables that are no unit of theirs (joined by hand), or shares them with somebody
 * (a plan in conflict), cannot be moved here and stands fixed.
 */
function seatAsHeld(occupancy: Occupancy, board: PlanBoard): void {
  for (const [at, party] of board.parties.entries()) {
    if (party.tables.length === 0) continue;
    const unit = unitOf(occupancy, party, party.tables)?.index;
    if (unit !== undefined && isFree(board, at, unit)) seat(board, at, unit);
    else fix(board, at, party.tables);
  }
}

/** Against what the counts ask of each party. */
function reluctanceBy(
  occupancy: Occupancy,
  board: PlanBoard,
  room: RoomReading | undefined,
): (party: number, unit: number) => number {
  if (room === undefined) {
    return (party, unit) => spareSeat * (occupancy.units[unit]!.seats - board.parties[party]!.request.partySize);
  }
  const { model, parties, amounts } = room;
  const indexOf = new Map(parties.map((party, at) => [party, at]));
  const groupOf = board.parties.map((party) => model.groupOf[indexOf.get(party) ?? -1] ?? -1);
  const wanted = shapesWanted(board, model, amounts, groupOf);
  return reluctanceAgainst(wanted, model, otherShape);
}
