import type { Cookies, RequestEvent } from '@sveltejs/kit';
import type { Handle, HandleFetch } from '@sveltejs/kit/hooks';
import { colorSchemeOf, themeCookie, themeOf } from '#lib/design/theme.ts';

/** The theme is in the first byte of the page, so that a dark room never sees a white flash. */
export const handle: Handle = async ({ event, resolve }) => {
  const theme = themeOf(event.cookies.get(themeCookie));
  const response = await resolve(event, {
    transformPageChunk: ({ html }) =>
      html.replace('%maitred.theme%', theme).replace('%maitred.scheme%', colorSchemeOf(theme)),
  });
  response.headers.set('x-content-type-options', 'nosniff');
  response.headers.set('x-frame-options', 'DENY');
  response.headers.set('strict-transport-security', 'max-age=63072000; includeSubDomains');
  response.headers.set('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()');
  // Manage links carry their key in the path: no other site may read it from a referrer.
  response.headers.set('referrer-policy', 'same-origin');
  return response;
};

/** What the API needs to know about the browser behind a page request: its address, Origin and device, the request's id. */
const relayedHeaders = [
  'cf-connecting-ip',
  'x-forwarded-for',
  'cf-ray',
  'x-request-id',
  'origin',
  'accept-language',
  'user-agent',
];

/** The page's calls of `/api/*` stay in this isolate: a function call with the browser's cookies, not a network hop. */
export const handleFetch: HandleFetch = async ({ event, request, fetch }) => {
  const url = new URL(request.url);
  if (!event.platform || url.origin !== event.url.origin || !url.pathname.startsWith('/api/')) return fetch(request);
  const response = await event.platform.api(asTheBrowser(request, event));
  for (const line of response.headers.getSetCookie()) relayCookie(line, event.cookies);
  return response;
};

function asTheBrowser(request: Request, event: RequestEvent): Request {
  const headers = new Headers(request.headers);
  for (const name of relayedHeaders) {
    const value = event.request.headers.get(name);
    if (value !== null && !headers.has(name)) headers.set(name, value);
  }
  // Asked of kit rather than copied: a form action may just have signed someone in.
  const cookies = event.cookies.getAll().map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  if (cookies.length > 0) headers.set('cookie', cookies.join('; '));
  return new Request(request, { headers });
}

type CookieOptions = Parameters<Cookies['set']>[2];

/** Hands a `Set-Cookie` of the API on to the browser, attribute by attribute. */
function relayCookie(line: string, cookies: Cookies): void {
  const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
  const [name, value] = cut(pair);
  const options: CookieOptions = { path: '/', httpOnly: false, secure: false, encode: (text) => text };
  for (const attribute of attributes) {
    const [key, setting] = cut(attribute);
    Object.assign(options, cookieOption(key.toLowerCase(), setting));
  }
  cookies.set(name, value, options);
}

function cut(text: string): [string, string] {
  const at = text.indexOf('=');
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function cookieOption(key: string, setting: string): Partial<CookieOptions> {
  switch (key) {
    case 'path':
      return { path: setting };
    case 'domain':
      return { domain: setting };
    case 'max-age':
      return { maxAge: Number(setting) };
    case 'expires':
      return { expires: new Date(setting) };
    case 'samesite':
      return { sameSite: setting.toLowerCase() as 'lax' | 'strict' | 'none' };
    case 'httponly':
      return { httpOnly: true };
    case 'secure':
      return { secure: true };
    default:
      return {};
  }
}
