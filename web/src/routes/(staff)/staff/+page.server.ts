import { redirect } from '@sveltejs/kit';
import type { PageServerLoad } from './$types';

/** Who works in one restaurant goes straight to its floor. */
export const load: PageServerLoad = async ({ parent }) => {
  const { workplaces } = await parent();
  const [only, ...others] = workplaces;
  if (only !== undefined && others.length === 0) redirect(303, `/staff/${String(only.id)}/floor`);
};
