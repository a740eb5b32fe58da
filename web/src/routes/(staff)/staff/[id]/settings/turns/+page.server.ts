import { loadLearnedTurns } from '#lib/settings/learned-turns.ts';
import { loadSettings } from '#lib/settings/load-settings.ts';
import { loadToday } from '#lib/staff/day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const [settings, today] = await Promise.all([loadSettings(fetch, params.id), loadToday(fetch, Number(params.id))]);
  return { ...settings, learned: await loadLearnedTurns(fetch, params.id, today.serviceDate) };
};
