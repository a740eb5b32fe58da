/** The day's state in the words of the contract. Pure: state and details in, wire form out. */
import type { Capability } from '../domain/access.ts';
import { confirmationNumberOf } from '../domain/confirmation-number.ts';
import { cameByThemselves, isInConflict } from '../domain/reservation/state.ts';
import type { DayHold, DayReservation, DayState } from '../domain/reservation/state.ts';
import { tableNow } from '../domain/reservation/table-status.ts';
import { instantText } from '../domain/time/service-date.ts';
import type { Reservation, Hold } from '../contract/reservations.ts';
import type { TableState } from '../contract/tables.ts';
import type { DetailsRow, PartyDetails } from './ledger.ts';

const minuteMs = 60_000;

/** What the views need besides the state. */
export interface ViewContext {
  readonly confirmationKey: readonly number[];
  readonly detailsOf: (subject: string) => DetailsRow;
}

/** Everything that staff with every capability may see; `trimReservation` takes away what others may not. */
export function reservationView(state: DayState, reservation: DayReservation, context: ViewContext): Reservation {
  const { details, guestId } = context.detailsOf(String(reservation.id));
  const seated = reservation.seatedAt !== null;
  const startsAt = reservation.occupiedFrom ?? reservation.startsAt;
  return {
    id: reservation.id,
    restaurantId: state.configuration.restaurantId,
    guestId,
    confirmationNumber: confirmationNumberOf(reservation.id, context.confirmationKey),
    reservationDate: state.configuration.serviceDate,
    reservationTime: reservation.time,
    startsAt: instantText(reservation.startsAt),
    endsAt: instantText(reservation.completedAt ?? startsAt + reservation.durationMinutes * minuteMs),
    partySize: reservation.partySize,
    duration: reservation.durationMinutes,
    status: reservation.status,
    source: reservation.source,
    ...(seated ? { tableId: reservation.tableIds[0] ?? 0, tableIds: [...reservation.tableIds] } : {}),
    plannedTableIds: [...reservation.tableIds],
    pinned: reservation.pinned,
    conflict: isInConflict(reservation),
    late: reservation.late,
    guestInfo: guestInfo(reservation, details),
    preferredSeating: [...reservation.preferredSeating],
    ...given('occasion', details.occasion),
    ...given('notes', details.notes),
    ...instant('arrivedAt', reservation.arrivedAt),
    ...instant('seatedAt', reservation.seatedAt),
    ...instant('completedAt', reservation.completedAt),
    version: reservation.version,
    createdAt: instantText(reservation.createdAt),
    updatedAt: instantText(reservation.updatedAt),
  };
}

function guestInfo(reservation: DayReservation, details: PartyDetails): Reservation['guestInfo'] {
  return {
    name: details.name ?? (cameByThemselves(reservation.source) ? 'Walk-in' : ''),
    phone: details.phone ?? '',
    ...given('email', details.email),
    ...given('specialRequests', details.specialRequests),
  };
}

/** Contacts only for those who may see them. */
export function trimReservation(reservation: Reservation, capabilities: ReadonlySet<Capability>): Reservation {
  if (capabilities.has('guests.contact')) return reservation;
  const { email: _email, ...guest } = reservation.guestInfo;
  return { ...reservation, guestInfo: { ...guest, phone: '' } };
}

export function tableView(state: DayState, tableId: number, now: number, notes: string | undefined): TableState {
  const table = tableNow(state, tableId, now);
  const tableNumber = state.configuration.tables.find((each) => each.id === tableId)?.tableNumber ?? '';
  const { party, block } = table;
  return {
    tableId,
    tableNumber,
    status: table.status,
    ...(party === null ? {} : { currentOrder: currentOrderOf(party) }),
    ...instant('lastCleaned', table.lastCleaned),
    ...(block === null
      ? {}
      : {
          block: {
            blockId: block.blockId,
            until: block.endsAt === null ? null : instantText(block.endsAt),
            notes: notes ?? null,
          },
        }),
  };
}

/** Seating opens the table's order; dishes come with ordering. */
function currentOrderOf(party: DayReservation): NonNullable<TableState['currentOrder']> {
  return {
    orderId: party.orderId ?? 0,
    guestCount: party.partySize,
    seatedAt: instantText(party.seatedAt ?? party.startsAt),
    estimatedDuration: party.durationMinutes,
  };
}

export function holdView(state: DayState, hold: DayHold): Hold {
  return {
    holdId: hold.holdId,
    restaurantId: state.configuration.restaurantId,
    date: state.configuration.serviceDate,
    time: hold.time,
    partySize: hold.partySize,
    expiresAt: instantText(hold.expiresAt),
  };
}

export function given<K extends string>(key: K, value: string | undefined): { [P in K]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [P in K]?: string });
}

export function instant<K extends string>(key: K, at: number | null): { [P in K]?: string } {
  return at === null ? {} : ({ [key]: instantText(at) } as { [P in K]?: string });
}
