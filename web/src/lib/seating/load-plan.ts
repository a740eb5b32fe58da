import { call } from '#lib/api/client.ts';
import { loadRoom } from '#lib/floor/room.ts';
import { askedDate } from '#lib/planning/asked-date.ts';
import { answered } from '#lib/staff/answered.ts';
import { loadDate, loadToday } from '#lib/staff/day.ts';

/** The plan of the date that the address names, today's otherwise; null where the house keeps none. */
export async function loadPlan(fetch: typeof globalThis.fetch, restaurantId: number, url: URL) {
  const today = await loadToday(fetch, restaurantId);
  const date = askedDate(url.searchParams) ?? today.serviceDate;
  const params = { id: restaurantId };
  const [plan, day, room, areas] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/seating/plan', { params, query: { date } }),
    date === today.serviceDate ? today : loadDate(fetch, restaurantId, date),
    loadRoom(fetch, restaurantId),
    call(fetch, 'GET /api/restaurants/{id}/areas', { params }),
  ]);
  return {
    date,
    today: today.serviceDate,
    plan: !plan.ok && plan.status === 404 ? null : answered(plan),
    day,
    room,
    areas: areas.ok ? areas.data.items : [],
  };
}
