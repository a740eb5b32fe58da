/**
 * The working form of one service date: per table a row of busy ticks and the parties that hold it. Prepared once, then
 * asked many times. Searches change it in place (a copy per try would cost more than the search) and put everything
 * back before they answer, so that between two calls it always equals what was prepared.
 *
 * Three layers of rows, each containing the one before: `blocked` (out of service), `fixed` (also whoever nothing may
 * move: seated, pinned, or settled by the search that is under way), `busy` (everyone).
 */
import { candidatesOn, floorOf } from './floor.ts';
import type { Floor } from './floor.ts';
import type { SeatingMove, SeatingOccupant, SeatingProblem, SeatingRequest } from './problem.ts';
import { sameTables } from './seating-units.ts';
import type { Candidates, FloorTable, SeatingUnit } from './seating-units.ts';
import { isClear, mark, overlaps, spanOf, tickRangeOf } from './ticks.ts';
import type { MinuteRange, TickRange, TickSpan } from './ticks.ts';

/** An occupant, or the newcomer that asks, while a search may move it about. */
export interface SeatingParty extends TickRange {
  /** Canonical order, so that no plan depends on the order in which occupants were listed. */
  readonly order: number;
  readonly key: string;
  readonly request: SeatingRequest;
  readonly movable: boolean;
  /** Where it is planned; searches that fail put it back here. */
  home: readonly FloorTable[];
  /** What it holds at this moment of the search: its home, another place, or nothing. */
  tables: readonly FloorTable[];
  /** Nothing may move it now: always for those not movable, and for those that the search has placed. */
  settled: boolean;
  candidates: Candidates | undefined;
}

export interface Occupancy extends Floor {
  readonly problem: SeatingProblem;
  readonly span: TickSpan;
  readonly parties: readonly SeatingParty[];
  readonly partyByKey: ReadonlyMap<string, SeatingParty>;
  readonly partiesAt: readonly SeatingParty[][];
  readonly blockStartTicks: readonly number[];
  readonly blocked: Uint32Array;
  readonly fixed: Uint32Array;
  readonly busy: Uint32Array;
}

const NO_TABLES: readonly FloorTable[] = [];

/**
 * Tables that no longer exist are dropped from those who held them; a party without tables (in conflict) holds nothing.
 */
export function prepareOccupancy(problem: SeatingProblem): Occupancy {
  const occupancy = emptyOccupancy(problem);
  for (const party of occupancy.parties) place(occupancy, party, party.home);
  return occupancy;
}

/** Blocks are in place, parties are not yet. `also` are spans that will be asked about and must fit in the rows. */
export function emptyOccupancy(problem: SeatingProblem, also: readonly MinuteRange[] = []): Occupancy {
  const span = spanOf([...problem.occupants, ...problem.blocks, ...also]);
  const floor = floorOf(problem);
  const { tables, tableById } = floor;
  const blocked = new Uint32Array(tables.length * span.wordsPerRow);
  for (const block of problem.blocks) {
    const table = tableById.get(block.tableId);
    if (table !== undefined) mark(blocked, table.index * span.wordsPerRow, tickRangeOf(span, block));
  }
  const parties = [...problem.occupants]
    .sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)))
    .map((occupant, order) => partyOf(occupant, order, span, tableById));
  return {
    ...floor,
    problem,
    span,
    parties,
    partyByKey: new Map(parties.map((party) => [party.key, party])),
    partiesAt: tables.map(() => []),
    blockStartTicks: problem.blocks.map((block) => tickRangeOf(span, block).startTick),
    blocked,
    fixed: blocked.slice(),
    busy: blocked.slice(),
  };
}

function partyOf(
  occupant: SeatingOccupant,
  order: number,
  span: TickSpan,
  tableById: ReadonlyMap<number, FloorTable>,
): SeatingParty {
  const known = [...new Set(occupant.tableIds)].flatMap((tableId) => tableById.get(tableId) ?? []);
  return {
    ...tickRangeOf(span, occupant),
    order,
    key: occupant.key,
    request: occupant,
    movable: occupant.movable,
    home: known.sort((a, b) => a.index - b.index),
    tables: NO_TABLES,
    settled: !occupant.movable,
    candidates: undefined,
  };
}

/** A party that asks for a place and holds none yet. */
export function newcomerOf(occupancy: Occupancy, request: SeatingRequest): SeatingParty {
  return {
    ...tickRangeOf(occupancy.span, request),
    order: occupancy.parties.length,
    key: '',
    request,
    movable: true,
    home: NO_TABLES,
    tables: NO_TABLES,
    settled: false,
    candidates: undefined,
  };
}

export function candidatesOf(occupancy: Occupancy, party: SeatingParty): Candidates {
  party.candidates ??= candidatesOn(occupancy, party.request);
  return party.candidates;
}

/** The unit that these tables are for the party; undefined when nobody declared them, or they do not suit it. */
export function unitOf(
  occupancy: Occupancy,
  party: SeatingParty,
  tables: readonly FloorTable[],
): SeatingUnit | undefined {
  const [first] = tables;
  if (first === undefined) return undefined;
  const { unitIndexes } = candidatesOf(occupancy, party);
  return occupancy.unitsFrom[first.index]!.find(
    (unit) => unitIndexes.has(unit.index) && sameTables(unit.tables, tables),
  );
}

/** True when every one of the tables is free of that layer throughout the range. */
export function areClear(
  occupancy: Occupancy,
  layer: 'blocked' | 'fixed' | 'busy',
  tables: readonly FloorTable[],
  range: TickRange,
): boolean {
  const words = occupancy[layer];
  for (const table of tables) {
    if (!isClear(words, table.index * occupancy.span.wordsPerRow, range)) return false;
  }
  return true;
}

/** Whoever holds one of the tables at some time in the range, each once, in canonical order. */
export function partiesOn(occupancy: Occupancy, tables: readonly FloorTable[], range: TickRange): SeatingParty[] {
  const found: SeatingParty[] = [];
  for (const table of tables) {
    for (const party of occupancy.partiesAt[table.index]!) {
      if (overlaps(party, range) && (tables.length === 1 || !found.includes(party))) found.push(party);
    }
  }
  return tables.length === 1 ? found : found.sort((a, b) => a.order - b.order);
}

/** Whether anything at all is in a layer. */
export function isAnything(occupancy: Occupancy, layer: 'blocked' | 'fixed' | 'busy'): boolean {
  return occupancy[layer].some((word) => word !== 0);
}

/** The party, holding nothing so far, takes these tables; they need not be free. */
export function place(occupancy: Occupancy, party: SeatingParty, tables: readonly FloorTable[]): void {
  party.tables = tables;
  for (const table of tables) {
    const holders = occupancy.partiesAt[table.index]!;
    let at = holders.length;
    while (at > 0 && holders[at - 1]!.order > party.order) at--;
    holders.splice(at, 0, party);
    markHolder(occupancy, table, party);
  }
}

/** The party gives up what it holds. Rows are built anew, because holders may overlap when a plan is in conflict. */
export function lift(occupancy: Occupancy, party: SeatingParty): void {
  const { wordsPerRow } = occupancy.span;
  for (const table of party.tables) {
    const holders = occupancy.partiesAt[table.index]!;
    holders.splice(holders.indexOf(party), 1);
    const row = table.index * wordsPerRow;
    for (let word = row; word < row + wordsPerRow; word++) {
      occupancy.fixed[word] = occupancy.busy[word] = occupancy.blocked[word]!;
    }
    for (const holder of holders) markHolder(occupancy, table, holder);
  }
  party.tables = NO_TABLES;
}

function markHolder(occupancy: Occupancy, table: FloorTable, party: SeatingParty): void {
  const row = table.index * occupancy.span.wordsPerRow;
  mark(occupancy.busy, row, party);
  if (party.settled) mark(occupancy.fixed, row, party);
}

/**
 * Runs a search for a newcomer with one occupant left out (a hold that its owner books now, a reservation that is being
 * changed: neither stands in its own way), and puts everyone back whom the search moved.
 */
export function onTrial<T>(
  occupancy: Occupancy,
  request: SeatingRequest,
  exclude: string | undefined,
  search: (newcomer: SeatingParty) => T,
): T {
  const excluded = exclude === undefined ? undefined : occupancy.partyByKey.get(exclude);
  if (excluded !== undefined) lift(occupancy, excluded);
  const newcomer = newcomerOf(occupancy, request);
  const answer = search(newcomer);
  lift(occupancy, newcomer);
  if (excluded !== undefined) place(occupancy, excluded, excluded.home);
  return answer;
}

export function isAtHome(party: SeatingParty): boolean {
  return sameTables(party.home, party.tables);
}

/** What a search changed, as it leaves this folder: by key, with table ids ascending. */
export function movesOf(moved: readonly SeatingParty[]): SeatingMove[] {
  return [...moved]
    .sort((a, b) => a.order - b.order)
    .map((party) => ({ key: party.key, tableIds: idsOf(party.tables) }));
}

export function idsOf(tables: readonly FloorTable[]): number[] {
  return tables.map((table) => table.id);
}
