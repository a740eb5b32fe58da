import { type RequestEvent, fail, redirect } from '@sveltejs/kit';
import type { Restaurant } from '#contract';
import { call } from '#lib/api/client.ts';
import { textOf } from '#lib/guest/booking-search.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import { signInPath } from './next-page.ts';

/** The form says what is wanted, not "the other one": pressed twice it is still that. */
export async function setFavourite({ fetch, request, url }: RequestEvent, { id, slug }: Restaurant) {
  const wanted = textOf(await request.formData(), 'favourite') === 'yes';
  const account = await call(fetch, 'GET /api/account', {});
  if (account.status === 401) redirect(303, signInPath({ pathname: url.pathname, search: '' }));
  if (!account.ok) return fail(pageStatus(account.status), { notRemembered: account.problem.detail });
  const others = account.data.favouriteRestaurantIds.filter((other) => other !== id);
  const saved = await call(fetch, 'PUT /api/account', {
    body: { favouriteRestaurantIds: wanted ? [...others, id] : others },
    ...(account.etag !== null && { headers: { 'if-match': account.etag } }),
  });
  if (!saved.ok) return fail(pageStatus(saved.status), { notRemembered: saved.problem.detail });
  // Without scripts the page stands there again as it was asked for.
  const query = new URLSearchParams([...url.searchParams].filter(([name]) => !name.startsWith('/')));
  redirect(303, query.size === 0 ? `/r/${slug}` : `/r/${slug}?${query.toString()}`);
}
