/**
 * Changes to a plan in counts, as a linear program: how many of a group should have another shape than they had before.
 * Changing nobody is the solution that the program starts with, so little is left to solve where the plan was good.
 */
import { addUse, boundedBy, emptyProgram, setValue } from './linear-program.ts';
import type { Tableau } from './linear-program.ts';
import type { PooledAmounts, PooledGroup, PooledModel, ShapeOfGroup } from './pooled-model.ts';

export interface PooledProgram {
  readonly model: PooledModel;
  /** By group: the shape that is no change, or -1 for having no table. */
  readonly before: readonly number[];
  /** The groups that may change; a row of the tableau for each, before any other. */
  readonly changing: readonly number[];
  /** By column, who changes to what. */
  readonly columns: readonly ShapeOfGroup[];
  readonly tableau: Tableau;
  /** By cell of the model's capacities: its row, or -1 where it cannot run out. */
  readonly rowOfCell: Int32Array;
}

/** One who changes. */
export interface PooledChange {
  readonly group: PooledGroup;
  readonly shapeBefore: number;
  readonly shape: number;
  readonly column: number;
}

/** Not yet solved. `before` may use more than there is: then it is the dual method's to mend. */
export function programOf(
  model: PooledModel,
  before: readonly number[],
  valueOf: (change: PooledChange) => number,
  changing: readonly number[] = [...model.groups.keys()],
): PooledProgram {
  const { groups, capacities } = model;
  const left = leftOf(model, before);
  const rowOfCell = new Int32Array(capacities.length).fill(-1);
  // Of a group no more can change than it has; of a row no more be used than is left, less than nothing included.
  const limits = changing.map((group) => groups[group]!.count);
  for (const [cell, least] of leastLeftOf(model, before, changing, left).entries()) {
    // Rows that cannot run out would only make the tableau larger.
    if (least < 0) rowOfCell[cell] = limits.push(left[cell]!) - 1;
  }
  const columns = changing.flatMap((group) =>
    groups[group]!.shapes.filter((shape) => shape !== before[group]).map((shape) => ({ group, shape })),
  );
  const tableau = emptyProgram(limits, columns.length);
  const program: PooledProgram = { model, before, changing, columns, tableau, rowOfCell };
  for (const [column, { group: at, shape }] of columns.entries()) {
    const [group, shapeBefore] = [groups[at]!, before[at]!];
    setValue(tableau, column, valueOf({ group, shapeBefore, shape, column }));
    addUse(tableau, column, changing.indexOf(at), 1);
    addUses(program, group, { shape, column, times: 1 });
    if (shapeBefore !== -1) addUses(program, group, { shape: shapeBefore, column, times: -1 });
  }
  return program;
}

function addUses(
  { tableau, rowOfCell, model }: PooledProgram,
  { from, until }: PooledGroup,
  { shape, column, times }: { readonly shape: number; readonly column: number; readonly times: 1 | -1 },
): void {
  for (const row of model.classes.shapes[shape]!.rows) {
    const base = row * model.instants.length;
    for (let cell = base + from; cell < base + until; cell++) {
      if (rowOfCell[cell] !== -1) addUse(tableau, column, rowOfCell[cell]!, times);
    }
  }
}

/** By cell of the capacities, what nobody uses before anybody changes. */
function leftOf({ groups, classes, instants, capacities }: PooledModel, before: readonly number[]): Int32Array {
  const left = capacities.slice();
  for (const [at, { count, from, until }] of groups.entries()) {
    if (before[at] === -1) continue;
    for (const row of classes.shapes[before[at]!]!.rows) {
      const base = row * instants.length;
      for (let cell = base + from; cell < base + until; cell++) left[cell]! -= count;
    }
  }
  return left;
}

/** By cell, what would be left if everybody who could come to it came and nobody left it. */
function leastLeftOf(
  { groups, classes, instants }: PooledModel,
  before: readonly number[],
  changing: readonly number[],
  left: Int32Array,
): Float64Array {
  // Counts of a forecast are fractions.
  const least = Float64Array.from(left);
  for (const at of changing) {
    const { shapes, from, until, count } = groups[at]!;
    const usedBefore = before[at] === -1 ? undefined : classes.shapes[before[at]!]!.uses;
    for (let row = 0; row < classes.rowCount; row++) {
      let more = 0;
      for (const shape of shapes) {
        more = Math.max(more, classes.shapes[shape]!.uses[row]! - (usedBefore?.[row] ?? 0));
      }
      if (more === 0) continue;
      const base = row * instants.length;
      for (let cell = base + from; cell < base + until; cell++) least[cell]! -= more * count;
    }
  }
  return least;
}

/** What becomes of everybody; `changed` by column. */
export function amountsAfter({ model, before, columns }: PooledProgram, changed: ArrayLike<number>): PooledAmounts {
  const amounts = model.groups.map(({ shapes, count }, group) =>
    shapes.map((shape) => (shape === before[group] ? count : 0)),
  );
  for (const [column, { group, shape }] of columns.entries()) {
    const { shapes } = model.groups[group]!;
    const own = shapes.indexOf(before[group]!);
    amounts[group]![shapes.indexOf(shape)]! += changed[column]!;
    if (own !== -1) amounts[group]![own]! -= changed[column]!;
  }
  return amounts;
}

/**
 * The solved program with the rule that what clashes is fewer by one together than in these amounts; undefined when
 * nothing keeps it. One of them may still be more than it was: the rule leads away from the clash, it does not prove.
 */
export function withoutClash(
  program: PooledProgram,
  solved: Tableau,
  amounts: PooledAmounts,
  clash: readonly ShapeOfGroup[],
): Tableau | undefined {
  const { groups } = program.model;
  const variables = clash.map((each) => variableOf(program, each));
  const count = clash.reduce(
    (sum, { group, shape }) => sum + amounts[group]![groups[group]!.shapes.indexOf(shape)]!,
    0,
  );
  return boundedBy(solved, { variables, sense: 'at_most', amount: count - 1 }, -Infinity);
}

/** As the tableau names it: the slack of the group's row where it is the shape that is no change. */
function variableOf({ before, changing, columns }: PooledProgram, wanted: ShapeOfGroup): number {
  if (wanted.shape === before[wanted.group]) return columns.length + changing.indexOf(wanted.group);
  return columns.findIndex(({ group, shape }) => group === wanted.group && shape === wanted.shape);
}
