import { error, fail, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import { mayCreateIn } from '#lib/staff/capabilities.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent }) => {
  const { user } = await parent();
  const groups = answered(await call(fetch, 'GET /api/groups', { query: { limit: '200' } }));
  const own = groups.items.filter(({ id }) => mayCreateIn(user, id));
  if (own.length === 0) error(403, 'Opening restaurants is for owners.');
  return { groups: own };
};

interface Told {
  readonly field?: string;
  readonly message: string;
}

export const actions: Actions = {
  default: async ({ fetch, request }) => {
    const form = await request.formData();
    const values = {
      name: formText(form, 'name'),
      zone: formText(form, 'zone'),
      dayBoundary: formText(form, 'dayBoundary'),
      currency: formText(form, 'currency'),
    };
    const answer = await call(fetch, 'POST /api/restaurants', {
      body: { ...values, groupId: Number(formText(form, 'groupId')) },
    });
    if (answer.ok) redirect(303, `/staff/${String(answer.data.id)}/settings/hours`);
    const { problem } = answer;
    const fields = (problem.errors ?? []).map(({ path, message }) => ({ field: path, message }));
    const errors: readonly Told[] = fields.length > 0 ? fields : [{ message: problem.detail }];
    return fail(problem.status === 0 ? 503 : problem.status, {
      values,
      title: problem.title,
      errors,
    });
  },
};
