import { call } from '#lib/api/client.ts';
import { answered } from '#lib/staff/answered.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const { id, guestId } = params;
  const guest = await call(fetch, 'GET /api/restaurants/{id}/guests/{guestId}', { params: { id, guestId } });
  return { guest: answered(guest) };
};
