/** Where in a group a table can be had: one query over digests, asked of no object. */
import { wallMinuteOf } from '../domain/time/service-date.ts';
import { groupDatabase } from '../store/database.ts';
import { type DigestRow, digestsOn } from '../store/digests.ts';
import { findGroup } from '../store/groups.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { listRestaurants } from '../store/restaurants.ts';
import { openTimes } from './availability.ts';
import type { Handlers } from './operation.ts';
import { notFoundProblem } from './problem.ts';
import { completeDigests } from './template-digests.ts';

/** What one query over digests takes. */
const restaurantsMax = 90;
/** How far from the time asked for another time is still worth showing. */
const aroundMinutes = 120;

export const groupAvailabilityHandlers = {
  'GET /api/groups/{groupId}/availability': async ({ env, ctx, params, query }) => {
    if ((await findGroup(env, params.groupId)) === null) return notFoundProblem('group');
    const restaurants = await listRestaurants(env, { groupId: params.groupId }, 0, restaurantsMax);
    const ids = restaurants.map((facts) => facts.restaurantId);
    const known = await digestsOn(groupDatabase(env, params.groupId), ids, 'online', query.date);
    const byRestaurant = new Map(known.map((row) => [row.restaurantId, row]));
    const items = await Promise.all(
      restaurants.map(async (facts) => {
        const range = { from: query.date, to: query.date };
        const digest =
          byRestaurant.get(facts.restaurantId) ?? (await completeDigests(env, ctx, facts, 'online', range))[0];
        const times = openTimesAround(facts, digest, query);
        const { restaurantId, name, slug, zone } = facts;
        return { restaurantId, name, slug, zone, available: times.includes(query.time), times };
      }),
    );
    return { items, nextCursor: null };
  },
} satisfies Handlers;

/** Open starts within two hours of the time asked for. */
function openTimesAround(
  facts: RestaurantFacts,
  digest: DigestRow | undefined,
  { date, time, partySize }: { readonly date: string; readonly time: string; readonly partySize: number },
): string[] {
  const wanted = wallMinuteOf(time, facts.dayBoundary);
  return openTimes(digest, partySize, facts, date).filter(
    (start) => Math.abs(wallMinuteOf(start, facts.dayBoundary) - wanted) <= aroundMinutes,
  );
}
