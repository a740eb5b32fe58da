/**
 * The way most books are kept: every booking gets the smallest free table for good. Written apart from `worker/domain`,
 * so that replays have something to compare with and the demo's past has tables without asking today's rules.
 */
export interface FixedTable {
  readonly id: number;
  readonly partySizeMin: number;
  readonly partySizeMax: number;
}

export interface FixedCombination {
  readonly tableIds: readonly number[];
  readonly partySizeMin: number;
  readonly partySizeMax: number;
}

export interface FixedFloor {
  readonly tables: readonly FixedTable[];
  readonly combinations: readonly FixedCombination[];
}

/** Minutes on any scale, `until` includes the reset. */
export interface FixedRequest {
  readonly partySize: number;
  readonly from: number;
  readonly until: number;
}

export interface FixedBook {
  /** The tables it is given and keeps, or null. */
  book(request: FixedRequest): readonly number[] | null;
}

interface Unit {
  readonly tableIds: readonly number[];
  readonly partySizeMin: number;
  readonly partySizeMax: number;
  readonly seats: number;
}

export function openFixedBook(floor: FixedFloor): FixedBook {
  const units = unitsOf(floor);
  const taken = new Map<number, FixedRequest[]>(floor.tables.map(({ id }) => [id, []]));
  return {
    book(request) {
      const { partySize } = request;
      const unit = units.find(
        ({ tableIds, partySizeMin, partySizeMax }) =>
          partySizeMin <= partySize &&
          partySize <= partySizeMax &&
          tableIds.every((id) => taken.get(id)?.every((other) => apart(other, request)) === true),
      );
      if (unit === undefined) return null;
      for (const id of unit.tableIds) taken.get(id)?.push(request);
      return unit.tableIds;
    },
  };
}

/** Fewest seats first, then fewest tables: the order in which a careful host looks. */
function unitsOf({ tables, combinations }: FixedFloor): Unit[] {
  const seatsOf = new Map(tables.map(({ id, partySizeMax }) => [id, partySizeMax]));
  const joined = combinations
    .filter(({ tableIds }) => tableIds.every((id) => seatsOf.has(id)))
    .map((each) => ({ ...each, seats: each.tableIds.reduce((sum, id) => sum + (seatsOf.get(id) ?? 0), 0) }));
  const single = tables.map(({ id, partySizeMin, partySizeMax }) => ({
    tableIds: [id],
    partySizeMin,
    partySizeMax,
    seats: partySizeMax,
  }));
  return [...single, ...joined].sort((a, b) => a.seats - b.seats || a.tableIds.length - b.tableIds.length);
}

function apart(one: FixedRequest, other: FixedRequest): boolean {
  return one.until <= other.from || other.until <= one.from;
}
