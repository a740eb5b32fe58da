/** What can be done for a party that was accepted and has no table, the easiest first. */
import { bestFreeUnit } from './best-fit.ts';
import { named } from './explain-seating.ts';
import { findBestTable } from './find-best-table.ts';
import { areClear, candidatesOf, newcomerOf, partiesOn } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { SeatingRequest } from './problem.ts';
import type { FloorTable } from './seating-units.ts';
import type { SeatingWords } from './words.ts';

export interface SeatingConflict {
  readonly key: string;
  readonly issue: string;
  readonly suggestions: readonly string[];
}

const minutesTried = [15, -15, 30, -30, 45, -45, 60, -60, 90, -90];
const othersOffered = 2;

/** The occupancy holds everyone else's tables. `moves`: whether it is worth trying if others could make room. */
export function conflictOf(
  occupancy: Occupancy,
  party: SeatingParty,
  words: SeatingWords,
  { moves }: { readonly moves: boolean },
): SeatingConflict {
  const { partySize, startMinute, endMinute } = party.request;
  const suggestions = [
    ...(moves ? byMovingOthers(occupancy, party, words) : []),
    ...byAnotherTime(occupancy, party.request, words),
    ...byJoining(occupancy, party, words),
    ...byAsking(occupancy, party, words),
  ];
  const time = `from ${words.timeAt(startMinute)} to ${words.timeAt(endMinute)}`;
  return {
    key: party.key,
    issue: `No table for ${partySize} ${time}.`,
    suggestions: suggestions.length > 0 ? suggestions : ['Call them and offer another date.'],
  };
}

function byMovingOthers(occupancy: Occupancy, party: SeatingParty, words: SeatingWords): string[] {
  const decision = findBestTable(occupancy, party.request);
  if (!decision.ok) return [];
  const tables = decision.tableIds.map((tableId) => occupancy.tableById.get(tableId)!);
  const moved = decision.moves.length;
  if (moved === 0) return [`${named(tables, words)} can be had as things stand.`];
  return [`${named(tables, words)} can be had when ${moved === 1 ? 'one party moves' : `${moved} parties move`}.`];
}

function byAnotherTime(occupancy: Occupancy, request: SeatingRequest, words: SeatingWords): string[] {
  const offers: string[] = [];
  for (const minutes of minutesTried) {
    const startMinute = request.startMinute + minutes;
    if (startMinute < 0 || offers.length === othersOffered) continue;
    const other = newcomerOf(occupancy, { ...request, startMinute, endMinute: request.endMinute + minutes });
    const unit = bestFreeUnit(occupancy, other);
    if (unit !== undefined) offers.push(`${named(unit.tables, words)} is free at ${words.timeAt(startMinute)}.`);
  }
  return offers;
}

/** Free tables of one area that nobody declared a combination: staff know whether they stand together. */
function byJoining(occupancy: Occupancy, party: SeatingParty, words: SeatingWords): string[] {
  const { partySize, requiredFeatures } = party.request;
  const free = occupancy.tables.filter(
    (table) =>
      areClear(occupancy, 'busy', [table], party) && requiredFeatures.every((each) => table.features.includes(each)),
  );
  for (const ofArea of Map.groupBy(free, (table) => table.areaId).values()) {
    const joined: FloorTable[] = [];
    for (const table of ofArea.sort((a, b) => b.partySizeMax - a.partySizeMax || a.index - b.index)) {
      joined.push(table);
      if (joined.reduce((sum, each) => sum + each.partySizeMax, 0) < partySize) continue;
      if (joined.length < 2 || joined.length > 3) break;
      const inOrder = joined.sort((a, b) => a.index - b.index);
      return [`${named(inOrder, words)} are free then; put them together by hand if they stand close enough.`];
    }
  }
  return [];
}

/** The tables that only somebody fixed stands on. */
function byAsking(occupancy: Occupancy, party: SeatingParty, words: SeatingWords): string[] {
  for (const { unit } of candidatesOf(occupancy, party).options) {
    if (!areClear(occupancy, 'blocked', unit.tables, party)) continue;
    const holders = partiesOn(occupancy, unit.tables, party);
    if (holders.length !== 1 || !holders[0]!.settled) continue;
    const { partySize } = holders[0]!.request;
    return [
      `${named(unit.tables, words)} would do, if the party of ${partySize} that is fixed there could sit elsewhere.`,
    ];
  }
  return [];
}
