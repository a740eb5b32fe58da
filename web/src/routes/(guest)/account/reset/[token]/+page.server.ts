import { fail } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { completeSignIn } from '#lib/account/complete-sign-in.ts';
import { type FormError, errorsOf, typed } from '#lib/account/form-errors.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import type { Actions } from './$types';

const noErrors: FormError[] = [];

export const actions: Actions = {
  default: async (event) => {
    const password = typed(await event.request.formData(), 'password');
    const { token } = event.params;
    const signIn = await call(event.fetch, 'POST /api/auth/password/reset', { body: { token, password } });
    const { status, problem } = completeSignIn(event, signIn, null);
    if (problem.code === 'link_spent') return fail(status, { spent: problem.detail, errors: noErrors });
    return fail(pageStatus(status), { spent: null, errors: errorsOf(problem, ['password']) });
  },
};
