import { error } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const answer = await call(fetch, 'GET /api/restaurants/{id}', { params: { id: params.id } });
  if (!answer.ok) error(answer.status === 0 ? 503 : answer.status, answer.problem.detail);
  return { profile: answer.data, etag: answer.etag };
};
