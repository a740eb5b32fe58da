import { error, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { formText } from '#lib/staff/form-text.ts';
import { refuseForm } from '#lib/crew/refused.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { capabilities } = await parent();
  if (!capabilities.includes('restaurants.create')) error(403, 'Opening locations is for owners.');
};

export const actions: Actions = {
  default: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const given = (name: 'address' | 'phone' | 'zone' | 'slug') =>
      formText(form, name) === '' ? {} : { [name]: formText(form, name) };
    const answer = await call(fetch, 'POST /api/groups/{groupId}/restaurants/clone', {
      params: { groupId: params.groupId },
      body: {
        fromRestaurantId: Number(formText(form, 'fromRestaurantId')),
        name: formText(form, 'name'),
        ...given('address'),
        ...given('phone'),
        ...given('zone'),
        ...given('slug'),
      },
    });
    if (!answer.ok) return refuseForm(answer.problem, form, 'none');
    redirect(303, `/staff/${String(answer.data.id)}/settings/profile`);
  },
};
