import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Who works in one restaurant goes straight to its floor. */
export const load: PageServerLoad = async ({ parent }) => {
  const { user, workplaces } = await parent();
  const mayCreate = user.roles.some(({ capabilities }) => capabilities.includes('restaurants.create'));
  const [only, ...others] = workplaces;
  if (only !== undefined && others.length === 0 && !mayCreate) redirect(303, `/staff/${String(only.id)}/floor`);
  return { mayCreate };
};
