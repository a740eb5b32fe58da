import { call } from '#lib/api/client.ts';
import { changeInGroup } from '#lib/people/group-change.ts';
import { answered } from '#lib/staff/answered.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const { restaurant, locations } = await parent();
  const text = (name: string): string => (url.searchParams.get(name) ?? '').trim();
  const everywhere = text('where') === 'all' && locations.length > 1;
  const filters = { q: text('q'), left: text('left') === 'yes', everywhere, cursor: text('cursor') };
  const params = { groupId: restaurant.groupId };
  const [staff, invitations] = await Promise.all([
    call(fetch, 'GET /api/groups/{groupId}/staff', {
      params,
      query: {
        ...(everywhere ? {} : { restaurantId: String(restaurant.id) }),
        ...(filters.q === '' ? {} : { q: filters.q }),
        ...(filters.cursor === '' ? {} : { cursor: filters.cursor }),
        active: filters.left ? 'false' : 'true',
      },
    }),
    call(fetch, 'GET /api/groups/{groupId}/invitations', { params, query: { limit: '100' } }),
  ]);
  const open = answered(invitations).items.filter(({ state }) => state === 'open' || state === 'expired');
  const invited = open.find(({ id }) => String(id) === text('invited'));
  const gone = url.searchParams.has('gone');
  return { filters, staff: answered(staff), invitations: open, invited, gone, now: Date.now() };
};

export const actions: Actions = {
  resend: (event) =>
    changeInGroup(
      event,
      (groupId, form) =>
        call(event.fetch, 'POST /api/groups/{groupId}/invitations/{invitationId}/resend', {
          params: { groupId, invitationId: formText(form, 'invitationId') },
        }),
      ({ email }) => ({ done: `A new link is on its way to ${email}. The old one works no longer.` }),
    ),
  revoke: (event) =>
    changeInGroup(
      event,
      (groupId, form) =>
        call(event.fetch, 'DELETE /api/groups/{groupId}/invitations/{invitationId}', {
          params: { groupId, invitationId: formText(form, 'invitationId') },
        }),
      () => ({ done: 'The invitation is taken back; its link works no longer.' }),
    ),
};
