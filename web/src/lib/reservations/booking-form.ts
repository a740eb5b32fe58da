import type { Problem } from '#contract';
import { formText } from '#lib/staff/form-text.ts';

/** What a booking form holds, as typed: kept when the house refuses. */
export interface BookingValues {
  readonly reservationDate: string;
  readonly reservationTime: string;
  readonly partySize: string;
  readonly duration: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly occasion: string;
  readonly specialRequests: string;
  readonly notes: string;
  readonly tableIds: readonly string[];
}

/** `reservationTime` may carry the offset of a time that comes twice, `01:30-04:00`. */
export function readBookingForm(form: FormData): BookingValues {
  const text = (name: string): string => formText(form, name);
  // A refusal offers other times as buttons: the one pressed counts, then a time typed by hand, then the one chosen.
  const reservationTime = text('alternative') || text('otherTime') || text('reservationTime');
  return {
    reservationDate: text('reservationDate'),
    reservationTime,
    partySize: text('partySize'),
    duration: text('duration'),
    name: text('name'),
    phone: text('phone'),
    email: text('email'),
    occasion: text('occasion'),
    specialRequests: text('specialRequests'),
    notes: text('notes'),
    tableIds: form.getAll('tableIds').filter((id) => typeof id === 'string'),
  };
}

export interface FieldError {
  /** The id of the control. */
  readonly field?: string;
  readonly message: string;
}

/** What the API said about fields, for the form's controls. `guestInfo.phone` is the control `phone`. */
export function fieldErrors(problem: Problem): FieldError[] {
  return (problem.errors ?? []).map(({ path, message }) => ({
    field: path.split('.').at(-1) ?? path,
    message,
  }));
}

/** What nobody needs to ask the house about. */
export function missingFields(values: BookingValues): FieldError[] {
  const errors: FieldError[] = [];
  if (values.reservationDate === '') errors.push({ field: 'reservationDate', message: 'Give the date.' });
  if (values.reservationTime === '') errors.push({ field: 'reservationTime', message: 'Choose a time.' });
  if (!/^[1-9]\d?$/.test(values.partySize)) errors.push({ field: 'partySize', message: 'Give the number of guests.' });
  if (values.name === '') errors.push({ field: 'name', message: 'Give a name for the booking.' });
  return errors;
}

/** The time and, on the one night where it is needed, its offset. */
export function splitTime(value: string): { reservationTime: string; utcOffset?: string } {
  const [, time = value, utcOffset] = /^(\d{2}:\d{2})([+-]\d{2}:\d{2})$/.exec(value) ?? [];
  return utcOffset === undefined ? { reservationTime: time } : { reservationTime: time, utcOffset };
}

/** What a person with the right to do so may insist on when booking: never on a table that is taken. */
const insistable: readonly Problem['code'][] = [
  'pacing_covers',
  'pacing_parties',
  'outside_service',
  'kept_for_demand',
  'table_too_small',
];

export function canInsist(problem: Problem): boolean {
  return insistable.includes(problem.code);
}
