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

/** Only what was touched: the audit says what was changed, and what somebody else changed meanwhile must stay. */
export function changesOf(before: BookingValues, values: BookingValues, scope: FormScope): Changes {
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
const fields = Object.keys(labels) as (keyof BookingValues)[];

/** What the form shows to whoever comes second: the own changes, on top of what stands now. */
export function rebased(before: BookingValues, typed: BookingValues, present: BookingValues): BookingValues {
  const touched = fields.filter((field) => String(typed[field]) !== String(before[field]));
  return { ...present, ...Object.fromEntries(touched.map((field) => [field, typed[field]])) };
}

export interface FieldDifference {
  readonly label: string;
  readonly before: string;
  readonly present: string;
  /** What this person wants instead; null for a field that was not touched. */
  readonly typed: string | null;
}

/** What somebody else changed between the reading and the saving of a form. */
export function changedMeanwhile(
  before: BookingValues,
  typed: BookingValues,
  present: BookingValues,
): FieldDifference[] {
  return fields
    .filter((field) => String(present[field]) !== String(before[field]))
    .map((field) => ({
      label: labels[field],
      before: String(before[field]),
      present: String(present[field]),
      typed: String(typed[field]) === String(before[field]) ? null : String(typed[field]),
    }));
}

/** What a form was filled with, from its hidden field; null for what no form of ours holds. */
export function readBefore(text: string): BookingValues | null {
  try {
    const values = JSON.parse(text) as Partial<Record<keyof BookingValues, unknown>>;
    return fields.every((field) => values[field] !== undefined) ? (values as BookingValues) : null;
  } catch {
    return null;
  }
}
