/** Builders for seating tests, and a checker that knows the rules independently of the code under test. */
import type {
  SeatingCombination,
  SeatingMove,
  SeatingOccupant,
  SeatingProblem,
  SeatingRequest,
  SeatingTable,
} from '../../../worker/domain/seating/problem.ts';

export function table(id: number, partySizeMax: number, more: Partial<SeatingTable> = {}): SeatingTable {
  return {
    id,
    partySizeMin: 1,
    partySizeMax,
    areaId: 1,
    features: [],
    channels: ['online', 'in_house', 'walk_in'],
    ...more,
  };
}

export function combination(tableIds: number[], partySizeMin: number, partySizeMax: number): SeatingCombination {
  return { id: tableIds.reduce((id, tableId) => id * 100 + tableId, 0), tableIds, partySizeMin, partySizeMax };
}

/** `'18:00'` to minutes. */
export function at(time: string): number {
  const [hours, minutes] = time.split(':').map(Number);
  return hours! * 60 + minutes!;
}

export function ask(partySize: number, from: string, to: string, more: Partial<SeatingRequest> = {}): SeatingRequest {
  return {
    partySize,
    startMinute: at(from),
    endMinute: at(to),
    channel: 'online',
    requiredFeatures: [],
    wishedFeatures: [],
    ...more,
  };
}

export function seated(
  key: string,
  tableIds: number[],
  request: SeatingRequest,
  more: Partial<SeatingOccupant> = {},
): SeatingOccupant {
  return { ...request, key, tableIds, movable: true, ...more };
}

export function problem(tables: SeatingTable[], more: Partial<SeatingProblem> = {}): SeatingProblem {
  return { tables, combinations: [], occupants: [], blocks: [], ...more };
}

/** The occupants after moves, and with a newcomer when one is given. */
export function applied(
  before: SeatingProblem,
  moves: readonly SeatingMove[],
  newcomer?: SeatingOccupant,
): SeatingProblem {
  const tablesByKey = new Map(moves.map((move) => [move.key, move.tableIds]));
  const occupants = before.occupants.map((occupant) => ({
    ...occupant,
    tableIds: tablesByKey.get(occupant.key) ?? occupant.tableIds,
  }));
  return { ...before, occupants: newcomer === undefined ? occupants : [...occupants, newcomer] };
}

/** What a party could be given in an empty room, as lists of tables. */
export function unitsFor(day: SeatingProblem, request: SeatingRequest): SeatingTable[][] {
  const tableById = new Map(day.tables.map((each) => [each.id, each]));
  const units = [
    ...day.tables.map((each) => ({ ...each, tables: [each] })),
    ...day.combinations
      .filter((each) => each.tableIds.every((tableId) => tableById.has(tableId)))
      .map((each) => ({ ...each, tables: each.tableIds.map((tableId) => tableById.get(tableId)!) })),
  ];
  return units
    .filter((unit) => unit.partySizeMin <= request.partySize && request.partySize <= unit.partySizeMax)
    .map((unit) => unit.tables)
    .filter((tables) => tables.every((each) => each.channels.includes(request.channel)))
    .filter((tables) =>
      tables.every((each) => request.requiredFeatures.every((feature) => each.features.includes(feature))),
    );
}

interface Span {
  readonly startMinute: number;
  readonly endMinute: number;
}

export function meet(one: Span, other: Span): boolean {
  return one.startMinute < other.endMinute && other.startMinute < one.endMinute;
}

/** Every rule that the movable parties of a day break, in words; immovable ones may stand wherever staff put them. */
export function faultsIn(day: SeatingProblem): string[] {
  const faults: string[] = [];
  const holders = day.occupants.filter((occupant) => occupant.tableIds.length > 0);
  for (const [index, party] of holders.entries()) {
    for (const other of holders.slice(index + 1)) {
      const shared = party.tableIds.filter((tableId) => other.tableIds.includes(tableId));
      const mayOverlap = !party.movable && !other.movable;
      if (shared.length > 0 && meet(party, other) && !mayOverlap) {
        faults.push(`${party.key} and ${other.key} share ${shared.join()}`);
      }
    }
    if (!party.movable) continue;
    const ids = [...party.tableIds].sort().join();
    const fits = unitsFor(day, party).some(
      (tables) =>
        tables
          .map((each) => each.id)
          .sort()
          .join() === ids,
    );
    if (!fits) faults.push(`${party.key} does not fit ${ids}`);
    for (const block of day.blocks) {
      if (party.tableIds.includes(block.tableId) && meet(party, block)) faults.push(`${party.key} is on a block`);
    }
  }
  return faults;
}
