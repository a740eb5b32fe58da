import type { Guest } from '#contract';
import { call } from '#lib/api/client.ts';
import { bookByPhone } from '#lib/reservations/book-action.ts';
import { answered } from '#lib/staff/answered.ts';
import { loadToday } from '#lib/staff/day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const at = { id: params.id };
  const date = url.searchParams.get('date') ?? (await loadToday(fetch, Number(params.id))).serviceDate;
  const partySize = url.searchParams.get('partySize') ?? '2';
  const guestId = url.searchParams.get('guest');
  const [slots, tables, guest] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/availability', {
      params: at,
      query: { date, partySize, channel: 'in_house' },
    }),
    call(fetch, 'GET /api/restaurants/{id}/tables', { params: at, query: {} }),
    guestId === null ? null : call(fetch, 'GET /api/restaurants/{id}/guests/{guestId}', { params: { ...at, guestId } }),
  ]);
  return {
    date,
    partySize,
    slots: slots.ok ? slots.data : null,
    slotsProblem: slots.ok ? null : slots.problem,
    tables: answered(tables).items,
    /** Who it is for, when one comes from a guest. */
    guest: guest?.ok === true ? { id: guest.data.id, ...contactOf(guest.data) } : null,
    key: crypto.randomUUID(),
  };
};

const contactOf = ({ name, phone, email }: Guest) => ({ name, phone, email: email ?? '' });

export const actions = { default: bookByPhone } satisfies Actions;
