import type { Call, Reservation } from '#contract';
import { splitTime, type BookingValues } from './booking-form.ts';

type Changes = NonNullable<Call<'PUT /api/reservations/{reservationId}'>['body']>;

/** Which parts of the form count: who may not see contacts did not see them either. */
export interface FormScope {
  readonly contacts: boolean;
  readonly tables: boolean;
}

/** A reservation as its form shows it. */
export function valuesOf(reservation: Reservation): BookingValues {
  const { guestInfo, plannedTableIds = [], pinned } = reservation;
  return {
    reservationDate: reservation.reservationDate,
    reservationTime: reservation.reservationTime,
    partySize: String(reservation.partySize),
    duration: String(reservation.duration),
    name: guestInfo.name,
    phone: guestInfo.phone,
    email: guestInfo.email ?? '',
    occasion: reservation.occasion ?? '',
    specialRequests: guestInfo.specialRequests ?? '',
    notes: reservation.notes ?? '',
    tableIds: pinned === true ? plannedTableIds.map(String) : [],
  };
}

/** Only what differs: the audit says what was changed, so an untouched field must not be sent along. */
export function changesOf(present: Reservation, values: BookingValues, scope: FormScope): Changes {
  const before = valuesOf(present);
  const differs = (field: keyof BookingValues): boolean => String(before[field]) !== String(values[field]);
  const text = (field: 'occasion' | 'notes' | 'specialRequests' | 'email'): string | null => values[field] || null;
  const guestInfo = {
    ...(differs('name') ? { name: values.name } : {}),
    ...(scope.contacts && differs('phone') ? { phone: values.phone } : {}),
    ...(scope.contacts && differs('email') ? { email: text('email') } : {}),
    ...(differs('specialRequests') ? { specialRequests: text('specialRequests') } : {}),
  };
  return {
    ...(differs('reservationDate') ? { reservationDate: values.reservationDate } : {}),
    ...(differs('reservationTime') ? splitTime(values.reservationTime) : {}),
    ...(differs('partySize') ? { partySize: Number(values.partySize) } : {}),
    ...(differs('duration') && values.duration !== '' ? { duration: Number(values.duration) } : {}),
    ...(Object.keys(guestInfo).length > 0 ? { guestInfo } : {}),
    ...(differs('occasion') ? { occasion: text('occasion') } : {}),
    ...(differs('notes') ? { notes: text('notes') } : {}),
    ...(scope.tables && differs('tableIds') ? { tableIds: values.tableIds.map(Number) } : {}),
  };
}

export interface FieldDifference {
  readonly label: string;
  readonly present: string;
  readonly typed: string;
}

const labels: Readonly<Record<keyof BookingValues, string>> = {
  reservationDate: 'Date',
  reservationTime: 'Time',
  partySize: 'Party size',
  duration: 'Minutes',
  name: 'Name',
  phone: 'Phone',
  email: 'E-mail',
  occasion: 'Occasion',
  specialRequests: 'Requests',
  notes: 'Notes',
  tableIds: 'Tables',
};

/** What stands now against what was typed: for whoever comes second. */
export function differencesTo(present: Reservation, values: BookingValues): FieldDifference[] {
  const now = valuesOf(present);
  return (Object.keys(labels) as (keyof BookingValues)[])
    .map((field) => ({ label: labels[field], present: String(now[field]), typed: String(values[field]) }))
    .filter(({ present: before, typed }) => before !== typed);
}
