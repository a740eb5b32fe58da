import { type RequestEvent, fail, redirect } from '@sveltejs/kit';
import type { Restaurant } from '#contract';
import { type CallResult, call } from '#lib/api/client.ts';
import { bookedWith, rememberBooked } from './booked-cookie.ts';
import { type BookingValues, type FormError, bookingBody, formErrors, readBookingValues } from './booking-form.ts';
import { type BookingSearch, queryOf, readSearch, textOf } from './booking-search.ts';
import { pageStatus } from './find-restaurant.ts';
import { keepTable } from './keep-table.ts';
import { type Hold, forgetKept, releaseKept, rememberKept } from './kept-table.ts';
import { newRequestKey, requestKeyFrom } from './request-key.ts';
import { readStartTime } from './start-times.ts';

/** What the form comes back with: everything typed, and what stood in the way. */
export interface BookingReturned {
  readonly values: BookingValues;
  readonly hold: Hold;
  readonly requestKey: string;
  readonly errors: readonly FormError[];
  /** No table at that time: why, and the times of the date that would do. */
  readonly refused: {
    readonly title: string;
    readonly refusal: string;
    readonly alternatives: readonly string[];
  } | null;
}

const notBooked = 'This booking was not made';
/** The key makes a second try safe, whatever became of the first. */
const outcomeUnknown = 'Please press "Book this table" again; it is never booked twice';

type BookingAnswer = CallResult<'POST /api/restaurants/{id}/reservations/public'>;

/**
 * Books what the form says; `instead` holds an alternative time that the guest took. Ends on the booking's page. The
 * request key makes a second sending answer with the first one's booking.
 */
export async function book({ request, fetch, cookies, url }: RequestEvent, restaurant: Restaurant) {
  const sent = await readForm(request);
  const before = bookedWith(cookies, sent.requestKey);
  if (before !== null) redirect(303, `/b/${before}`);
  const booked = await sendBooking(fetch, restaurant.id, sent);
  if (booked.ok) {
    forgetKept(cookies, restaurant.slug);
    rememberBooked(cookies, url, sent.requestKey, booked.data.manageToken);
    redirect(303, `/b/${booked.data.manageToken}?booked`);
  }
  const { problem } = booked;
  if (problem.code === 'invalid') return fail(422, { ...returned(sent), errors: formErrors(problem) });
  const refused = { refusal: problem.detail, alternatives: problem.alternativeTimes ?? [] };
  const title = booked.status === 0 || booked.status >= 500 ? outcomeUnknown : notBooked;
  return fail(pageStatus(booked.status), { ...returned(sent), refused: { title, ...refused } });
}

/** More time: extends the hold, or, once it is gone, places another. */
export async function keepLonger({ request, fetch, cookies, url }: RequestEvent, restaurant: Restaurant) {
  const sent = await readForm(request);
  const { search, utcOffset, requestKey } = sent;
  const extended = await call(fetch, 'PUT /api/holds/{holdId}/extend', {
    params: { holdId: sent.hold.id },
    headers: { 'idempotency-key': newRequestKey() },
  });
  let hold = extended.ok ? { id: extended.data.holdId, until: extended.data.expiresAt } : null;
  if (hold === null) {
    const placed = await keepTable(fetch, restaurant.id, sent.fields);
    if (!placed.ok) {
      const refused = {
        title: 'The table could not be kept',
        refusal: placed.refusal,
        alternatives: placed.alternatives,
      };
      return fail(placed.status, { ...returned(sent), refused });
    }
    hold = placed.kept.hold;
  }
  rememberKept(cookies, url, restaurant.slug, { search, utcOffset, requestKey, hold });
  return { ...returned(sent), hold };
}

/** Back to the times, with the table given back: it may be the only one for the time that is chosen next. */
export async function chooseAgain({ request, fetch, cookies }: RequestEvent, slug: string): Promise<never> {
  const { search } = await readForm(request);
  await releaseKept(fetch, cookies, slug);
  redirect(303, `/r/${slug}${queryOf(search)}`);
}

interface SentForm {
  readonly fields: FormData;
  readonly values: BookingValues;
  readonly search: BookingSearch;
  readonly utcOffset: string;
  readonly hold: Hold;
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
