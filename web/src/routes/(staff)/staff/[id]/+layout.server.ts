import { error } from '@sveltejs/kit';
import { capabilitiesAt } from '#lib/staff/capabilities.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ params, parent }) => {
  const { user, workplaces } = await parent();
  const restaurant = workplaces.find(({ id }) => String(id) === params.id);
  if (restaurant === undefined) error(404, 'This restaurant is not one of yours.');
  return { restaurant, capabilities: capabilitiesAt(user, restaurant) };
};
