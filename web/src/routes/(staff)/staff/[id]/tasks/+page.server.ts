import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const written = await call(fetch, 'GET /api/restaurants/{id}/tasks/written', { params: { id: params.id } });
  return { tasks: answered(written).items };
};
