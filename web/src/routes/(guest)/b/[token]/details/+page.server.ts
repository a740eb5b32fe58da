import { fail, redirect } from '@sveltejs/kit';
import { formErrors, readBookingValues } from '#lib/guest/booking-form.ts';
import { textOf } from '#lib/guest/booking-search.ts';
import { detailsChange, valuesOf } from '#lib/guest/change-details.ts';
import { findForm, pageStatus } from '#lib/guest/find-restaurant.ts';
import { changeBooking } from '#lib/guest/manage-booking.ts';
import { newRequestKey, requestKeyFrom } from '#lib/guest/request-key.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent, params }) => {
  const { booking, restaurant } = await parent();
  if (!booking.canModify) redirect(303, `/b/${params.token}`);
  return { values: valuesOf(booking), form: await findForm(fetch, restaurant.id), requestKey: newRequestKey() };
};

export const actions: Actions = {
  default: async ({ fetch, params, request }) => {
    const fields = await request.formData();
    const values = readBookingValues(fields);
    const requestKey = requestKeyFrom(textOf(fields, 'key'));
    const changed = await changeBooking(fetch, params.token, requestKey, detailsChange(values));
    if (changed.ok) redirect(303, `/b/${params.token}?changed`);
    return fail(pageStatus(changed.status), { values, errors: formErrors(changed.problem) });
  },
};
