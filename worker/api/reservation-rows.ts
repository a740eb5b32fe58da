/** A reservation from D1 in the words of the contract: lists over many dates, and dates whose object is gone. */
import type { Reservation } from '../contract/reservations.ts';
import { instantText } from '../domain/time/service-date.ts';
import type { ReservationRow } from '../store/reservations.ts';

const minuteMs = 60_000;

export function rowView(row: ReservationRow): Reservation {
  const seated = row.seatedAt !== null;
  return {
    id: row.id,
    restaurantId: row.restaurantId,
    guestId: row.guestId,
    confirmationNumber: row.confirmationNumber,
    reservationDate: row.serviceDate,
    reservationTime: row.time,
    startsAt: instantText(row.startsAt),
    endsAt: instantText(row.completedAt ?? (row.seatedAt ?? row.startsAt) + row.durationMinutes * minuteMs),
    partySize: row.partySize,
    duration: row.durationMinutes,
    status: row.status,
    source: row.source,
    ...(seated ? { tableId: row.tableIds[0] ?? 0, tableIds: row.tableIds } : {}),
    plannedTableIds: row.tableIds,
    conflict: row.conflict,
    late: row.late,
    guestInfo: {
      name: row.guestName,
      phone: row.guestPhone,
      ...optional('email', row.guestEmail),
      ...optional('specialRequests', row.specialRequests),
    },
    preferredSeating: row.preferred,
    ...optional('occasion', row.occasion),
    ...optional('notes', row.notes),
    ...optional('arrivedAt', textOf(row.arrivedAt)),
    ...optional('seatedAt', textOf(row.seatedAt)),
    ...optional('completedAt', textOf(row.completedAt)),
    version: row.version,
    createdAt: instantText(row.createdAt),
    updatedAt: instantText(row.updatedAt),
  };
}

function textOf(at: number | null): string | null {
  return at === null ? null : instantText(at);
}

function optional<K extends string>(key: K, value: string | null): { [P in K]?: string } {
  return value === null ? {} : ({ [key]: value } as { [P in K]?: string });
}
