import type { Restaurant } from '#contract';
import { call } from '#lib/api/client.ts';
import type { BookingSearch } from './booking-search.ts';
import { nearestTimes } from './start-times.ts';

/** By restaurant id: the times nearest to the wish, none when the place is full; absent when it could not be asked. */
export type PlacesWithTimes = Readonly<Record<number, readonly string[]>>;

/** Asks each group that stands on the page once. */
export async function findPlaces(
  fetch: typeof globalThis.fetch,
  restaurants: readonly Restaurant[],
  search: BookingSearch,
): Promise<PlacesWithTimes> {
  const groupIds = [...new Set(restaurants.map((restaurant) => restaurant.groupId))];
  const answers = await Promise.all(
    groupIds.map((groupId) =>
      call(fetch, 'GET /api/groups/{groupId}/availability', { params: { groupId }, query: { ...search } }),
    ),
  );
  const places = answers.flatMap((answer) => (answer.ok ? answer.data.items : []));
  return Object.fromEntries(places.map((place) => [place.restaurantId, nearestTimes(place.times, search.time, 5)]));
}
