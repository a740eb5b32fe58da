/**
 * The best plan in counts: first as many covers as can be, then the least cost. The linear program's answer is nearly in
 * whole numbers; branch and bound settles the rest, and where it ends by itself it lowers the bound as well.
 */
import { solutionOf, valueOf } from './linear-program.ts';
import { coverLost } from './plan-quality.ts';
import { coversPerPoint, solvePooled } from './pooled-bound.ts';
import type { PooledOptimum } from './pooled-bound.ts';
import type { PooledAmounts, PooledModel } from './pooled-model.ts';
import { packWhole, wholeAmountsOf } from './whole-packing.ts';

const programsMax = 100;
const programsMaxQuick = 10;
/** A plan that is better by less than a point is not looked for. */
const step = coversPerPoint;
/** Of a cover: plans are told apart by whole covers first. */
const half = 0.5;

export interface PooledPlan {
  readonly amounts: PooledAmounts;
  /** No plan seats more. */
  readonly coversMax: number;
  /** Points; no plan costs less. */
  readonly costMin: number;
}

export function planInCounts(optimum: PooledOptimum): PooledPlan {
  const { coversMax: bound, tableau } = optimum;
  // So little that plans with more covers are worth more, whatever they cost.
  const isTellingCovers = optimum.costliest * coversPerPoint < half;
  const most = Math.floor(bound + 1e-6);
  let coversMax = most;
  // Fewer and fewer covers are asked for, until some plan is found in time.
  for (let lost = 0; lost <= most; lost = 2 * lost + 1) {
    const { solved, isExhausted } = packWhole(tableau, { valueMin: most - lost - half, nodesMax: programsMax, step });
    if (solved !== undefined) return planOf(optimum, wholeAmountsOf(solved), coversMax);
    if (isExhausted && isTellingCovers) coversMax = most - lost - 1;
  }
  return planOf(optimum, solutionOf(tableau).amounts.map(Math.floor), coversMax);
}

function planOf({ model, tableau }: PooledOptimum, amounts: Float64Array, coversMax: number): PooledPlan {
  const covers = model.groups.reduce((sum, { partySize, count }) => sum + partySize * count, 0);
  const lost = covers - coversMax;
  const costMin = lost > 0 ? lost * coverLost : Math.ceil((covers - valueOf(tableau)) / coversPerPoint - half);
  return { amounts: byGroup(model, amounts), coversMax, costMin };
}

/** Everybody in the model, at the least cost as far as a short search tells; undefined when it finds no such plan. */
export function seatEverybody(model: PooledModel): PooledAmounts | undefined {
  const covers = model.groups.reduce((sum, { partySize, count }) => sum + partySize * count, 0);
  const { tableau } = solvePooled(model);
  const { solved } = packWhole(tableau, { valueMin: covers - half, nodesMax: programsMaxQuick });
  return solved && byGroup(model, wholeAmountsOf(solved));
}

/** From a list by column of the program. */
function byGroup({ groups }: PooledModel, amounts: Float64Array): PooledAmounts {
  let column = 0;
  return groups.map(({ shapes }) => shapes.map(() => amounts[column++]!));
}
