import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const answer = await call(fetch, 'GET /api/restaurants/{id}', { params: { id: params.id } });
  return { profile: answered(answer), etag: answer.ok ? answer.etag : null };
};
