/**
 * A plan in counts, close to the pooled optimum: the linear program's answer rounded down, filled up, and then improved by
 * ruin and recreate (Schrimpf et al. 2000; the neighbourhood of parties that compete for the same tables at the same time
 * is that of Christiaens, Vanden Berghe 2020, the acceptance that of simulated annealing). In counts a step costs
 * microseconds, however many tables there are.
 */
import { mulberry32 } from '../chance.ts';
import type { PooledOptimum } from './pooled-bound.ts';
import type { PooledModel } from './pooled-model.ts';
import { emptyRoom, fits, use, valuePerInstant } from './pooled-room.ts';
import type { PooledRoom } from './pooled-room.ts';

/** Covers by which a step may be worse and still be taken now and then, at the beginning and at the end. */
const hottest = 0.4;
const coldest = 0.1;
const ruinedMax = 8;
/** Chance that a shape that would do is passed over: the same order of parties does not always end the same. */
const blink = 0.02;
const roundedUp = 1e-4;

/** What the search begins from, and where it may stop. */
export type PooledStart = Pick<PooledOptimum, 'model' | 'amounts' | 'coversMax'>;

/** How many parties of each group have which of its shapes. */
export type PooledCounts = readonly (readonly number[])[];

interface Search extends PooledRoom {
  /** Parties of each group that have nothing. */
  readonly absent: Int32Array;
  /** One entry per party that has something. */
  readonly groupAt: number[];
  readonly shapeAt: number[];
  readonly draw: () => number;
  covers: number;
}

/** Counts are whole in the model given. Equal inputs give equal counts. */
export function searchPooled(optimum: PooledStart, iterations: number): PooledCounts {
  const { model } = optimum;
  const search = beginFrom(optimum);
  const coversMax = Math.floor(optimum.coversMax + 1e-6);
  let best = { covers: search.covers, counts: countsOf(search) };
  const orders = ordersOf(model);
  for (let step = 0; step < iterations && best.covers < coversMax; step++) {
    const temperature = hottest * (coldest / hottest) ** (step / iterations);
    if (!improve(search, orders, temperature)) break;
    if (search.covers > best.covers) best = { covers: search.covers, counts: countsOf(search) };
  }
  return best.counts;
}

function beginFrom({ model, amounts }: PooledStart): Search {
  const search: Search = {
    ...emptyRoom(model),
    absent: Int32Array.from(model.groups, ({ count }) => count),
    groupAt: [],
    shapeAt: [],
    draw: mulberry32(20_261_122),
    covers: 0,
  };
  for (const [group, byShape] of amounts.entries()) {
    for (const [at, amount] of byShape.entries()) {
      const shape = model.groups[group]!.shapes[at]!;
      for (let party = Math.floor(amount + roundedUp); party > 0 && fits(search, group, shape); party--) {
        give(search, group, shape);
      }
    }
  }
  for (const group of ordersOf(model).byValue) fillUp(search, group, 0);
  return search;
}

function ordersOf(model: PooledModel): { bySize: readonly number[]; byValue: readonly number[] } {
  const sortedBy = (measure: (group: number) => number) =>
    [...model.groups.keys()].sort((a, b) => measure(b) - measure(a) || a - b);
  return {
    bySize: sortedBy((group) => model.groups[group]!.partySize),
    byValue: sortedBy((group) => valuePerInstant(model, group)),
  };
}

/** One step; false when nobody is absent, and so nothing to gain. */
function improve(search: Search, orders: ReturnType<typeof ordersOf>, temperature: number): boolean {
  const { model, absent, draw, groupAt } = search;
  const waiting = orders.bySize.filter((group) => absent[group]! > 0);
  const wanted = waiting[Math.floor(draw() * waiting.length)];
  if (wanted === undefined) return false;
  const before = search.covers;
  const { shapes } = model.groups[wanted]!;
  const ruined = ruin(search, wanted, shapes[Math.floor(draw() * shapes.length)]!);
  const kept = groupAt.length;
  if (draw() < 0.5) fillOne(search, wanted, 0);
  for (const group of recreationOrder(search, orders, ruined)) fillUp(search, group, blink);
  const gain = search.covers - before;
  if (gain >= 0 || draw() < Math.exp(gain / temperature)) return true;
  while (groupAt.length > kept) takeAway(search, groupAt.length - 1);
  for (const [group, shape] of ruined.removed) give(search, group, shape);
  return true;
}

interface Ruined {
  readonly removed: readonly (readonly [group: number, shape: number])[];
  readonly from: number;
  readonly until: number;
}

/** Takes away some parties that stand between a group and a shape: same rows, overlapping times, beginning anywhere. */
function ruin(search: Search, wanted: number, shape: number): Ruined {
  const { model, usesOf, groupAt, shapeAt, draw } = search;
  const rows = model.rowsOf[shape]!;
  let { from, until } = model.groups[wanted]!;
  const reach = draw() < 0.3 ? 1 : 0;
  const [near, far] = [from - reach, until + reach];
  const most = 1 + Math.floor(draw() * ruinedMax);
  const removed: [number, number][] = [];
  const total = groupAt.length;
  const begin = Math.floor(draw() * total);
  for (let tried = 0; tried < total && removed.length < most && groupAt.length > 0; tried++) {
    const at = (begin + tried) % groupAt.length;
    const group = groupAt[at]!;
    const other = model.groups[group]!;
    if (other.from >= far || other.until <= near) continue;
    if (!usesOf[shapeAt[at]!]!.some(([row]) => rows.includes(row)) || draw() < 0.3) continue;
    removed.push([group, shapeAt[at]!]);
    takeAway(search, at);
    from = Math.min(from, other.from);
    until = Math.max(until, other.until);
  }
  return { removed, from, until };
}

/** Large parties first, those that bring most for their time first, or anyhow: each is right now and then. */
function recreationOrder(
  search: Search,
  { bySize, byValue }: ReturnType<typeof ordersOf>,
  { from, until }: Ruined,
): readonly number[] {
  const { model, absent, draw } = search;
  const isNear = (group: number) =>
    absent[group]! > 0 && model.groups[group]!.from < until && model.groups[group]!.until > from;
  const mode = draw();
  const near = (mode < 0.4 ? bySize : byValue).filter(isNear);
  const keys = new Map(
    near.map((group) => {
      const value = mode < 0.4 ? model.groups[group]!.partySize : 6 * valuePerInstant(model, group);
      return [group, mode < 0.7 ? value + 1.5 * draw() : draw()];
    }),
  );
  return near.sort((a, b) => keys.get(b)! - keys.get(a)!);
}

function fillUp(search: Search, group: number, chanceOfBlink: number): void {
  while (search.absent[group]! > 0 && fillOne(search, group, chanceOfBlink));
}

function fillOne(search: Search, group: number, chanceOfBlink: number): boolean {
  for (const shape of search.model.groups[group]!.shapes) {
    if (!fits(search, group, shape)) continue;
    if (chanceOfBlink > 0 && search.draw() < chanceOfBlink) continue;
    give(search, group, shape);
    return true;
  }
  return false;
}

function give(search: Search, group: number, shape: number): void {
  count(search, group, shape, 1);
  search.groupAt.push(group);
  search.shapeAt.push(shape);
}

function takeAway(search: Search, at: number): void {
  const { groupAt, shapeAt } = search;
  count(search, groupAt[at]!, shapeAt[at]!, -1);
  groupAt[at] = groupAt.at(-1)!;
  shapeAt[at] = shapeAt.at(-1)!;
  groupAt.pop();
  shapeAt.pop();
}

function count(search: Search, group: number, shape: number, parties: 1 | -1): void {
  use(search, group, shape, parties);
  search.absent[group]! -= parties;
  search.covers += search.model.groups[group]!.partySize * parties;
}

function countsOf({ model, groupAt, shapeAt }: Search): PooledCounts {
  const counts = model.groups.map(({ shapes }) => shapes.map(() => 0));
  for (const [at, group] of groupAt.entries()) {
    counts[group]![model.groups[group]!.shapes.indexOf(shapeAt[at]!)]! += 1;
  }
  return counts;
}
