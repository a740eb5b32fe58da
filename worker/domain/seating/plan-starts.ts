/**
 * Plans worth improving: the one as it stands, the best in counts with whoever can stay where they are, and the best in
 * counts from nothing.
 */
import { unitOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import { boardOf, isFree, seat } from './plan-board.ts';
import type { PlanBoard } from './plan-board.ts';
import { poolDemand } from './pooled-model.ts';
import type { PooledModel } from './pooled-model.ts';
import type { PooledPlan } from './pooled-plan.ts';
import { clashIn, seatByQuestions, seatTheRest } from './realise-counts.ts';
import { seatByEjection } from './seat-by-ejection.ts';

/** Counts that are tried in tables. */
const turnsMax = 3;
const nodesPerTurn = 1_000;

/** What there is before anything is better. */
export interface PlanStart {
  readonly occupancy: Occupancy;
  readonly movable: readonly SeatingParty[];
  /**
   * By party the unit that it has, or -1: without tables so far, at tables that are not to be had any more, or at tables
   * that somebody before it has.
   */
  readonly homes: Int32Array;
  readonly model: PooledModel;
}

export function startOf(occupancy: Occupancy, movable: readonly SeatingParty[]): PlanStart {
  const board = boardOf(occupancy, movable);
  for (const [at, party] of movable.entries()) {
    const unit = unitOf(occupancy, party, party.home)?.index;
    if (unit !== undefined && isFree(board, at, unit)) seat(board, at, unit);
  }
  const homes = board.unitAt;
  const model = poolDemand(occupancy, movable, { heldBy: (at) => occupancy.units[homes[at]!] });
  return { occupancy, movable, homes, model };
}

/** The plan as it stands, with tables for whoever has none; `nodesMax` in placements. */
export function completedFromHome({ occupancy, movable, homes }: PlanStart, nodesMax: number): PlanBoard {
  const board = boardOf(occupancy, movable);
  const waiting: number[] = [];
  for (const [at, unit] of homes.entries()) {
    if (unit !== -1) seat(board, at, unit);
    else if (board.unitsOf[at]!.length > 0) waiting.push(at);
  }
  seatByEjection(board, waiting, { nodesMax, reluctance: () => 0 });
  return board;
}

/**
 * The best plan in counts, in tables; whoever can stay does. Where the tables say no to a part of the counts, other counts
 * are asked for (Benders' way of dividing a question, with logic instead of prices: Hooker 2000). Undefined when they say
 * no again and again, or when no counts are better than what everybody has.
 */
export function ledByCounts({ occupancy, movable, homes, model }: PlanStart, plan: PooledPlan): PlanBoard | undefined {
  let next: PooledPlan | undefined = plan;
  for (let turn = 0; turn < turnsMax; turn++) {
    const counts = next?.counts[0];
    if (counts === undefined) return undefined;
    const board = boardOf(occupancy, movable);
    const open = seatByQuestions(board, model, counts, (at) => homes[at]!);
    if (open.length === 0 || seatTheRest(board, model, counts, nodesPerTurn) === 0) return board;
    next = next?.instead(open.map(clashIn));
  }
  return undefined;
}

/** Nobody stays for staying's sake: those of the best counts that the tables can do best. */
export function plannedAnew(
  { occupancy, movable, model }: PlanStart,
  { counts }: PooledPlan,
  nodesMax: number,
): PlanBoard {
  let best = { board: boardOf(occupancy, movable), covers: 0 };
  for (const amounts of counts) {
    const board = boardOf(occupancy, movable);
    seatByQuestions(board, model, amounts, () => -1);
    const left = seatTheRest(board, model, amounts, nodesMax);
    const seated = movable.filter((_, at) => board.unitAt[at] !== -1);
    const covers = seated.reduce((sum, { request }) => sum + request.partySize, 0);
    if (covers > best.covers) best = { board, covers };
    if (left === 0) break;
  }
  return best.board;
}
