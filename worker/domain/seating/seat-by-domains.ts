/**
 * Seats a set of parties, all or none, by forward checking (Haralick, Elliott 1980): every party keeps the list of units
 * that those seated so far leave it. The one with the shortest list goes next (Brélaz 1979), on the unit that shortens the
 * lists of the others least; where a list runs empty, the last choice was wrong.
 *
 * Parties that differ only in where they sit have nothing to fight over here, so it finds at once what moving parties
 * about hardly ever finds: joined tables that come free together. Lists are bits, and a node costs about a microsecond.
 */
import type { PlanBoard } from './plan-board.ts';
import { isFree, seat } from './plan-board.ts';

interface Search {
  readonly board: PlanBoard;
  readonly parties: readonly number[];
  /** The units that somebody here could have; below they are known by their place in this list. */
  readonly units: readonly number[];
  readonly wordsPerList: number;
  /** By unit, as bits: the units that it excludes. */
  readonly excluded: Int32Array;
  /** By party: others here who are present at the same time. */
  readonly rivals: readonly (readonly number[])[];
  /** By party, as bits: the units left to it. */
  readonly lists: Int32Array;
  readonly lengths: Int32Array;
  /** By party a unit, or -1. */
  readonly chosen: Int32Array;
  nodesLeft: number;
}

/** Nobody of them is seated yet. Whether all are now; otherwise the board is as before. */
export function seatByDomains(
  board: PlanBoard,
  parties: readonly number[],
  choicesOf: (party: number) => readonly number[],
  nodesMax: number,
): boolean {
  const search = searchOf(board, parties, choicesOf, nodesMax);
  if (search.lengths.includes(0) || !choose(search, parties.length)) return false;
  for (const [at, party] of parties.entries()) seat(board, party, search.units[search.chosen[at]!]!);
  return true;
}

function searchOf(
  board: PlanBoard,
  parties: readonly number[],
  choicesOf: (party: number) => readonly number[],
  nodesMax: number,
): Search {
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
    wordsPerList,
    excluded: exclusionsOf(board, units, wordsPerList),
    rivals,
    lists,
    lengths: Int32Array.from(choices, (list) => list.length),
    chosen: new Int32Array(parties.length).fill(-1),
    nodesLeft: nodesMax,
  };
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

function choose(search: Search, left: number): boolean {
  if (left === 0) return true;
  if (search.nodesLeft-- <= 0) return false;
  const { lists, lengths, chosen } = search;
  const party = shortestList(search);
  const listsBefore = lists.slice();
  const lengthsBefore = lengths.slice();
  for (const unit of leastExcluding(search, party)) {
    chosen[party] = unit;
    if (exclude(search, party, unit) && choose(search, left - 1)) return true;
    lists.set(listsBefore);
    lengths.set(lengthsBefore);
    if (search.nodesLeft <= 0) break;
  }
  chosen[party] = -1;
  return false;
}

function shortestList({ lengths, chosen }: Search): number {
  let shortest = -1;
  for (let party = 0; party < lengths.length; party++) {
    if (chosen[party] === -1 && (shortest === -1 || lengths[party]! < lengths[shortest]!)) shortest = party;
  }
  return shortest;
}

/** The units of its list, those first that leave most to the others. */
function leastExcluding({ lists, wordsPerList, excluded, rivals, chosen }: Search, party: number): number[] {
  const waiting = rivals[party]!.filter((rival) => chosen[rival] === -1);
  const options: { readonly unit: number; readonly loss: number }[] = [];
  for (let word = 0; word < wordsPerList; word++) {
    for (let bits = lists[party * wordsPerList + word]!; bits !== 0; bits &= bits - 1) {
      const unit = word * 32 + 31 - Math.clz32(bits & -bits);
      let loss = 0;
      for (const rival of waiting) {
        for (let at = 0; at < wordsPerList; at++) {
          loss += bitsIn(lists[rival * wordsPerList + at]! & excluded[unit * wordsPerList + at]!);
        }
      }
      options.push({ unit, loss });
    }
  }
  return options.sort((a, b) => a.loss - b.loss).map(({ unit }) => unit);
}

/** Whether every rival has a unit left. */
function exclude(
  { lists, lengths, wordsPerList, excluded, rivals, chosen }: Search,
  party: number,
  unit: number,
): boolean {
  for (const rival of rivals[party]!) {
    if (chosen[rival] !== -1) continue;
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
