import { redirect } from '@sveltejs/kit';
import { groupsWithPlaces } from '#lib/staff/workplaces.ts';
import type { PageServerLoad } from './$types';

/** Who works in one restaurant goes straight to its floor. */
export const load: PageServerLoad = async ({ parent }) => {
  const { user, workplaces } = await parent();
  const mayCreate = user.roles.some(({ capabilities }) => capabilities.includes('restaurants.create'));
  const [only, ...others] = workplaces;
  if (only !== undefined && others.length === 0 && !mayCreate) redirect(303, `/staff/${String(only.id)}/floor`);
  const mayOperate = user.roles.some(({ capabilities }) => capabilities.includes('platform.operate'));
  return { mayCreate, mayOperate, groups: groupsWithPlaces(workplaces) };
};
