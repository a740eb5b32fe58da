import { fail } from '@sveltejs/kit';
import type { Capability } from '#contract';
import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import { loadToday } from '#lib/staff/day.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { Actions, PageServerLoad } from './$types';

/** Today at a glance: whoever lacks a capability sees the rest. */
export const load: PageServerLoad = async ({ fetch, params, parent, depends }) => {
  depends('maitred:today');
  const { capabilities } = await parent();
  const may = (capability: Capability): boolean => capabilities.includes(capability);
  const { id } = params;
  const floor = await loadToday(fetch, Number(id));
  const date = floor.serviceDate;
  const [tasks, roster, tables] = await Promise.all([
    may('tasks.work') ? call(fetch, 'GET /api/restaurants/{id}/tasks', { params: { id }, query: { date } }) : null,
    may('shifts.read')
      ? call(fetch, 'GET /api/restaurants/{id}/shifts', { params: { id }, query: { from: date, to: date } })
      : null,
    call(fetch, 'GET /api/restaurants/{id}/tables', { params: { id }, query: {} }),
  ]);
  return {
    floor,
    tasks: tasks === null ? null : answered(tasks).items,
    shifts: roster === null ? null : answered(roster).items,
    tables: answered(tables).items,
  };
};

export const actions: Actions = {
  tick: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const answer = await call(fetch, 'PUT /api/restaurants/{id}/tasks/{taskId}/done', {
      params: { id: params.id, taskId: formText(form, 'taskId') },
      body: { date: formText(form, 'date'), done: formText(form, 'done') === 'yes' },
    });
    if (answer.ok) return { ticked: answer.data.id };
    const { title, detail, status } = answer.problem;
    return fail(status === 0 ? 503 : status, { refused: { title, detail } });
  },
};
