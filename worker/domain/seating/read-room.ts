/**
 * The date read in counts before anybody is moved: can the newcomer and everybody accepted be seated at all, and if so,
 * how many of a kind of party should have which kind of unit.
 *
 * The present plan is where the question starts. It seats everybody but the newcomer, who is put where it fits best,
 * whoever is there already: so a few classes of tables are overdrawn at a few instants. Who changes to another kind of
 * unit, and how many, to put that right is a linear program a few pivots from its answer (the dual simplex method),
 * and asking for the fewest changes is asking to move few. What cannot be put right is proven by `packing-cut.ts`;
 * fractions are settled by branch and bound.
 */
import { addUse, boundedBy, emptyProgram, mendPacking, proofOf, setValue } from './linear-program.ts';
import type { Tableau } from './linear-program.ts';
import { areClear, unitOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import { isOverdrawn } from './packing-cut.ts';
import { poolDemand } from './pooled-model.ts';
import type { PooledAmounts, PooledGroup, PooledModel, ShapeOfGroup } from './pooled-model.ts';
import type { SeatingUnit } from './seating-units.ts';
import { overlaps } from './ticks.ts';
import { packWhole, wholeAmountsOf } from './whole-packing.ts';

/** Which of two changes of kind is better: the one to a unit that is a better fit; the last digits break ties. */
const worseFit = 1e-3;
const tieBreak = 1e-6;
/** Of branch and bound; most need fewer than five. */
const programsMax = 24;

export interface RoomReading {
  /**
   * `cut_off`: no plan exists that seats the newcomer and keeps every party, proven in whole numbers. `hopeless`: the same
   * by a search in counts, which rounding could mislead. `open` says nothing.
   */
  readonly verdict: 'cut_off' | 'hopeless' | 'open';
  readonly model: PooledModel;
  /** Who was counted, in the model's order; the newcomer comes last. */
  readonly parties: readonly SeatingParty[];
  /** A plan in counts that seats everybody; where none was found, nobody's. */
  readonly amounts: PooledAmounts | undefined;
  /** Another such plan, in which these together are fewer by one. */
  readonly instead?: ((unrealisable: readonly ShapeOfGroup[]) => RoomReading | undefined) | undefined;
}

export function readRoom(occupancy: Occupancy, newcomer: SeatingParty): RoomReading {
  const held = new Map<SeatingParty, SeatingUnit>();
  for (const party of occupancy.parties) {
    const unit = unitCounted(occupancy, party);
    if (unit !== undefined) held.set(party, unit);
  }
  const parties = [...held.keys(), newcomer];
  const model = poolDemand(occupancy, parties, { countsSizes: false, heldBy: (at) => held.get(parties[at]!) });
  if (model.groupOf.at(-1) === -1) return { verdict: 'cut_off', model, parties, amounts: undefined };
  const changes = changesOf(model);
  const mending = mendPacking(changes.tableau);
  if (mending === 'mended') return settled(changes, changes.tableau, model, parties);
  if (mending === 'worthless') return { verdict: 'open', model, parties, amounts: undefined };
  const weights = proofOf(changes.tableau, mending.row);
  const prices = Float64Array.from(changes.rowOfCell, (row) => (row === -1 ? 0 : weights[row]!));
  return { verdict: isOverdrawn(model, prices) ? 'cut_off' : 'hopeless', model, parties, amounts: undefined };
}

/** What the mended program comes to in whole numbers. */
function settled(
  changes: Changes,
  tableau: Tableau,
  model: PooledModel,
  parties: readonly SeatingParty[],
): RoomReading {
  const whole = packWhole(tableau, { valueMin: -Infinity, nodesMax: programsMax });
  const verdict = whole.isExhausted ? 'hopeless' : 'open';
  const { solved } = whole;
  if (solved === undefined) return { verdict, model, parties, amounts: undefined };
  const amounts = amountsAfter(changes, wholeAmountsOf(solved), model);
  const instead = (unrealisable: readonly ShapeOfGroup[]): RoomReading | undefined => {
    const variables = unrealisable.map((each) => variableOf(changes, model, each));
    const count = unrealisable.reduce((sum, each) => sum + amountOf(amounts, model, each), 0);
    const bounded = boundedBy(solved, { variables, sense: 'at_most', amount: count - 1 }, -Infinity);
    return bounded && settled(changes, bounded, model, parties);
  };
  return { verdict, model, parties, amounts, instead };
}

function amountOf(amounts: PooledAmounts, { groups }: PooledModel, { group, shape }: ShapeOfGroup): number {
  return amounts[group]![groups[group]!.shapes.indexOf(shape)]!;
}

/** As the tableau names it: the slack of the group's row where it is the shape that needs no change. */
function variableOf({ before, tableau }: Changes, { groups }: PooledModel, { group, shape }: ShapeOfGroup): number {
  if (shape === before[group]) return tableau.columnCount + group;
  let column = 0;
  for (let at = 0; at < group; at++) column += groups[at]!.shapes.length - 1;
  return column + groups[group]!.shapes.filter((each) => each !== before[group]).indexOf(shape);
}

/**
 * The unit as which a party counts. Fixed parties count as fewer usable tables. Whoever has tables that staff joined by
 * hand or took out of service, or shares them with somebody (a plan in conflict), would seem to need more than it has:
 * left out.
 */
function unitCounted(occupancy: Occupancy, party: SeatingParty): SeatingUnit | undefined {
  if (party.settled || party.tables.length === 0) return undefined;
  const unit = unitOf(occupancy, party, party.tables);
  if (unit === undefined || !areClear(occupancy, 'fixed', party.tables, party)) return undefined;
  const isAlone = party.tables.every((table) =>
    occupancy.partiesAt[table.index]!.every((other) => other === party || !overlaps(other, party)),
  );
  return isAlone ? unit : undefined;
}

/** Who might change to what, as a program: a column per group and shape that it has not now. */
interface Changes {
  readonly tableau: Tableau;
  /** By cell of the model's capacities, its row, or -1 where it cannot run out. */
  readonly rowOfCell: Int32Array;
  /** By group, the shape that needs no change: of the newcomer, the one that fits best. */
  readonly before: readonly number[];
}

function changesOf(model: PooledModel): Changes {
  const { groups, capacities } = model;
  const before = groups.map(({ held, shapes }) => (held === -1 ? shapes[0]! : held));
  const leftBefore = leftOf(model, before);
  const leastLeft = leastLeftOf(model, before, leftBefore);
  const rowOfCell = new Int32Array(capacities.length).fill(-1);
  // Of a group no more can change than it has; of a row no more be used than is left, less than nothing included.
  const limits = groups.map(({ count }) => count);
  for (const [cell, least] of leastLeft.entries()) {
    if (least < 0) rowOfCell[cell] = limits.push(leftBefore[cell]!) - 1;
  }
  const columnCount = groups.reduce((sum, { shapes }) => sum + shapes.length - 1, 0);
  const changes: Changes = { tableau: emptyProgram(limits, columnCount), rowOfCell, before };
  let column = 0;
  for (const [at, group] of groups.entries()) {
    for (const [place, shape] of group.shapes.entries()) {
      if (shape === before[at]) continue;
      setValue(changes.tableau, column, -Number(group.held !== -1) - worseFit * place - tieBreak * column);
      addUse(changes.tableau, column, at, 1);
      addUses(changes, model, column, { group, shape, times: 1 });
      addUses(changes, model, column, { group, shape: before[at]!, times: -1 });
      column++;
    }
  }
  return changes;
}

function addUses(
  { tableau, rowOfCell }: Changes,
  { classes, instants }: PooledModel,
  column: number,
  { group, shape, times }: { readonly group: PooledGroup; readonly shape: number; readonly times: 1 | -1 },
): void {
  for (const row of classes.shapes[shape]!.rows) {
    const base = row * instants.length;
    for (let cell = base + group.from; cell < base + group.until; cell++) {
      if (rowOfCell[cell] !== -1) addUse(tableau, column, rowOfCell[cell]!, times);
    }
  }
}

/** By cell of the capacities, what nobody uses before anybody changes. */
function leftOf({ groups, classes, instants, capacities }: PooledModel, before: readonly number[]): Int32Array {
  const left = capacities.slice();
  for (const [at, { count, from, until }] of groups.entries()) {
    for (const row of classes.shapes[before[at]!]!.rows) {
      const base = row * instants.length;
      for (let cell = base + from; cell < base + until; cell++) left[cell]! -= count;
    }
  }
  return left;
}

/** By cell, what would be left if everybody who could come to it came and nobody left it. */
function leastLeftOf(model: PooledModel, before: readonly number[], left: Int32Array): Int32Array {
  const { groups, classes, instants } = model;
  const least = left.slice();
  for (const [at, { shapes, from, until, count }] of groups.entries()) {
    const usedBefore = classes.shapes[before[at]!]!.uses;
    for (let row = 0; row < classes.rowCount; row++) {
      let more = 0;
      for (const shape of shapes) more = Math.max(more, classes.shapes[shape]!.uses[row]! - usedBefore[row]!);
      if (more === 0) continue;
      const base = row * instants.length;
      for (let cell = base + from; cell < base + until; cell++) least[cell]! -= more * count;
    }
  }
  return least;
}

function amountsAfter({ before }: Changes, changed: Float64Array, model: PooledModel): PooledAmounts {
  let column = 0;
  return model.groups.map(({ shapes, count }, group) => {
    const amounts = shapes.map((shape) => (shape === before[group] ? 0 : changed[column++]!));
    const own = shapes.indexOf(before[group]!);
    amounts[own] = count - amounts.reduce((sum, each) => sum + each, 0);
    return amounts;
  });
}
