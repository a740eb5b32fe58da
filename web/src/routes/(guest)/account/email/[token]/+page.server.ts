import { fail } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ fetch, params }) => {
    const confirmed = await call(fetch, 'POST /api/auth/email/confirm', { body: { token: params.token } });
    if (confirmed.ok) return { email: confirmed.data.email, refusal: undefined };
    return fail(pageStatus(confirmed.status), { email: null, refusal: confirmed.problem.detail });
  },
};
