/**
 * From counts to tables. Parties in order of their start, each on the table of its class that leaves the smallest gap:
 * for single tables of one class that never fails where the counts fit (interval graphs are perfect). With combinations,
 * and with tables taken for a part of the day, some find nothing at first: the ejection pool makes room for them.
 */
import type { PlanBoard } from './plan-board.ts';
import { isFree, seat, slackOn, unseat } from './plan-board.ts';
import { seatByEjection } from './seat-by-ejection.ts';
import type { PooledModel } from './pooled-model.ts';
import type { PooledCounts } from './pooled-search.ts';

/** A shape other than the counts say upsets them: worse than ejecting somebody, unless that goes on and on. */
const otherShape = 3;

/**
 * A plan with these counts: whoever has a unit of the shape wanted of them keeps it, the others and whoever waits find
 * one. The board's parties are those of the model.
 */
export function leadToCounts(board: PlanBoard, model: PooledModel, counts: PooledCounts, nodesMax: number): void {
  const wanted = shapesWanted(board, model, counts, model.groupOf);
  const waiting: number[] = [];
  for (const party of board.parties.keys()) {
    if (wanted[party] === -1) continue;
    const unit = board.unitAt[party]!;
    if (unit !== -1 && model.classes.shapeOf[unit]!.index === wanted[party]) continue;
    if (unit !== -1) unseat(board, party);
    waiting.push(party);
  }
  seatByEjection(board, waiting, { nodesMax, reluctance: reluctanceAgainst(wanted, model, otherShape) });
}

/** Nobody is seated on the board yet; its parties are those of the model. */
export function realiseCounts(board: PlanBoard, model: PooledModel, counts: PooledCounts, nodesMax: number): void {
  seatInOrder(
    board,
    model,
    counts.map((byShape) => [...byShape]),
  );
  leadToCounts(board, model, counts, nodesMax);
}

/** Weight of giving a party a unit of another shape than is wanted of it. */
export function reluctanceAgainst(
  wanted: Int32Array,
  { classes }: PooledModel,
  weight: number,
): (party: number, unit: number) => number {
  return (party, unit) => (wanted[party] === -1 || wanted[party] === classes.shapeOf[unit]!.index ? 0 : weight);
}

/** By party a shape, or -1 where the counts ask nothing. Those who have such a unit already come first. */
export function shapesWanted(
  board: PlanBoard,
  model: PooledModel,
  counts: PooledCounts,
  groupOf: readonly number[],
): Int32Array {
  const wanted = new Int32Array(board.parties.length).fill(-1);
  const left = counts.map((byShape) => byShape.map((count) => Math.floor(count + 1e-3)));
  for (const asHeld of [true, false]) {
    for (const party of board.parties.keys()) {
      const group = groupOf[party]!;
      if (group === -1 || wanted[party] !== -1) continue;
      const unit = board.unitAt[party]!;
      const held = unit === -1 ? -1 : model.classes.shapeOf[unit]!.index;
      const { shapes } = model.groups[group]!;
      const at = left[group]!.findIndex((count, index) => count > 0 && (!asHeld || shapes[index] === held));
      if (at === -1) continue;
      left[group]![at]! -= 1;
      wanted[party] = shapes[at]!;
    }
  }
  return wanted;
}

/** Takes what it gives from `left`. */
function seatInOrder(board: PlanBoard, model: PooledModel, left: readonly number[][]): void {
  const isJoined = (shape: number) => model.classes.shapes[shape]!.classes.length > 1;
  const inOrder = [...board.parties.keys()].sort(
    (a, b) => board.startTicks[a]! - board.startTicks[b]! || board.endTicks[b]! - board.endTicks[a]! || a - b,
  );
  // Combinations need several tables at once, so they choose first.
  for (const joined of [true, false]) {
    for (const party of inOrder) {
      const group = model.groupOf[party]!;
      if (group === -1 || board.unitAt[party] !== -1) continue;
      const { shapes } = model.groups[group]!;
      const at = shapes.findIndex((shape, index) => isJoined(shape) === joined && left[group]![index]! > 0);
      if (at === -1) continue;
      const unit = tightestOf(board, model, party, shapes[at]!);
      if (unit === undefined) continue;
      seat(board, party, unit);
      left[group]![at]! -= 1;
    }
  }
}

function tightestOf(board: PlanBoard, model: PooledModel, party: number, shape: number): number | undefined {
  let tightest: number | undefined;
  let least = Infinity;
  for (const unit of board.unitsOf[party]!) {
    if (model.classes.shapeOf[unit]!.index !== shape || !isFree(board, party, unit)) continue;
    const slack = slackOn(board, party, unit);
    if (slack >= least) continue;
    least = slack;
    tightest = unit;
  }
  return tightest;
}
