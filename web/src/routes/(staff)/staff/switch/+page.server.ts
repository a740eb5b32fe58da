import { error, fail, redirect } from '@sveltejs/kit';
import { ownPage, signInPath } from '#lib/account/next-page.ts';
import { call } from '#lib/api/client.ts';
import { formText } from '#lib/staff/form-text.ts';
import type { Actions, PageServerLoad } from './$types';

const home = '/staff';

/** Who may take over this device. Stands outside the staff's layout, which a locked device does not get. */
export const load: PageServerLoad = async ({ fetch, url }) => {
  const next = ownPage(url.searchParams.get('next')) ?? home;
  const [people, me] = await Promise.all([
    call(fetch, 'GET /api/device/people', {}),
    call(fetch, 'GET /api/auth/me', {}),
  ]);
  if (people.ok) {
    const locked = !me.ok && me.problem.code === 'device_locked';
    return { people: people.data.items, active: me.ok ? me.data : null, locked, next };
  }
  if (people.status === 401) redirect(303, signInPath({ pathname: next, search: '' }));
  error(people.status === 0 ? 503 : people.status, people.problem.detail);
};

export const actions: Actions = {
  switch: async ({ fetch, request }) => {
    const form = await request.formData();
    const userId = formText(form, 'userId');
    const pin = formText(form, 'pin');
    if (userId === '') return fail(422, { userId, message: 'Choose who you are.' });
    if (pin === '') return fail(422, { userId, message: 'Give your PIN.' });
    const answer = await call(fetch, 'POST /api/device/switch', { body: { userId: Number(userId), pin } });
    if (answer.ok) redirect(303, ownPage(formText(form, 'next')) ?? home);
    const { problem, status } = answer;
    if (problem.code === 'no_session' || problem.code === 'session_expired') redirect(303, '/sign-in');
    const wrong = problem.code === 'wrong_credentials' || problem.code === 'invalid';
    const message = wrong ? 'That PIN is not right.' : problem.detail;
    return fail(status === 0 ? 503 : status, { userId, message });
  },
  lock: async ({ fetch, request }) => {
    const form = await request.formData();
    const answer = await call(fetch, 'POST /api/device/lock', {});
    if (!answer.ok)
      return fail(answer.status === 0 ? 503 : answer.status, { userId: '', message: answer.problem.detail });
    redirect(303, `/staff/switch?next=${encodeURIComponent(ownPage(formText(form, 'next')) ?? home)}`);
  },
};
