import { findUser } from '#lib/account/find-account.ts';
import type { LayoutServerLoad } from './$types';

/** Only the name, and whether it is lent to an administrator: the pages themselves are everybody's. */
export const load: LayoutServerLoad = async ({ fetch, cookies }) => {
  const user = await findUser(fetch, cookies);
  return { user: user && { name: user.name, isActed: user.actingUserId !== undefined } };
};
