import { call } from '#lib/api/client.ts';
import { type BookingSearch, queryOf, readSearch, textOf } from './booking-search.ts';
import { pageStatus } from './find-restaurant.ts';
import { newRequestKey } from './request-key.ts';
import { readStartTime } from './start-times.ts';

export type KeptTable =
  | {
      readonly ok: true;
      readonly hold: { readonly id: string; readonly until: string };
      readonly search: BookingSearch;
      readonly utcOffset?: string;
    }
  | {
      readonly ok: false;
      /** Fit for `fail()`. */
      readonly status: number;
      readonly refusal: string;
      /** Times of the same date that would work. */
      readonly alternatives: readonly string[];
    };

/** Places a hold for the `date`, `partySize` and `start` of a form. */
export async function keepTable(
  fetch: typeof globalThis.fetch,
  restaurantId: number,
  fields: FormData,
): Promise<KeptTable> {
  const start = readStartTime(textOf(fields, 'start'));
  if (start === null) return { ok: false, status: 422, refusal: 'Please choose a time.', alternatives: [] };
  const search = { ...readSearch(fields, ''), time: start.time };
  const held = await call(fetch, 'POST /api/restaurants/{id}/holds', {
    params: { id: restaurantId },
    body: { date: search.date, partySize: search.partySize, ...start },
    headers: { 'idempotency-key': newRequestKey() },
  });
  if (held.ok) {
    const { holdId, expiresAt } = held.data;
    return { ok: true, hold: { id: holdId, until: expiresAt }, search, ...withOffset(start) };
  }
  const { status, problem } = held;
  return {
    ok: false,
    status: pageStatus(status),
    refusal: problem.detail,
    alternatives: problem.alternativeTimes ?? [],
  };
}

function withOffset({ utcOffset }: { utcOffset?: string }): { utcOffset?: string } {
  return utcOffset === undefined ? {} : { utcOffset };
}

/** The address of the booking form for a kept table; its key is the one under which the form books, however often sent. */
export function bookingFormQuery({ hold, search, utcOffset }: KeptTable & { ok: true }): string {
  const offset: Record<string, string> = utcOffset === undefined ? {} : { utcOffset };
  return queryOf(search, { ...offset, hold: hold.id, until: hold.until, key: newRequestKey() });
}
