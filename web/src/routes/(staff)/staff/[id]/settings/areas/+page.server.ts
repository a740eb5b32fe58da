import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const areas = await call(fetch, 'GET /api/restaurants/{id}/areas', { params: { id: params.id } });
  return { areas: answered(areas).items };
};
