import { error } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { loadOutlook } from '#lib/reservations/load-outlook.ts';
import { detailActions } from '#lib/reservations/detail-actions.ts';
import { answered } from '#lib/staff/answered.ts';
import { loadToday } from '#lib/staff/day.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params }) => {
  const { id, reservationId } = params;
  const [reservation, history, tables, today] = await Promise.all([
    call(fetch, 'GET /api/reservations/{reservationId}', { params: { reservationId } }),
    call(fetch, 'GET /api/reservations/{reservationId}/history', { params: { reservationId } }),
    call(fetch, 'GET /api/restaurants/{id}/tables', { params: { id }, query: {} }),
    loadToday(fetch, Number(id)),
  ]);
  const found = answered(reservation);
  if (String(found.restaurantId) !== id) error(404, 'This booking belongs to another restaurant.');
  const expected = found.status === 'pending' || found.status === 'confirmed' || found.status === 'seated';
  return {
    reservation: found,
    history: history.ok ? history.data.items : [],
    tables: answered(tables).items,
    today: today.serviceDate,
    key: crypto.randomUUID(),
    outlook: expected ? await loadOutlook(fetch, found) : null,
  };
};

export const actions = detailActions satisfies Actions;
