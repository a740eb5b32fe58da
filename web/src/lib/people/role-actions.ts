import { redirect } from '@sveltejs/kit';
import type { Call } from '#contract';
import { call } from '#lib/api/client.ts';
import { formText } from '#lib/staff/form-text.ts';
import { changeInGroup, missing, type PlaceEvent } from './group-change.ts';

type Composable = Call<'POST /api/groups/{groupId}/roles'>['body']['capabilities'];

export async function composeRole(event: PlaceEvent) {
  return changeInGroup(
    event,
    (groupId, form) => {
      const body = roleIn(form);
      if (body.capabilities.length === 0) return nothingChosen();
      return call(event.fetch, 'POST /api/groups/{groupId}/roles', { params: { groupId }, body });
    },
    ({ id }) => redirect(303, `/staff/${event.params.id}/roles?done=composed&role=custom-${String(id)}`),
  );
}

type RoleEvent = PlaceEvent & { readonly params: { readonly roleId: string } };

/** The form carries the version that it was rendered at: a role that changed meanwhile is not overwritten. */
export async function changeRole(event: RoleEvent) {
  const { id, roleId } = event.params;
  return changeInGroup(
    event,
    (groupId, form) => {
      const body = roleIn(form);
      if (body.capabilities.length === 0) return nothingChosen();
      return call(event.fetch, 'PUT /api/groups/{groupId}/roles/{roleId}', {
        params: { groupId, roleId },
        body,
        headers: { 'if-match': `"${formText(form, 'version')}"` },
      });
    },
    () => redirect(303, `/staff/${id}/roles?done=changed&role=custom-${roleId}`),
    async (groupId) => {
      const present = await call(event.fetch, 'GET /api/groups/{groupId}/roles', { params: { groupId } });
      return present.ok ? present.data.custom.find((role) => String(role.id) === roleId) : undefined;
    },
  );
}

export async function removeRole(event: RoleEvent) {
  const { id, roleId } = event.params;
  return changeInGroup(
    event,
    (groupId) => call(event.fetch, 'DELETE /api/groups/{groupId}/roles/{roleId}', { params: { groupId, roleId } }),
    () => redirect(303, `/staff/${id}/roles?done=removed`),
  );
}

function roleIn(form: FormData): { name: string; capabilities: Composable } {
  // The API checks each: whatever a form sends is only a wish.
  return { name: formText(form, 'name'), capabilities: form.getAll('capabilities').map(String) as Composable };
}

function nothingChosen() {
  return missing({ path: 'capabilities', message: 'Choose at least one thing that the role may do.' });
}
