/**
 * The bound to measure plans against: by linear programming over the counts of `pooled-model.ts`, how many covers any plan
 * at all could seat, and what an hour of a class of tables is worth in covers (the dual prices).
 *
 * What the solver says is not believed but checked: any prices prove a bound (weak duality). Nobody can be worth more
 * than their covers less what their tables cost, and nobody can use more tables than there are.
 */
import { addUse, emptyProgram, setValue, solutionOf, solvePacking } from './linear-program.ts';
import type { Tableau } from './linear-program.ts';
import { emptyOccupancy, newcomerOf, place } from './occupancy.ts';
import { seatWasted, tableJoined } from './plan-quality.ts';
import { firstAtOrAfter, poolDemand, shapesOf } from './pooled-model.ts';
import type { PooledModel } from './pooled-model.ts';
import type { SeatingProblem, SeatingRequest } from './problem.ts';

/**
 * Covers for a point of a plan's cost: small, so that a party that does as well on either of two shapes takes the one that
 * joins fewer tables and wastes fewer seats, and nobody goes without a table for it.
 */
export const coversPerPoint = 2e-5;

export interface PooledOptimum {
  readonly model: PooledModel;
  /** Covers; no plan seats more. */
  readonly coversMax: number;
  /** Row by row, a number of covers per instant. */
  readonly prices: Float64Array;
  /** The linear program: a column per group and shape, in that order. */
  readonly tableau: Tableau;
  /** Points; no plan costs more, apart from who has no table in it. */
  readonly costliest: number;
}

/** `pointsPerMove`: what it costs when a party gets another kind of unit than it has. */
export function solvePooled(model: PooledModel, pointsPerMove = 0): PooledOptimum {
  const { groups, instants, capacities, classes } = model;
  const usedMost = usesMax(model);
  const rowOfCell = new Int32Array(capacities.length).fill(-1);
  const limits = groups.map(({ count }) => count);
  for (const [cell, capacity] of capacities.entries()) {
    // Rows that cannot run out would only make the tableau larger.
    if (usedMost[cell]! > capacity) rowOfCell[cell] = limits.push(capacity) - 1;
  }
  const columnCount = groups.reduce((sum, { shapes }) => sum + shapes.length, 0);
  const tableau = emptyProgram(limits, columnCount);
  let costliest = 0;
  let column = 0;
  for (const [at, { partySize, shapes, held, from, until, count }] of groups.entries()) {
    let most = 0;
    for (const shape of shapes) {
      const points = pointsOfShape(model, partySize, shape) + (held === -1 || held === shape ? 0 : pointsPerMove);
      most = Math.max(most, points);
      setValue(tableau, column, partySize - coversPerPoint * points);
      addUse(tableau, column, at, 1);
      for (const row of classes.shapes[shape]!.rows) {
        for (let cell = row * instants.length + from; cell < row * instants.length + until; cell++) {
          if (rowOfCell[cell] !== -1) addUse(tableau, column, rowOfCell[cell]!, 1);
        }
      }
      column++;
    }
    costliest += count * most;
  }
  solvePacking(tableau);
  const solved = solutionOf(tableau);
  const prices = Float64Array.from(rowOfCell, (row) => (row === -1 ? 0 : solved.prices[row]!));
  return { model, coversMax: boundBy(model, prices), prices, tableau, costliest };
}

/** What such a unit costs at least; wishes are not counted. */
function pointsOfShape(model: PooledModel, partySize: number, shape: number): number {
  const { classes, units } = model.classes.shapes[shape]!;
  return tableJoined * (classes.length - 1) + seatWasted * (units[0]!.seats - partySize);
}

/** Per cell what would be used if every party that could use it did, as often as it could. */
function usesMax({ groups, instants, capacities, classes }: PooledModel): Float64Array {
  const used = new Float64Array(capacities.length);
  for (const { shapes, from, until, count } of groups) {
    for (let row = 0; row < classes.rowCount; row++) {
      let most = 0;
      for (const shape of shapes) most = Math.max(most, classes.shapes[shape]!.uses[row]!);
      if (most === 0) continue;
      const base = row * instants.length;
      for (let cell = base + from; cell < base + until; cell++) used[cell]! += most * count;
    }
  }
  return used;
}

/** Covers; holds for any prices that are not negative. */
function boundBy(model: PooledModel, prices: Float64Array): number {
  let bound = 0;
  for (const [cell, price] of prices.entries()) bound += price * model.capacities[cell]!;
  for (const group of model.groups) {
    const cost = cheapestOf(model, prices, group.shapes, group.from, group.until);
    bound += group.count * Math.max(0, group.partySize - cost);
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
