/**
 * Predictions of availability, worked out here and not in the day's object: one takes hundreds of milliseconds, in which
 * nobody could book. Whoever works one out leaves it there for the next, as long as nothing happens to the book.
 */
import type { AvailabilityPrediction } from '../contract/forecast.ts';
import { now } from '../day/clock.ts';
import type { PredictionRead } from '../day/known-predictions.ts';
import { predictionInputOf } from '../domain/forecast/prediction-input.ts';
import { minuteOf } from '../domain/reservation/floor-plan.ts';
import type { DayState } from '../domain/reservation/state.ts';
import { predictAvailability } from '../domain/seating/predict-availability.ts';
import type { DayConfiguration } from '../domain/service/configuration.ts';
import { instantText, resolveWallTime } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import { BoundedMap } from '../store/bounded-map.ts';
import { type LearnedHouse, learnedHouse } from '../store/house-models.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { emptyDay, openedDay } from './day-reader.ts';

const minuteMs = 60_000;
/** Two weeks: every weekday twice. Before that the book alone is the better guide. */
const daysMin = 14;
/** Larger parties are spoken with, and no room has a table for each size. */
const partySizesMax = 30;
/** The present is taken in steps of this: whoever asks within one is told the same. */
const stepMs = 5 * minuteMs;

/** Of dates without an object, by restaurant, date, configuration and question. */
const ofEmptyDays = new BoundedMap<string, AvailabilityPrediction>(500);

export async function predictionFor(
  { env, ctx, restaurant }: { readonly env: Env; readonly ctx: ExecutionContext; readonly restaurant: RestaurantFacts },
  { date, time }: { readonly date: string; readonly time: string },
): Promise<AvailabilityPrediction> {
  const { restaurantId } = restaurant;
  const [learned, stub] = await Promise.all([learnedHouse(env, restaurantId), openedDay(env, restaurant, date)]);
  const asked = Math.floor(now(restaurantId) / stepMs) * stepMs;
  const question = questionOf(time, asked, learned);
  // Structured clone brings the maps over whole; the types of RPC do not know those that are read-only.
  const read = stub === null ? null : await (stub.prediction(question) as Promise<PredictionRead | null>);
  if (stub === null || read === null) {
    const state = await emptyDay(env, restaurant, date);
    const key = `${String(restaurantId)} ${date} v${String(state.configuration.version)} ${question}`;
    const known = ofEmptyDays.get(key) ?? predictionOf(state, learned, time, asked);
    ofEmptyDays.set(key, known);
    return known;
  }
  if (read.known !== null) return read.known;
  const { state } = read;
  // Never before what has happened: a party that sits since a minute ago does not sit in the future.
  const prediction = predictionOf(state, learned, time, Math.max(asked, state.lastEventAt));
  ctx.waitUntil(stub.keepPrediction(state.seq, question, prediction));
  return prediction;
}

/** Everything that a prediction depends on apart from the state. */
export function questionOf(time: string, asked: number, learned: LearnedHouse | null): string {
  return `${time} asked ${String(asked)} learned ${String(learned?.learnedAt ?? 0)}`;
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
