import type { Restaurant, User } from '#contract';
import { call } from '#lib/api/client.ts';
import { workplacesOf } from './capabilities.ts';

/** The restaurants that a person works in, by name: what the switcher offers. */
export async function loadWorkplaces(fetch: typeof globalThis.fetch, user: User): Promise<Restaurant[]> {
  const { restaurantIds, groupIds, everywhere } = workplacesOf(user);
  const found = everywhere
    ? await listRestaurants(fetch, {})
    : (
        await Promise.all([
          ...groupIds.map((groupId) => listRestaurants(fetch, { groupId: String(groupId) })),
          ...restaurantIds.map((id) => oneRestaurant(fetch, id)),
        ])
      ).flat();
  const byId = new Map(found.map((restaurant) => [restaurant.id, restaurant]));
  return [...byId.values()].sort((a, b) => a.name.localeCompare(b.name));
}

/** The groups in which a person has more than one place: those have an evening to look at as a whole. */
export function groupsWithPlaces(workplaces: readonly Restaurant[]): { readonly id: number; readonly name: string }[] {
  return [...Map.groupBy(workplaces, ({ groupId }) => groupId)]
    .filter(([, houses]) => houses.length > 1)
    .map(([id, [first]]) => ({ id, name: first?.groupName ?? '' }));
}

async function listRestaurants(fetch: typeof globalThis.fetch, query: { groupId?: string }): Promise<Restaurant[]> {
  const answer = await call(fetch, 'GET /api/restaurants', { query: { ...query, limit: '200' } });
  return answer.ok ? answer.data.items : [];
}

async function oneRestaurant(fetch: typeof globalThis.fetch, id: number): Promise<Restaurant[]> {
  const answer = await call(fetch, 'GET /api/restaurants/{id}', { params: { id } });
  return answer.ok ? [answer.data] : [];
}
