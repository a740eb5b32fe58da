import type { User } from '#contract';

/** Where somebody begins who was just given a role: on the floor of their place, or at the choice of several. */
export function firstFloor(user: User): string {
  const working = user.roles.filter(({ capabilities }) => capabilities.includes('floor.read'));
  const places = new Set(working.map(({ restaurantId }) => restaurantId));
  const [only] = places;
  return places.size === 1 && only !== undefined ? `/staff/${String(only)}/floor` : '/staff';
}
