import { redirect } from '@sveltejs/kit';
import { themeCookie, themeCookieMaxAge_s, themeOf } from '#lib/design/theme.ts';
import { textOf } from '#lib/guest/booking-search.ts';
import type { RequestHandler } from './$types';

/** The theme switch without scripts: remembers the choice and goes back to the page. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  cookies.set(themeCookie, themeOf(textOf(form, 'theme')), {
    path: '/',
    maxAge: themeCookieMaxAge_s,
    sameSite: 'lax',
    httpOnly: false,
    secure: url.protocol === 'https:',
  });
  redirect(303, ownPath(textOf(form, 'back') || '/', url));
};

/** Only a path of this site: a crafted form must not send anybody elsewhere. */
function ownPath(back: string, here: URL): string {
  const target = URL.canParse(back, here) ? new URL(back, here) : here;
  return target.origin === here.origin ? target.pathname + target.search : '/';
}
