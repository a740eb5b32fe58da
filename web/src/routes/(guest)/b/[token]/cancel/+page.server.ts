import { fail, redirect } from '@sveltejs/kit';
import { textOf } from '#lib/guest/booking-search.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import { cancelBooking } from '#lib/guest/manage-booking.ts';
import { newRequestKey, requestKeyFrom } from '#lib/guest/request-key.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, params }) => {
  const { booking } = await parent();
  if (booking.status === 'cancelled') redirect(303, `/b/${params.token}`);
  return { requestKey: newRequestKey() };
};

export const actions: Actions = {
  default: async ({ fetch, params, request }) => {
    const requestKey = requestKeyFrom(textOf(await request.formData(), 'key'));
    const cancelled = await cancelBooking(fetch, params.token, requestKey);
    if (!cancelled.ok) return fail(pageStatus(cancelled.status), { refusal: cancelled.problem.detail });
    redirect(303, `/b/${params.token}`);
  },
};
