import { fail, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { formText } from '#lib/staff/form-text.ts';
import { safeNext } from '#lib/staff/next-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, url }) => {
  const next = safeNext(url.searchParams.get('next'));
  const me = await call(fetch, 'GET /api/auth/me', {});
  if (me.ok) redirect(303, next);
  return { next };
};

export const actions: Actions = {
  default: async ({ fetch, request }) => {
    const form = await request.formData();
    const email = formText(form, 'email');
    // As it was typed: spaces count.
    const given = form.get('password');
    const password = typeof given === 'string' ? given : '';
    const errors = [
      ...(email === '' ? [{ field: 'email', message: 'Give your e-mail address.' }] : []),
      ...(password === '' ? [{ field: 'password', message: 'Give your password.' }] : []),
    ];
    if (errors.length > 0) return fail(422, { email, errors });

    const answer = await call(fetch, 'POST /api/auth/login', { body: { email, password } });
    if (answer.ok) redirect(303, safeNext(formText(form, 'next')));
    const { problem, status } = answer;
    return fail(status === 0 ? 503 : status, { email, errors: refusals(problem) });
  },
};

interface Told {
  readonly field?: string;
  readonly message: string;
}

function refusals(problem: { code: string; detail: string; errors?: { path: string; message: string }[] }): Told[] {
  if (problem.code === 'wrong_credentials') {
    return [{ field: 'email', message: 'This e-mail address and password do not belong together.' }];
  }
  const told = problem.errors?.map(({ path, message }) => ({ field: path, message })) ?? [];
  return told.length > 0 ? told : [{ message: problem.detail }];
}
