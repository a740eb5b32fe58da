import { fail, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { findRestaurants, noAccount } from '#lib/account/find-account.ts';
import { type FormError, errorsOf } from '#lib/account/form-errors.ts';
import { profileBody, profileValues, readProfile } from '#lib/account/profile-form.ts';
import { textOf } from '#lib/guest/booking-search.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { account } = await parent();
  const restaurants = await findRestaurants(fetch, account.favouriteRestaurantIds);
  return {
    values: profileValues(account),
    favourites: [...restaurants.values()].map(({ id, name }) => ({ id, name })),
    saved: url.searchParams.has('saved'),
  };
};

const controls = ['name', 'phone', 'preferences', 'allergies'];
const meanwhile: FormError = {
  message: 'Your profile was changed elsewhere meanwhile. Look through what stands here, and save again to keep it.',
};

export const actions: Actions = {
  default: async ({ fetch, request, url }) => {
    const fields = await request.formData();
    const values = readProfile(fields);
    const etag = textOf(fields, 'etag');
    const saved = await call(fetch, 'PUT /api/account', {
      body: profileBody(values),
      ...(etag !== '' && { headers: { 'if-match': etag } }),
    });
    if (saved.ok) redirect(303, '/account/profile?saved');
    const { status, problem } = saved;
    if (status === 401 || problem.code === 'device_locked') noAccount(saved, url);
    const errors = problem.code === 'stale_edit' ? [meanwhile] : errorsOf(problem, controls);
    return fail(pageStatus(status), { values, errors });
  },
};
