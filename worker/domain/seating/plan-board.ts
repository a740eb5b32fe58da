/**
 * A plan while it is searched: parties and units as numbers, tables as rows of bits. The occupancy keeps names and
 * objects for decisions that must explain themselves; this keeps what a search asks a million times.
 */
import { areClear, candidatesOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import { costOfMove, costOfUnit, coverLost } from './plan-quality.ts';

const promised = 1_000;

export interface PlanBoard {
  /** The parties that may be seated or moved; everything below is by index in this list. */
  readonly parties: readonly SeatingParty[];
  /** By party: unit indexes, cheapest first, and what each costs in points. */
  readonly unitsOf: readonly Int32Array[];
  readonly costsOf: readonly Float64Array[];
  /** Points for having no table. */
  readonly lossOf: Float64Array;
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
  readonly busy: Uint32Array;
  /** By party its own bits. */
  readonly masks: Uint32Array;
}

/** Nobody is seated on it yet; what is settled or blocked in the occupancy is busy for good. */
export function boardOf(occupancy: Occupancy, parties: readonly SeatingParty[]): PlanBoard {
  const { span, units } = occupancy;
  const options = parties.map((party) => optionsOf(occupancy, party));
  const masks = new Uint32Array(parties.length * span.wordsPerRow);
  for (const [at, { startTick, endTick }] of parties.entries()) {
    for (let tick = startTick; tick < endTick; tick++) masks[at * span.wordsPerRow + (tick >>> 5)]! |= 1 << (tick & 31);
  }
  return {
    parties,
    unitsOf: options.map((list) => Int32Array.from(list, ({ unit }) => unit)),
    costsOf: options.map((list) => Float64Array.from(list, ({ cost }) => cost)),
    lossOf: Float64Array.from(parties, lossOfTable),
    startTicks: Int32Array.from(parties, (party) => party.startTick),
    endTicks: Int32Array.from(parties, (party) => party.endTick),
    tablesOf: units.map((unit) => unit.tables.map((table) => table.index)),
    unitAt: new Int32Array(parties.length).fill(-1),
    holdersOf: occupancy.tables.map(() => []),
    wordsPerRow: span.wordsPerRow,
    tickCount: span.tickCount,
    busy: occupancy.fixed.slice(),
    masks,
  };
}

/** Whoever was promised a table and has one never loses it so that others get theirs. */
function lossOfTable({ request, home }: SeatingParty): number {
  return coverLost * request.partySize * (home.length > 0 ? promised : 1);
}

function optionsOf(occupancy: Occupancy, party: SeatingParty): { unit: number; cost: number }[] {
  return candidatesOf(occupancy, party)
    .options.filter(({ unit }) => areClear(occupancy, 'fixed', unit.tables, party))
    .map(({ unit }) => ({ unit: unit.index, cost: costOfUnit(unit, party) + costOfMove(party, unit.tables) }))
    .sort((a, b) => a.cost - b.cost || a.unit - b.unit);
}

export function isFree(board: PlanBoard, party: number, unit: number): boolean {
  const { wordsPerRow, busy, masks, startTicks, endTicks } = board;
  const mask = party * wordsPerRow;
  const lastWord = (endTicks[party]! - 1) >>> 5;
  for (const table of board.tablesOf[unit]!) {
    const row = table * wordsPerRow;
    for (let word = startTicks[party]! >>> 5; word <= lastWord; word++) {
      if ((busy[row + word]! & masks[mask + word]!) !== 0) return false;
    }
  }
  return true;
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

/** Points for where the party sits, or for its having no table. */
export function costAt(board: PlanBoard, party: number): number {
  const unit = board.unitAt[party]!;
  if (unit === -1) return board.lossOf[party]!;
  return board.costsOf[party]![board.unitsOf[party]!.indexOf(unit)]!;
}

/** Free ticks beside the party on a free unit: the fewer, the less of the day is lost. */
export function slackOn(board: PlanBoard, party: number, unit: number): number {
  const { busy, wordsPerRow, tickCount } = board;
  let slack = 0;
  for (const table of board.tablesOf[unit]!) {
    const row = table * wordsPerRow;
    const isBusy = (tick: number) => ((busy[row + (tick >>> 5)]! >>> (tick & 31)) & 1) === 1;
    for (let tick = board.startTicks[party]! - 1; tick >= 0 && !isBusy(tick); tick--) slack++;
    for (let tick = board.endTicks[party]!; tick < tickCount && !isBusy(tick); tick++) slack++;
  }
  return slack;
}
