import { error, fail, redirect } from '@sveltejs/kit';
import { homeOf } from '#lib/account/next-page.ts';
import { withProof } from '#lib/account/proof.ts';
import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import { formText } from '#lib/staff/form-text.ts';
import { refuseForm } from '#lib/crew/refused.ts';
import type { Actions, PageServerLoad } from './$types';

const searchedMin = 2;

export const load: PageServerLoad = async ({ fetch, url, parent }) => {
  const { user } = await parent();
  if (!user.roles.some(({ capabilities }) => capabilities.includes('platform.operate'))) {
    error(404, 'There is nothing here.');
  }
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 254);
  if (q.length < searchedMin) return { q, people: null };
  return { q, people: answered(await call(fetch, 'GET /api/platform/people', { query: { q } })).items };
};

export const actions: Actions = {
  actAs: async (event) => {
    const { fetch, request } = event;
    const form = await request.formData();
    const answer = await withProof<'POST /api/platform/act-as'>(event, form, async () =>
      call(fetch, 'POST /api/platform/act-as', {
        body: { userId: Number(formText(form, 'userId')), reason: formText(form, 'reason') },
      }),
    );
    if ('proof' in answer) return fail(403, { proof: answer.proof });
    if (!answer.ok) return refuseForm(answer.problem, form, 'none', () => `reason-${formText(form, 'userId')}`);
    redirect(303, homeOf(answer.data.user));
  },
};
