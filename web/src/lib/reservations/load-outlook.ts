import type { AttendanceHint, Expectations, Reservation, SeatingPlan } from '#contract';
import { call } from '#lib/api/client.ts';

/** What the plan and the forecast of its date say about a booking. */
export interface Outlook {
  readonly assignment: SeatingPlan['assignments'][number] | null;
  readonly hint: AttendanceHint | null;
  readonly end: Expectations['seatings'][number] | null;
}

/** Whatever cannot be had is left out: the booking itself stands without it. */
export async function loadOutlook(
  fetch: typeof globalThis.fetch,
  { id, restaurantId, reservationDate }: Reservation,
): Promise<Outlook> {
  const asked = { params: { id: restaurantId }, query: { date: reservationDate } };
  const [plan, expectations] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/seating/plan', asked),
    call(fetch, 'GET /api/restaurants/{id}/seating/expectations', asked),
  ]);
  const isOurs = ({ reservationId }: { readonly reservationId: number }): boolean => reservationId === id;
  return {
    assignment: (plan.ok ? plan.data.assignments.find(isOurs) : null) ?? null,
    hint: (expectations.ok ? expectations.data.attendance.find(isOurs) : null) ?? null,
    end: (expectations.ok ? expectations.data.seatings.find(isOurs) : null) ?? null,
  };
}
