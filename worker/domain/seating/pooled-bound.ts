/**
 * The bound to measure plans against: by linear programming over the counts of `pooled-model.ts`, how many covers any plan
 * at all could seat, and what an hour of a class of tables is worth in covers (the dual prices).
 *
 * What the solver says is not believed but checked: any prices prove a bound (weak duality). Nobody can be worth more
 * than their covers less what their tables cost, and nobody can use more tables than there are.
 */
import { solvePacking } from './linear-program.ts';
import type { PackingColumn } from './linear-program.ts';
import { emptyOccupancy, newcomerOf, place } from './occupancy.ts';
import { firstAtOrAfter, poolDemand, shapesOf } from './pooled-model.ts';
import type { PooledGroup, PooledModel } from './pooled-model.ts';
import type { SeatingProblem, SeatingRequest } from './problem.ts';

/** A party that does as well on either of two shapes takes the one that joins fewer tables and wastes fewer seats. */
const joinedTable = 1e-3;
const wastedSeat = 1e-4;

export interface PooledOptimum {
  readonly model: PooledModel;
  /** Covers; no plan seats more. */
  readonly coversMax: number;
  /** By group, by place in its `shapes`: how many parties of the group take it, rarely a fraction. */
  readonly amounts: readonly (readonly number[])[];
  /** Row by row, a number of covers per instant. */
  readonly prices: Float64Array;
}

export function solvePooled(model: PooledModel): PooledOptimum {
  const solved = solveProgram(model, (group, shape) => valueOfShape(model, group, shape));
  return { model, coversMax: boundBy(model, solved.prices), ...solved };
}

/** In covers. */
export function valueOfShape(model: PooledModel, { partySize }: PooledGroup, shape: number): number {
  const { classes, units } = model.classes.shapes[shape]!;
  return partySize - joinedTable * (classes.length - 1) - wastedSeat * (units[0]!.seats - partySize);
}

/** The linear program over the model: a column per group and shape, worth what `valueOf` says. */
export function solveProgram(
  model: PooledModel,
  valueOf: (group: PooledGroup, shape: number) => number,
): Pick<PooledOptimum, 'amounts' | 'prices'> {
  const { groups, instants, capacities, rowsOf } = model;
  const usedMost = usesMax(model);
  const rowOfCell = new Int32Array(capacities.length).fill(-1);
  const limits = groups.map(({ count }) => count);
  const columns: PackingColumn[] = [];
  for (const [at, group] of groups.entries()) {
    for (const shape of group.shapes) {
      const rows = [at];
      for (const row of rowsOf[shape]!) {
        for (let cell = row * instants.length + group.from; cell < row * instants.length + group.until; cell++) {
          // Rows that cannot run out would only make the tableau larger.
          if (usedMost[cell]! <= capacities[cell]!) continue;
          if (rowOfCell[cell] === -1) rowOfCell[cell] = limits.push(capacities[cell]!) - 1;
          rows.push(rowOfCell[cell]!);
        }
      }
      columns.push({ value: valueOf(group, shape), rows });
    }
  }
  const solved = solvePacking(columns, limits);
  const prices = Float64Array.from(rowOfCell, (row) => (row === -1 ? 0 : solved.prices[row]!));
  let column = 0;
  return { amounts: groups.map(({ shapes }) => shapes.map(() => solved.amounts[column++]!)), prices };
}

/** Per cell what would be used if every party that could use it did, as often as it could. */
function usesMax({ groups, instants, capacities, rowsOf, rowCount }: PooledModel): Float64Array {
  const used = new Float64Array(capacities.length);
  const most = new Float64Array(rowCount);
  for (const group of groups) {
    most.fill(0);
    for (const shape of group.shapes) {
      const rows = rowsOf[shape]!;
      for (const row of rows) most[row] = Math.max(most[row]!, rows.filter((other) => other === row).length);
    }
    for (let row = 0; row < rowCount; row++) {
      if (most[row] === 0) continue;
      const base = row * instants.length;
      for (let cell = base + group.from; cell < base + group.until; cell++) used[cell]! += most[row]! * group.count;
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
  for (const row of model.rowsOf[shape]!) {
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
