/** What the house may expect, from what it has learned. Hints and estimates: nothing here decides about a guest. */
import type { AvailabilityPrediction, Expectations, Forecast } from '../contract/forecast.ts';
import { now } from '../day/clock.ts';
import { expectAttendance } from '../domain/forecast/attendance.ts';
import { demandByInterval } from '../domain/forecast/demand-by-interval.ts';
import { expectedEnds } from '../domain/forecast/expected-ends.ts';
import type { HouseModel } from '../domain/forecast/house-model.ts';
import { learnHouse } from '../domain/forecast/learn-house.ts';
import { predictionInputOf, traitsOf } from '../domain/forecast/prediction-input.ts';
import { minuteOf } from '../domain/reservation/floor-plan.ts';
import { type DayState, isExpected } from '../domain/reservation/state.ts';
import { predictAvailability } from '../domain/seating/predict-availability.ts';
import type { DayConfiguration } from '../domain/service/configuration.ts';
import { addDays, instantText, resolveWallTime } from '../domain/time/service-date.ts';
import { groupDatabase } from '../store/database.ts';
import { type LearnedHouse, guestsPast, learnedHouse } from '../store/house-models.ts';
import { mayHaveObject } from './ask-day.ts';
import { stateOfDay } from './day-reader.ts';
import { weeksLearned } from './learn-houses.ts';
import { limitCaller } from './limits.ts';
import type { Handlers } from './operation.ts';
import { notFoundProblem, problem } from './problem.ts';

const minuteMs = 60_000;
/** Two weeks: every weekday twice. Before that the book alone is the better guide. */
const daysMin = 14;
/** Larger parties are spoken with, and no room has a table for each size. */
const partySizesMax = 30;

export const forecastHandlers = {
  'GET /api/restaurants/{id}/availability/prediction': async ({ env, restaurant, query, actor }) => {
    if (!mayHaveObject(restaurant, query.date)) return outOfReach();
    const limited = await limitCaller(env, actor, 'prediction');
    if (limited !== null) return limited;
    const [state, learned] = await Promise.all([
      stateOfDay(env, restaurant, query.date),
      learnedHouse(env, restaurant.restaurantId),
    ]);
    return predictionOf(state, learned, query.time, now(restaurant.restaurantId));
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

function predictionOf(state: DayState, learned: LearnedHouse | null, time: string, at: number): AvailabilityPrediction {
  const { configuration } = state;
  const { serviceDate } = configuration;
  const startsAt = instantOf(configuration, time);
  const minute = minuteOf(configuration, startsAt);
  const period = configuration.periods.find((each) => each.startMinute <= minute && minute <= each.lastStartMinute);
  const sizes = sizesOnline(configuration);
  const basis = basisOf(learned);
  if (period === undefined || startsAt + minuteMs <= at) {
    const none = { availableNow: false, probability: 0, expectedWaitMinutes: null };
    return { date: serviceDate, time, partySizes: sizes.map((partySize) => ({ partySize, ...none })), basis };
  }
  const model = basis.kind === 'history' ? (learned?.model ?? null) : null;
  const input = predictionInputOf(state, model, { startsAt, period, now: at });
  return { date: serviceDate, time, partySizes: predictAvailability(input, sizes), basis };
}

/** Where clocks jump over the time, the moment of the jump; where they show it twice, the first. */
function instantOf({ serviceDate, zone, dayBoundary }: DayConfiguration, time: string): number {
  const resolved = resolveWallTime(serviceDate, time, zone, dayBoundary);
  if (resolved.kind === 'gap') return resolved.nextAt;
  return resolved.kind === 'unique' ? resolved.at : resolved.at[0];
}

function sizesOnline({ policies }: DayConfiguration): number[] {
  const count = Math.max(0, policies.partySizeMaxOnline - policies.partySizeMinOnline + 1);
  return Array.from({ length: Math.min(count, partySizesMax) }, (_, index) => policies.partySizeMinOnline + index);
}

function basisOf(learned: LearnedHouse | null): AvailabilityPrediction['basis'] {
  if (learned === null || learned.model.days < daysMin) {
    const text = 'There are too few past days to learn from: this is the book as it stands.';
    const { days = 0, seatings = 0 } = learned?.model ?? {};
    return { kind: 'book', days, seatings, learnedAt: null, text };
  }
  const { days, seatings } = learned.model;
  const text = `Learned from ${String(days)} past days and ${String(seatings)} parties that sat here; whoever was turned away is not counted.`;
  return { kind: 'history', days, seatings, learnedAt: instantText(learned.learnedAt), text };
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
