import { error } from '@sveltejs/kit';
import type { Call } from '#contract';
import { call } from '#lib/api/client.ts';
import { readWhere } from '#lib/people/assignments.ts';
import { changeInGroup, missing } from '#lib/people/group-change.ts';
import { endOfKey } from '#lib/people/key-ends.ts';
import { answered } from '#lib/staff/answered.ts';
import { capabilitiesInGroup } from '#lib/staff/capabilities.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent }) => {
  const { user, restaurant } = await parent();
  const { groupId } = restaurant;
  const held = capabilitiesInGroup(user, groupId);
  if (!held.includes('keys.manage')) error(403, 'Keys are for owners.');
  const matrix = answered(await call(fetch, 'GET /api/groups/{groupId}/roles', { params: { groupId } }));
  return { matrix, held };
};

type NewKey = Call<'POST /api/groups/{groupId}/keys'>['body'];

export const actions: Actions = {
  default: (event) =>
    changeInGroup(
      event,
      (groupId, form) => {
        const where = readWhere(formText(form, 'where'));
        const chosen = form.getAll('places').map(Number);
        // The API checks each: whatever a form sends is only a wish.
        const capabilities = form.getAll('capabilities').map(String) as NewKey['capabilities'];
        const name = formText(form, 'name');
        const errors = [
          ...(name.length < 2 ? [{ path: 'name', message: 'Give it a name of at least two letters.' }] : []),
          ...(capabilities.length === 0
            ? [{ path: 'capabilities', message: 'Choose at least one thing that the key may do.' }]
            : []),
          ...(where === 'some' && chosen.length === 0
            ? [{ path: 'restaurantIds', message: 'Choose the places.' }]
            : []),
        ];
        if (errors.length > 0) return missing(...errors);
        return call(event.fetch, 'POST /api/groups/{groupId}/keys', {
          params: { groupId },
          body: {
            name,
            capabilities,
            restaurantIds: where === 'all' ? null : where === 'some' ? chosen : [Number(event.params.id)],
            expiresAt: endOfKey(formText(form, 'ends'), Date.now()),
          },
        });
      },
      (made) => ({ made }),
    ),
};
