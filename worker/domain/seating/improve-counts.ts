/**
 * Large-neighbourhood search in counts: some of the groups that are there at an instant may change to other kinds of units,
 * everybody else keeps theirs. So small a program is settled in whole numbers at once, and what it finds can mostly be had in
 * tables. It sees what tables are worth that come free together, which the search over tables mostly misses, and the program
 * of a whole date with many kinds of joined tables loses among fractions.
 */
import { mulberry32 } from '../chance.ts';
import { totalCost } from './improve-plan.ts';
import type { PlanCosts } from './improve-plan.ts';
import { solvePacking } from './linear-program.ts';
import { boardOf } from './plan-board.ts';
import type { PlanBoard } from './plan-board.ts';
import type { PlanStart } from './plan-starts.ts';
import { coversPerPoint, worthOn } from './pooled-bound.ts';
import { poolDemand } from './pooled-model.ts';
import type { PooledModel } from './pooled-model.ts';
import { amountsAfter, programOf } from './pooled-program.ts';
import { seatByQuestions } from './realise-counts.ts';
import { packWhole, wholeAmountsOf } from './whole-packing.ts';

const groupsMin = 12;
const groupsMax = 30;
const programsMax = 40;
/** Costs are whole points. */
const step = coversPerPoint / 2;

export interface CountsEffort {
  readonly rounds: number;
  readonly pointsPerMove: number;
}

/** Of a plan in which everybody who can have a table has one: a plan that costs no more. */
export function improveInCounts(
  start: PlanStart,
  board: PlanBoard,
  costs: PlanCosts,
  { rounds, pointsPerMove }: CountsEffort,
): PlanBoard {
  const draw = mulberry32(20_261_122);
  const modelOf = ({ unitAt }: PlanBoard) =>
    poolDemand(start.occupancy, start.movable, { heldBy: (at) => start.occupancy.units[unitAt[at]!] });
  let best = board;
  let cost = totalCost(board, costs);
  let model = modelOf(board);
  for (let round = 0; round < rounds; round++) {
    const next = betterAmong(start, model, best, neighboursIn(model, draw), pointsPerMove);
    if (next === undefined) continue;
    const costNext = totalCost(next, costs);
    if (costNext >= cost) continue;
    best = next;
    cost = costNext;
    model = modelOf(next);
  }
  return best;
}

/** Some of the groups that could have something else and are there at the same instant. */
function neighboursIn({ groups, instants }: PooledModel, draw: () => number): readonly number[] {
  const instant = Math.floor(draw() * instants.length);
  const near = [...groups.keys()].filter((group) => {
    const { from, until, shapes } = groups[group]!;
    return shapes.length > 1 && from <= instant + 1 && until >= instant;
  });
  const size = groupsMin + Math.floor(draw() * (groupsMax - groupsMin + 1));
  return near
    .map((group) => ({ group, key: draw() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, size)
    .map(({ group }) => group);
}

/** Undefined where nothing better is found in counts, or where the tables cannot do it. */
function betterAmong(
  { occupancy, movable }: PlanStart,
  model: PooledModel,
  { unitAt }: PlanBoard,
  changing: readonly number[],
  pointsPerMove: number,
): PlanBoard | undefined {
  const before = model.groups.map(({ held }) => held);
  const program = programOf(model, before, worthOn(model, pointsPerMove), changing);
  solvePacking(program.tableau);
  const [solved] = packWhole(program.tableau, { valueMin: step, nodesMax: programsMax, step }).found;
  if (solved === undefined) return undefined;
  const counts = amountsAfter(program, wholeAmountsOf(solved));
  const board = boardOf(occupancy, movable);
  return seatByQuestions(board, model, counts, (at) => unitAt[at]!).length === 0 ? board : undefined;
}
