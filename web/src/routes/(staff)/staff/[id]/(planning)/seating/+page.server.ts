import { loadPlan } from '#lib/seating/load-plan.ts';
import { apply, improve } from '#lib/seating/plan-actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url, depends }) => {
  depends('maitred:seating');
  return loadPlan(fetch, Number(params.id), url);
};

export const actions: Actions = { improve, apply };
