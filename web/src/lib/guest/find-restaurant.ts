import { error } from '@sveltejs/kit';
import type { Call, Restaurant } from '#contract';
import { call } from '#lib/api/client.ts';

export type ReservationForm = Call<'GET /api/restaurants/{id}/reservations/public'>['answer'];

/** The restaurant that an address names; kit's 404 when there is none, or the API's own failure. */
export async function findRestaurant(fetch: typeof globalThis.fetch, slug: string): Promise<Restaurant> {
  const found = await call(fetch, 'GET /api/restaurants', { query: { slug } });
  if (!found.ok) error(pageStatus(found.status), found.problem.detail);
  const [restaurant] = found.data.items;
  if (restaurant === undefined) error(404, 'There is no such restaurant.');
  return restaurant;
}

/** What the booking form needs to draw itself: limits, hours, policies. */
export async function findForm(fetch: typeof globalThis.fetch, restaurantId: number): Promise<ReservationForm> {
  const found = await call(fetch, 'GET /api/restaurants/{id}/reservations/public', { params: { id: restaurantId } });
  if (!found.ok) error(pageStatus(found.status), found.problem.detail);
  return found.data;
}

/** The status of a page whose content the API would not give; no answer at all is our unavailability. */
export function pageStatus(apiStatus: number): number {
  return apiStatus >= 400 ? apiStatus : 503;
}
