import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

const pageSize = '40';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const q = (url.searchParams.get('q') ?? '').trim().slice(0, 80);
  const cursor = url.searchParams.get('cursor') ?? '';
  const found = await call(fetch, 'GET /api/restaurants/{id}/guests', {
    params: { id: params.id },
    query: { limit: pageSize, ...(q === '' ? {} : { q }), ...(cursor === '' ? {} : { cursor }) },
  });
  return { q, cursor, found: answered(found) };
};
