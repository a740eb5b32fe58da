import { call } from '#lib/api/client.ts';
import { readSearch, textOf } from './booking-search.ts';
import { pageStatus } from './find-restaurant.ts';
import type { KeptTable } from './kept-table.ts';
import { newRequestKey } from './request-key.ts';
import { readStartTime } from './start-times.ts';

interface NotKept {
  readonly ok: false;
  /** Fit for `fail()`. */
  readonly status: number;
  readonly refusal: string;
  /** Times of the same date that would work. */
  readonly alternatives: readonly string[];
}

/** Places a hold for the `date`, `partySize` and `start` of a form. */
export async function keepTable(
  fetch: typeof globalThis.fetch,
  restaurantId: number,
  fields: FormData,
): Promise<{ ok: true; kept: KeptTable } | NotKept> {
  const start = readStartTime(textOf(fields, 'start'));
  if (start === null) return { ok: false, status: 422, refusal: 'Please choose a time.', alternatives: [] };
  const search = { ...readSearch(fields, ''), time: start.time };
  const held = await call(fetch, 'POST /api/restaurants/{id}/holds', {
    params: { id: restaurantId },
    body: { date: search.date, partySize: search.partySize, ...start },
    headers: { 'idempotency-key': newRequestKey() },
  });
  if (held.ok) {
    const hold = { id: held.data.holdId, until: held.data.expiresAt };
    return { ok: true, kept: { search, utcOffset: start.utcOffset ?? '', hold, requestKey: newRequestKey() } };
  }
  const { problem } = held;
  return {
    ok: false,
    status: pageStatus(held.status),
    refusal: problem.detail,
    alternatives: problem.alternativeTimes ?? [],
  };
}
