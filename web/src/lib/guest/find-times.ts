import type { Call, Restaurant } from '#contract';
import { call } from '#lib/api/client.ts';
import type { BookingSearch } from './booking-search.ts';
import { type PeriodOfTimes, nearestDays, nearestTimes, timesByPeriod } from './start-times.ts';
import { localeOfZone } from './wording.ts';

type Fetch = typeof globalThis.fetch;
type Availability = Call<'GET /api/restaurants/{id}/availability'>['answer'];

/** A restaurant's answer to a search: what can be booked, why the wish cannot, and what else would do. */
export interface FoundTimes {
  readonly periods: readonly PeriodOfTimes[];
  /** The wish itself, or the nearest to it; null when the day has nothing. */
  readonly suggested: string | null;
  /** Why the wished time cannot be booked; null when it can. */
  readonly refusal: string | null;
  readonly otherDays: readonly { readonly date: string; readonly time: string }[];
  readonly otherPlaces: readonly OtherPlace[];
}

export interface OtherPlace {
  readonly name: string;
  readonly slug: string;
  readonly zone: string;
  readonly times: readonly string[];
}

/** Asks for a date's times; only when the wish itself is not among them, also for the reason and for other places. */
export async function findTimes(fetch: Fetch, restaurant: Restaurant, search: BookingSearch): Promise<FoundTimes> {
  const { date, partySize, time } = search;
  const params = { id: restaurant.id };
  const [found, otherDays] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/availability', { params, query: { date, partySize } }),
    findOtherDays(fetch, restaurant.id, search),
  ]);
  if (!found.ok) return { periods: [], suggested: null, refusal: found.problem.detail, otherDays, otherPlaces: [] };
  const slots = found.data.timeSlots;
  const periods = timesByPeriod(slots, localeOfZone(restaurant.zone));
  const values = periods.flatMap((period) => period.times);
  const wished = values.find((start) => start.time === time);
  if (wished !== undefined) return { periods, suggested: wished.value, refusal: null, otherDays, otherPlaces: [] };
  const [refusal, otherPlaces] = await Promise.all([
    reasonAgainst(fetch, restaurant.id, search, found.data),
    findOtherPlaces(fetch, restaurant, search),
  ]);
  const [nearest] = nearestTimes(
    slots.map((slot) => slot.time),
    time,
    1,
  );
  const suggested = values.find((start) => start.time === nearest)?.value ?? null;
  return { periods, suggested, refusal, otherDays, otherPlaces };
}

/** In the restaurant's own plain words. */
async function reasonAgainst(
  fetch: Fetch,
  restaurantId: number,
  { date, time, partySize }: BookingSearch,
  { timeSlots, reason }: Availability,
): Promise<string> {
  if (timeSlots.length === 0 && reason !== undefined) return reason;
  const checked = await call(fetch, 'POST /api/restaurants/{id}/availability/check', {
    params: { id: restaurantId },
    body: { date, time, partySize },
  });
  return (checked.ok ? checked.data.reason : checked.problem.detail) ?? 'That time cannot be booked.';
}

async function findOtherDays(
  fetch: Fetch,
  restaurantId: number,
  search: BookingSearch,
): Promise<FoundTimes['otherDays']> {
  const months = monthsAround(search.date);
  const found = await Promise.all(
    months.map((month) =>
      call(fetch, 'GET /api/restaurants/{id}/availability/calendar', {
        params: { id: restaurantId },
        query: { month, partySize: search.partySize },
      }),
    ),
  );
  const days = found.flatMap((answer) => (answer.ok ? answer.data.days : []));
  return nearestDays(days, search.date, 6).flatMap(({ date, times }) =>
    nearestTimes(times, search.time, 1).map((time) => ({ date, time })),
  );
}

/** The date's month, and the next one from the twentieth on, so that the end of a month has days to offer. */
function monthsAround(date: string): string[] {
  const month = date.slice(0, 7);
  if (Number(date.slice(8)) < 20) return [month];
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return [month, next.toISOString().slice(0, 7)];
}

async function findOtherPlaces(fetch: Fetch, here: Restaurant, search: BookingSearch): Promise<OtherPlace[]> {
  const { date, time, partySize } = search;
  const found = await call(fetch, 'GET /api/groups/{groupId}/availability', {
    params: { groupId: here.groupId },
    query: { date, time, partySize },
  });
  if (!found.ok) return [];
  return found.data.items
    .filter((place) => place.restaurantId !== here.id && place.times.length > 0)
    .map(({ name, slug, zone, times }) => ({ name, slug, zone, times: nearestTimes(times, time, 3) }));
}
