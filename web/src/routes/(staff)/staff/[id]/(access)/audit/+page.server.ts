import { call } from '#lib/api/client.ts';
import { auditQuery, readAuditFilters } from '#lib/people/audit-filters.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { restaurant, capabilities } = await parent();
  const params = { groupId: restaurant.groupId };
  const filters = readAuditFilters(url.searchParams);
  const readsStaff = capabilities.includes('staff.read');
  const [entries, people, matrix] = await Promise.all([
    call(fetch, 'GET /api/groups/{groupId}/audit', { params, query: auditQuery(filters) }),
    readsStaff ? call(fetch, 'GET /api/groups/{groupId}/staff', { params, query: { limit: '200' } }) : null,
    readsStaff ? call(fetch, 'GET /api/groups/{groupId}/roles', { params }) : null,
  ]);
  return {
    filters,
    entries: answered(entries),
    people: people?.ok === true ? people.data.items.map(({ userId, name }) => ({ userId, name })) : [],
    matrix: matrix?.ok === true ? matrix.data : null,
  };
};
