import { redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { ownPage } from '#lib/account/next-page.ts';
import { textOf } from '#lib/guest/booking-search.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ fetch, request }) => {
  const next = ownPage(textOf(await request.formData(), 'next'));
  await call(fetch, 'POST /api/auth/logout', {});
  redirect(303, next ?? '/sign-in');
};
