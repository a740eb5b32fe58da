import { error } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { changeInGroup } from '#lib/people/group-change.ts';
import { answered } from '#lib/staff/answered.ts';
import { capabilitiesInGroup } from '#lib/staff/capabilities.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent }) => {
  const { user, restaurant } = await parent();
  const params = { groupId: restaurant.groupId };
  if (!capabilitiesInGroup(user, params.groupId).includes('keys.manage')) error(403, 'Keys are for owners.');
  const [keys, matrix] = await Promise.all([
    call(fetch, 'GET /api/groups/{groupId}/keys', { params }),
    call(fetch, 'GET /api/groups/{groupId}/roles', { params }),
  ]);
  return { keys: answered(keys).items, matrix: answered(matrix), now: Date.now() };
};

export const actions: Actions = {
  rotate: (event) =>
    changeInGroup(
      event,
      (groupId, form) =>
        call(event.fetch, 'POST /api/groups/{groupId}/keys/{keyId}/rotate', {
          params: { groupId, keyId: formText(form, 'keyId') },
          body: { graceMinutes: Number(formText(form, 'graceMinutes')) },
        }),
      (made) => ({ made }),
    ),
  revoke: (event) =>
    changeInGroup(
      event,
      (groupId, form) =>
        call(event.fetch, 'DELETE /api/groups/{groupId}/keys/{keyId}', {
          params: { groupId, keyId: formText(form, 'keyId') },
        }),
      () => ({ done: 'The key is revoked: whoever still uses it is refused.' }),
    ),
};
