import type { Cookies } from '@sveltejs/kit';

/**
 * Which form led to which booking, for an hour: whoever comes back to the form by the Back button is led to the booking
 * instead of booking again.
 */
const name = 'booked';
const maxAge_s = 60 * 60;

export function rememberBooked(cookies: Cookies, url: URL, requestKey: string, manageToken: string): void {
  cookies.set(name, `${requestKey}~${manageToken}`, {
    path: url.pathname,
    maxAge: maxAge_s,
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
  });
}

/** The manage token of the booking that this form already made, or null. */
export function bookedWith(cookies: Cookies, requestKey: string): string | null {
  const [key, manageToken] = cookies.get(name)?.split('~') ?? [];
  return key === requestKey && manageToken !== undefined ? manageToken : null;
}
