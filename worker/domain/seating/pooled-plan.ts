/**
 * The best plan in counts: first as many covers as can be, then the least cost. The linear program begins with what
 * everybody has, and its answer is nearly in whole numbers; branch and bound settles the rest, and what it leaves out lowers
 * the bound as well.
 */
import type { Tableau } from './linear-program.ts';
import { coverLost } from './plan-quality.ts';
import { coversPerPoint, solvePooled } from './pooled-bound.ts';
import type { PooledOptimum } from './pooled-bound.ts';
import type { PooledAmounts, PooledModel, ShapeOfGroup } from './pooled-model.ts';
import { amountsAfter, withoutClash } from './pooled-program.ts';
import { packWhole, wholeAmountsOf } from './whole-packing.ts';
import type { WholePacking } from './whole-packing.ts';

/** Small programs are quick: as many as come to so many numbers together, within these limits. */
const cellsMax = 3_000_000;
const programsMin = 150;
const programsMax = 500;
/** Other counts are found sooner, or not at all. */
const shareInstead = 1 / 2;
const programsMaxQuick = 10;
/** Costs are whole points: what is better by half of one is better by one, and a quarter is rounding's. */
const step = coversPerPoint / 2;
const pointsLostByRounding = 0.25;
const coversLostByRounding = 0.5;

interface PlanLimits {
  /** No plan seats more in which whoever has a table keeps one. */
  readonly coversMax: number;
  /** Points; no such plan costs less. */
  readonly costMin: number;
}

export interface PooledPlan extends PlanLimits {
  /** The best first; none when nothing better than what everybody has was found. */
  readonly counts: readonly PooledAmounts[];
  /** A plan in which the best counts' clashes are not; undefined when none is found. */
  readonly instead: (clashes: readonly (readonly ShapeOfGroup[])[]) => PooledPlan | undefined;
}

/** `pointsPerMove`: what it costs when a party gets another kind of unit than it has. */
export function planInCounts(model: PooledModel, pointsPerMove: number): PooledPlan {
  const optimum = solvePooled(model, pointsPerMove);
  const { tableau } = optimum.program;
  const { found, valueMax } = bestWhole(tableau);
  return planOf(optimum, tableau, found, limitsOf(optimum, valueMax));
}

function bestWhole(tableau: Tableau, share = 1): WholePacking {
  const programs = Math.floor(cellsMax / tableau.cells.length);
  const nodesMax = Math.min(programsMax, Math.max(programsMin, programs));
  return packWhole(tableau, { valueMin: step, nodesMax: nodesMax * share, step });
}

function planOf(optimum: PooledOptimum, tableau: Tableau, found: readonly Tableau[], limits: PlanLimits): PooledPlan {
  const { program } = optimum;
  const counts = found.map((each) => amountsAfter(program, wholeAmountsOf(each)));
  const instead = (clashes: readonly (readonly ShapeOfGroup[])[]): PooledPlan | undefined => {
    let bounded: Tableau | undefined = tableau;
    for (const clash of clashes) bounded &&= withoutClash(program, bounded, counts[0]!, clash);
    const others = bounded && bestWhole(bounded, shareInstead).found;
    return bounded && others?.length ? planOf(optimum, bounded, others, limits) : undefined;
  };
  return { ...limits, counts, instead };
}

/** `valueMax`: no change to the plan before is worth more. */
function limitsOf({ program, ...optimum }: PooledOptimum, valueMax: number): PlanLimits {
  const { coversBefore, pointsBefore, pointsMax } = optimum;
  const covers = coversOf(program.model);
  const coversByValue = coversBefore + valueMax + (pointsMax - pointsBefore) * coversPerPoint;
  const coversMax = Math.floor(Math.min(optimum.coversMax, coversByValue) + 1e-6);
  const costByValue = pointsBefore + (covers - coversBefore - valueMax) / coversPerPoint;
  return {
    coversMax,
    costMin:
      coversMax < covers
        ? (covers - coversMax) * coverLost
        : Math.max(0, Math.ceil(costByValue - pointsLostByRounding)),
  };
}

/** Everybody in the model, at the least cost as far as a short search tells; undefined when it finds no such plan. */
export function seatEverybody(model: PooledModel): PooledAmounts | undefined {
  const { program, coversBefore } = solvePooled(model);
  const valueMin = coversOf(model) - coversBefore - coversLostByRounding;
  const [solved] = packWhole(program.tableau, { valueMin, nodesMax: programsMaxQuick }).found;
  return solved && amountsAfter(program, wholeAmountsOf(solved));
}

function coversOf({ groups }: PooledModel): number {
  return groups.reduce((sum, { partySize, count }) => sum + partySize * count, 0);
}
