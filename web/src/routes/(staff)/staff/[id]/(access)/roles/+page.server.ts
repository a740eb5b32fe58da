import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import { capabilitiesInGroup } from '#lib/staff/capabilities.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { user, restaurant } = await parent();
  const { groupId } = restaurant;
  const matrix = await call(fetch, 'GET /api/groups/{groupId}/roles', { params: { groupId } });
  return {
    matrix: answered(matrix),
    mayCompose: capabilitiesInGroup(user, groupId).includes('roles.compose'),
    /** On a phone one role is shown at a time. */
    shown: url.searchParams.get('role') ?? '',
    done: doneWords[url.searchParams.get('done') ?? ''],
  };
};

const doneWords: Readonly<Record<string, string>> = {
  composed: 'The role is there. Give it to somebody on their page.',
  changed: 'Saved. It holds at once for everybody who has the role.',
  removed: 'The role is removed.',
};
