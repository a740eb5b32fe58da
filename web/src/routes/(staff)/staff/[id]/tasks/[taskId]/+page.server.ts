import { error, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import { formText } from '#lib/staff/form-text.ts';
import { refuseForm } from '#lib/crew/refused.ts';
import { readTaskForm, taskField } from '#lib/crew/task-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const { id, taskId } = params;
  const [written, roster] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/tasks/written', { params: { id } }),
    call(fetch, 'GET /api/restaurants/{id}/shifts', { params: { id }, query: {} }),
  ]);
  const task = answered(written).items.find((each) => String(each.id) === taskId);
  if (task === undefined) error(404, 'There is no such task, or it is over.');
  return { task, people: roster.ok ? roster.data.people : [] };
};

export const actions: Actions = {
  save: async ({ fetch, params, request, url }) => {
    const form = await request.formData();
    const answer = await call(fetch, 'PUT /api/restaurants/{id}/tasks/{taskId}', {
      params: { id: params.id, taskId: params.taskId },
      body: readTaskForm(form),
      headers: { 'if-match': `"${url.searchParams.get('version') ?? ''}"` },
    });
    if (!answer.ok) return refuseForm(answer.problem, form, 'weekdays', taskField);
    redirect(303, `/staff/${params.id}/tasks`);
  },
  remove: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const answer = await call(fetch, 'DELETE /api/restaurants/{id}/tasks/{taskId}', {
      params: { id: params.id, taskId: formText(form, 'taskId') },
    });
    if (!answer.ok) return refuseForm(answer.problem, form, 'weekdays', taskField);
    redirect(303, `/staff/${params.id}/tasks`);
  },
};
