import { call } from '#lib/api/client.ts';
import { bookByPhone } from '#lib/reservations/book-action.ts';
import { answered } from '#lib/staff/answered.ts';
import { loadToday } from '#lib/staff/day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, url }) => {
  const at = { id: params.id };
  const date = url.searchParams.get('date') ?? (await loadToday(fetch, Number(params.id))).serviceDate;
  const partySize = url.searchParams.get('partySize') ?? '2';
  const [slots, tables] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/availability', {
      params: at,
      query: { date, partySize, channel: 'in_house' },
    }),
    call(fetch, 'GET /api/restaurants/{id}/tables', { params: at, query: {} }),
  ]);
  return {
    date,
    partySize,
    slots: slots.ok ? slots.data : null,
    slotsProblem: slots.ok ? null : slots.problem,
    tables: answered(tables).items,
    key: crypto.randomUUID(),
  };
};

export const actions = { default: bookByPhone } satisfies Actions;
