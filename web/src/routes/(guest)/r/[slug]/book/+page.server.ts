import { redirect } from '@sveltejs/kit';
import { book, chooseAgain, keepLonger } from '#lib/guest/book.ts';
import { bookedWith } from '#lib/guest/booked-cookie.ts';
import { readSearch, textOf } from '#lib/guest/booking-search.ts';
import { findRestaurant } from '#lib/guest/find-restaurant.ts';
import { requestKeyFrom } from '#lib/guest/request-key.ts';
import type { Actions, PageServerLoad } from './$types';

/** `hold` and `until` come from choosing a time; without them the form books whatever is free when it is sent. */
export const load: PageServerLoad = async ({ parent, url, cookies }) => {
  const { form } = await parent();
  const requestKey = requestKeyFrom(url.searchParams.get('key'));
  const booked = bookedWith(cookies, requestKey);
  if (booked !== null) redirect(303, `/b/${booked}`);
  return {
    search: readSearch(url.searchParams, form.firstDate),
    utcOffset: textOf(url.searchParams, 'utcOffset'),
    hold: { id: textOf(url.searchParams, 'hold'), until: textOf(url.searchParams, 'until') },
    requestKey,
    renderedAt: new Date().toISOString(),
  };
};

export const actions: Actions = {
  book: async (event) => book(event, await findRestaurant(event.fetch, event.params.slug)),
  keep: async (event) => keepLonger(event, await findRestaurant(event.fetch, event.params.slug)),
  again: async (event) => chooseAgain(event, event.params.slug),
};
