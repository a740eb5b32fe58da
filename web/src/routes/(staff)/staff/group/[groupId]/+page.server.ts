import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const date = url.searchParams.get('date');
  const overview = await call(fetch, 'GET /api/groups/{groupId}/overview', {
    params: { groupId: params.groupId },
    query: date === null ? {} : { date },
  });
  return { overview: answered(overview), date };
};
