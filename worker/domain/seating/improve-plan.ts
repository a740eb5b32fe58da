/**
 * Large-neighbourhood search over tables (Shaw 1998): take some parties away that compete for the same tables at the same
 * time, seat them and whoever waits anew in another order, keep what is better and now and then what is a little worse.
 * Ruin and recreate after Christiaens, Vanden Berghe 2020. The count of steps is the budget: equal inputs give equal plans.
 */
import { mulberry32 } from '../chance.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { PlanBoard } from './plan-board.ts';
import { isFree, isOpen, seat, slackOn, unseat } from './plan-board.ts';
import { costOfMove, costOfUnit, coverLost } from './plan-quality.ts';
import { seatExactly } from './seat-by-ejection.ts';

/** What every choice costs, in points. */
export interface PlanCosts {
  /** By party: indexes of the units it can have, cheapest first, and what each costs. */
  readonly unitsOf: readonly Int32Array[];
  readonly costsOf: readonly Float64Array[];
  /** By party, by unit index; Infinity where it does not fit. */
  readonly costOn: readonly Float64Array[];
  /** By party, for having no table. */
  readonly lossOf: Float64Array;
}

const promised = 1_000;

export function costsOn(board: PlanBoard, occupancy: Occupancy, pointsPerMove: number): PlanCosts {
  const options = board.parties.map((party, at) =>
    [...board.unitsOf[at]!]
      .filter((unit) => isOpen(board, at, unit))
      .map((index) => ({ index, unit: occupancy.units[index]! }))
      .map(({ index, unit }) => ({
        index,
        cost: costOfUnit(unit, party) + costOfMove(party, unit.tables, pointsPerMove),
      }))
      .sort((a, b) => a.cost - b.cost || a.index - b.index),
  );
  return {
    unitsOf: options.map((list) => Int32Array.from(list, ({ index }) => index)),
    costsOf: options.map((list) => Float64Array.from(list, ({ cost }) => cost)),
    costOn: options.map((list) => {
      const byUnit = new Float64Array(occupancy.units.length).fill(Infinity);
      for (const { index, cost } of list) byUnit[index] = cost;
      return byUnit;
    }),
    lossOf: Float64Array.from(board.parties, lossOfTable),
  };
}

/** Whoever was promised a table and has one never loses it so that others get theirs. */
function lossOfTable({ request, home }: SeatingParty): number {
  return coverLost * request.partySize * (home.length > 0 ? promised : 1);
}

/** Points for where the party sits, or for its having no table. */
export function costAt(board: PlanBoard, costs: PlanCosts, party: number): number {
  const unit = board.unitAt[party]!;
  return unit === -1 ? costs.lossOf[party]! : costs.costOn[party]![unit]!;
}

/** Points for the whole board. */
export function totalCost(board: PlanBoard, costs: PlanCosts): number {
  let total = 0;
  for (const party of board.parties.keys()) total += costAt(board, costs, party);
  return total;
}

export interface ImproveOptions {
  readonly iterations: number;
  /** Points by which a step may be worse and still be taken now and then, at the beginning and at the end. */
  readonly hottest: number;
  readonly coldest: number;
  /** A plan that costs no more than this is as good as one can be. */
  readonly costMin: number;
}

const unitsRuinedMax = 4;
/** Of those without a table, how many are tried each time: on overfull dates hundreds wait, and most in vain. */
const absentMax = 40;
const blink = 0.01;
/** Points per free tick beside a party; never enough to change what matters. */
const slackWeight = 0.01;

interface Search {
  readonly board: PlanBoard;
  readonly costs: PlanCosts;
  readonly draw: () => number;
  /** Parties without a table who could have one. */
  absent: number[];
  cost: number;
}

/** Leaves the board at the best plan found; answers its cost in points and the steps taken. */
export function improvePlan(
  board: PlanBoard,
  costs: PlanCosts,
  options: ImproveOptions,
): { cost: number; steps: number } {
  const able = [...board.parties.keys()].filter((party) => costs.unitsOf[party]!.length > 0);
  const search: Search = {
    board,
    costs,
    draw: mulberry32(20_261_122),
    absent: able.filter((party) => board.unitAt[party] === -1),
    cost: totalCost(board, costs),
  };
  let best = { cost: search.cost, unitAt: board.unitAt.slice() };
  let steps = 0;
  while (able.length > 0 && steps < options.iterations && best.cost > options.costMin + 1e-6) {
    const temperature = options.hottest * (options.coldest / options.hottest) ** (steps / options.iterations);
    steps++;
    step(search, able, temperature);
    if (search.cost < best.cost - 1e-9) best = { cost: search.cost, unitAt: board.unitAt.slice() };
  }
  seatExactly(board, best.unitAt);
  return { cost: best.cost, steps };
}

function step(search: Search, able: readonly number[], temperature: number): void {
  const { board, costs, draw } = search;
  const seed = seedOf(search, able);
  const ruined = ruin(search, seed);
  let gain = 0;
  for (const { party, cost } of ruined.removed) gain += cost - costs.lossOf[party]!;
  const seatedNow: number[] = [];
  const order = recreationOrder(search, ruined);
  if (draw() < 0.5) order.unshift(seed);
  for (const party of order) {
    if (board.unitAt[party] !== -1) continue;
    const cost = seatAnew(search, party);
    if (cost === undefined) continue;
    seatedNow.push(party);
    gain += costs.lossOf[party]! - cost;
  }
  if (gain >= 0 || draw() < Math.exp(gain / temperature)) {
    search.cost -= gain;
    const free = [...search.absent, ...ruined.removed.map(({ party }) => party)];
    search.absent = free.filter((party) => board.unitAt[party] === -1);
    return;
  }
  for (const party of seatedNow) unseat(board, party);
  for (const { party, unit } of ruined.removed) seat(board, party, unit);
}

/** Somebody without a table, else somebody whose table is not the best that there is. */
function seedOf({ board, costs, draw, absent }: Search, able: readonly number[]): number {
  if (absent.length > 0 && draw() < 0.7) return absent[Math.floor(draw() * absent.length)]!;
  let seed = able[Math.floor(draw() * able.length)]!;
  for (let tries = 0; tries < 6; tries++) {
    if (board.unitAt[seed] === -1 || costAt(board, costs, seed) > costs.costsOf[seed]![0]!) return seed;
    seed = able[Math.floor(draw() * able.length)]!;
  }
  return seed;
}

interface Ruined {
  readonly removed: readonly { readonly party: number; readonly unit: number; readonly cost: number }[];
  readonly startTick: number;
  readonly endTick: number;
}

/** Clears a few units that the seed could have, for its time; the cheap ones more often. */
function ruin({ board, costs, draw }: Search, seed: number): Ruined {
  const units = costs.unitsOf[seed]!;
  let startTick = board.startTicks[seed]!;
  let endTick = board.endTicks[seed]!;
  const removed: { party: number; unit: number; cost: number }[] = [];
  const remove = (party: number): void => {
    removed.push({ party, unit: board.unitAt[party]!, cost: costAt(board, costs, party) });
    unseat(board, party);
  };
  if (board.unitAt[seed] !== -1) remove(seed);
  const most = 1 + Math.floor(draw() * unitsRuinedMax);
  const isCheap = draw() < 0.5;
  for (let cleared = 0; cleared < most; cleared++) {
    const share = isCheap ? draw() * draw() : draw();
    for (const table of board.tablesOf[units[Math.floor(share * units.length)]!]!) {
      for (const party of [...board.holdersOf[table]!]) {
        if (board.startTicks[party]! >= board.endTicks[seed]! || board.endTicks[party]! <= board.startTicks[seed]!)
          continue;
        startTick = Math.min(startTick, board.startTicks[party]!);
        endTick = Math.max(endTick, board.endTicks[party]!);
        remove(party);
      }
    }
  }
  return { removed, startTick, endTick };
}

/** Those first who would lose most, or most for their time, or anybody. */
function recreationOrder({ board, costs, draw, absent }: Search, { removed, startTick, endTick }: Ruined): number[] {
  const near = absent.filter((party) => board.startTicks[party]! < endTick && board.endTicks[party]! > startTick);
  // Some of them, from anywhere in the list and round its end.
  const first = near.length > absentMax ? Math.floor(draw() * near.length) : 0;
  const some = [...near.slice(first), ...near.slice(0, first)].slice(0, absentMax);
  const pool = [...new Set([...removed.map(({ party }) => party), ...some])];
  const mode = draw();
  const keys = new Map(
    pool.map((party) => {
      if (mode < 0.4) return [party, costs.lossOf[party]! * (1 + 0.3 * draw())];
      const ticks = board.endTicks[party]! - board.startTicks[party]!;
      if (mode < 0.7) return [party, (costs.lossOf[party]! / ticks) * (1 + 0.3 * draw())];
      return [party, draw()];
    }),
  );
  return pool.sort((a, b) => keys.get(b)! - keys.get(a)!);
}

/** The cheapest free unit, the tightest among equals; answers its cost, or undefined when nothing is free. */
function seatAnew({ board, costs: all, draw }: Search, party: number): number | undefined {
  const units = all.unitsOf[party]!;
  const costs = all.costsOf[party]!;
  let best: number | undefined;
  let least = Infinity;
  for (let at = 0; at < units.length && costs[at]! < least; at++) {
    const unit = units[at]!;
    if (!isFree(board, party, unit) || draw() < blink) continue;
    const cost = costs[at]! + slackWeight * slackOn(board, party, unit);
    if (cost >= least) continue;
    least = cost;
    best = at;
  }
  if (best === undefined) return undefined;
  seat(board, party, units[best]!);
  return costs[best]!;
}
