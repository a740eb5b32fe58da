import type { FloorSnapshot, LiveMessage, Reservation, TableState, WaitlistEntry } from '#contract';
import type { Unread } from './omitted-texts.ts';

/**
 * A service date as the screen knows it. The maps may be reactive: what a message does not touch is not written, so one
 * event re-renders one table.
 */
export interface DayState {
  /** The last `seq` applied, perhaps in part: one change of the date may take several messages. */
  seq: number;
  /** The last `seq` of which nothing is missing: where a broken connection resumes. */
  wholeSeq: number;
  readonly serviceDate: string;
  phase: FloorSnapshot['phase'];
  lateAfterMinutes: number;
  configurationVersion: number;
  staffOnline: number;
  readonly tables: Map<number, TableState>;
  readonly reservations: Map<number, Reservation>;
  /** By table, those who sit there or are planned there, by start. */
  readonly partiesByTable: Map<number, readonly Reservation[]>;
  readonly heldTableIds: Set<number>;
  /** Who waits at the door or was called, by id, which is the order in which they came. */
  readonly waitlist: Map<number, WaitlistEntry>;
}

const nobody: readonly Reservation[] = [];

/** Brings the state up to a message. Every message states a whole truth; one that came late is passed over. */
export function applyMessage(state: DayState, message: LiveMessage): void {
  if (message.type === 'presence') {
    state.staffOnline = message.staffOnline;
    return;
  }
  if (message.type === 'snapshot') {
    applySnapshot(state, message);
    return;
  }
  if (message.seq < state.seq) return;
  if (message.seq > state.seq) state.wholeSeq = state.seq;
  state.seq = message.seq;
  switch (message.type) {
    case 'holds':
      replaceHeld(state, message.heldTableIds);
      return;
    case 'waitlist':
      putWaiting(state, message.shortened === true ? completeWaiting(state, message.entry) : message.entry);
      return;
    case 'config':
      state.configurationVersion = message.configurationVersion;
      return;
    default:
      if (message.data.reservation !== undefined) {
        const { reservation } = message.data;
        putReservation(state, message.shortened === true ? completeReservation(state, reservation) : reservation);
      }
      if (message.data.removedReservationId !== undefined) removeReservation(state, message.data.removedReservationId);
      if (message.data.state !== undefined) state.tables.set(message.data.state.tableId, message.data.state);
  }
}

/** What an answer to one's own request told: older than what the socket already brought, it is passed over. */
export function learnReservation(state: DayState, reservation: Reservation): void {
  const known = state.reservations.get(reservation.id);
  if (known === undefined || known.version <= reservation.version) putReservation(state, reservation);
}

/** The same for the waitlist. */
export function learnWaiting(state: DayState, entry: WaitlistEntry): void {
  const known = state.waitlist.get(entry.id);
  if (known === undefined || known.version <= entry.version) putWaiting(state, entry);
}

/** Texts that a message may have had no room for. */
const omissible = ['email', 'specialRequests', 'preferredSeating', 'occasion', 'notes'];

function textsOf<T extends object>(known: T): Partial<T> {
  return Object.fromEntries(Object.entries(known).filter(([key]) => omissible.includes(key))) as Partial<T>;
}

/** A shortened entry with the texts that were read before; they do not change while a party waits. */
function completeWaiting(state: DayState, entry: WaitlistEntry): WaitlistEntry {
  const known = state.waitlist.get(entry.id);
  return known === undefined ? entry : { ...entry, ...textsOf(known) };
}

/** A shortened reservation with the texts that were read before: until they are read again, better than none. */
function completeReservation(state: DayState, told: Reservation): Reservation {
  const known = state.reservations.get(told.id);
  const party = told.tableIds === undefined ? told : { ...told, plannedTableIds: told.tableIds };
  if (known === undefined) return party;
  const guestInfo = { ...told.guestInfo, ...textsOf(known.guestInfo) };
  if (isBeginningOf(guestInfo.name, known.guestInfo.name)) guestInfo.name = known.guestInfo.name;
  return { ...party, ...textsOf(known), guestInfo };
}

function isBeginningOf(cut: string, name: string): boolean {
  return cut.endsWith('…') && name.startsWith(cut.slice(0, -1));
}

/** Where texts have to be read that a message had no room for; null where it left out nothing that is not known. */
export function unreadAfter(state: DayState, message: LiveMessage): Unread | null {
  if (!('shortened' in message) || message.shortened !== true) return null;
  if (message.type === 'waitlist') return state.waitlist.has(message.entry.id) ? null : 'waitlist';
  const { reservation } = message.data;
  if (reservation === undefined) return null;
  const known = state.reservations.get(reservation.id);
  return known === undefined || known.version < reservation.version ? reservation.id : null;
}

/** The tables that a party sits at or, before that, is planned at. Nobody who left or never came is at a table. */
export function tableIdsOf(party: Reservation): readonly number[] {
  switch (party.status) {
    case 'seated':
      return party.tableIds ?? (party.tableId === undefined ? [] : [party.tableId]);
    case 'pending':
    case 'confirmed':
      return party.plannedTableIds ?? [];
    default:
      return [];
  }
}

function applySnapshot(state: DayState, snapshot: FloorSnapshot): void {
  state.seq = snapshot.seq;
  state.wholeSeq = snapshot.seq;
  state.phase = snapshot.phase;
  state.lateAfterMinutes = snapshot.lateAfterMinutes;
  state.configurationVersion = snapshot.configurationVersion;
  keepOnly(state.tables, new Set(snapshot.tables.map(({ tableId }) => tableId)));
  for (const table of snapshot.tables) {
    state.tables.set(table.tableId, table);
    if (!state.partiesByTable.has(table.tableId)) state.partiesByTable.set(table.tableId, nobody);
  }
  const present = new Set(snapshot.reservations.map(({ id }) => id));
  for (const party of [...state.reservations.values()]) if (!present.has(party.id)) removeReservation(state, party.id);
  for (const party of snapshot.reservations) putReservation(state, party);
  replaceHeld(state, snapshot.heldTableIds);
  keepOnly(state.waitlist, new Set(snapshot.waitlist.map(({ id }) => id)));
  for (const entry of snapshot.waitlist) putWaiting(state, entry);
}

/** Who was seated or went is not on the list any more. */
function putWaiting(state: DayState, entry: WaitlistEntry): void {
  if (entry.status === 'waiting' || entry.status === 'called') state.waitlist.set(entry.id, entry);
  else state.waitlist.delete(entry.id);
}

function putReservation(state: DayState, party: Reservation): void {
  if (party.reservationDate !== state.serviceDate) {
    removeReservation(state, party.id);
    return;
  }
  const before = state.reservations.get(party.id);
  const after = tableIdsOf(party);
  state.reservations.set(party.id, party);
  for (const tableId of before === undefined ? [] : tableIdsOf(before)) {
    if (!after.includes(tableId)) leaveTable(state, tableId, party.id);
  }
  for (const tableId of after) {
    const others = (state.partiesByTable.get(tableId) ?? nobody).filter(({ id }) => id !== party.id);
    state.partiesByTable.set(tableId, [...others, party].sort(byStart));
  }
}

function removeReservation(state: DayState, id: number): void {
  const party = state.reservations.get(id);
  if (party === undefined) return;
  for (const tableId of tableIdsOf(party)) leaveTable(state, tableId, id);
  state.reservations.delete(id);
}

function leaveTable(state: DayState, tableId: number, partyId: number): void {
  const parties = state.partiesByTable.get(tableId) ?? nobody;
  state.partiesByTable.set(
    tableId,
    parties.filter(({ id }) => id !== partyId),
  );
}

function replaceHeld(state: DayState, tableIds: readonly number[]): void {
  const held = new Set(tableIds);
  for (const tableId of [...state.heldTableIds]) if (!held.has(tableId)) state.heldTableIds.delete(tableId);
  for (const tableId of held) state.heldTableIds.add(tableId);
}

function keepOnly(map: Map<number, unknown>, ids: ReadonlySet<number>): void {
  for (const id of [...map.keys()]) if (!ids.has(id)) map.delete(id);
}

/** Instants of one form compare as texts. */
export function byStart(a: Reservation, b: Reservation): number {
  return a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : a.id - b.id;
}
