import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, depends }) => {
  depends('maitred:tables');
  const at = { id: params.id };
  const [tables, areas, maps] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/tables', { params: at, query: {} }),
    call(fetch, 'GET /api/restaurants/{id}/areas', { params: at }),
    call(fetch, 'GET /api/restaurants/{id}/floor-maps', { params: at }),
  ]);
  return { tables: answered(tables).items, areas: answered(areas).items, maps: answered(maps).items };
};
