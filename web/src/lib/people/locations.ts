import type { Restaurant } from '#contract';
import type { Location } from './delegation.ts';

/** The viewer's places that belong to one group. */
export function groupLocations(workplaces: readonly Restaurant[], groupId: number): Location[] {
  return workplaces.filter((place) => place.groupId === groupId).map(({ id, name }) => ({ id, name, groupId }));
}
