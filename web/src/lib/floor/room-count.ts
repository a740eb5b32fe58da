import type { Reservation, TableState } from '#contract';

export interface RoomCount {
  readonly seatedCovers: number;
  readonly expectedCovers: number;
  readonly freeTables: number;
  readonly lateParties: number;
  readonly withoutTable: number;
}

/** The room in a few numbers. */
export function countRoom(
  parties: Iterable<Reservation>,
  tables: Iterable<TableState>,
  isLateNow: (party: Reservation) => boolean,
): RoomCount {
  let seatedCovers = 0;
  let expectedCovers = 0;
  let lateParties = 0;
  let withoutTable = 0;
  for (const party of parties) {
    const waiting = party.status === 'confirmed' || party.status === 'pending';
    if (party.status === 'seated') seatedCovers += party.partySize;
    if (waiting) expectedCovers += party.partySize;
    if (waiting && isLateNow(party)) lateParties += 1;
    if (waiting && party.conflict === true) withoutTable += 1;
  }
  const freeTables = [...tables].filter(({ status }) => status === 'available' || status === 'reserved').length;
  return { seatedCovers, expectedCovers, freeTables, lateParties, withoutTable };
}
