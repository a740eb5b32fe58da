import { call } from '#lib/api/client.ts';
import { loadSettings } from '#lib/settings/load-settings.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const at = { id: params.id };
  // Combinations have no version of their own: they share the configuration's.
  const [combinations, tables, { etag }] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/combinations', { params: at }),
    call(fetch, 'GET /api/restaurants/{id}/tables', { params: at, query: {} }),
    loadSettings(fetch, params.id),
  ]);
  return { combinations: answered(combinations).items, tables: answered(tables).items, etag };
};
