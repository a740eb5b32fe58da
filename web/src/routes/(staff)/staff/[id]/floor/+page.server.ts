import { call } from '#lib/api/client.ts';
import { loadRoom } from '#lib/floor/room.ts';
import { answered } from '#lib/staff/answered.ts';
import { waitlistActions } from '#lib/waitlist/actions.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url, parent, depends }) => {
  depends('maitred:room');
  const id = Number(params.id);
  const date = url.searchParams.get('date');
  const query = date === null ? {} : { date };
  /** Asked for by a form that is sent without scripts. */
  const size = url.searchParams.get('size');
  const { capabilities } = await parent();
  const [floor, room, rotation, quote] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/floor', { params: { id }, query }),
    loadRoom(fetch, id),
    call(fetch, 'GET /api/restaurants/{id}/rotation', { params: { id }, query }),
    size === null
      ? null
      : call(fetch, 'GET /api/restaurants/{id}/waitlist/quote', { params: { id }, query: { partySize: size } }),
  ]);
  const snapshot = answered(floor);
  const expectations = capabilities.includes('reservations.read')
    ? await call(fetch, 'GET /api/restaurants/{id}/seating/expectations', {
        params: { id },
        query: { date: snapshot.serviceDate },
      })
    : null;
  return {
    snapshot,
    room,
    rotation: rotation.ok ? rotation.data : null,
    expectations: expectations?.ok ? expectations.data : null,
    quote: quote?.ok ? quote.data : null,
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = waitlistActions;
