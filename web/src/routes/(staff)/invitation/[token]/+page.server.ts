import { error, fail } from '@sveltejs/kit';
import { completeSignIn } from '#lib/account/complete-sign-in.ts';
import { errorsOf, typed, type FormError } from '#lib/account/form-errors.ts';
import { call } from '#lib/api/client.ts';
import { firstFloor } from '#lib/people/first-floor.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, params, setHeaders, url }) => {
  setHeaders({ 'cache-control': 'no-store' });
  // Looking uses nothing up: programs that look at mail open links, too.
  // Opening a link sends no Origin; it is this page that asks, which matters to who is signed in already.
  const headers = { origin: url.origin };
  const look = await call(fetch, 'POST /api/invitations/look', { body: { token: params.token }, headers });
  if (look.ok) return { invitation: look.data };
  // A link that somebody broke while copying is as spent as one that was used.
  const spent = look.problem.code === 'link_spent' || look.status === 422;
  error(spent ? 410 : look.status === 0 ? 503 : look.status, look.problem.detail);
};

const fields = ['name', 'password', 'pin'];

export const actions: Actions = {
  default: async ({ cookies, fetch, params, request, url }) => {
    const form = await request.formData();
    const name = formText(form, 'name');
    const pin = formText(form, 'pin');
    const entered = { name };
    const missing: FormError[] = [
      ...(form.has('name') && name === '' ? [{ field: 'name', message: 'Give your name.' }] : []),
      ...(typed(form, 'password') === '' ? [{ field: 'password', message: 'Give a password.' }] : []),
    ];
    if (missing.length > 0) return fail(422, { entered, errors: missing });
    const accepted = await call(fetch, 'POST /api/invitations/accept', {
      body: {
        token: params.token,
        password: typed(form, 'password'),
        ...(name === '' ? {} : { name }),
        ...(pin === '' ? {} : { pin }),
      },
    });
    const next = accepted.ok ? firstFloor(accepted.data.user) : null;
    const { problem, status } = completeSignIn({ cookies, url }, accepted, next);
    const errors: FormError[] =
      problem.code === 'wrong_credentials'
        ? [{ field: 'password', message: 'That is not the password of your account.' }]
        : errorsOf(problem, fields);
    return fail(status === 0 ? 503 : status, { entered, errors });
  },
};
