import { redirect } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ fetch }) => {
  await call(fetch, 'POST /api/auth/logout', {});
  redirect(303, '/sign-in');
};
