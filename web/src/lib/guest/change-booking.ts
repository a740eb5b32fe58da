import type { Call, Restaurant } from '#contract';
import { type BookingSearch, readSearch, textOf } from './booking-search.ts';
import { type FoundTimes, findTimes } from './find-times.ts';
import type { Booking } from './manage-booking.ts';
import { readStartTime } from './start-times.ts';
import { localeOfZone, timeWords } from './wording.ts';

type Change = Call<'PUT /api/reservations/{reservationId}/modify'>['body'];

type OwnTime = Pick<Booking, 'reservationDate' | 'reservationTime' | 'partySize' | 'zone'>;

export interface ProposedChange {
  readonly search: BookingSearch;
  readonly found: FoundTimes;
  /** The start that the guest chose, ready to be compared with the booking; null while still looking. */
  readonly chosen: { readonly start: string; readonly time: string } | null;
}

/** What the address asks for: first as the booking stands, then as the guest wishes. */
export async function findChange(
  fetch: typeof globalThis.fetch,
  restaurant: Restaurant,
  booking: Booking,
  asked: URLSearchParams,
): Promise<ProposedChange> {
  const search = asked.has('date')
    ? readSearch(asked, booking.reservationDate)
    : { date: booking.reservationDate, time: booking.reservationTime, partySize: booking.partySize };
  const found = withOwnTime(await findTimes(fetch, restaurant, search), search, booking);
  const start = textOf(asked, 'start');
  const read = readStartTime(start);
  return { search, found, chosen: read === null ? null : { start, time: read.time } };
}

/**
 * The free times do not know that the guest's own table becomes free with the change, so on its date the booking's own
 * time is always offered for another party size.
 */
export function withOwnTime(found: FoundTimes, search: BookingSearch, booking: OwnTime): FoundTimes {
  const { reservationDate, reservationTime: time, partySize } = booking;
  if (search.date !== reservationDate) return found;
  // Nobody is told that his own time is taken: he has it.
  const refusal = search.time === time ? null : found.refusal;
  const listed = found.periods.some((period) => period.times.some((start) => start.time === time));
  if (listed || search.partySize === partySize) return { ...found, refusal };
  const label = timeWords(time, localeOfZone(booking.zone));
  const own = { period: 'Your time now', times: [{ value: time, time, label }] };
  return {
    ...found,
    refusal,
    periods: [own, ...found.periods],
    suggested: search.time === time ? time : found.suggested,
  };
}

/** The body of a change; a field of the form that names an alternative wins over the chosen start. */
export function changeOf(fields: FormData): Change {
  const start = readStartTime(textOf(fields, 'instead') || textOf(fields, 'start'));
  const search = readSearch(fields, '');
  return {
    reservationDate: search.date,
    reservationTime: start?.time ?? search.time,
    partySize: search.partySize,
    ...(start?.utcOffset && { utcOffset: start.utcOffset }),
  };
}
