/**
 * From counts to tables. Parties whose classes of tables are linked by joined tables are seated together by forward
 * checking, all or none. Where that fails, `clashIn` says which part of the counts is to blame, so that other counts can be
 * asked for; or those left take, in order of start, the table of their class that leaves the smallest gap, and for who
 * still finds nothing the ejection pool makes room.
 */
import type { PlanBoard } from './plan-board.ts';
import { isFree, seat, slackOn } from './plan-board.ts';
import type { PooledAmounts, PooledModel, ShapeOfGroup } from './pooled-model.ts';
import { coreOf, questionOf, seatByDomains } from './seat-by-domains.ts';
import type { SeatingQuestion } from './seat-by-domains.ts';
import { seatByEjection } from './seat-by-ejection.ts';

/** A shape other than the counts say upsets them: worse than ejecting somebody, unless that goes on and on. */
const otherShape = 3;
/** Of the search through lists of units, beyond one for each party; where it succeeds it mostly needs few. */
const nodesToSpare = 150;

/**
 * Seats whom it can, all of a question or none; nobody is seated on the board yet. Classes that no wanted combination links
 * are apart from each other, so each set of linked classes is a question of its own. Answers the questions without an
 * answer. `preferredOf` answers a unit or -1.
 */
export function seatByQuestions(
  board: PlanBoard,
  model: PooledModel,
  counts: PooledAmounts,
  preferredOf: (party: number) => number,
): readonly OpenQuestion[] {
  const wanted = shapesWanted(board, model, counts, model.groupOf);
  const isWanted = (party: number, unit: number) => model.classes.shapeOf[unit]!.index === wanted[party];
  const choicesOf = (party: number) => [...board.unitsOf[party]!].filter((unit) => isWanted(party, unit));
  return partiesByLink(model, wanted)
    .map((parties) => ({ question: questionOf(board, parties, choicesOf, preferredOf), model, wanted }))
    .filter(({ question }) => !seatByDomains(question, nodesToSpare));
}

export interface OpenQuestion {
  readonly question: SeatingQuestion;
  readonly model: PooledModel;
  /** By party a shape. */
  readonly wanted: Int32Array;
}

/** Why a question has no answer: which groups at which shapes are in each other's way. */
export function clashIn({ question, model, wanted }: OpenQuestion): readonly ShapeOfGroup[] {
  const clashing = new Map<string, ShapeOfGroup>();
  for (const party of coreOf(question, nodesToSpare)) {
    const each = { group: model.groupOf[party]!, shape: wanted[party]! };
    clashing.set(`${each.group}/${each.shape}`, each);
  }
  return [...clashing.values()];
}

/** Whom the questions left, one by one; `nodesMax` in placements. Answers how many found nothing. */
export function seatTheRest(board: PlanBoard, model: PooledModel, counts: PooledAmounts, nodesMax: number): number {
  if (!board.unitAt.includes(-1)) return 0;
  const wanted = shapesWanted(board, model, counts, model.groupOf);
  seatInOrder(board, model, wanted);
  const waiting = [...board.parties.keys()].filter((party) => board.unitAt[party] === -1 && wanted[party] !== -1);
  return seatByEjection(board, waiting, { nodesMax, reluctance: reluctanceAgainst(wanted, model, otherShape) });
}

function partiesByLink({ classes }: PooledModel, wanted: Int32Array): number[][] {
  const linkOf = Array.from({ length: classes.count }, (_, index) => index);
  for (const shape of wanted) {
    if (shape === -1) continue;
    const [first, ...others] = classes.shapes[shape]!.classes;
    for (const other of others) {
      const [from, to] = [linkOf[other]!, linkOf[first!]!];
      if (from !== to) for (const [index, link] of linkOf.entries()) if (link === from) linkOf[index] = to;
    }
  }
  const parties = [...wanted.keys()].filter((party) => wanted[party] !== -1);
  return [...Map.groupBy(parties, (party) => linkOf[classes.shapes[wanted[party]!]!.classes[0]!]!).values()];
}

/** Weight of giving a party a unit of another shape than is wanted of it. */
export function reluctanceAgainst(
  wanted: Int32Array,
  { classes }: PooledModel,
  weight: number,
): (party: number, unit: number) => number {
  return (party, unit) => (wanted[party] === -1 || wanted[party] === classes.shapeOf[unit]!.index ? 0 : weight);
}

/** By party a shape, or -1 where the counts ask nothing. Those who have such a unit already come first. */
export function shapesWanted(
  board: PlanBoard,
  model: PooledModel,
  counts: PooledAmounts,
  groupOf: readonly number[],
): Int32Array {
  const wanted = new Int32Array(board.parties.length).fill(-1);
  const left = counts.map((byShape) => [...byShape]);
  for (const asHeld of [true, false]) {
    for (const party of board.parties.keys()) {
      const group = groupOf[party]!;
      if (group === -1 || wanted[party] !== -1) continue;
      const unit = board.unitAt[party]!;
      const held = unit === -1 ? -1 : model.classes.shapeOf[unit]!.index;
      const { shapes } = model.groups[group]!;
      const at = left[group]!.findIndex((count, index) => count > 0 && (!asHeld || shapes[index] === held));
      if (at === -1) continue;
      left[group]![at]! -= 1;
      wanted[party] = shapes[at]!;
    }
  }
  return wanted;
}

function seatInOrder(board: PlanBoard, model: PooledModel, wanted: Int32Array): void {
  const tablesEach = (party: number): number => model.classes.shapes[wanted[party]!]!.classes.length;
  const { startTicks, endTicks } = board;
  const waiting = [...board.parties.keys()].filter((party) => board.unitAt[party] === -1 && wanted[party] !== -1);
  // Combinations need several tables at once, so they choose first.
  waiting.sort(
    (a, b) =>
      Number(tablesEach(b) > 1) - Number(tablesEach(a) > 1) ||
      startTicks[a]! - startTicks[b]! ||
      endTicks[b]! - endTicks[a]! ||
      a - b,
  );
  for (const party of waiting) {
    const unit = tightestOf(board, model, party, wanted[party]!);
    if (unit !== undefined) seat(board, party, unit);
  }
}

function tightestOf(board: PlanBoard, model: PooledModel, party: number, shape: number): number | undefined {
  let tightest: number | undefined;
  let least = Infinity;
  for (const unit of board.unitsOf[party]!) {
    if (model.classes.shapeOf[unit]!.index !== shape || !isFree(board, party, unit)) continue;
    const slack = slackOn(board, party, unit);
    if (slack >= least) continue;
    least = slack;
    tightest = unit;
  }
  return tightest;
}
