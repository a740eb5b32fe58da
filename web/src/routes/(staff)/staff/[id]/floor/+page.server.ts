import { error } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { loadRoom } from '#lib/floor/room.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url, depends }) => {
  depends('maitred:room');
  const id = Number(params.id);
  const date = url.searchParams.get('date');
  const [floor, room] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/floor', { params: { id }, query: date === null ? {} : { date } }),
    loadRoom(fetch, id),
  ]);
  if (!floor.ok) error(floor.status === 0 ? 503 : floor.status, floor.problem.detail);
  return { snapshot: floor.data, room };
};
