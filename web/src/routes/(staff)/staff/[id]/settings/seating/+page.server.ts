import { loadSettings } from '#lib/settings/load-settings.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ fetch, params }) => loadSettings(fetch, params.id);
