import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import { capabilitiesInGroup } from '#lib/staff/capabilities.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ fetch, params, parent }) => {
  const { user } = await parent();
  const found = await call(fetch, 'GET /api/groups/{groupId}', { params: { groupId: params.groupId } });
  const group = answered(found);
  return { group, etag: found.ok ? found.etag : null, capabilities: capabilitiesInGroup(user, group.id) };
};
