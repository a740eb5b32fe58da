import { fail } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { errorsOf } from '#lib/account/form-errors.ts';
import { textOf } from '#lib/guest/booking-search.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async ({ fetch, request }) => {
    const email = textOf(await request.formData(), 'email');
    const asked = await call(fetch, 'POST /api/auth/password/forgot', { body: { email } });
    if (asked.ok) return { email, errors: [], sent: true };
    return fail(pageStatus(asked.status), { email, errors: errorsOf(asked.problem, ['email']) });
  },
};
