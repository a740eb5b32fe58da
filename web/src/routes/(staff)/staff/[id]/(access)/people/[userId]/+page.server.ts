import { redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { readAssignments } from '#lib/people/assignments.ts';
import { offeredRoles } from '#lib/people/delegation.ts';
import { changeInGroup, type PlaceEvent } from '#lib/people/group-change.ts';
import { answered } from '#lib/staff/answered.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, parent }) => {
  const { user, restaurant, locations, capabilities } = await parent();
  const { groupId } = restaurant;
  const { userId } = params;
  const [person, matrix, audit] = await Promise.all([
    call(fetch, 'GET /api/groups/{groupId}/staff/{userId}', { params: { groupId, userId } }),
    call(fetch, 'GET /api/groups/{groupId}/roles', { params: { groupId } }),
    capabilities.includes('audit.read')
      ? call(fetch, 'GET /api/groups/{groupId}/audit', {
          params: { groupId },
          query: { actorUserId: userId, limit: '8' },
        })
      : null,
  ]);
  const words = answered(matrix);
  return {
    person: answered(person),
    matrix: words,
    roles: offeredRoles(user, groupId, locations, words),
    audit: audit === null ? null : answered(audit).items,
    now: Date.now(),
  };
};

type Event = PlaceEvent & { readonly params: { readonly userId: string } };

export const actions: Actions = {
  roles: (event) =>
    changeInGroup(
      event,
      (groupId, form) =>
        call(event.fetch, 'PUT /api/groups/{groupId}/staff/{userId}', {
          params: paramsOf(event, groupId),
          body: { assignments: readAssignments(form, Number(event.params.id)) },
        }),
      ({ name, assignments }) => {
        // Without any role they are nobody's here any more: there is no page to come back to.
        if (assignments.length === 0) redirect(303, `/staff/${event.params.id}/people?gone=yes`);
        return { done: `Saved. It holds at once, wherever ${name} is signed in.` };
      },
    ),
  deactivate: (event) =>
    changeInGroup(
      event,
      (groupId) =>
        call(event.fetch, 'POST /api/groups/{groupId}/staff/{userId}/deactivate', {
          params: paramsOf(event, groupId),
        }),
      ({ name }) => ({ done: `${name} is deactivated and signed out everywhere.` }),
    ),
  reactivate: (event) =>
    changeInGroup(
      event,
      (groupId) =>
        call(event.fetch, 'POST /api/groups/{groupId}/staff/{userId}/reactivate', {
          params: paramsOf(event, groupId),
        }),
      ({ name }) => ({ done: `${name} can work again, with the same roles as before.` }),
    ),
  endSessions: (event) =>
    changeInGroup(
      event,
      (groupId) =>
        call(event.fetch, 'DELETE /api/groups/{groupId}/staff/{userId}/sessions', { params: paramsOf(event, groupId) }),
      () => ({ done: 'Signed out everywhere. They can sign in again.' }),
    ),
};

function paramsOf({ params }: Event, groupId: number): { groupId: number; userId: string } {
  return { groupId, userId: params.userId };
}
