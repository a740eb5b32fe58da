import type { Forecast } from '#contract';
import { call } from '#lib/api/client.ts';
import { askedDate } from '#lib/planning/asked-date.ts';
import { answered } from '#lib/staff/answered.ts';
import { loadDate, loadToday } from '#lib/staff/day.ts';
import { wallTimeAt } from '#lib/staff/times.ts';

/** What the house may expect of the date that the address names, today's otherwise. */
export async function loadForecast(fetch: typeof globalThis.fetch, restaurantId: number, zone: string, url: URL) {
  const today = await loadToday(fetch, restaurantId);
  const isToday = (askedDate(url.searchParams) ?? today.serviceDate) === today.serviceDate;
  const date = askedDate(url.searchParams) ?? today.serviceDate;
  const params = { id: restaurantId };
  const [forecast, expectations, day, tables] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/seating/forecast', { params, query: { date } }),
    call(fetch, 'GET /api/restaurants/{id}/seating/expectations', { params, query: { date } }),
    isToday ? today : loadDate(fetch, restaurantId, date),
    call(fetch, 'GET /api/restaurants/{id}/tables', { params, query: {} }),
  ]);
  const learned = answered(forecast);
  const now = isToday ? wallTimeAt(Date.parse(today.now), zone) : null;
  const time = askedTime(url.searchParams) ?? busiestTime(learned, now);
  const prediction =
    time === null
      ? null
      : await call(fetch, 'GET /api/restaurants/{id}/availability/prediction', { params, query: { date, time } });
  return {
    date,
    today: today.serviceDate,
    time,
    forecast: learned,
    expectations: expectations.ok ? expectations.data : null,
    prediction: prediction?.ok ? prediction.data : null,
    reservations: day?.reservations ?? [],
    tables: tables.ok ? tables.data.items : [],
  };
}

function askedTime(search: URLSearchParams): string | null {
  const asked = search.get('time') ?? '';
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(asked) ? asked : null;
}

/** Where the question is most worth asking: the interval with the most demand that is still to come; null without service. */
function busiestTime({ demand }: Pick<Forecast, 'demand'>, now: string | null): string | null {
  const coming = demand.filter(({ time }) => now === null || time >= now);
  const candidates = coming.length > 0 ? coming : demand;
  const weight = (each: Forecast['demand'][number]): number => Math.max(each.covers, each.coversBooked);
  return (
    candidates.reduce<Forecast['demand'][number] | null>(
      (most, each) => (most === null || weight(each) > weight(most) ? each : most),
      null,
    )?.time ?? null
  );
}
