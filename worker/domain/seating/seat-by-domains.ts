/**
 * Seats a set of parties, all or none, by forward checking (Haralick, Elliott 1980): every party keeps the list of units
 * that those seated so far leave it. The one with the shortest list goes next (Brélaz 1979), on the unit that shortens the
 * lists of the others least, or on the one that it prefers; where a list runs empty, the last choice was wrong.
 *
 * Parties that differ only in where they sit have nothing to fight over here, so it finds at once what moving parties
 * about hardly ever finds: joined tables that come free together. Lists are bits, and a node costs about a microsecond.
 */
import type { PlanBoard } from './plan-board.ts';
import { isFree, seat } from './plan-board.ts';

/** Who is to be seated together, and what each could have. */
export interface SeatingQuestion {
  readonly board: PlanBoard;
  readonly parties: readonly number[];
  /** The units that somebody here could have; below they are known by their place in this list. */
  readonly units: readonly number[];
  /** By party the unit that is tried first, or -1. */
  readonly preferred: Int32Array;
  readonly wordsPerList: number;
  /** By unit, as bits: the units that it excludes. */
  readonly excluded: Int32Array;
  /** By party: others here who are present at the same time. */
  readonly rivals: readonly (readonly number[])[];
  /** By party, as bits: the units that it could have. */
  readonly lists: Int32Array;
  readonly lengths: Int32Array;
}

interface Search extends SeatingQuestion {
  /** By party: a unit, `open`, or `absent` where the search is not for it. */
  readonly chosen: Int32Array;
  /** Lists and lengths as they were, by how many were open then. */
  readonly listsBefore: Int32Array;
  readonly lengthsBefore: Int32Array;
  nodesLeft: number;
}

const open = -1;
const absent = -2;
/** Against one for any other unit of a list. */
const preferredLost = 100;

/** Of parties who are not seated yet. `preferredOf` answers a unit or -1. */
export function questionOf(
  board: PlanBoard,
  parties: readonly number[],
  choicesOf: (party: number) => readonly number[],
  preferredOf: (party: number) => number,
): SeatingQuestion {
  const choices = parties.map((party) => choicesOf(party).filter((unit) => isFree(board, party, unit)));
  const units = [...new Set(choices.flat())];
  const placeOf = new Map(units.map((unit, place) => [unit, place]));
  const wordsPerList = Math.ceil(units.length / 32);
  const lists = new Int32Array(parties.length * wordsPerList);
  for (const [at, list] of choices.entries()) {
    for (const unit of list) mark(lists, at * wordsPerList, placeOf.get(unit)!);
  }
  const { startTicks, endTicks } = board;
  const rivals = parties.map((party, at) =>
    [...parties.keys()].filter((other) => {
      const rival = parties[other]!;
      return other !== at && startTicks[party]! < endTicks[rival]! && startTicks[rival]! < endTicks[party]!;
    }),
  );
  return {
    board,
    parties,
    units,
    preferred: Int32Array.from(parties, (party) => placeOf.get(preferredOf(party)) ?? -1),
    wordsPerList,
    excluded: exclusionsOf(board, units, wordsPerList),
    rivals,
    lists,
    lengths: Int32Array.from(choices, (list) => list.length),
  };
}

/**
 * Whether all are seated now; otherwise the board is as before. A node is a choice for a party: one for each, and some to
 * spare. What cannot be found with everybody where they would rather be is looked for once more without that.
 */
export function seatByDomains(question: SeatingQuestion, nodesToSpare: number): boolean {
  const { board, parties, units } = question;
  const all = [...parties.keys()];
  let chosen = unitsFor(question, all, nodesToSpare);
  if (chosen === 'undecided') chosen = unitsFor(indifferent(question), all, nodesToSpare);
  if (typeof chosen === 'string') return false;
  for (const [at, party] of parties.entries()) seat(board, party, units[chosen[at]!]!);
  return true;
}

/**
 * Of parties who cannot be seated together some who cannot either, and nobody of whom can be spared for that (the deletion
 * filter: Chinneck, Dravnieks 1991). Neighbours in time are spared together first. Where it is not decided within the
 * nodes whether some can be seated, they count as if they could.
 */
export function coreOf(wanted: SeatingQuestion, nodesToSpare: number): readonly number[] {
  const question = indifferent(wanted);
  const { board, parties } = question;
  const startOf = (at: number): number => board.startTicks[parties[at]!]!;
  const isImpossible = (some: readonly number[]): boolean =>
    some.length > 0 && unitsFor(question, some, nodesToSpare) === 'impossible';
  let core = [...parties.keys()].sort((a, b) => startOf(a) - startOf(b) || a - b);
  if (!isImpossible(core)) return parties;
  for (let share = core.length; share > 1;) {
    share = Math.ceil(share / 2);
    for (let from = 0; from < core.length;) {
      const rest = core.toSpliced(from, share);
      if (isImpossible(rest)) core = rest;
      else from += share;
    }
  }
  return core.map((at) => parties[at]!);
}

function indifferent(question: SeatingQuestion): SeatingQuestion {
  return { ...question, preferred: question.preferred.map(() => -1) };
}

function unitsFor(
  question: SeatingQuestion,
  present: readonly number[],
  nodesToSpare: number,
): Int32Array | 'impossible' | 'undecided' {
  const chosen = new Int32Array(question.parties.length).fill(absent);
  for (const at of present) {
    if (question.lengths[at] === 0) return 'impossible';
    chosen[at] = open;
  }
  const search: Search = {
    ...question,
    lists: question.lists.slice(),
    lengths: question.lengths.slice(),
    chosen,
    listsBefore: new Int32Array(present.length * question.lists.length),
    lengthsBefore: new Int32Array(present.length * question.lengths.length),
    nodesLeft: present.length + nodesToSpare,
  };
  if (choose(search, present.length)) return chosen;
  return search.nodesLeft > 0 ? 'impossible' : 'undecided';
}

function exclusionsOf({ tablesOf, holdersOf }: PlanBoard, units: readonly number[], wordsPerList: number): Int32Array {
  const byTable = new Int32Array(holdersOf.length * wordsPerList);
  for (const [place, unit] of units.entries()) {
    for (const table of tablesOf[unit]!) mark(byTable, table * wordsPerList, place);
  }
  const excluded = new Int32Array(units.length * wordsPerList);
  for (const [place, unit] of units.entries()) {
    for (const table of tablesOf[unit]!) {
      for (let word = 0; word < wordsPerList; word++) {
        excluded[place * wordsPerList + word]! |= byTable[table * wordsPerList + word]!;
      }
    }
  }
  return excluded;
}

function mark(bits: Int32Array, row: number, place: number): void {
  bits[row + (place >>> 5)]! |= 1 << (place & 31);
}

function isMarked(bits: Int32Array, row: number, place: number): boolean {
  return (bits[row + (place >>> 5)]! & (1 << (place & 31))) !== 0;
}

function choose(search: Search, left: number): boolean {
  if (left === 0) return true;
  if (search.nodesLeft-- <= 0) return false;
  const { lists, lengths, chosen, listsBefore, lengthsBefore } = search;
  const party = shortestList(search);
  const [listsAt, lengthsAt] = [(left - 1) * lists.length, (left - 1) * lengths.length];
  listsBefore.set(lists, listsAt);
  lengthsBefore.set(lengths, lengthsAt);
  for (const unit of leastExcluding(search, party)) {
    chosen[party] = unit;
    if (exclude(search, party, unit) && choose(search, left - 1)) return true;
    lists.set(listsBefore.subarray(listsAt, listsAt + lists.length));
    lengths.set(lengthsBefore.subarray(lengthsAt, lengthsAt + lengths.length));
    if (search.nodesLeft <= 0) break;
  }
  chosen[party] = open;
  return false;
}

function shortestList({ lengths, chosen }: Search): number {
  let shortest = -1;
  for (let party = 0; party < lengths.length; party++) {
    if (chosen[party] === open && (shortest === -1 || lengths[party]! < lengths[shortest]!)) shortest = party;
  }
  return shortest;
}

/** The units of its list: the preferred one first, then those that leave most to the others. */
function leastExcluding(search: Search, party: number): number[] {
  const { lists, wordsPerList, rivals, chosen, preferred } = search;
  const waiting = rivals[party]!.filter((rival) => chosen[rival] === open);
  const options: { readonly unit: number; readonly loss: number }[] = [];
  for (let word = 0; word < wordsPerList; word++) {
    for (let bits = lists[party * wordsPerList + word]!; bits !== 0; bits &= bits - 1) {
      const unit = word * 32 + 31 - Math.clz32(bits & -bits);
      options.push({ unit, loss: unit === preferred[party] ? -1 : lossTo(search, waiting, unit) });
    }
  }
  return options.sort((a, b) => a.loss - b.loss).map(({ unit }) => unit);
}

/** How many units of their lists these lose by it; what they prefer counts as many. */
function lossTo(
  { lists, wordsPerList, excluded, preferred }: Search,
  parties: readonly number[],
  unit: number,
): number {
  const gone = unit * wordsPerList;
  let loss = 0;
  for (const party of parties) {
    const wish = preferred[party]!;
    if (wish !== -1 && isMarked(excluded, gone, wish)) loss += preferredLost;
    for (let word = 0; word < wordsPerList; word++) {
      loss += bitsIn(lists[party * wordsPerList + word]! & excluded[gone + word]!);
    }
  }
  return loss;
}

/** Whether every rival has a unit left. */
function exclude(
  { lists, lengths, wordsPerList, excluded, rivals, chosen }: Search,
  party: number,
  unit: number,
): boolean {
  for (const rival of rivals[party]!) {
    if (chosen[rival] !== open) continue;
    let length = 0;
    for (let word = 0; word < wordsPerList; word++) {
      const at = rival * wordsPerList + word;
      lists[at]! &= ~excluded[unit * wordsPerList + word]!;
      length += bitsIn(lists[at]!);
    }
    if (length === 0) return false;
    lengths[rival] = length;
  }
  return true;
}

/** How many bits are set, counted in parallel. */
function bitsIn(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const nibbles = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return (((nibbles + (nibbles >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
