/**
 * A plan while it is searched: parties and units as numbers, tables as rows of bits. The occupancy keeps names and
 * objects for decisions that must explain themselves; this keeps what a search asks a million times.
 */
import { candidatesOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { Candidates, FloorTable } from './seating-units.ts';
import { mark } from './ticks.ts';

export interface PlanBoard {
  /** The parties that may be seated or moved; everything below is by index in this list. */
  readonly parties: readonly SeatingParty[];
  /** By party: the indexes of the units that fit it, best first. */
  readonly unitsOf: readonly Int32Array[];
  readonly startTicks: Int32Array;
  readonly endTicks: Int32Array;
  /** By unit: table indexes. */
  readonly tablesOf: readonly (readonly number[])[];
  /** By party: unit index, or -1. */
  readonly unitAt: Int32Array;
  /** By table: the parties that hold it, in no order. */
  readonly holdersOf: readonly number[][];
  readonly wordsPerRow: number;
  readonly tickCount: number;
  /** Rows of the tables: what nobody here can change, and whoever is seated. */
  readonly fixed: Uint32Array;
  readonly busy: Uint32Array;
  /** By party its own bits. */
  readonly masks: Uint32Array;
}

/** Nobody is seated on it yet; what is settled or blocked in the occupancy is busy for good. */
export function boardOf(occupancy: Occupancy, parties: readonly SeatingParty[]): PlanBoard {
  const { span, units } = occupancy;
  const masks = new Uint32Array(parties.length * span.wordsPerRow);
  for (const [at, party] of parties.entries()) mark(masks, at * span.wordsPerRow, party);
  return {
    parties,
    unitsOf: parties.map((party) => unitIndexes(candidatesOf(occupancy, party))),
    startTicks: Int32Array.from(parties, (party) => party.startTick),
    endTicks: Int32Array.from(parties, (party) => party.endTick),
    tablesOf: units.map((unit) => unit.tableIndexes),
    unitAt: new Int32Array(parties.length).fill(-1),
    holdersOf: occupancy.tables.map(() => []),
    wordsPerRow: span.wordsPerRow,
    tickCount: span.tickCount,
    fixed: occupancy.fixed.slice(),
    busy: new Uint32Array(occupancy.fixed.length),
    masks,
  };
}

/** Candidates are shared by like parties, so this is made once for all of them. */
const indexesOf = new WeakMap<Candidates, Int32Array>();

function unitIndexes(candidates: Candidates): Int32Array {
  let indexes = indexesOf.get(candidates);
  if (indexes === undefined) {
    indexes = Int32Array.from(candidates.options, ({ unit }) => unit.index);
    indexesOf.set(candidates, indexes);
  }
  return indexes;
}

/** Whether nothing fixed keeps the party from the unit. */
export function isOpen(board: PlanBoard, party: number, unit: number): boolean {
  return !meetsRows(board, party, unit, board.fixed);
}

/** Whether nobody at all does. */
export function isFree(board: PlanBoard, party: number, unit: number): boolean {
  return !meetsRows(board, party, unit, board.busy) && !meetsRows(board, party, unit, board.fixed);
}

function meetsRows(board: PlanBoard, party: number, unit: number, rows: Uint32Array): boolean {
  const { wordsPerRow, masks, startTicks, endTicks } = board;
  const mask = party * wordsPerRow;
  const firstWord = startTicks[party]! >>> 5;
  const lastWord = (endTicks[party]! - 1) >>> 5;
  const tables = board.tablesOf[unit]!;
  for (let at = 0; at < tables.length; at++) {
    const row = tables[at]! * wordsPerRow;
    for (let word = firstWord; word <= lastWord; word++) {
      if ((rows[row + word]! & masks[mask + word]!) !== 0) return true;
    }
  }
  return false;
}

/** The party holds these tables, and nothing on this board can change that. */
export function fix(board: PlanBoard, party: number, tables: readonly FloorTable[]): void {
  for (const table of tables) mark(board.fixed, table.index * board.wordsPerRow, board.parties[party]!);
}

/** The unit must be free. */
export function seat(board: PlanBoard, party: number, unit: number): void {
  board.unitAt[party] = unit;
  for (const table of board.tablesOf[unit]!) board.holdersOf[table]!.push(party);
  flip(board, party, unit);
}

export function unseat(board: PlanBoard, party: number): void {
  const unit = board.unitAt[party]!;
  board.unitAt[party] = -1;
  for (const table of board.tablesOf[unit]!) {
    const holders = board.holdersOf[table]!;
    holders[holders.indexOf(party)] = holders.at(-1)!;
    holders.pop();
  }
  flip(board, party, unit);
}

function flip(
  { wordsPerRow, busy, masks, tablesOf, startTicks, endTicks }: PlanBoard,
  party: number,
  unit: number,
): void {
  const mask = party * wordsPerRow;
  const lastWord = (endTicks[party]! - 1) >>> 5;
  for (const table of tablesOf[unit]!) {
    const row = table * wordsPerRow;
    for (let word = startTicks[party]! >>> 5; word <= lastWord; word++) busy[row + word]! ^= masks[mask + word]!;
  }
}

/** Free ticks beside the party on a free unit: the fewer, the less of the day is lost. */
export function slackOn(board: PlanBoard, party: number, unit: number): number {
  const { busy, fixed, wordsPerRow, tickCount } = board;
  let slack = 0;
  for (const table of board.tablesOf[unit]!) {
    const row = table * wordsPerRow;
    const isBusy = (tick: number) =>
      (((busy[row + (tick >>> 5)]! | fixed[row + (tick >>> 5)]!) >>> (tick & 31)) & 1) === 1;
    for (let tick = board.startTicks[party]! - 1; tick >= 0 && !isBusy(tick); tick--) slack++;
    for (let tick = board.endTicks[party]!; tick < tickCount && !isBusy(tick); tick++) slack++;
  }
  return slack;
}
