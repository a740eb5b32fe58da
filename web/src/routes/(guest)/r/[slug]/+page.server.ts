import { fail, redirect } from '@sveltejs/kit';
import { readSearch } from '#lib/guest/booking-search.ts';
import { findRestaurant } from '#lib/guest/find-restaurant.ts';
import { findTimes } from '#lib/guest/find-times.ts';
import { bookingFormQuery, keepTable } from '#lib/guest/keep-table.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent, url, depends }) => {
  depends('guest:times');
  const { restaurant, form } = await parent();
  const search = readSearch(url.searchParams, form.firstDate);
  return { search, asked: url.searchParams.has('date'), found: await findTimes(fetch, restaurant, search) };
};

export const actions: Actions = {
  /** A chosen time: the table is kept while the form is filled in. */
  hold: async ({ fetch, params, request, url }) => {
    const fields = await request.formData();
    const restaurant = await findRestaurant(fetch, params.slug);
    const kept = await keepTable(fetch, restaurant.id, fields);
    if (!kept.ok) return fail(kept.status, { refusal: kept.refusal, alternatives: kept.alternatives });
    redirect(303, `${url.pathname}/book${bookingFormQuery(kept)}`);
  },
};
