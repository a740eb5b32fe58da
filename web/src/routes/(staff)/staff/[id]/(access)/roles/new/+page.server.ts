import { error } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { composeRole } from '#lib/people/role-actions.ts';
import { matrixColumns } from '#lib/people/role-words.ts';
import { answered } from '#lib/staff/answered.ts';
import { capabilitiesInGroup } from '#lib/staff/capabilities.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { user, restaurant } = await parent();
  const { groupId } = restaurant;
  const held = capabilitiesInGroup(user, groupId);
  if (!held.includes('roles.compose')) error(403, 'Composing roles is for owners.');
  const matrix = answered(await call(fetch, 'GET /api/groups/{groupId}/roles', { params: { groupId } }));
  const columns = matrixColumns(matrix);
  const like = columns.find(({ key }) => key === url.searchParams.get('like')) ?? null;
  return { matrix, held, like, patterns: columns.map(({ key, title }) => ({ key, title })) };
};

export const actions = { default: composeRole } satisfies Actions;
