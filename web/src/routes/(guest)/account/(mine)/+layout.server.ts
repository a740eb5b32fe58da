import { call } from '#lib/api/client.ts';
import { noAccount } from '#lib/account/find-account.ts';
import { worksSomewhere } from '#lib/account/next-page.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ fetch, url, setHeaders, untrack }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const [account, me] = await Promise.all([call(fetch, 'GET /api/account', {}), call(fetch, 'GET /api/auth/me', {})]);
  if (!account.ok) return untrack(() => noAccount(account, url));
  return { account: account.data, etag: account.etag, works: me.ok && worksSomewhere(me.data) };
};
