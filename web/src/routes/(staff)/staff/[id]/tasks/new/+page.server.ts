import { redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { loadToday } from '#lib/staff/day.ts';
import { refuseForm } from '#lib/crew/refused.ts';
import { readTaskForm, taskField } from '#lib/crew/task-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const { id } = params;
  const [today, roster] = await Promise.all([
    loadToday(fetch, Number(id)),
    call(fetch, 'GET /api/restaurants/{id}/shifts', { params: { id }, query: {} }),
  ]);
  return { today: today.serviceDate, people: roster.ok ? roster.data.people : [] };
};

export const actions: Actions = {
  default: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const answer = await call(fetch, 'POST /api/restaurants/{id}/tasks', {
      params: { id: params.id },
      body: readTaskForm(form),
    });
    if (!answer.ok) return refuseForm(answer.problem, form, 'weekdays', taskField);
    redirect(303, `/staff/${params.id}/tasks`);
  },
};
