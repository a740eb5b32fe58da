import { fail, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { errorsOf, typed } from '#lib/account/form-errors.ts';
import { homeOf, ownPage } from '#lib/account/next-page.ts';
import { rememberGoal } from '#lib/account/sign-in-cookies.ts';
import { textOf } from '#lib/guest/booking-search.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
  const next = ownPage(url.searchParams.get('next'));
  const me = await call(fetch, 'GET /api/auth/me', {});
  if (me.ok) redirect(303, next ?? homeOf(me.data));
  return { next };
};

export const actions: Actions = {
  default: async ({ fetch, request, cookies, url }) => {
    const fields = await request.formData();
    const values = { name: textOf(fields, 'name'), email: textOf(fields, 'email') };
    const body = { ...values, password: typed(fields, 'password') };
    const asked = await call(fetch, 'POST /api/auth/register', { body });
    if (!asked.ok) {
      return fail(pageStatus(asked.status), {
        ...values,
        errors: errorsOf(asked.problem, ['name', 'email', 'password']),
      });
    }
    rememberGoal(cookies, url, ownPage(url.searchParams.get('next')));
    return { ...values, errors: [], sent: true };
  },
};
