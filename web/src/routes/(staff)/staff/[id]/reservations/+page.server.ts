import { call } from '#lib/api/client.ts';
import { listQuery, readFilters, singleDate } from '#lib/reservations/filters.ts';
import { answered } from '#lib/staff/answered.ts';
import { loadDate, loadToday } from '#lib/staff/day.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url, depends }) => {
  depends('maitred:reservations');
  const id = Number(params.id);
  const today = await loadToday(fetch, id);
  const filters = readFilters(url.searchParams, today.serviceDate);
  const date = singleDate(filters);
  const [list, tables, live] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/reservations', { params: { id }, query: listQuery(filters) }),
    call(fetch, 'GET /api/restaurants/{id}/tables', { params: { id }, query: {} }),
    date === null ? null : date === today.serviceDate ? today : loadDate(fetch, id, date),
  ]);
  return { today: today.serviceDate, filters, page: answered(list), tables: answered(tables).items, live };
};
