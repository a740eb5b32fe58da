import { call } from '#lib/api/client.ts';
import { loadRoom } from '#lib/floor/room.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url, depends }) => {
  depends('maitred:room');
  const id = Number(params.id);
  const date = url.searchParams.get('date');
  const query = date === null ? {} : { date };
  const [floor, room, rotation] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/floor', { params: { id }, query }),
    loadRoom(fetch, id),
    call(fetch, 'GET /api/restaurants/{id}/rotation', { params: { id }, query }),
  ]);
  return { snapshot: answered(floor), room, rotation: rotation.ok ? rotation.data : null };
};
