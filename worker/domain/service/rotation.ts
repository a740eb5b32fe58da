/**
 * Whose turn it is to be given the next party. The fairest house knows how much each server carries for the tables they
 * have, so covers are weighed by the seats of the section, and those that sit there now count twice: they are work at
 * this moment. Between equals, whoever waits longest is up.
 */

export interface RotationServer {
  readonly shiftId: number;
  /** Epoch milliseconds. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Empty for who has no section: such a server is never up. */
  readonly tableIds: readonly number[];
}

export interface RotationParty {
  /** The first says whose party it is. */
  readonly tableIds: readonly number[];
  readonly partySize: number;
  readonly seatedAt: number;
  readonly isSeated: boolean;
}

export interface RotationTable {
  readonly tableId: number;
  readonly seats: number;
  /** Somebody could be seated there now. */
  readonly isFree: boolean;
}

export interface Standing {
  readonly shiftId: number;
  readonly coversNow: number;
  /** Since the shift began, those of now among them. */
  readonly coversTonight: number;
  readonly turns: number;
  readonly freeTables: number;
  readonly lastSeatedAt: number | null;
  readonly nextUp: boolean;
}

/** In the order in which they are up; those without a free table come last. */
export function rotationOf(
  servers: readonly RotationServer[],
  parties: readonly RotationParty[],
  tables: readonly RotationTable[],
): Standing[] {
  const counted = servers.map((server) => countedOf(server, parties, tables));
  const sorted = counted.sort(
    (one, other) =>
      Number(other.freeTables > 0) - Number(one.freeTables > 0) ||
      one.load - other.load ||
      (one.lastSeatedAt ?? 0) - (other.lastSeatedAt ?? 0) ||
      one.shiftId - other.shiftId,
  );
  return sorted.map(({ load: _load, ...standing }, index) => ({
    ...standing,
    nextUp: index === 0 && standing.freeTables > 0,
  }));
}

interface Counted extends Omit<Standing, 'nextUp'> {
  /** Covers per seat. */
  readonly load: number;
}

function countedOf(
  { shiftId, startsAt, endsAt, tableIds }: RotationServer,
  parties: readonly RotationParty[],
  tables: readonly RotationTable[],
): Counted {
  const own = parties.filter((party) => {
    const isHere = tableIds.includes(party.tableIds[0] ?? 0);
    // Who sits there still was handed over with the section, however early they came.
    return isHere && (party.isSeated || (party.seatedAt >= startsAt && party.seatedAt < endsAt));
  });
  const section = tables.filter(({ tableId }) => tableIds.includes(tableId));
  const seats = section.reduce((sum, table) => sum + table.seats, 0);
  const coversNow = coversOf(own.filter(({ isSeated }) => isSeated));
  const coversTonight = coversOf(own);
  return {
    shiftId,
    coversNow,
    coversTonight,
    turns: own.length,
    freeTables: section.filter(({ isFree }) => isFree).length,
    lastSeatedAt: own.length === 0 ? null : Math.max(...own.map(({ seatedAt }) => seatedAt)),
    load: (coversTonight + coversNow) / Math.max(1, seats),
  };
}

function coversOf(parties: readonly RotationParty[]): number {
  return parties.reduce((sum, { partySize }) => sum + partySize, 0);
}
