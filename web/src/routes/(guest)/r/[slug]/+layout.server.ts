import { findAccount } from '#lib/account/find-account.ts';
import { findForm, findRestaurant } from '#lib/guest/find-restaurant.ts';
import { guestValues } from '#lib/guest/booking-form.ts';
import { localeOfZone } from '#lib/guest/wording.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ fetch, params, cookies }) => {
  const restaurant = await findRestaurant(fetch, params.slug);
  const [form, account] = await Promise.all([findForm(fetch, restaurant.id), findAccount(fetch, cookies)]);
  return {
    restaurant,
    form,
    locale: localeOfZone(restaurant.zone),
    /** Null for whoever is not signed in. */
    favourite: account && account.favouriteRestaurantIds.includes(restaurant.id),
    guest: account && guestValues(account),
  };
};
