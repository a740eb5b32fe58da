import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { Problem } from '#contract';
import type { CallResult } from '#lib/api/client.ts';
import { homeOf } from './next-page.ts';
import { forgetHalf, rememberHalf } from './sign-in-cookies.ts';

/** Every way to sign in ends with the same answer. */
type SignInResult = CallResult<'POST /api/auth/login'>;

/**
 * Goes on after a sign-in: to `next` or home, or to the second step where the account has one. Returns only a refusal;
 * the session's cookie came with the answer.
 */
export function completeSignIn(
  { cookies, url }: Pick<RequestEvent, 'cookies' | 'url'>,
  result: SignInResult,
  next: string | null,
): { readonly status: number; readonly problem: Problem } {
  if (result.ok) {
    forgetHalf(cookies);
    redirect(303, next ?? homeOf(result.data.user));
  }
  const { code, challenge, methods = [] } = result.problem;
  if (code === 'second_factor_required' && challenge !== undefined) {
    rememberHalf(cookies, url, { challenge, methods, next });
    redirect(303, '/sign-in/second-factor');
  }
  return result;
}
