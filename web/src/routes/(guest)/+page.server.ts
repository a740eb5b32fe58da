import { error } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { dateInZone, readSearch } from '#lib/guest/booking-search.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import { findPlaces } from '#lib/guest/find-places.ts';
import { localeOfZone } from '#lib/guest/wording.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const found = await call(fetch, 'GET /api/restaurants', { query: { limit: 50, cursor } });
  if (!found.ok) error(pageStatus(found.status), found.problem.detail);
  const { items: restaurants, nextCursor } = found.data;
  const zone = restaurants[0]?.zone ?? 'UTC';
  const firstDate = dateInZone(zone, new Date());
  const search = readSearch(url.searchParams, firstDate);
  const asked = url.searchParams.has('date');
  const places = asked ? await findPlaces(fetch, restaurants, search) : null;
  return { restaurants, nextCursor, firstDate, search, asked, places, locale: localeOfZone(zone) };
};
