import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import { loadToday } from '#lib/staff/day.ts';
import { formText } from '#lib/staff/form-text.ts';
import { addDays } from '#lib/staff/times.ts';
import { refuseForm } from '#lib/crew/refused.ts';
import { mondayOf } from '#lib/crew/roster.ts';
import { missingTimes, readShiftForm } from '#lib/crew/shift-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const { id } = params;
  const today = (await loadToday(fetch, Number(id))).serviceDate;
  const asked = url.searchParams.get('week') ?? '';
  const monday = mondayOf(/^\d{4}-\d{2}-\d{2}$/.test(asked) && !Number.isNaN(Date.parse(asked)) ? asked : today);
  const [roster, sections] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/shifts', {
      params: { id },
      query: { from: monday, to: addDays(monday, 6) },
    }),
    call(fetch, 'GET /api/restaurants/{id}/sections', { params: { id } }),
  ]);
  return { today, monday, roster: answered(roster), sections: answered(sections).items };
};

export const actions: Actions = {
  save: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const body = readShiftForm(form);
    const missing = missingTimes(body);
    if (missing !== null) return refuseForm(missing, form, 'none');
    const shiftId = formText(form, 'shiftId');
    const answer =
      shiftId === ''
        ? await call(fetch, 'POST /api/restaurants/{id}/shifts', { params: { id: params.id }, body })
        : await call(fetch, 'PUT /api/restaurants/{id}/shifts/{shiftId}', {
            params: { id: params.id, shiftId },
            body,
            headers: { 'if-match': `"${formText(form, 'version')}"` },
          });
    return answer.ok ? { done: 'Saved.' } : refuseForm(answer.problem, form, 'none');
  },
  remove: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const answer = await call(fetch, 'DELETE /api/restaurants/{id}/shifts/{shiftId}', {
      params: { id: params.id, shiftId: formText(form, 'shiftId') },
    });
    return answer.ok ? { done: 'The shift is removed.' } : refuseForm(answer.problem, form, 'none');
  },
  copy: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const toDate = formText(form, 'monday');
    const body = { fromDate: addDays(toDate, -7), toDate };
    const answer = await call(fetch, 'POST /api/restaurants/{id}/shifts/copy', { params: { id: params.id }, body });
    if (!answer.ok) return refuseForm(answer.problem, form, 'none');
    const { items, skipped } = answer.data;
    const left =
      skipped === 0 ? '' : ` ${String(skipped)} left out: taken already, or the person works here no longer.`;
    const copied = items.length === 1 ? '1 shift' : `${String(items.length)} shifts`;
    return { done: items.length + skipped === 0 ? 'The week before is empty, too.' : `${copied} copied.${left}` };
  },
};
