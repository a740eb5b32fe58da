/** What the house may expect, from what it has learned. Hints and estimates: nothing here decides about a guest. */
import type { Expectations, Forecast } from '../contract/forecast.ts';
import { now } from '../day/clock.ts';
import { expectAttendance } from '../domain/forecast/attendance.ts';
import { demandByInterval } from '../domain/forecast/demand-by-interval.ts';
import { expectedEnds } from '../domain/forecast/expected-ends.ts';
import type { HouseModel } from '../domain/forecast/house-model.ts';
import { learnHouse } from '../domain/forecast/learn-house.ts';
import { traitsOf } from '../domain/forecast/prediction-input.ts';
import { type DayState, isExpected } from '../domain/reservation/state.ts';
import { addDays, instantText } from '../domain/time/service-date.ts';
import { groupDatabase } from '../store/database.ts';
import { type LearnedHouse, guestsPast, learnedHouse } from '../store/house-models.ts';
import { mayHaveObject } from './ask-day.ts';
import { stateOfDay } from './day-reader.ts';
import { weeksLearned } from './learn-houses.ts';
import { limitCaller } from './limits.ts';
import type { Handlers } from './operation.ts';
import { predictionFor } from './predictions.ts';
import { notFoundProblem, problem } from './problem.ts';

const minuteMs = 60_000;

export const forecastHandlers = {
  'GET /api/restaurants/{id}/availability/prediction': async (call) => {
    if (!mayHaveObject(call.restaurant, call.query.date)) return outOfReach();
    const limited = await limitCaller(call.env, call.actor, 'prediction');
    return limited ?? predictionFor(call, call.query);
  },

  'GET /api/restaurants/{id}/seating/forecast': async ({ env, restaurant, query }) => {
    if (!mayHaveObject(restaurant, query.date)) return notFoundProblem('date');
    const [state, learned] = await Promise.all([
      stateOfDay(env, restaurant, query.date),
      learnedHouse(env, restaurant.restaurantId),
    ]);
    return forecastOf(state, learned);
  },

  'GET /api/restaurants/{id}/seating/expectations': async ({ env, restaurant, query }) => {
    const { restaurantId, groupId } = restaurant;
    const { date } = query;
    if (!mayHaveObject(restaurant, date)) return notFoundProblem('date');
    const [state, learned, pasts] = await Promise.all([
      stateOfDay(env, restaurant, date),
      learnedHouse(env, restaurantId),
      guestsPast(groupDatabase(env, groupId), restaurantId, { date, from: addDays(date, -7 * weeksLearned) }),
    ]);
    const at = now(restaurantId);
    const attendance = attendanceHints(state, learned?.model ?? null, pasts, at);
    return { date, seatings: seatingEnds(state, learned?.model ?? null, at), attendance };
  },
} satisfies Handlers;

function outOfReach() {
  const errors = [{ path: 'date', message: 'Choose a date within the coming two years.' }];
  return problem('invalid', 'Nothing can be said about this date.', { errors });
}

function forecastOf(state: DayState, learned: LearnedHouse | null): Forecast {
  const { configuration } = state;
  // Of a house that has learned nothing, what it configured is what is believed.
  const { serviceDate: learnedOn, turnTimes } = configuration;
  const model = learned?.model ?? learnHouse([], { turnTimes, learnedOn });
  return {
    date: configuration.serviceDate,
    learnedAt: learned === null ? null : instantText(learned.learnedAt),
    days: model.days,
    seatings: model.seatings,
    turns: model.turns.map(({ median, partySizeMax, ...turn }) => ({
      ...turn,
      partySizeMax: partySizeMax ?? 99,
      minutes: median,
    })),
    demand: demandByInterval(model.demand, state),
    noShowRate: model.attendance?.noShow.rate ?? null,
    cancellationRate: model.attendance?.cancellation.rate ?? null,
  };
}

function seatingEnds(state: DayState, model: HouseModel | null, at: number): Expectations['seatings'] {
  const { startsAt, resetMinutes } = state.configuration;
  const textAt = (minute: number): string => instantText(startsAt + (minute + resetMinutes) * minuteMs);
  return [...expectedEnds(state, model, at)].map(([reservationId, { median, from, until }]) => ({
    reservationId,
    tableIds: [...(state.reservations.get(reservationId)?.tableIds ?? [])],
    freeAt: textAt(median),
    from: textAt(from),
    until: textAt(until),
  }));
}

const unknownGuest = { priorVisits: 0, priorNoShows: 0 };

/** Of those who are still to come; who stands at the door has come. */
function attendanceHints(
  state: DayState,
  model: HouseModel | null,
  pasts: Awaited<ReturnType<typeof guestsPast>>,
  at: number,
): Expectations['attendance'] {
  const attendance = model?.attendance ?? null;
  if (attendance === null) return [];
  return [...state.reservations.values()]
    .filter((party) => isExpected(party) && party.arrivedAt === null)
    .map((party) => {
      const { priorVisits, priorNoShows } = pasts.get(party.id) ?? unknownGuest;
      const traits = traitsOf(state, party, { priorVisits, priorNoShows });
      const minutesLeft = (party.startsAt - at) / minuteMs;
      const { reasons, ...expected } = expectAttendance(attendance, traits, minutesLeft);
      return { reservationId: party.id, ...expected, reasons: [...reasons] };
    });
}
