/**
 * Counts improved by exact answers to small questions: all parties around a window of time are taken out, the rest stays,
 * and the linear program says how the window is used best. It is small, so its answer is nearly always in whole
 * numbers; where it is not, it is rounded down and filled up, and kept only if it is better.
 */
import { solveProgram, valueOfShape } from './pooled-bound.ts';
import type { PooledModel } from './pooled-model.ts';
import { emptyRoom, fits, use, valuePerInstant } from './pooled-room.ts';
import type { PooledRoom } from './pooled-room.ts';
import type { PooledCounts } from './pooled-search.ts';

/** In instants. */
const widths = [1, 2, 3, 5, 8];
const rounds = 3;

/** Counts that seat no fewer covers, and cost no more where they seat as many. Equal inputs give equal counts. */
export function resolveWindows(model: PooledModel, counts: PooledCounts): PooledCounts {
  let best = { counts, value: valueOf(model, counts) };
  for (let round = 0; round < rounds; round++) {
    const before = best.value;
    for (const width of widths) {
      for (let from = 0; from < model.instants.length; from += Math.max(1, width >> 1)) {
        const next = resolved(model, best.counts, from, from + width);
        const value = valueOf(model, next);
        if (value >= best.value - 1e-9) best = { counts: next, value };
      }
    }
    if (best.value <= before + 1e-9) break;
  }
  return best.counts;
}

function valueOf(model: PooledModel, counts: PooledCounts): number {
  let value = 0;
  for (const [at, group] of model.groups.entries()) {
    for (const [index, shape] of group.shapes.entries()) {
      const count = counts[at]![index]!;
      if (count > 0) value += count * valueOfShape(model, group, shape);
    }
  }
  return value;
}

function resolved(model: PooledModel, counts: PooledCounts, from: number, until: number): PooledCounts {
  const isIn = model.groups.map((group) => group.from < until && group.until > from);
  const inside = [...model.groups.keys()].filter((group) => isIn[group]!);
  const next = counts.map((byShape, group) => (isIn[group]! ? byShape.map(() => 0) : [...byShape]));
  const room = roomBeside(model, next);
  const window = { ...model, groups: inside.map((group) => model.groups[group]!), capacities: room.left.slice() };
  const { amounts } = solveProgram(window, (group, shape) => valueOfShape(model, group, shape));
  for (const [at, group] of inside.entries()) {
    for (const [index, amount] of amounts[at]!.entries()) {
      for (let party = Math.floor(amount + 1e-4); party > 0; party--) give(room, next, group, index);
    }
  }
  const byValue = inside.sort((a, b) => valuePerInstant(model, b) - valuePerInstant(model, a) || a - b);
  for (const group of byValue) fillUp(room, next, group);
  return next;
}

function roomBeside(model: PooledModel, counts: PooledCounts): PooledRoom {
  const room = emptyRoom(model);
  for (const [group, byShape] of counts.entries()) {
    const { shapes } = model.groups[group]!;
    for (const [index, count] of byShape.entries()) if (count > 0) use(room, group, shapes[index]!, count);
  }
  return room;
}

function fillUp(room: PooledRoom, counts: number[][], group: number): void {
  const { shapes, count } = room.model.groups[group]!;
  let waiting = count - counts[group]!.reduce((sum, each) => sum + each, 0);
  for (const index of shapes.keys()) {
    while (waiting > 0 && give(room, counts, group, index)) waiting--;
  }
}

/** Whether there was room. */
function give(room: PooledRoom, counts: number[][], group: number, index: number): boolean {
  const shape = room.model.groups[group]!.shapes[index]!;
  if (!fits(room, group, shape)) return false;
  use(room, group, shape, 1);
  counts[group]![index]! += 1;
  return true;
}
