import { error, fail, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { findUser } from '#lib/account/find-account.ts';
import { signInPath } from '#lib/account/next-page.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import type { Actions, PageServerLoad } from './$types';

/** Whether a coming booking stands in the account of whoever is signed in; null when nobody is. */
export const load: PageServerLoad = async ({ fetch, cookies, parent }) => {
  if ((await findUser(fetch, cookies)) === null) return { kept: null };
  const { booking } = await parent();
  const mine = await call(fetch, 'GET /api/account/reservations', { query: { when: 'coming', limit: 200 } });
  return { kept: mine.ok ? mine.data.items.some(({ id }) => id === booking.id) : null };
};

export const actions: Actions = {
  keep: async ({ fetch, params }) => {
    const kept = await call(fetch, 'POST /api/account/reservations/claim', { body: { manageToken: params.token } });
    if (kept.ok) redirect(303, `/b/${params.token}?kept`);
    if (kept.status === 401) redirect(303, signInPath({ pathname: `/b/${params.token}`, search: '' }));
    if (kept.status === 0) error(503, kept.problem.detail);
    return fail(pageStatus(kept.status), { refusal: kept.problem.detail });
  },
};
