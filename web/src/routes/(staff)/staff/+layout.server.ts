import { error, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { signInPath } from '#lib/staff/next-page.ts';
import { loadWorkplaces } from '#lib/staff/workplaces.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ fetch, url, untrack }) => {
  const me = await call(fetch, 'GET /api/auth/me', {});
  if (me.ok) return { user: me.data, workplaces: await loadWorkplaces(fetch, me.data) };
  if (me.status === 401)
    redirect(
      303,
      untrack(() => signInPath(url)),
    );
  error(me.status === 0 ? 503 : me.status, me.problem.detail);
};
