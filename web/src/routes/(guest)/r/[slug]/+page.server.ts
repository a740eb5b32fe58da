import { fail, redirect } from '@sveltejs/kit';
import { setFavourite } from '#lib/account/favourite.ts';
import { readSearch } from '#lib/guest/booking-search.ts';
import { findRestaurant } from '#lib/guest/find-restaurant.ts';
import { findTimes } from '#lib/guest/find-times.ts';
import { keepTable } from '#lib/guest/keep-table.ts';
import { keptQuery, readKept, releaseKept, rememberKept } from '#lib/guest/kept-table.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent, url, depends, cookies }) => {
  depends('guest:times');
  const { restaurant, form } = await parent();
  const search = readSearch(url.searchParams, form.firstDate);
  const kept = readKept(cookies, new Date());
  return {
    search,
    asked: url.searchParams.has('date'),
    found: await findTimes(fetch, restaurant, search),
    kept: kept && { ...kept.search, until: kept.hold.until, formQuery: keptQuery(kept) },
  };
};

export const actions: Actions = {
  /** A chosen time: the table is kept while the form is filled in, and one that was kept before is given back. */
  hold: async ({ fetch, params, request, url, cookies }) => {
    const fields = await request.formData();
    const restaurant = await findRestaurant(fetch, params.slug);
    await releaseKept(fetch, cookies, restaurant.slug);
    const placed = await keepTable(fetch, restaurant.id, fields);
    if (!placed.ok) return fail(placed.status, { refusal: placed.refusal, alternatives: placed.alternatives });
    rememberKept(cookies, url, restaurant.slug, placed.kept);
    redirect(303, `/r/${restaurant.slug}/book${keptQuery(placed.kept)}`);
  },

  favourite: async (event) => setFavourite(event, await findRestaurant(event.fetch, event.params.slug)),
};
