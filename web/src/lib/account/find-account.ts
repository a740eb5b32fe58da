import { type Cookies, error, redirect } from '@sveltejs/kit';
import type { Account, Problem, Restaurant, User } from '#contract';
import { call } from '#lib/api/client.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import { signInPath } from './next-page.ts';

type Fetch = typeof globalThis.fetch;

/** Whoever has no session cookie is not asked after: most guests. */
function maybeSignedIn(cookies: Cookies): boolean {
  return cookies.get('__Host-maitred') !== undefined;
}

/** Who is signed in on this browser, or null. */
export async function findUser(fetch: Fetch, cookies: Cookies): Promise<User | null> {
  if (!maybeSignedIn(cookies)) return null;
  const me = await call(fetch, 'GET /api/auth/me', {});
  return me.ok && me.data.locked !== true ? me.data : null;
}

/** The profile of whoever is signed in, or null. */
export async function findAccount(fetch: Fetch, cookies: Cookies): Promise<Account | null> {
  if (!maybeSignedIn(cookies)) return null;
  const account = await call(fetch, 'GET /api/account', {});
  return account.ok ? account.data : null;
}

/** Of a page that needs an account: leads to the sign-in, or on a shared tablet to the PIN; anything else is an error page. */
export function noAccount({ status, problem }: { status: number; problem: Problem }, url: URL): never {
  if (status === 401) redirect(303, signInPath(url));
  if (problem.code === 'device_locked') redirect(303, '/staff/switch');
  error(pageStatus(status), problem.detail);
}

/** Restaurants by their ids; those that are gone are left out. */
export async function findRestaurants(fetch: Fetch, ids: readonly number[]): Promise<Map<number, Restaurant>> {
  const found = await Promise.all(
    [...new Set(ids)].map(async (id) => call(fetch, 'GET /api/restaurants/{id}', { params: { id } })),
  );
  return new Map(found.flatMap((answer) => (answer.ok ? [[answer.data.id, answer.data] as const] : [])));
}
