/**
 * From counts to tables. Parties in order of their start, each on the table of its class that leaves the smallest gap:
 * for single tables of one class that never fails where the counts fit (interval graphs are perfect). With combinations,
 * and with tables taken for a part of the day, some find nothing at first: the ejection pool makes room for them.
 */
import type { PlanBoard } from './plan-board.ts';
import { isFree, seat, slackOn } from './plan-board.ts';
import { seatByEjection } from './seat-by-ejection.ts';
import type { PooledModel } from './pooled-model.ts';
import type { PooledCounts } from './pooled-search.ts';

/** A shape other than the counts say upsets them: worse than ejecting somebody, unless that goes on and on. */
const otherShape = 3;

/** Nobody is seated on the board yet. */
export function realiseCounts(board: PlanBoard, model: PooledModel, counts: PooledCounts, nodesMax: number): void {
  const left = counts.map((byShape) => [...byShape]);
  seatInOrder(board, model, left);
  const shapeFor = board.unitAt.map((unit) => (unit === -1 ? -1 : model.classes.shapeOf[unit]!.index));
  const waiting: number[] = [];
  for (const party of board.parties.keys()) {
    const group = model.groupOf[party]!;
    if (group === -1 || board.unitAt[party] !== -1) continue;
    const at = left[group]!.findIndex((count) => count > 0);
    if (at === -1) continue;
    left[group]![at]! -= 1;
    shapeFor[party] = model.groups[group]!.shapes[at]!;
    waiting.push(party);
  }
  const reluctance = (party: number, unit: number) =>
    model.classes.shapeOf[unit]!.index === shapeFor[party] ? 0 : otherShape;
  seatByEjection(board, waiting, { nodesMax, reluctance });
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
