/**
 * For chains too long to search systematically: the ejection pool on a board, led by what the counts say. `read-room.ts`
 * knows how many of a kind of party should have which kind of unit; a party that takes one of another kind upsets that,
 * so it does so only when everything else weighs more.
 *
 * From the plan as it stands the pool moves few; a plan begun anew from the counts may move many and finds what the other
 * does not. There may be many plans in counts and no tables for some of them: the one that changes least is tried before
 * the one that joins least.
 */
import { isAtHome, lift, place, unitOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import { boardOf, fix, isFree, seat } from './plan-board.ts';
import type { PlanBoard } from './plan-board.ts';
import type { PooledAmounts } from './pooled-model.ts';
import { seatEverybody } from './pooled-plan.ts';
import type { RoomReading } from './read-room.ts';
import { reluctanceAgainst, seatByQuestions, seatTheRest, shapesWanted } from './realise-counts.ts';
import { seatByEjection } from './seat-by-ejection.ts';
import { sameTables } from './seating-units.ts';
import { sendHome } from './send-home.ts';

/** Against a weight of one for a party that was never ejected. */
const otherShape = 1;
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
  const search: Search = { occupancy, parties, waiting: pending.map((party) => parties.indexOf(party)) };
  const board =
    room?.amounts === undefined
      ? unled(search, nodesMax)
      : ledByCounts(search, { ...room, amounts: room.amounts }, nodesMax);
  return board === undefined ? undefined : takeOver(occupancy, board, pending);
}

interface Search {
  readonly occupancy: Occupancy;
  /** Whoever may move, those pending last. */
  readonly parties: readonly SeatingParty[];
  readonly waiting: readonly number[];
}

type Reluctance = (party: number, unit: number) => number;

function unled(search: Search, nodesMax: number): PlanBoard | undefined {
  const { units } = search.occupancy;
  const spare: Reluctance = (party, unit) =>
    spareSeat * (units[unit]!.seats - search.parties[party]!.request.partySize);
  return fromPlan(search, () => spare, nodesMax);
}

function ledByCounts(
  search: Search,
  room: RoomReading & { readonly amounts: PooledAmounts },
  nodesMax: number,
): PlanBoard | undefined {
  const { model, parties, amounts } = room;
  const indexOf = new Map(parties.map((party, at) => [party, at]));
  const groupOf = search.parties.map((party) => model.groupOf[indexOf.get(party) ?? -1] ?? -1);
  const led = (board: PlanBoard): Reluctance =>
    reluctanceAgainst(shapesWanted(board, model, amounts, groupOf), model, otherShape);
  const board = fromPlan(search, led, nodesMax);
  if (board !== undefined || search.parties.length > parties.length) return board;
  return (
    anew(search.occupancy, room, amounts, nodesMax) ?? anew(search.occupancy, room, seatEverybody(model), nodesMax)
  );
}

/** The whole plan from the counts; undefined unless everybody has a table in it. */
function anew(
  occupancy: Occupancy,
  { model, parties }: RoomReading,
  amounts: PooledAmounts | undefined,
  nodesMax: number,
): PlanBoard | undefined {
  if (amounts === undefined) return undefined;
  const tablesHeld = (at: number): number => unitOf(occupancy, parties[at]!, parties[at]!.tables)?.index ?? -1;
  const board = boardOf(occupancy, parties);
  seatByQuestions(board, model, amounts, tablesHeld);
  return seatTheRest(board, model, amounts, nodesMax) === 0 ? board : undefined;
}

/** The plan as it stands with those pending in it; undefined when that did not work. */
function fromPlan(
  { occupancy, parties, waiting }: Search,
  reluctanceOn: (board: PlanBoard) => Reluctance,
  nodesMax: number,
): PlanBoard | undefined {
  const board = boardOf(occupancy, parties);
  seatAsHeld(occupancy, board);
  return seatByEjection(board, waiting, { nodesMax, reluctance: reluctanceOn(board) }) === 0 ? board : undefined;
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
