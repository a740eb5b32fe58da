import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { describe, expect, test, vi } from 'vitest';
import { handleFetch } from '../../../web/src/hooks.server.ts';

type CookieOptions = Parameters<Cookies['set']>[2];

interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly options: CookieOptions;
}

/** A page request as kit hands it to the hook, an API that answers `answer`, and what came of it. */
async function fetchFromPage(
  url: string,
  answer: Response,
  given?: { headers?: Record<string, string>; init?: RequestInit },
) {
  const setCookies: SetCookie[] = [];
  const api = vi.fn<(request: Request) => Promise<Response>>(() => Promise.resolve(answer));
  const network = vi.fn<typeof fetch>(() => Promise.resolve(new Response('network')));
  const event = {
    url: new URL('http://book.test/restaurants/1'),
    request: new Request('http://book.test/restaurants/1', { headers: given?.headers ?? {} }),
    platform: { api },
    cookies: {
      getAll: () => [
        { name: 'session', value: 'set by the action that just ran' },
        { name: 'theme', value: 'dark' },
      ],
      set: (name: string, value: string, options: CookieOptions) => setCookies.push({ name, value, options }),
    },
  } as unknown as RequestEvent;
  const response = await handleFetch({ event, request: new Request(url, given?.init), fetch: network });
  return { response, setCookies, apiRequest: api.mock.calls[0]?.[0], network };
}

describe('a page that calls the API', () => {
  test('reaches it in this isolate, not over the network', async () => {
    const { response, network } = await fetchFromPage(
      'http://book.test/api/restaurants',
      Response.json({ here: true }),
    );
    expect(await response.json()).toEqual({ here: true });
    expect(network).not.toHaveBeenCalled();
  });

  test.each(['http://elsewhere.test/api/restaurants', 'http://book.test/menus/1.pdf', 'http://book.test/apis'])(
    'leaves %s to the network',
    async (url) => {
      const { apiRequest, network } = await fetchFromPage(url, new Response());
      expect(apiRequest).toBeUndefined();
      expect(network).toHaveBeenCalledOnce();
    },
  );

  test('speaks for the browser: cookies, address, Origin and request id', async () => {
    const headers = {
      'cf-connecting-ip': '203.0.113.7',
      origin: 'http://book.test',
      'x-request-id': 'r-1',
      'user-agent': 'Safari on a telephone',
    };
    const { apiRequest } = await fetchFromPage('http://book.test/api/holds', new Response(), { headers });
    expect(apiRequest?.headers.get('cookie')).toBe('session=set%20by%20the%20action%20that%20just%20ran; theme=dark');
    for (const [name, value] of Object.entries(headers)) expect(apiRequest?.headers.get(name)).toBe(value);
  });

  test('keeps method, body and headers of its own', async () => {
    const init = {
      method: 'POST',
      body: '{"partySize":4}',
      headers: { 'accept-language': 'fr', 'idempotency-key': 'k' },
    };
    const headers = { 'accept-language': 'en' };
    const { apiRequest } = await fetchFromPage('http://book.test/api/holds', new Response(), { headers, init });
    expect(apiRequest?.method).toBe('POST');
    expect(await apiRequest?.text()).toBe('{"partySize":4}');
    expect(apiRequest?.headers.get('accept-language')).toBe('fr');
    expect(apiRequest?.headers.get('idempotency-key')).toBe('k');
  });

  test('hands on each Set-Cookie with its attributes', async () => {
    const answer = new Response();
    answer.headers.append('set-cookie', 'session=a.b-c=; Path=/; Max-Age=3600; HttpOnly; Secure; SameSite=Lax');
    answer.headers.append('set-cookie', 'old=; Path=/api; Expires=Thu, 01 Jan 1970 00:00:00 GMT');
    const { setCookies } = await fetchFromPage('http://book.test/api/sessions', answer);
    expect(setCookies).toMatchObject([
      {
        name: 'session',
        value: 'a.b-c=',
        options: { path: '/', maxAge: 3600, httpOnly: true, secure: true, sameSite: 'lax' },
      },
      { name: 'old', value: '', options: { path: '/api', expires: new Date(0), httpOnly: false, secure: false } },
    ]);
  });
});
