import { loadForecast } from '#lib/forecast/load-forecast.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url, parent }) => {
  const { restaurant } = await parent();
  return loadForecast(fetch, Number(params.id), restaurant.zone, url);
};
