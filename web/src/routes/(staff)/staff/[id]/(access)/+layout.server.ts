import { accessPagesFor } from '#lib/people/pages.ts';
import { groupLocations } from '#lib/people/locations.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ parent }) => {
  const { user, restaurant, workplaces } = await parent();
  return {
    accessPages: accessPagesFor(user, restaurant),
    /** The places of this group at which the viewer works. */
    locations: groupLocations(workplaces, restaurant.groupId),
  };
};
