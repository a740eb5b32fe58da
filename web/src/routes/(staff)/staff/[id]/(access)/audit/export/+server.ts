import { error } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { auditQuery, readAuditFilters } from '#lib/people/audit-filters.ts';
import { groupIdOf } from '#lib/people/group-change.ts';
import type { RequestHandler } from './$types';

/** What the list shows, as a file. */
export const GET: RequestHandler = async ({ fetch, params, url }) => {
  const groupId = await groupIdOf(fetch, params.id);
  const query = auditQuery({ ...readAuditFilters(url.searchParams), cursor: '' });
  const answer = await call(fetch, 'GET /api/groups/{groupId}/audit/export', { params: { groupId }, query });
  if (!answer.ok) error(answer.status === 0 ? 503 : answer.status, answer.problem.detail);
  const day = new Date().toISOString().slice(0, 10);
  return new Response(answer.data.csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="audit-${day}.csv"`,
      'cache-control': 'no-store',
    },
  });
};
