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
import type { PooledDemand, PooledModel } from './pooled-model.ts';
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
  const { groups, instants } = model;
  const { columns, capacities, instantRows } = programOf(model);
  const { amounts, prices } = solvePacking(columns, capacities);
  const byCell = new Float64Array(model.rowCount * instants.length);
  for (const [cell, row] of instantRows) byCell[cell] = prices[row]!;
  let column = 0;
  const byGroup = groups.map(({ shapes }) => shapes.map(() => amounts[column++]!));
  return { model, coversMax: boundBy(model, byCell), amounts: byGroup, prices: byCell };
}

/** Group by group a column per shape. Rows that cannot run out are left out: they would only make the tableau larger. */
function programOf(model: PooledModel) {
  const { groups, instants, capacities, rowsOf, classes } = model;
  const usedMost = new Float64Array(capacities.length);
  eachCell(model, (cell, group) => (usedMost[cell]! += group.count));
  const instantRows = new Map<number, number>();
  const limits = groups.map(({ count }) => count);
  const columns: PackingColumn[] = [];
  for (const [at, group] of groups.entries()) {
    for (const index of group.shapes) {
      const shape = classes.shapes[index]!;
      const rows = [at];
      for (const row of rowsOf[index]!) {
        for (let instant = group.from; instant < group.until; instant++) {
          const cell = row * instants.length + instant;
          if (usedMost[cell]! <= capacities[cell]!) continue;
          let known = instantRows.get(cell);
          if (known === undefined) {
            known = limits.push(capacities[cell]!) - 1;
            instantRows.set(cell, known);
          }
          rows.push(known);
        }
      }
      const surplus = shape.units[0]!.seats - group.partySize;
      const value = group.partySize - joinedTable * (shape.classes.length - 1) - wastedSeat * surplus;
      columns.push({ value, rows });
    }
  }
  return { columns, capacities: limits, instantRows };
}

/** Every cell that some party of a group could use, once per group and use of it at most. */
function eachCell(model: PooledModel, visit: (cell: number, group: PooledModel['groups'][number]) => void): void {
  for (const group of model.groups) {
    const usesMax = new Map<number, number>();
    for (const index of group.shapes) {
      const uses = Map.groupBy(model.rowsOf[index]!, (row) => row);
      for (const [row, listed] of uses) usesMax.set(row, Math.max(usesMax.get(row) ?? 0, listed.length));
    }
    for (const [row, uses] of usesMax) {
      for (let instant = group.from; instant < group.until; instant++) {
        for (let use = 0; use < uses; use++) visit(row * model.instants.length + instant, group);
      }
    }
  }
}

/** Covers; holds for any prices that are not negative. */
function boundBy(model: PooledModel, prices: Float64Array): number {
  let bound = 0;
  for (const [cell, price] of prices.entries()) bound += price * model.capacities[cell]!;
  for (const group of model.groups) {
    const costs = group.shapes.map((shape) => costOf(model, prices, shape, group.from, group.until));
    bound += group.count * Math.max(0, group.partySize - Math.min(...costs));
  }
  return bound;
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
  const parties: PooledDemand[] = demand.map((each) => ({ party: newcomerOf(occupancy, each), count: each.count }));
  for (const party of occupancy.parties) {
    if (party.settled) place(occupancy, party, party.home);
    else parties.push({ party, count: 1 });
  }
  const { model, prices, coversMax } = solvePooled(poolDemand(occupancy, parties));
  const priceOf = (request: SeatingRequest): number => {
    const party = newcomerOf(occupancy, request);
    const from = firstAtOrAfter(model.instants, party.startTick);
    const until = firstAtOrAfter(model.instants, party.endTick);
    const shapes = shapesOf(occupancy, model.classes, party);
    return Math.min(...shapes.map((shape) => costOf(model, prices, shape, from, until)));
  };
  return { priceOf, coversMax };
}
