/** The one place that builds the stub of a day object; name, jurisdiction and hint together make it the same object everywhere. */
import { dayName } from '../domain/ids.ts';
import type { ServiceDate } from '../domain/service/configuration.ts';
import type { Env } from '../env.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import type { RestaurantDay } from './restaurant-day.ts';

/** Callers have checked before that the restaurant exists and that the date may have an object. */
export function dayStub(
  env: Env,
  facts: Pick<RestaurantFacts, 'restaurantId' | 'jurisdiction' | 'locationHint'>,
  date: ServiceDate,
): DurableObjectStub<RestaurantDay> {
  const namespace =
    facts.jurisdiction === null ? env.RESTAURANT_DAY : env.RESTAURANT_DAY.jurisdiction(facts.jurisdiction);
  const options = facts.locationHint === null ? {} : { locationHint: facts.locationHint };
  return namespace.getByName(dayName(facts.restaurantId, date), options);
}
