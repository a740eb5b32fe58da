import { fail } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { completeSignIn } from '#lib/account/complete-sign-in.ts';
import { takeGoal } from '#lib/account/sign-in-cookies.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import type { Actions } from './$types';

export const actions: Actions = {
  default: async (event) => {
    const signIn = await call(event.fetch, 'POST /api/auth/verify-email', { body: { token: event.params.token } });
    const { status, problem } = completeSignIn(event, signIn, takeGoal(event.cookies));
    return fail(pageStatus(status), { refusal: problem.detail });
  },
};
