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
  /** A column per group and shape other than that before, in that order. */
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
): PooledProgram {
  const { groups, capacities } = model;
  const left = leftOf(model, before);
  const rowOfCell = new Int32Array(capacities.length).fill(-1);
  // Of a group no more can change than it has; of a row no more be used than is left, less than nothing included.
  const limits = groups.map(({ count }) => count);
  for (const [cell, least] of leastLeftOf(model, before, left).entries()) {
    // Rows that cannot run out would only make the tableau larger.
    if (least < 0) rowOfCell[cell] = limits.push(left[cell]!) - 1;
  }
  const columnCount = groups.reduce((sum, { shapes }, at) => sum + shapesOtherThan(before[at]!, shapes).length, 0);
  const program: PooledProgram = { model, before, tableau: emptyProgram(limits, columnCount), rowOfCell };
  let column = 0;
  for (const [at, group] of groups.entries()) {
    const shapeBefore = before[at]!;
    for (const shape of shapesOtherThan(shapeBefore, group.shapes)) {
      setValue(program.tableau, column, valueOf({ group, shapeBefore, shape, column }));
      addUse(program.tableau, column, at, 1);
      addUses(program, group, { shape, column, times: 1 });
      if (shapeBefore !== -1) addUses(program, group, { shape: shapeBefore, column, times: -1 });
      column++;
    }
  }
  return program;
}

function shapesOtherThan(shape: number, shapes: readonly number[]): readonly number[] {
  return shapes.filter((each) => each !== shape);
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
function leastLeftOf(model: PooledModel, before: readonly number[], left: Int32Array): Float64Array {
  const { groups, classes, instants } = model;
  // Counts of a forecast are fractions.
  const least = Float64Array.from(left);
  for (const [at, { shapes, from, until, count }] of groups.entries()) {
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
export function amountsAfter({ model, before }: PooledProgram, changed: ArrayLike<number>): PooledAmounts {
  let column = 0;
  return model.groups.map(({ shapes, count }, group) => {
    const amounts = shapes.map((shape) => (shape === before[group] ? 0 : changed[column++]!));
    const own = shapes.indexOf(before[group]!);
    if (own !== -1) amounts[own] = count - amounts.reduce((sum, each) => sum + each, 0);
    return amounts;
  });
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
function variableOf({ model, before, tableau }: PooledProgram, { group, shape }: ShapeOfGroup): number {
  if (shape === before[group]) return tableau.columnCount + group;
  let column = 0;
  for (let at = 0; at < group; at++) column += shapesOtherThan(before[at]!, model.groups[at]!.shapes).length;
  return column + shapesOtherThan(before[group]!, model.groups[group]!.shapes).indexOf(shape);
}
