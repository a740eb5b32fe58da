import { findForm, findRestaurant } from '#lib/guest/find-restaurant.ts';
import { localeOfZone } from '#lib/guest/wording.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ fetch, params }) => {
  const restaurant = await findRestaurant(fetch, params.slug);
  const form = await findForm(fetch, restaurant.id);
  return { restaurant, form, locale: localeOfZone(restaurant.zone) };
};
