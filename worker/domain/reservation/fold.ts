/** State = fold(events). Never searches, never asks a clock: what a decision found out stands in the event. */
import { liftConfiguration } from '../service/lift-configuration.ts';
import { foldWaitlist, takeCallBack } from '../waitlist/fold-waitlist.ts';
import type { DayEvent, LedgerEntry, PlanChange } from './events.ts';
import { unopenedDay, unusedTable } from './state.ts';
import type {
  DayBlock,
  DayHold,
  DayReservation,
  DayState,
  Departure,
  ReservationStatus,
  TableCondition,
  WaitingParty,
} from './state.ts';

/** A copy that one fold may write to; entries are replaced, never changed. */
type Draft = { -readonly [K in Exclude<keyof DayState, MapKey>]: DayState[K] };
type MapKey =
  'reservations' | 'holds' | 'bookedHolds' | 'blocks' | 'conditions' | 'waitlist' | 'departures' | 'arrivals';
interface DraftMaps {
  reservations: Map<number, DayReservation>;
  holds: Map<string, DayHold>;
  bookedHolds: Map<string, number>;
  blocks: Map<string, DayBlock>;
  conditions: Map<number, TableCondition>;
  waitlist: Map<number, WaitingParty>;
  departures: Map<number, Departure>;
  arrivals: Map<string, { accepted: boolean; reservationId: number }>;
}
type DayDraft = Draft & DraftMaps;

export function fold(state: DayState, entries: readonly LedgerEntry[]): DayState {
  if (entries.length === 0) return state;
  const draft: DayDraft = {
    ...state,
    reservations: new Map(state.reservations),
    holds: new Map(state.holds),
    bookedHolds: new Map(state.bookedHolds),
    blocks: new Map(state.blocks),
    conditions: new Map(state.conditions),
    waitlist: new Map(state.waitlist),
    departures: new Map(state.departures),
    arrivals: new Map(state.arrivals),
  };
  for (const entry of entries) foldOne(draft, entry);
  return draft;
}

/** A whole ledger from its first event, which is always `DayOpened`. */
export function foldLedger(entries: readonly LedgerEntry[]): DayState | null {
  const first = entries[0]?.event;
  if (first === undefined) return null;
  if (first.type !== 'DayOpened') throw new Error(`a ledger begins with DayOpened, not ${first.type}`);
  return fold(unopenedDay(liftConfiguration(first.configuration)), entries);
}

function foldOne(draft: DayDraft, entry: LedgerEntry): void {
  if (entry.seq !== draft.seq + 1) {
    throw new Error(`ledger gap: ${String(entry.seq)} after ${String(draft.seq)}`);
  }
  draft.seq = entry.seq;
  draft.lastEventAt = entry.at;
  const { event } = entry;
  const isElsewhere =
    foldDay(draft, event) ||
    foldHold(draft, event) ||
    foldTable(draft, event) ||
    foldWaitlist(draft.waitlist, event) ||
    foldMove(draft, event, entry.at);
  if (!isElsewhere) foldReservation(draft, event, entry.at);
  if ('moves' in event) applyPlanChanges(draft, event.moves, entry.at);
  if (changesRoom.has(event.type)) draft.roomChangedSeq = entry.seq;
}

const changesRoom: ReadonlySet<DayEvent['type']> = new Set([
  'ConfigurationApplied',
  'ReservationModified',
  'ReservationCancelled',
  'NoShowMarked',
  'SeatingOverran',
  'SeatingCompleted',
  'PartyMoved',
  'PartyUnseated',
  'TableBlocked',
  'TableUnblocked',
  'MovedOut',
  'CallExpired',
  'WaitlistLeft',
]);

function foldDay(draft: DayDraft, event: DayEvent): boolean {
  switch (event.type) {
    case 'DayOpened':
      draft.phase = 'open';
      draft.configuration = liftConfiguration(event.configuration);
      return true;
    case 'ConfigurationApplied':
      draft.configuration = liftConfiguration(event.configuration);
      return true;
    case 'DayClosed':
      draft.phase = 'closed';
      draft.handOverDue = event.unclearedTableIds;
      return true;
    case 'TablesHandedOver':
      draft.handOverDue = [];
      return true;
    case 'SeatingReplanned':
      // Nothing but its moves.
      return true;
    default:
      return false;
  }
}

function foldHold(draft: DayDraft, event: DayEvent): boolean {
  switch (event.type) {
    case 'HoldPlaced':
      draft.holds.set(event.hold.holdId, event.hold);
      return true;
    case 'HoldExtended': {
      const hold = draft.holds.get(event.holdId);
      if (hold !== undefined) draft.holds.set(event.holdId, { ...hold, expiresAt: event.expiresAt });
      return true;
    }
    case 'HoldReleased':
    case 'HoldExpired':
      draft.holds.delete(event.holdId);
      return true;
    default:
      return false;
  }
}

function foldTable(draft: DayDraft, event: DayEvent): boolean {
  switch (event.type) {
    case 'CleaningStarted':
      setCondition(draft, event.tableId, { cleaningSince: event.since });
      return true;
    case 'TableReady':
      setCondition(draft, event.tableId, { cleaningSince: null, lastCleaned: event.lastCleaned });
      return true;
    case 'TablesTakenOver':
      draft.takenOverFrom = [...draft.takenOverFrom, event.fromDate];
      for (const tableId of event.tableIds) setCondition(draft, tableId, { cleaningSince: event.since });
      return true;
    case 'TableBlocked':
      draft.blocks.set(event.block.blockId, event.block);
      return true;
    case 'TableUnblocked':
      draft.blocks.delete(event.blockId);
      return true;
    default:
      return false;
  }
}

function foldMove(draft: DayDraft, event: DayEvent, at: number): boolean {
  switch (event.type) {
    case 'MoveStarted':
      change(draft, event.id, at, { move: event.move });
      return true;
    case 'MoveRefused':
      change(draft, event.id, at, { move: null });
      return true;
    case 'MovedOut':
      draft.reservations.delete(event.id);
      pointTo(draft, event.id, { date: event.targetDate, version: event.version });
      return true;
    case 'MovedIn':
      draft.reservations.set(event.reservation.id, event.reservation);
      draft.departures.delete(event.reservation.id);
      draft.arrivals.set(event.moveId, { accepted: true, reservationId: event.reservation.id });
      return true;
    case 'MoveInRefused':
      draft.arrivals.set(event.moveId, { accepted: false, reservationId: event.reservationId });
      return true;
    case 'HomePointed':
      pointTo(draft, event.id, { date: event.date, version: event.version });
      return true;
    default:
      return false;
  }
}

function foldReservation(draft: DayDraft, event: DayEvent, at: number): void {
  switch (event.type) {
    case 'ReservationBooked':
      draft.reservations.set(event.reservation.id, event.reservation);
      draft.reservationSequence += 1;
      if (event.holdId !== null) {
        draft.holds.delete(event.holdId);
        draft.bookedHolds.set(event.holdId, event.reservation.id);
      }
      return;
    case 'ReservationModified':
      change(draft, event.id, at, { ...event.wish, tableIds: event.tableIds, pinned: event.pinned, late: false });
      return;
    case 'PartyArrived':
      change(draft, event.id, at, { arrivedAt: event.arrivedAt, late: false });
      return;
    case 'PartyRanLate':
      change(draft, event.id, at, { late: true });
      return;
    case 'PartySeated':
      draft.orderSequence += 1;
      change(draft, event.id, at, {
        status: 'seated',
        tableIds: event.tableIds,
        orderId: event.orderId,
        seatedAt: event.seatedAt,
        occupiedFrom: event.occupiedFrom,
        occupiedUntil: event.occupiedUntil,
        late: false,
      });
      return;
    case 'PartyMoved':
      change(draft, event.id, at, { tableIds: event.tableIds, pinned: true });
      for (const tableId of event.leftTableIds) setCondition(draft, tableId, { cleaningSince: at });
      return;
    case 'PartyUnseated':
      change(draft, event.id, at, { ...leaving('confirmed'), tableIds: event.tableIds, seatedAt: null, orderId: null });
      return;
    case 'SeatingOverran':
      change(draft, event.id, at, { occupiedUntil: event.occupiedUntil });
      return;
    case 'SeatingCompleted':
      foldCompleted(draft, event.id, event.completedAt, at);
      return;
    case 'NoShowUndone':
      change(draft, event.id, at, { ...leaving('confirmed'), tableIds: event.tableIds });
      return;
    default:
      change(draft, idOf(event), at, leaving(plainStatus(event)));
  }
}

/** Events that only set a status. An event that nothing folds is a fault, not something to skip. */
function plainStatus(event: DayEvent): ReservationStatus {
  switch (event.type) {
    case 'ReservationConfirmed':
      return 'confirmed';
    case 'ReservationCancelled':
      return 'cancelled';
    case 'NoShowMarked':
      return 'no_show';
    default:
      throw new Error(`no fold for event ${event.type}`);
  }
}

function idOf(event: DayEvent): number {
  if ('id' in event) return event.id;
  throw new Error(`event ${event.type} names no reservation`);
}

function leaving(status: ReservationStatus): Partial<DayReservation> {
  return { status, occupiedFrom: null, occupiedUntil: null, late: false };
}

function foldCompleted(draft: DayDraft, id: number, completedAt: number, at: number): void {
  const tableIds = draft.reservations.get(id)?.tableIds ?? [];
  change(draft, id, at, { ...leaving('completed'), completedAt });
  for (const tableId of tableIds) setCondition(draft, tableId, { cleaningSince: completedAt });
}

function change(draft: DayDraft, id: number, at: number, fields: Partial<DayReservation>): void {
  const before = draft.reservations.get(id);
  if (before === undefined) throw new Error(`no reservation ${String(id)} in this day`);
  draft.reservations.set(id, { ...before, ...fields, version: before.version + 1, updatedAt: at });
}

function applyPlanChanges(draft: DayDraft, moves: readonly PlanChange[], at: number): void {
  for (const { key, tableIds } of moves) {
    const hold = draft.holds.get(key);
    if (hold !== undefined) draft.holds.set(key, { ...hold, tableIds });
    else if (draft.waitlist.has(Number(key))) takeCallBack(draft.waitlist, Number(key));
    else change(draft, Number(key), at, tableIds.length === 0 ? { tableIds, pinned: false } : { tableIds });
  }
}

function pointTo(draft: DayDraft, id: number, departure: Departure): void {
  const known = draft.departures.get(id);
  if (known === undefined || known.version < departure.version) draft.departures.set(id, departure);
}

function setCondition(draft: DayDraft, tableId: number, fields: Partial<TableCondition>): void {
  draft.conditions.set(tableId, { ...(draft.conditions.get(tableId) ?? unusedTable), ...fields });
}
