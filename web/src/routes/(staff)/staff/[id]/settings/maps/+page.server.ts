import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const at = { id: params.id };
  const list = answered(await call(fetch, 'GET /api/restaurants/{id}/floor-maps', { params: at }));
  const maps = await Promise.all(
    list.items.map(({ id }) =>
      call(fetch, 'GET /api/restaurants/{id}/floor-map', { params: at, query: { floorMapId: String(id) } }),
    ),
  );
  return { maps: maps.flatMap((map) => (map.ok ? [{ map: map.data, etag: map.etag }] : [])) };
};
