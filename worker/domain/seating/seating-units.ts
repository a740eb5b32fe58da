/**
 * Seating units: what a party can be given, a single table or a declared combination of tables, and the order in which
 * a party would take them ("best fit").
 */
import type { SalesChannel, SeatingCombination, SeatingProblem, SeatingRequest, SeatingTable } from './problem.ts';

/** A table with its place in the rows of the occupancy. */
export interface FloorTable extends SeatingTable {
  readonly index: number;
}

export interface SeatingUnit {
  readonly index: number;
  /** Ascending by id, as every list of tables that leaves this folder. */
  readonly tables: readonly FloorTable[];
  readonly tableIndexes: readonly number[];
  readonly partySizeMin: number;
  readonly partySizeMax: number;
  /** Seats that nobody else can use while the unit is taken: two fours joined for six cost eight. */
  readonly seats: number;
  /** Declared combinations that share a table with this unit and cannot be used beside it. */
  readonly combinationsBroken: number;
}

/** The units that fit one kind of party, best first. `tier` is equal where only the clock can tell two units apart. */
export interface Candidates {
  readonly options: readonly { readonly unit: SeatingUnit; readonly tier: number }[];
  readonly unitIndexes: ReadonlySet<number>;
}

/** Tables by ascending id. */
export function floorTablesOf({ tables }: Pick<SeatingProblem, 'tables'>): FloorTable[] {
  const sorted = [...tables].sort((a, b) => a.id - b.id);
  return sorted.map((table, index) => ({ ...table, index }));
}

/** Every table alone, then every declared combination whose tables all exist. */
export function unitsOf(
  problem: Pick<SeatingProblem, 'combinations'>,
  tableById: ReadonlyMap<number, FloorTable>,
): SeatingUnit[] {
  const combinations: (SeatingCombination & { tables: FloorTable[] })[] = [];
  for (const declared of [...problem.combinations].sort((a, b) => a.id - b.id)) {
    const tables = tablesByIds(tableById, declared.tableIds);
    if (tables !== undefined && tables.length > 0) combinations.push({ ...declared, tables });
  }
  const singles = [...tableById.values()].map((table) => ({ ...table, tables: [table] }));
  return [...singles, ...combinations].map((unit, index) => ({
    index,
    tables: unit.tables,
    tableIndexes: unit.tables.map((table) => table.index),
    partySizeMin: unit.partySizeMin,
    partySizeMax: unit.partySizeMax,
    seats: unit.tables.reduce((sum, table) => sum + table.partySizeMax, 0),
    combinationsBroken: combinations.filter(
      (other) => other !== unit && other.tables.some((table) => unit.tables.includes(table)),
    ).length,
  }));
}

/** The tables of these ids, each once, ascending; undefined when one of them does not exist. */
export function tablesByIds(
  tableById: ReadonlyMap<number, FloorTable>,
  tableIds: readonly number[],
): FloorTable[] | undefined {
  const tables = [];
  for (const tableId of new Set(tableIds)) {
    const table = tableById.get(tableId);
    if (table === undefined) return undefined;
    tables.push(table);
  }
  return tables.sort((a, b) => a.index - b.index);
}

/** Both in ascending order, as they always are. */
export function sameTables(one: readonly FloorTable[], other: readonly FloorTable[]): boolean {
  return one.length === other.length && one.every((table, at) => table === other[at]);
}

/** A combination is sold by a channel only when each of its tables is. */
export function isSoldBy(unit: SeatingUnit, channel: SalesChannel): boolean {
  return unit.tables.every((table) => table.channels.includes(channel));
}

export function holdsSize(unit: SeatingUnit, partySize: number): boolean {
  return unit.partySizeMin <= partySize && partySize <= unit.partySizeMax;
}

export function hasFeature(unit: Pick<SeatingUnit, 'tables'>, feature: string): boolean {
  return unit.tables.every((table) => table.features.includes(feature));
}

/** Requests with equal keys have the same candidates. */
export function candidatesKeyOf(request: SeatingRequest): string {
  const { partySize, channel, requiredFeatures, wishedFeatures, seatsMax = null } = request;
  const features = requiredFeatures.length + wishedFeatures.length;
  const named = features === 0 ? '' : JSON.stringify([requiredFeatures, wishedFeatures]);
  return `${partySize} ${channel} ${seatsMax} ${named}`;
}

/**
 * Best fit: least seats wasted, then a single table before a combination, then the unit that breaks fewest
 * combinations, then fewest wishes missed; ids break what is still equal, but only after the slack in time (the tier).
 */
export function candidatesFor(units: readonly SeatingUnit[], request: SeatingRequest): Candidates {
  const ranked: { unit: SeatingUnit; rank: number }[] = [];
  for (const unit of units) {
    const isKept = unit.seats > (request.seatsMax ?? Infinity);
    const fits = holdsSize(unit, request.partySize) && isSoldBy(unit, request.channel);
    if (isKept || !fits || !request.requiredFeatures.every((feature) => hasFeature(unit, feature))) continue;
    const wishesMissed = request.wishedFeatures.filter((feature) => !hasFeature(unit, feature)).length;
    ranked.push({ unit, rank: rankOf(unit, wishesMissed) });
  }
  ranked.sort((a, b) => a.rank - b.rank || a.unit.index - b.unit.index);
  let tier = 0;
  const options = ranked.map(({ unit, rank }, at) => {
    if (at > 0 && rank > ranked[at - 1]!.rank) tier++;
    return { unit, tier };
  });
  return { options, unitIndexes: new Set(options.map((option) => option.unit.index)) };
}

/** One number instead of four keeps sorting cheap; each part stays far below its room of 1,000. */
function rankOf(unit: SeatingUnit, wishesMissed: number): number {
  return ((unit.seats * 1_000 + unit.tables.length) * 1_000 + unit.combinationsBroken) * 1_000 + wishesMissed;
}
