import { type RequestEvent, fail, redirect } from '@sveltejs/kit';
import type { Restaurant } from '#contract';
import { type CallResult, call } from '#lib/api/client.ts';
import { bookedWith, rememberBooked } from './booked-cookie.ts';
import { type BookingValues, type FormError, bookingBody, formErrors, readBookingValues } from './booking-form.ts';
import { type BookingSearch, readSearch, textOf } from './booking-search.ts';
import { keepTable } from './keep-table.ts';
import { requestKeyFrom } from './request-key.ts';
import { pageStatus } from './find-restaurant.ts';
import { readStartTime } from './start-times.ts';

/** What the form comes back with: everything typed, and what stood in the way. */
export interface BookingReturned {
  readonly values: BookingValues;
  readonly hold: { readonly id: string; readonly until: string };
  readonly requestKey: string;
  readonly errors: readonly FormError[];
  /** No table at that time: why, and the times of the date that would do. */
  readonly refused: { readonly refusal: string; readonly alternatives: readonly string[] } | null;
}

type BookingAnswer = CallResult<'POST /api/restaurants/{id}/reservations/public'>;

/**
 * Books what the form says; `instead` holds an alternative time that the guest took. Ends on the booking's page. The
 * request key makes a second sending answer with the first one's booking.
 */
export async function book(event: RequestEvent, restaurant: Restaurant) {
  const sent = await readForm(event.request);
  const before = bookedWith(event.cookies, sent.requestKey);
  if (before !== null) redirect(303, `/b/${before}`);
  const booked = await sendBooking(event.fetch, restaurant.id, sent);
  if (booked.ok) {
    rememberBooked(event.cookies, event.url, sent.requestKey, booked.data.manageToken);
    redirect(303, `/b/${booked.data.manageToken}?booked`);
  }
  const { problem } = booked;
  const refused =
    problem.code === 'invalid' ? null : { refusal: problem.detail, alternatives: problem.alternativeTimes ?? [] };
  const errors = refused === null ? formErrors(problem) : [];
  return fail(pageStatus(booked.status), { ...returned(sent), errors, refused });
}

/** More time: extends the hold, or, once it is gone, places another. */
export async function keepLonger(event: RequestEvent, restaurant: Restaurant) {
  const sent = await readForm(event.request);
  const extended = await call(event.fetch, 'PUT /api/holds/{holdId}/extend', { params: { holdId: sent.hold.id } });
  if (extended.ok) {
    const { holdId, expiresAt } = extended.data;
    return { ...returned(sent), hold: { id: holdId, until: expiresAt } };
  }
  const kept = await keepTable(event.fetch, restaurant.id, sent.fields);
  if (kept.ok) return { ...returned(sent), hold: kept.hold };
  return fail(kept.status, { ...returned(sent), refused: { refusal: kept.refusal, alternatives: kept.alternatives } });
}

interface SentForm {
  readonly fields: FormData;
  readonly values: BookingValues;
  readonly search: BookingSearch;
  readonly utcOffset: string;
  readonly hold: { readonly id: string; readonly until: string };
  readonly requestKey: string;
}

async function readForm(request: Request): Promise<SentForm> {
  const fields = await request.formData();
  const instead = textOf(fields, 'instead');
  const start = readStartTime(instead || textOf(fields, 'start'));
  const search = readSearch(fields, '');
  return {
    fields,
    values: readBookingValues(fields),
    search: start === null ? search : { ...search, time: start.time },
    utcOffset: start?.utcOffset ?? '',
    // The hold is for the first choice; an alternative is booked without one.
    hold: instead === '' ? { id: textOf(fields, 'hold'), until: textOf(fields, 'until') } : { id: '', until: '' },
    requestKey: requestKeyFrom(textOf(fields, 'key')),
  };
}

/** A hold that ran out is no reason to refuse: what is still free may be booked without it. */
async function sendBooking(
  fetch: typeof globalThis.fetch,
  restaurantId: number,
  sent: SentForm,
): Promise<BookingAnswer> {
  const send = async (holdId: string): Promise<BookingAnswer> =>
    call(fetch, 'POST /api/restaurants/{id}/reservations/public', {
      params: { id: restaurantId },
      body: bookingBody(sent.values, sent.search, { holdId, utcOffset: sent.utcOffset }),
      headers: { 'idempotency-key': sent.requestKey },
    });
  const first = await send(sent.hold.id);
  return !first.ok && first.problem.code === 'hold_gone' ? send('') : first;
}

function returned({ values, hold, requestKey }: SentForm): BookingReturned {
  return { values, hold, requestKey, errors: [], refused: null };
}
