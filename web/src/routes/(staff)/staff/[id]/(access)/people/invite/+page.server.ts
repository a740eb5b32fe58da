import { error, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { readAssignments } from '#lib/people/assignments.ts';
import { offeredRoles } from '#lib/people/delegation.ts';
import { changeInGroup, missing } from '#lib/people/group-change.ts';
import { answered } from '#lib/staff/answered.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent }) => {
  const { user, restaurant, locations } = await parent();
  const { groupId } = restaurant;
  const matrix = answered(await call(fetch, 'GET /api/groups/{groupId}/roles', { params: { groupId } }));
  const roles = offeredRoles(user, groupId, locations, matrix);
  if (roles.length === 0) error(403, 'Inviting people is for managers and owners.');
  return { roles };
};

export const actions: Actions = {
  default: async (event) =>
    changeInGroup(
      event,
      (groupId, form) => {
        const [assignment] = readAssignments(form, Number(event.params.id));
        const name = formText(form, 'name');
        const email = formText(form, 'email');
        const errors = [
          ...(name === '' ? [{ path: 'name', message: 'Give their name.' }] : []),
          ...(email === '' ? [{ path: 'email', message: 'Give their e-mail address.' }] : []),
          ...(assignment === undefined ? [{ path: 'assignment.role', message: 'Choose a role.' }] : []),
          ...(assignment?.restaurantIds?.length === 0
            ? [{ path: 'assignment.restaurantIds', message: 'Choose the places.' }]
            : []),
        ];
        if (assignment === undefined || errors.length > 0) return missing(...errors);
        return call(event.fetch, 'POST /api/groups/{groupId}/invitations', {
          params: { groupId },
          body: { email, name, assignment },
        });
      },
      ({ id }) => redirect(303, `/staff/${event.params.id}/people?invited=${String(id)}`),
    ),
};
