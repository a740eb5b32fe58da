/** What guests do for themselves: book, look, change, cancel, with the token that their booking gave them. */
import { bookingWindow } from '../domain/service/booking-window.ts';
import { startTimesOf } from '../domain/service/start-times.ts';
import { addDays } from '../domain/time/service-date.ts';
import { now } from '../day/clock.ts';
import { manageTokenFor } from '../secrets.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { listTables } from '../store/tables.ts';
import { readReservation } from './ask-day.ts';
import { answer } from './operation.ts';
import type { Handlers } from './operation.ts';
import { ProblemAnswer } from './problem.ts';
import { dayOfFacts } from './refuse-early.ts';
import { book, change, trimmed } from './reservations.ts';

const minuteMs = 60_000;
/** A house that is closed for longer shows its calendar from where the search ended. */
const closedDaysMax = 60;

export const guestPortalHandlers = {
  'GET /api/restaurants/{id}/reservations/public': async ({ restaurant, env }) => {
    const { policies } = restaurant.settings;
    const { zone, restaurantId, name } = restaurant;
    const window = windowWithService(restaurant);
    const tables = await listTables(env, restaurantId);
    const seatingFeatures = [...new Set(tables.flatMap((table) => table.features))].sort();
    return {
      restaurantId,
      restaurantName: name,
      zone,
      ...window,
      partySizeMin: policies.partySizeMinOnline,
      partySizeMax: policies.partySizeMaxOnline,
      hours: restaurant.settings.periods.map(({ name: period, weekdays, startTime, lastStartTime }) => ({
        name: period,
        weekdays: [...weekdays],
        startTime,
        lastStartTime,
      })),
      fields,
      policy: policies.bookingPolicyText,
      cancellationPolicy: policies.cancellationPolicyText,
      seatingFeatures,
      questions: [{ id: 'occasion', label: 'Is there an occasion?', options: occasions }],
    };
  },

  'POST /api/restaurants/{id}/reservations/public': async (call) => {
    const { body, env, origin } = call;
    const booked = await book(call, body, 'online', 'online');
    if (booked instanceof ProblemAnswer) return booked;
    const manageToken = manageTokenFor(env, booked.id);
    const reservation = trimmed({ restaurant: call.restaurant, actor: ownGuest(booked.id) }, booked);
    return answer(
      { ...reservation, manageToken, manageUrl: `${origin}/b/${manageToken}` },
      { location: `/api/reservations/${String(booked.id)}` },
    );
  },

  'GET /api/reservations/{reservationId}/status': async (call) => {
    const { restaurant, env, params } = call;
    const reservation = await readReservation(env, restaurant, params.reservationId);
    if (reservation instanceof ProblemAnswer) return reservation;
    const { cancelUntilMinutes, modifyUntilMinutes, cancellationPolicyText } = restaurant.settings.policies;
    const expected = reservation.status === 'pending' || reservation.status === 'confirmed';
    const leftMs = Date.parse(reservation.startsAt) - now(restaurant.restaurantId);
    return {
      ...trimmed({ restaurant, actor: ownGuest(reservation.id) }, reservation),
      restaurantName: restaurant.name,
      zone: restaurant.zone,
      canCancel: expected && leftMs >= cancelUntilMinutes * minuteMs,
      canModify: expected && leftMs >= modifyUntilMinutes * minuteMs,
      cancellationPolicyText,
    };
  },

  'PUT /api/reservations/{reservationId}/modify': async (call) => {
    const changed = await change(call, call.params.reservationId, call.body);
    if (changed instanceof ProblemAnswer) return changed;
    return trimmed({ restaurant: call.restaurant, actor: ownGuest(changed.id) }, changed);
  },
} satisfies Handlers;

/** Dates on which nobody can start any more, or ever could, are no place to begin a search. */
function windowWithService(restaurant: RestaurantFacts): { firstDate: string; lastDate: string } {
  const { zone, dayBoundary, restaurantId, settings } = restaurant;
  const at = now(restaurantId);
  const earliest = at + settings.policies.noticeMinutes * minuteMs;
  const window = bookingWindow({ policies: settings.policies, zone, dayBoundary }, at);
  const isServed = (date: string): boolean =>
    startTimesOf(dayOfFacts(restaurant, date)).some(
      (start) => start.at >= earliest && start.period.channels.includes('online'),
    );
  let { firstDate } = window;
  for (let days = 0; days < closedDaysMax && firstDate < window.lastDate && !isServed(firstDate); days += 1) {
    firstDate = addDays(firstDate, 1);
  }
  return { ...window, firstDate };
}

/** Whoever asks, the portal shows a booking as its guest sees it. */
function ownGuest(reservationId: number) {
  return { kind: 'guest', reservationId } as const;
}

const fields = [
  { name: 'guestInfo.name', label: 'Name', required: true },
  { name: 'guestInfo.phone', label: 'Phone', required: true },
  { name: 'guestInfo.email', label: 'E-mail', required: false },
  { name: 'preferredSeating', label: 'Where would you like to sit?', required: false },
  { name: 'occasion', label: 'Occasion', required: false },
  { name: 'guestInfo.specialRequests', label: 'Wishes and allergies', required: false },
];

const occasions = ['Birthday', 'Anniversary', 'Business', 'Date', 'Other'];
