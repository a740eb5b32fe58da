import { themeCookie, themeOf } from '#lib/design/theme.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ cookies }) => ({ theme: themeOf(cookies.get(themeCookie)) });
