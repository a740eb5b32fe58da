import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import { formText } from '#lib/staff/form-text.ts';
import { refuseForm } from '#lib/crew/refused.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const { id } = params;
  const [sections, tables] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/sections', { params: { id } }),
    call(fetch, 'GET /api/restaurants/{id}/tables', { params: { id }, query: {} }),
  ]);
  return { sections: answered(sections).items, tables: answered(tables).items };
};

const bodyOf = (form: FormData) => ({
  name: formText(form, 'name'),
  tableIds: form.getAll('tableIds').map(Number),
});

export const actions: Actions = {
  add: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const body = bodyOf(form);
    const answer = await call(fetch, 'POST /api/restaurants/{id}/sections', { params: { id: params.id }, body });
    return answer.ok
      ? { done: `${body.name} is there.` }
      : refuseForm(answer.problem, form, 'tableIds', () => 'name-new');
  },
  save: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const sectionId = formText(form, 'sectionId');
    const body = bodyOf(form);
    const answer = await call(fetch, 'PUT /api/restaurants/{id}/sections/{sectionId}', {
      params: { id: params.id, sectionId },
      body,
    });
    return answer.ok
      ? { done: `${body.name} is saved.` }
      : refuseForm(answer.problem, form, 'tableIds', () => `name-${sectionId}`);
  },
  remove: async ({ fetch, params, request }) => {
    const form = await request.formData();
    const answer = await call(fetch, 'DELETE /api/restaurants/{id}/sections/{sectionId}', {
      params: { id: params.id, sectionId: formText(form, 'sectionId') },
    });
    return answer.ok
      ? { done: 'The section is gone. Shifts in it stay.' }
      : refuseForm(answer.problem, form, 'tableIds', () => null);
  },
};
