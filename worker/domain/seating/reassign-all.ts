/**
 * Re-seating after the ground moved: tables or combinations changed, a table was blocked, a seated party overruns. Who
 * still fits stays; the others are seated anew, larger parties first, moving as few of those who stay as possible.
 */
import { bestFreeUnit } from './best-fit.ts';
import { keepChains, seatByChains } from './ejection-chains.ts';
import { areClear, emptyOccupancy, movesOf, place, unitOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { SeatingMove, SeatingProblem } from './problem.ts';

export interface Reassignment {
  /** Only the parties whose tables changed. */
  readonly assignments: readonly SeatingMove[];
  /** Keys of movable parties that have no table now, whether or not they had one before: conflicts for staff. */
  readonly unplaced: readonly string[];
}

/**
 * A movable party stays where its tables exist, are a unit that still fits it (size, channel, required features), and
 * clash with nobody who stays before it. Immovable parties are never changed, whatever stands against them.
 */
export function reassignAll(problem: SeatingProblem): Reassignment {
  const occupancy = emptyOccupancy(problem);
  const before = new Map(problem.occupants.map((occupant) => [occupant.key, occupant.tableIds]));
  for (const party of occupancy.parties) if (!party.movable) place(occupancy, party, party.home);
  const displaced: SeatingParty[] = [];
  for (const party of occupancy.parties.filter((each) => each.movable).sort(inOrderOfSeating(before))) {
    if (mayStay(occupancy, party)) place(occupancy, party, party.home);
    else displaced.push(party);
  }
  const unplaced = displaced.filter((party) => !seatAnew(occupancy, party));
  const changed = occupancy.parties.filter(
    (party) => party.movable && party.tables.length > 0 && isChanged(party, before.get(party.key)!),
  );
  return { assignments: movesOf(changed), unplaced: unplaced.map((party) => party.key).sort() };
}

/** Larger parties first; of the same size, those who lose a table before those who had none. */
function inOrderOfSeating(before: ReadonlyMap<string, readonly number[]>) {
  const isConflict = (party: SeatingParty) => Number(before.get(party.key)!.length === 0);
  return (a: SeatingParty, b: SeatingParty): number =>
    b.request.partySize - a.request.partySize ||
    isConflict(a) - isConflict(b) ||
    a.startTick - b.startTick ||
    a.order - b.order;
}

function mayStay(occupancy: Occupancy, party: SeatingParty): boolean {
  return unitOf(occupancy, party, party.home) !== undefined && areClear(occupancy, 'busy', party.home, party);
}

/** On success the new places count as homes from now on. */
function seatAnew(occupancy: Occupancy, party: SeatingParty): boolean {
  const unit = bestFreeUnit(occupancy, party);
  if (unit !== undefined) {
    place(occupancy, party, unit.tables);
    keepChains(occupancy, [party]);
    return true;
  }
  const { moved } = seatByChains(occupancy, [party]);
  if (moved !== undefined) keepChains(occupancy, [party, ...moved]);
  return moved !== undefined;
}

function isChanged(party: SeatingParty, tableIdsBefore: readonly number[]): boolean {
  const before = new Set(tableIdsBefore);
  return before.size !== party.tables.length || party.tables.some((table) => !before.has(table.id));
}
