/**
 * The bound to measure plans against: by linear programming over the counts of `pooled-model.ts`, how many covers any plan
 * at all could seat, and what an hour of a class of tables is worth in covers (the dual prices).
 *
 * What the solver says is not believed but checked: any prices prove a bound (weak duality). Nobody can be worth more
 * than their covers less what their tables cost, and nobody can use more tables than there are.
 */
import { solutionOf, solvePacking } from './linear-program.ts';
import { emptyOccupancy, newcomerOf, place } from './occupancy.ts';
import { seatWasted, tableJoined } from './plan-quality.ts';
import { firstAtOrAfter, poolDemand, shapesOf } from './pooled-model.ts';
import type { PooledGroup, PooledModel } from './pooled-model.ts';
import { programOf } from './pooled-program.ts';
import type { PooledChange, PooledProgram } from './pooled-program.ts';
import type { SeatingProblem, SeatingRequest } from './problem.ts';

/**
 * Covers for a point of a plan's cost: small, so that a party that does as well on either of two shapes takes the one that
 * joins fewer tables and wastes fewer seats, and nobody goes without a table for it.
 */
export const coversPerPoint = 2e-5;

export interface PooledOptimum {
  /** Covers; no plan seats more in which whoever has a table keeps one. */
  readonly coversMax: number;
  /** Row by row, a number of covers per instant. */
  readonly prices: Float64Array;
  /** Solved; what changes are worth, in covers less what they cost. */
  readonly program: PooledProgram;
  /** Of the plan before any change. */
  readonly coversBefore: number;
  readonly pointsBefore: number;
  /** Points; no plan costs more, apart from who has no table in it. */
  readonly pointsMax: number;
}

/** `pointsPerMove`: what it costs when a party gets another kind of unit than it has. */
export function solvePooled(model: PooledModel, pointsPerMove = 0): PooledOptimum {
  const { groups } = model;
  const pointsOf = pointsOn(model, pointsPerMove);
  const before = groups.map(({ held }) => held);
  const program = programOf(model, before, worthOn(model, pointsPerMove));
  solvePacking(program.tableau);
  const solved = solutionOf(program.tableau);
  const prices = Float64Array.from(program.rowOfCell, (row) => (row === -1 ? 0 : solved.prices[row]!));
  const seated = groups.filter(({ held }) => held !== -1);
  return {
    coversMax: boundBy(model, prices),
    prices,
    program,
    coversBefore: seated.reduce((sum, { count, partySize }) => sum + count * partySize, 0),
    pointsBefore: seated.reduce((sum, group) => sum + group.count * pointsOf(group, group.held), 0),
    pointsMax: groups.reduce(
      (sum, group) => sum + group.count * Math.max(0, ...group.shapes.map((shape) => pointsOf(group, shape))),
      0,
    ),
  };
}

/** Covers, less what a change costs. */
export function worthOn(model: PooledModel, pointsPerMove: number): (change: PooledChange) => number {
  const pointsOf = pointsOn(model, pointsPerMove);
  return ({ group, shapeBefore, shape }) =>
    shapeBefore === -1
      ? group.partySize - coversPerPoint * pointsOf(group, shape)
      : coversPerPoint * (pointsOf(group, shapeBefore) - pointsOf(group, shape));
}

/** What a unit of such a shape costs at least; wishes are not counted. */
function pointsOn(model: PooledModel, pointsPerMove: number): (group: PooledGroup, shape: number) => number {
  return ({ partySize, held }, shape) => {
    const { classes, units } = model.classes.shapes[shape]!;
    const points = tableJoined * (classes.length - 1) + seatWasted * (units[0]!.seats - partySize);
    return points + (held === -1 || held === shape ? 0 : pointsPerMove);
  };
}

/** Covers, if whoever has a table keeps one; holds for any prices that are not negative. */
function boundBy(model: PooledModel, prices: Float64Array): number {
  let bound = 0;
  for (const [cell, price] of prices.entries()) bound += price * model.capacities[cell]!;
  for (const group of model.groups) {
    const cost = cheapestOf(model, prices, group.shapes, group.from, group.until);
    const worth = group.partySize - cost;
    bound += group.count * (group.held === -1 ? Math.max(0, worth) : worth);
  }
  return bound;
}

/** What the cheapest of the shapes costs over these instants; Infinity where there is none. */
export function cheapestOf(
  model: PooledModel,
  prices: Float64Array,
  shapes: readonly number[],
  from: number,
  until: number,
): number {
  let least = Infinity;
  for (const shape of shapes) least = Math.min(least, costOf(model, prices, shape, from, until));
  return least;
}

function costOf(model: PooledModel, prices: Float64Array, shape: number, from: number, until: number): number {
  let cost = 0;
  for (const row of model.classes.shapes[shape]!.rows) {
    const base = row * model.instants.length;
    for (let instant = from; instant < until; instant++) cost += prices[base + instant]!;
  }
  return cost;
}

/** What tables are worth on a date, to be asked for single parties. */
export interface TablePrices {
  /** Covers; the least that tables for this party cost over its time, Infinity where none fits. */
  readonly priceOf: (request: SeatingRequest) => number;
  readonly coversMax: number;
}

/**
 * Prices on the room as it stands: everyone in the problem who may not be moved counts as tables gone, whoever may is
 * part of the demand. `demand` adds what is expected.
 */
export function pooledBound(
  problem: SeatingProblem,
  demand: readonly (SeatingRequest & { readonly count: number })[],
): TablePrices {
  const occupancy = emptyOccupancy(problem, demand);
  const parties = demand.map((each) => newcomerOf(occupancy, each));
  for (const party of occupancy.parties) {
    if (party.settled) place(occupancy, party, party.home);
    else parties.push(party);
  }
  const model = poolDemand(occupancy, parties, { countOf: (at) => demand[at]?.count ?? 1 });
  const { prices, coversMax } = solvePooled(model);
  const priceOf = (request: SeatingRequest): number => {
    const party = newcomerOf(occupancy, request);
    const from = firstAtOrAfter(model.instants, party.startTick);
    const until = firstAtOrAfter(model.instants, party.endTick);
    const shapes = shapesOf(occupancy, model.classes, party);
    return cheapestOf(model, prices, shapes, from, until);
  };
  return { priceOf, coversMax };
}
