import { error } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { changeRole, removeRole } from '#lib/people/role-actions.ts';
import { answered } from '#lib/staff/answered.ts';
import { capabilitiesInGroup } from '#lib/staff/capabilities.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, parent }) => {
  const { user, restaurant } = await parent();
  const { groupId } = restaurant;
  const held = capabilitiesInGroup(user, groupId);
  if (!held.includes('roles.compose')) error(403, 'Composing roles is for owners.');
  const matrix = answered(await call(fetch, 'GET /api/groups/{groupId}/roles', { params: { groupId } }));
  const role = matrix.custom.find(({ id }) => String(id) === params.roleId);
  if (role === undefined) error(404, 'There is no such role.');
  return { matrix, held, role };
};

export const actions = { change: changeRole, remove: removeRole } satisfies Actions;
