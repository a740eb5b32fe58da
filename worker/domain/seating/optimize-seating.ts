/**
 * A better plan for a whole date, with proof of how good it is. The plan as it stands is improved by large-neighbourhood
 * search over tables; another is led from it, or grown from nothing, towards the best plan in counts; the cheapest is
 * kept. Whoever is seated or pinned stays; whoever has a table keeps one.
 */
import { assignmentOf } from './explain-seating.ts';
import type { SeatingAssignment } from './explain-seating.ts';
import { improveInCounts } from './improve-counts.ts';
import { costsOn, improvePlan, totalCost } from './improve-plan.ts';
import type { PlanCosts } from './improve-plan.ts';
import { areClear, emptyOccupancy, isAtHome, lift, movesOf, place, unitOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import { boardOf } from './plan-board.ts';
import type { PlanBoard } from './plan-board.ts';
import { coverLost, partyMoved, qualityOf } from './plan-quality.ts';
import type { PlanQuality } from './plan-quality.ts';
import { completedFromHome, ledByCounts, plannedAnew, startOf } from './plan-starts.ts';
import type { PlanStart } from './plan-starts.ts';
import { polishPlan } from './polish-plan.ts';
import { planInCounts } from './pooled-plan.ts';
import type { PooledPlan } from './pooled-plan.ts';
import type { SeatingMove, SeatingProblem } from './problem.ts';
import { conflictOf } from './suggest-seating.ts';
import type { SeatingConflict } from './suggest-seating.ts';
import type { SeatingWords } from './words.ts';

export interface SeatingOptimum {
  /** Everyone who has a table, whether or not it changed. */
  readonly assignments: readonly SeatingAssignment[];
  /** Only the parties whose tables differ from the plan given. */
  readonly moves: readonly SeatingMove[];
  readonly conflicts: readonly SeatingConflict[];
  readonly before: PlanQuality;
  readonly after: PlanQuality;
  /** Covers, those of seated and pinned parties among them. */
  readonly certificate: { readonly coversSeated: number; readonly coversMax: number; readonly isProvenBest: boolean };
  /** Steps of the search over tables. */
  readonly iterations: number;
}

export interface Effort {
  /** Steps of each search over tables. */
  readonly iterations: number;
  /** What it costs to move a party, against 5 for a wasted seat and 50 for a table joined. */
  readonly pointsPerMove: number;
}

/** Equal inputs give equal plans. */
export function optimizeSeating(
  problem: SeatingProblem,
  words: SeatingWords,
  options: Partial<Effort> = {},
): SeatingOptimum {
  const { occupancy, movable } = prepared(problem);
  const before = qualityAtHome(movable);
  const effort = { iterations: iterationsFor(movable.length), pointsPerMove: partyMoved, ...options };
  const { coversMax, iterations } = arrange(occupancy, movable, effort);
  const after = qualityOf(movable);
  const fixedCovers = occupancy.parties
    .filter((party) => party.settled && party.tables.length > 0)
    .reduce((sum, party) => sum + party.request.partySize, 0);
  const moved = movable.filter((party) => party.tables.length > 0 && !isAtHome(party));
  return {
    assignments: occupancy.parties
      .filter((party) => party.tables.length > 0)
      .map((party) => assignmentOf(occupancy, party, words)),
    moves: movesOf(moved),
    conflicts: movable
      .filter((party) => party.tables.length === 0)
      .map((party) => conflictOf(occupancy, party, words, { moves: false })),
    before,
    after,
    certificate: {
      coversSeated: fixedCovers + after.coversSeated,
      coversMax: fixedCovers + coversMax,
      isProvenBest: after.coversSeated >= coversMax,
    },
    iterations,
  };
}

const iterationsMin = 1_500;
const iterationsMax = 6_000;
const stepsOfAll = 240_000;

/** Steps cost more where more parties are near: a small house gets more of them in the same time. */
function iterationsFor(parties: number): number {
  return Math.round(Math.min(iterationsMax, Math.max(iterationsMin, stepsOfAll / Math.max(1, parties))));
}

const nodesPerIteration = 10;

/**
 * Seated, pinned and blocked are in place. Movable parties at tables that no unit describes were put there by hand: they
 * stay, too.
 */
function prepared(problem: SeatingProblem): { occupancy: Occupancy; movable: SeatingParty[] } {
  const occupancy = emptyOccupancy(problem);
  for (const party of occupancy.parties) if (party.settled) place(occupancy, party, party.home);
  for (const party of occupancy.parties) {
    if (party.settled || party.home.length === 0) continue;
    if (unitOf(occupancy, party, party.home) !== undefined) continue;
    if (!areClear(occupancy, 'busy', party.home, party)) continue;
    party.settled = true;
    place(occupancy, party, party.home);
  }
  return { occupancy, movable: occupancy.parties.filter((party) => !party.settled) };
}

function qualityAtHome(movable: readonly SeatingParty[]): PlanQuality {
  return qualityOf(movable.map((party) => ({ ...party, tables: party.home })));
}

/** Places everyone for whom a table is found. */
function arrange(
  occupancy: Occupancy,
  movable: readonly SeatingParty[],
  effort: Effort,
): { coversMax: number; iterations: number } {
  const start = startOf(occupancy, movable);
  const plan = planInCounts(start.model, effort.pointsPerMove);
  const nodesMax = nodesPerIteration * effort.iterations;
  const costs = costsOn(boardOf(occupancy, movable), occupancy, effort.pointsPerMove);
  const finish = (board: PlanBoard, isLed = false): Improved => improved(start, board, costs, plan, effort, isLed);
  const plans: Improved[] = [];
  if (plan.counts.length === 0 || start.homes.some((unit) => unit !== -1)) {
    const asItStands = completedFromHome(start, nodesMax);
    const led = ledByCounts(start, plan);
    const isLed = led !== undefined && totalCost(led, costs) < totalCost(asItStands, costs);
    plans.push(isLed ? finish(led, true) : finish(asItStands));
  }
  if (plan.counts.length > 0 && !plans.some(({ isWhole }) => isWhole)) {
    plans.push(finish(plannedAnew(start, plan, nodesMax)));
  }
  const best = plans.reduce((one, other) => (other.cost < one.cost ? other : one));
  for (const [at, party] of movable.entries()) {
    lift(occupancy, party);
    const unit = best.board.unitAt[at]!;
    if (unit !== -1) place(occupancy, party, occupancy.units[unit]!.tables);
  }
  return { coversMax: plan.coversMax, iterations: plans.reduce((sum, { steps }) => sum + steps, 0) };
}

interface Improved {
  readonly board: PlanBoard;
  /** Points. */
  readonly cost: number;
  /** Everybody who could have a table at all has one. */
  readonly isWhole: boolean;
  readonly steps: number;
}

/** Points: where covers are still to be gained; where all are seated and only cost is left to save, first and last. */
const heatForCovers = coverLost / 2;
const heatForCost = 20;
const heatToFinish = 4;
const polish = { rounds: 3, nodesMax: 150 };
/** Of the steps: what a plan whose counts are good needs, in which only who has which of like tables is left to settle. */
const briefShare = 1 / 4;
/** Above the least cost by so much: there may be better counts. */
const farShare = 1 / 100;
const roundsMax = 60;
const iterationsPerRound = 25;

/** `isLed`: its counts are the best that were found. It costs no more afterwards. */
function improved(
  start: PlanStart,
  from: PlanBoard,
  costs: PlanCosts,
  { costMin }: PooledPlan,
  { iterations, pointsPerMove }: Effort,
  isLed: boolean,
): Improved {
  const unable = [...from.parties.keys()].filter((party) => costs.unitsOf[party]!.length === 0);
  // Nothing that seats everybody who could have a table costs less.
  const least = costMin + unable.reduce((sum, party) => sum + costs.lossOf[party]!, 0);
  const isComplete = ({ unitAt }: PlanBoard): boolean =>
    unitAt.every((unit, party) => unit !== -1 || unable.includes(party));
  const wasComplete = isComplete(from);
  const isFar = wasComplete && totalCost(from, costs) > least * (1 + farShare);
  const rounds = Math.min(roundsMax, Math.ceil(iterations / iterationsPerRound));
  const board = isFar ? improveInCounts(start, from, costs, { rounds, pointsPerMove }) : from;
  let cost = 0;
  let steps = 0;
  for (const [hottest, share] of phasesFor(wasComplete, isLed || isFar)) {
    const done = improvePlan(board, costs, {
      iterations: Math.ceil(iterations * share),
      hottest,
      coldest: hottest / 100,
      costMin: least,
    });
    cost = done.cost;
    steps += done.steps;
  }
  if (wasComplete && cost > least) cost = polishPlan(board, costs, polish);
  return { board, cost, isWhole: isComplete(board), steps };
}

/** Of the search over tables: how hot each begins, and its share of the steps. */
function phasesFor(isComplete: boolean, hasGoodCounts: boolean): readonly (readonly [heat: number, share: number])[] {
  if (!isComplete) return [[heatForCovers, 1]];
  if (hasGoodCounts) return [[heatToFinish, briefShare]];
  return [
    [heatForCost, 1 / 2],
    [heatToFinish, 1 / 2],
  ];
}
