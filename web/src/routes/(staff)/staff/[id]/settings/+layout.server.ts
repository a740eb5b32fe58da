import { error } from '@sveltejs/kit';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ parent }) => {
  const { capabilities } = await parent();
  if (!capabilities.includes('settings.configure')) error(403, 'Settings are for managers and owners.');
};
