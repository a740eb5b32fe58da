import { fail, redirect } from '@sveltejs/kit';
import { textOf } from '#lib/guest/booking-search.ts';
import { changeOf, findChange } from '#lib/guest/change-booking.ts';
import { findForm, pageStatus } from '#lib/guest/find-restaurant.ts';
import { changeBooking } from '#lib/guest/manage-booking.ts';
import { newRequestKey, requestKeyFrom } from '#lib/guest/request-key.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent, params, url }) => {
  const { booking, restaurant } = await parent();
  if (!booking.canModify) redirect(303, `/b/${params.token}`);
  const [limits, change] = await Promise.all([
    findForm(fetch, restaurant.id),
    findChange(fetch, restaurant, booking, url.searchParams),
  ]);
  return { limits, ...change, requestKey: newRequestKey() };
};

export const actions: Actions = {
  default: async ({ fetch, params, request }) => {
    const fields = await request.formData();
    const requestKey = requestKeyFrom(textOf(fields, 'key'));
    const changed = await changeBooking(fetch, params.token, requestKey, changeOf(fields));
    if (changed.ok) redirect(303, `/b/${params.token}?changed`);
    const { status, problem } = changed;
    return fail(pageStatus(status), { refusal: problem.detail, alternatives: problem.alternativeTimes ?? [] });
  },
};
