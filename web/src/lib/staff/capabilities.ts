import type { Capability, Restaurant, User } from '#contract';

type Place = Pick<Restaurant, 'id' | 'groupId'>;

/**
 * What the screens of a restaurant offer a person. The roles' grants say it; the truth is the server's answer, which
 * refuses whatever a stale screen still shows.
 */
export function capabilitiesAt(user: User, place: Place): Capability[] {
  const reaching = user.roles.filter(
    ({ restaurantId, groupId }) =>
      (restaurantId === undefined || restaurantId === place.id) && (groupId === undefined || groupId === place.groupId),
  );
  return [...new Set(reaching.flatMap(({ capabilities }) => capabilities))];
}

/** What a person may do in a whole group, at every one of its restaurants and with the group itself. */
export function capabilitiesInGroup(user: User, groupId: number): Capability[] {
  const reaching = user.roles.filter(
    (grant) => grant.restaurantId === undefined && (grant.groupId === undefined || grant.groupId === groupId),
  );
  return [...new Set(reaching.flatMap(({ capabilities }) => capabilities))];
}

/** Whether a person may open a restaurant in a group, or in any. */
export function mayCreateIn(user: User, groupId: number): boolean {
  return user.roles.some(
    (grant) =>
      grant.capabilities.includes('restaurants.create') &&
      grant.restaurantId === undefined &&
      (grant.groupId === undefined || grant.groupId === groupId),
  );
}

/** Where a person works: single restaurants, whole groups, or everywhere. */
export interface Workplaces {
  readonly restaurantIds: readonly number[];
  readonly groupIds: readonly number[];
  readonly everywhere: boolean;
}

export function workplacesOf(user: User): Workplaces {
  const working = user.roles.filter(({ capabilities }) => capabilities.includes('floor.read'));
  return {
    restaurantIds: unique(working.map(({ restaurantId }) => restaurantId)),
    groupIds: unique(working.map(({ groupId }) => groupId)),
    everywhere: working.some(({ restaurantId, groupId }) => restaurantId === undefined && groupId === undefined),
  };
}

function unique(ids: readonly (number | undefined)[]): number[] {
  return [...new Set(ids)].filter((id) => id !== undefined);
}
