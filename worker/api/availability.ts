/** What can be booked: one date, one time, a month. */
import type { AvailabilityCalendar, AvailabilityResult } from '../contract/availability.ts';
import type { SalesChannel } from '../domain/seating/problem.ts';
import { bookingWindow } from '../domain/service/booking-window.ts';
import { datesOfMonth } from '../domain/time/service-date.ts';
import { availabilityOf, checkOf } from '../day/availability-view.ts';
import type { CheckRequest, CheckResult } from '../day/availability-view.ts';
import { now } from '../day/clock.ts';
import type { DigestRow } from '../store/digests.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { actorCan } from './actor.ts';
import type { DayCall } from './ask-day.ts';
import { mayHaveObject } from './ask-day.ts';
import { readDay } from './day-reader.ts';
import type { Handlers } from './operation.ts';
import { problem } from './problem.ts';
import { suggestedTables } from './suggested-tables.ts';
import { completeDigests } from './template-digests.ts';

export const availabilityHandlers = {
  'GET /api/restaurants/{id}/availability': async (call) => {
    const { query, restaurant, env } = call;
    if (!mayHaveObject(restaurant, query.date)) return outOfReach();
    const request = {
      partySize: query.partySize,
      channel: channelFor(call, query.channel),
      durationMinutes: query.duration ?? null,
      preferredSeating: [],
      time: query.time ?? null,
    };
    return readDay(
      env,
      restaurant,
      query.date,
      (stub) => stub.availability(request),
      (state, at) => availabilityOf(state, request, at),
    );
  },

  'POST /api/restaurants/{id}/availability/check': async (call) => {
    const { body, restaurant } = call;
    if (body.restaurantId !== undefined && body.restaurantId !== restaurant.restaurantId) {
      const errors = [{ path: 'restaurantId', message: 'Leave it out, or repeat the id of the path.' }];
      return problem('invalid', 'The body names another restaurant than the path.', { errors });
    }
    if (!mayHaveObject(restaurant, body.date)) return outOfReach();
    const result = await checkStart(call, body.date, {
      partySize: body.partySize,
      channel: channelFor(call, undefined),
      durationMinutes: body.duration ?? null,
      preferredSeating: body.preferences ?? [],
      time: body.time,
      utcOffset: body.utcOffset ?? null,
    });
    const answer: AvailabilityResult = {
      available: result.available,
      suggestedTables: await suggestedTables(call.env, restaurant, result.tableIds),
      alternativeTimes: [...result.alternativeTimes],
    };
    return result.code === undefined ? answer : { ...answer, code: result.code, reason: result.reason };
  },

  'GET /api/restaurants/{id}/availability/calendar': async ({ query, restaurant, env, ctx }) => {
    const dates = datesOfMonth(query.month);
    const [from = '', to = ''] = [dates[0], dates.at(-1)];
    const rows = await completeDigests(env, ctx, restaurant, 'online', { from, to });
    const byDate = new Map(rows.map((row) => [row.serviceDate, row]));
    const days: AvailabilityCalendar['days'] = dates.map((date) => {
      const times = openTimes(byDate.get(date), query.partySize, restaurant, date);
      return { date, available: times.length > 0, times };
    });
    return { month: query.month, days };
  },
} satisfies Handlers;

/** One start, asked of an opened date or of an empty room. */
async function checkStart(call: DayCall, date: string, request: CheckRequest): Promise<CheckResult> {
  return readDay(
    call.env,
    call.restaurant,
    date,
    (stub) => stub.check(request),
    (state, at) => checkOf(state, request, at),
  );
}

/** The times of a date that a digest leaves open, with notice, horizon and the clock applied as of now. */
export function openTimes(
  digest: DigestRow | undefined,
  partySize: number,
  facts: RestaurantFacts,
  date: string,
): string[] {
  const { policies } = facts.settings;
  if (digest === undefined || partySize > policies.partySizeMaxOnline || partySize < policies.partySizeMinOnline)
    return [];
  const at = now(facts.restaurantId);
  const { lastDate } = bookingWindow({ policies, zone: facts.zone, dayBoundary: facts.dayBoundary }, at);
  if (date > lastDate) return [];
  const bits = digest.bits[String(partySize)] ?? '';
  const earliest = at + policies.noticeMinutes * 60_000;
  return digest.starts.filter((_, index) => bits[index] === '1' && (digest.startsAt[index] ?? 0) >= earliest);
}

/** Guests see what is sold online; staff may look through any channel. */
function channelFor(call: DayCall, asked: SalesChannel | undefined): SalesChannel {
  if (!actorCan(call.actor, 'reservations.read', call.restaurant)) return 'online';
  return asked ?? 'in_house';
}

function outOfReach() {
  const errors = [{ path: 'date', message: 'Choose a date within the coming two years.' }];
  return problem('invalid', 'This date cannot be booked.', { errors });
}
