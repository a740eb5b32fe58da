import { error } from '@sveltejs/kit';
import type { Call, Restaurant } from '#contract';
import { type CallResult, call } from '#lib/api/client.ts';
import { pageStatus } from './find-restaurant.ts';
import { reservationIdOf } from './manage-token.ts';
import { localeOfZone } from './wording.ts';

type Fetch = typeof globalThis.fetch;
type Change = Call<'PUT /api/reservations/{reservationId}/modify'>['body'];

export type Booking = Call<'GET /api/reservations/{reservationId}/status'>['answer'];

export interface FoundBooking {
  readonly booking: Booking;
  readonly restaurant: Restaurant;
  readonly locale: string;
}

/** The booking that a manage link leads to; a page that says so when the link is not, or no longer, good. */
export async function findBooking(fetch: Fetch, manageToken: string): Promise<FoundBooking> {
  const found = await call(fetch, 'GET /api/reservations/{reservationId}/status', asHolder(manageToken));
  if (!found.ok)
    error(found.status === 401 || found.status === 403 ? 404 : pageStatus(found.status), found.problem.detail);
  const at = await call(fetch, 'GET /api/restaurants/{id}', { params: { id: found.data.restaurantId } });
  if (!at.ok) error(pageStatus(at.status), at.problem.detail);
  return { booking: found.data, restaurant: at.data, locale: localeOfZone(at.data.zone) };
}

export async function cancelBooking(
  fetch: Fetch,
  manageToken: string,
  requestKey: string,
): Promise<CallResult<'DELETE /api/reservations/{reservationId}'>> {
  return call(fetch, 'DELETE /api/reservations/{reservationId}', { ...asHolder(manageToken, requestKey), query: {} });
}

export async function changeBooking(
  fetch: Fetch,
  manageToken: string,
  requestKey: string,
  change: Change,
): Promise<CallResult<'PUT /api/reservations/{reservationId}/modify'>> {
  return call(fetch, 'PUT /api/reservations/{reservationId}/modify', {
    ...asHolder(manageToken, requestKey),
    body: change,
  });
}

function asHolder(manageToken: string, requestKey?: string) {
  const reservationId = reservationIdOf(manageToken);
  if (reservationId === null) error(404, 'This booking link is not complete.');
  const headers: Record<string, string> = { authorization: `Bearer ${manageToken}` };
  if (requestKey !== undefined) headers['idempotency-key'] = requestKey;
  return { params: { reservationId }, headers };
}
