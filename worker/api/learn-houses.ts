/** Every restaurant learns from its past once a night: a few each minute, so that thousands spread over the hours. */
import { now as clockNow } from '../day/clock.ts';
import type { HouseModel } from '../domain/forecast/house-model.ts';
import { learnHouse } from '../domain/forecast/learn-house.ts';
import { pastPartyOf } from '../domain/forecast/past-party.ts';
import { addDays, serviceSpan } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import { logFault } from '../log.ts';
import { groupDatabase } from '../store/database.ts';
import { keepModel, readHistory, takeDueHouses } from '../store/house-models.ts';
import { type RestaurantFacts, restaurantFacts } from '../store/restaurant-facts.ts';
import { today } from './ask-day.ts';

/** One after the other: each reads up to 20,000 rows, and the cron has other work. */
const housesPerMinute = 10;
const leaseMs = 3_600_000;
/** Before a date is old enough to be learned from, its last parties have to be projected. */
const afterCloseMs = 600_000;
/** Houses of one zone become due at the same moment; the hour after it is theirs. */
const spreadMinutes = 60;
export const weeksLearned = 26;

export async function learnDueHouses(env: Env, now: number): Promise<void> {
  for (const restaurantId of await takeDueHouses(env, { now, leaseMs, limit: housesPerMinute })) {
    try {
      const facts = await restaurantFacts(env, restaurantId);
      if (facts !== null) await learnNow(env, facts, now);
    } catch (error) {
      logFault('learn', 'LEARN', `r${String(restaurantId)}`, error);
    }
  }
}

/** From the dates before today; due again after the house's next close. */
export async function learnNow(env: Env, facts: RestaurantFacts, now: number): Promise<HouseModel> {
  const { restaurantId, groupId, settings, zone, dayBoundary } = facts;
  const date = today(facts);
  const range = { from: addDays(date, -7 * weeksLearned), until: date };
  const entries = await readHistory(groupDatabase(env, groupId), restaurantId, range);
  const history = entries.map((entry) => pastPartyOf(entry, { dayBoundary, settings }));
  const model = learnHouse(history, { turnTimes: settings.turnTimes, learnedOn: date });
  const { endsAt } = serviceSpan(date, zone, dayBoundary);
  const leftMs = endsAt - clockNow(restaurantId);
  const dueAt = now + leftMs + afterCloseMs + (restaurantId % spreadMinutes) * 60_000;
  // Days hold what they expect only where they keep tables for it.
  const tellFrom = settings.seating.bidPrices ? date : null;
  await keepModel(env, restaurantId, { model, learnedAt: now, dueAt, tellFrom });
  return model;
}
