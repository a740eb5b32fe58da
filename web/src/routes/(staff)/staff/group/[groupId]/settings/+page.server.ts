import { error } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { formText } from '#lib/staff/form-text.ts';
import { refuseForm } from '#lib/crew/refused.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
  const { capabilities } = await parent();
  if (!capabilities.includes('group.configure')) error(403, 'The group is for its owners to change.');
};

export const actions: Actions = {
  default: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const etag = formText(form, 'etag');
    const answer = await call(fetch, 'PUT /api/groups/{groupId}', {
      params: { groupId: params.groupId },
      body: { name: formText(form, 'name'), sharesGuests: form.get('sharesGuests') === 'yes' },
      headers: etag === '' ? {} : { 'if-match': etag },
    });
    return answer.ok ? { done: 'Saved.' } : refuseForm(answer.problem, form, 'none');
  },
};
