/**
 * The ejection pool on a board: everyone who waits takes the unit whose holders weigh least, whoever held it waits next.
 * A party weighs more each time it ejects or is ejected, so the search leaves the places it fights over (after Nagata,
 * Bräysy 2009). It seats a set of parties that is known, or believed, to fit as a whole.
 */
import type { PlanBoard } from './plan-board.ts';
import { isOpen, seat, slackOn, unseat } from './plan-board.ts';

interface EjectionOptions {
  readonly nodesMax: number;
  /** Weight of giving a unit to a party apart from whom it ejects; 1 is that of a party that was never ejected. */
  readonly reluctance: (party: number, unit: number) => number;
}

/** Leaves the board with as many of them seated as the search ever had; answers how many were not. */
export function seatByEjection(board: PlanBoard, waiting: readonly number[], options: EjectionOptions): number {
  const weights = new Float64Array(board.parties.length).fill(1);
  const pool = [...waiting];
  let fewest = { left: pool.length, unitAt: board.unitAt.slice() };
  for (let nodes = 0; nodes < options.nodesMax; nodes++) {
    const party = pool.pop();
    if (party === undefined) return 0;
    const unit = lightestUnit(board, party, weights, options.reluctance);
    if (unit === undefined) {
      pool.push(party);
      break;
    }
    const holders = holdersOn(board, party, unit);
    if (holders.length > 0) weights[party]! += 1;
    for (const holder of holders) {
      weights[holder]! += 1;
      unseat(board, holder);
      pool.push(holder);
    }
    seat(board, party, unit);
    if (pool.length < fewest.left) fewest = { left: pool.length, unitAt: board.unitAt.slice() };
  }
  seatExactly(board, fewest.unitAt);
  return fewest.left;
}

/** Everyone where the list says, by party a unit or -1. */
export function seatExactly(board: PlanBoard, unitAt: Int32Array): void {
  for (const party of board.parties.keys()) if (board.unitAt[party] !== -1) unseat(board, party);
  for (const [party, unit] of unitAt.entries()) if (unit !== -1) seat(board, party, unit);
}

/** Units that nobody minds first: whatever else there is weighs at least its reluctance. */
function lightestUnit(
  board: PlanBoard,
  party: number,
  weights: Float64Array,
  reluctance: EjectionOptions['reluctance'],
): number | undefined {
  const units = board.unitsOf[party]!;
  let lightest: number | undefined;
  let least = Infinity;
  let slack = Infinity;
  for (const isMinded of [false, true]) {
    if (isMinded && least === 0) break;
    for (let at = 0; at < units.length; at++) {
      const unit = units[at]!;
      const minded = reluctance(party, unit);
      if (minded > least || minded > 0 !== isMinded) continue;
      const weight = weightOn(board, party, unit, weights, minded, least);
      if (weight > least || weight === Infinity) continue;
      // Among units that cost nothing the tightest: what is left of the day stays whole.
      const slackHere = weight === 0 ? slackOn(board, party, unit) : Infinity;
      if (weight === least && slackHere >= slack) continue;
      lightest = unit;
      least = weight;
      slack = slackHere;
    }
  }
  return lightest;
}

/** Stops counting once it is more than `limit`. Who holds two tables of the unit counts twice: it is in the way twice. */
function weightOn(
  board: PlanBoard,
  party: number,
  unit: number,
  weights: Float64Array,
  reluctance: number,
  limit: number,
): number {
  let weight = reluctance;
  if (weight > limit) return weight;
  const { tablesOf, holdersOf, startTicks, endTicks } = board;
  const start = startTicks[party]!;
  const end = endTicks[party]!;
  const tables = tablesOf[unit]!;
  for (let at = 0; at < tables.length; at++) {
    const holders = holdersOf[tables[at]!]!;
    for (let each = 0; each < holders.length; each++) {
      const holder = holders[each]!;
      if (startTicks[holder]! >= end || endTicks[holder]! <= start) continue;
      weight += weights[holder]!;
      if (weight > limit) return weight;
    }
  }
  return isOpen(board, party, unit) ? weight : Infinity;
}

function holdersOn(board: PlanBoard, party: number, unit: number): number[] {
  const holders = new Set<number>();
  for (const table of board.tablesOf[unit]!) {
    for (const holder of board.holdersOf[table]!) if (meets(board, holder, party)) holders.add(holder);
  }
  return [...holders];
}

function meets({ startTicks, endTicks }: PlanBoard, one: number, other: number): boolean {
  return startTicks[one]! < endTicks[other]! && startTicks[other]! < endTicks[one]!;
}
