import { error } from '@sveltejs/kit';
import { loadWhatIf, runWhatIf } from '#lib/what-if/load-what-if.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, parent }) => {
  const { capabilities } = await parent();
  if (!capabilities.includes('analytics.read')) error(403, 'Your role does not include this page.');
  return loadWhatIf(fetch, Number(params.id));
};

export const actions: Actions = { run: runWhatIf };
