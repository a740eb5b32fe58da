import type { FloorSnapshot } from '#contract';
import { call } from '#lib/api/client.ts';
import { answered } from './answered.ts';

/** Today by the restaurant's own clock. */
export async function loadToday(fetch: typeof globalThis.fetch, restaurantId: number): Promise<FloorSnapshot> {
  return answered(await call(fetch, 'GET /api/restaurants/{id}/floor', { params: { id: restaurantId }, query: {} }));
}

/** A date live, or null where nothing is live: beyond what can be booked, or long past. */
export async function loadDate(
  fetch: typeof globalThis.fetch,
  restaurantId: number,
  date: string,
): Promise<FloorSnapshot | null> {
  const day = await call(fetch, 'GET /api/restaurants/{id}/floor', { params: { id: restaurantId }, query: { date } });
  return day.ok ? day.data : null;
}
