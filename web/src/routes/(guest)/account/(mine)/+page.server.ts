import { error } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { findRestaurants } from '#lib/account/find-account.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import { localeOfZone } from '#lib/guest/wording.ts';
import type { PageServerLoad } from './$types';

const pastPerPage = 10;

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const cursor = url.searchParams.get('before') ?? undefined;
  const [{ account }, coming, past] = await Promise.all([
    parent(),
    call(fetch, 'GET /api/account/reservations', { query: { when: 'coming', limit: 200 } }),
    call(fetch, 'GET /api/account/reservations', { query: { when: 'past', limit: pastPerPage, cursor } }),
  ]);
  if (!coming.ok) error(pageStatus(coming.status), coming.problem.detail);
  if (!past.ok) error(pageStatus(past.status), past.problem.detail);
  const bookings = [...coming.data.items, ...past.data.items];
  const restaurants = await findRestaurants(fetch, [
    ...bookings.map(({ restaurantId }) => restaurantId),
    ...account.favouriteRestaurantIds,
  ]);
  return {
    coming: coming.data.items,
    past: past.data.items,
    earlier: past.data.nextCursor,
    onLaterPage: cursor !== undefined,
    favourites: account.favouriteRestaurantIds.flatMap((id) => restaurants.get(id) ?? []),
    locales: Object.fromEntries([...restaurants].map(([id, { zone }]) => [id, localeOfZone(zone)])),
  };
};
