import { error, redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { signInPath } from '#lib/account/next-page.ts';
import { switchPath } from '#lib/people/switch-path.ts';
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
  // A shared tablet between two people shows nothing but who may take it over.
  if (me.problem.code === 'device_locked')
    redirect(
      303,
      untrack(() => switchPath(url)),
    );
  error(me.status === 0 ? 503 : me.status, me.problem.detail);
};
