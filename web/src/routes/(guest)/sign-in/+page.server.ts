import { type RequestEvent, fail, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { completeSignIn } from '#lib/account/complete-sign-in.ts';
import { type FormError, errorsOf, typed } from '#lib/account/form-errors.ts';
import { homeOf, ownPage } from '#lib/account/next-page.ts';
import { passkeyIn } from '#lib/account/proof.ts';
import { rememberGoal } from '#lib/account/sign-in-cookies.ts';
import { textOf } from '#lib/guest/booking-search.ts';
import { pageStatus } from '#lib/guest/find-restaurant.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
  const next = ownPage(url.searchParams.get('next'));
  const me = await call(fetch, 'GET /api/auth/me', {});
  if (me.ok) redirect(303, next ?? homeOf(me.data));
  return { next, toWork: next?.startsWith('/staff') ?? false };
};

const notTogether: FormError = {
  field: 'email',
  message: 'This e-mail address and password do not belong together.',
};

export const actions: Actions = {
  password: async (event) => {
    const { fields, email, next } = await readForm(event);
    const password = typed(fields, 'password');
    const errors = [
      ...(email === '' ? [{ field: 'email', message: 'Give your e-mail address.' }] : []),
      ...(password === '' ? [{ field: 'password', message: 'Give your password.' }] : []),
    ];
    if (errors.length > 0) return fail(422, { email, errors });
    const signIn = await call(event.fetch, 'POST /api/auth/login', { body: { email, password } });
    const { status, problem } = completeSignIn(event, signIn, next);
    const wrong = problem.code === 'wrong_credentials';
    return fail(pageStatus(status), {
      email,
      errors: wrong ? [notTogether] : errorsOf(problem, ['email', 'password']),
    });
  },

  link: async (event) => {
    const { email, next } = await readForm(event);
    if (email === '') {
      return fail(422, { email, errors: [{ field: 'email', message: 'Give the address that the link goes to.' }] });
    }
    const asked = await call(event.fetch, 'POST /api/auth/link', { body: { email } });
    if (!asked.ok) return fail(pageStatus(asked.status), { email, errors: errorsOf(asked.problem, ['email']) });
    rememberGoal(event.cookies, event.url, next);
    return { email, errors: [], sent: true };
  },

  passkey: async (event) => {
    const { fields, email, next } = await readForm(event);
    const passkey = passkeyIn(fields, 'passkey');
    if (passkey === null) return fail(422, { email, errors: [{ message: 'No passkey was used.' }] });
    const signIn = await call(event.fetch, 'POST /api/auth/passkey', { body: passkey });
    const { status, problem } = completeSignIn(event, signIn, next);
    const wrong = problem.code === 'wrong_credentials';
    const message = wrong ? 'This passkey belongs to no account here.' : problem.detail;
    return fail(pageStatus(status), { email, errors: [{ message }] });
  },
};

async function readForm({ request }: RequestEvent) {
  const fields = await request.formData();
  return { fields, email: textOf(fields, 'email'), next: ownPage(textOf(fields, 'next')) };
}
