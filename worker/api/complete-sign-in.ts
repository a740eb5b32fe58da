/** Where every way to sign in ends: with a session or, for who has a second factor, with the question for it. */
import type { Tokens } from '../contract/auth.ts';
import type { secondFactorMethods } from '../contract/common.ts';
import type { Env } from '../env.ts';
import { secondFactorsOf } from '../store/second-factors.ts';
import type { UserRow } from '../store/users.ts';
import { makeChallenge, passwordState } from './challenges.ts';
import type { Reply } from './operation.ts';
import { type ProblemAnswer, problem } from './problem.ts';
import { startSession } from './start-session.ts';

interface Proof {
  /** How many factors proved the person so far: a password or a mail's link is one, a passkey is two. */
  readonly factors: number;
  readonly status?: 200 | 201;
}

/**
 * The tokens of a new session, or 401 `second_factor_required` with the challenge that `POST /api/auth/second-factor`
 * takes. `user` is the row as it is now: with the password just set, if one was.
 */
export async function completeSignIn(
  call: { readonly env: Env; readonly request: Request },
  user: UserRow,
  { factors, status = 200 }: Proof,
): Promise<Reply<Tokens> | ProblemAnswer> {
  if (factors >= 2) return startSession(call, user, { factors, status });
  const { hasAuthenticator, passkeyCount, recoveryCodesLeft } = await secondFactorsOf(call.env, user.id);
  if (!hasAuthenticator && passkeyCount === 0) return startSession(call, user, { factors, status });
  const state = passwordState(call.env, user);
  const challenge = await makeChallenge(call.env, 'second-factor', { userId: user.id, factors, state });
  const methods: (typeof secondFactorMethods)[number][] = [
    ...(hasAuthenticator ? (['authenticator'] as const) : []),
    ...(passkeyCount > 0 ? (['passkey'] as const) : []),
    ...(recoveryCodesLeft > 0 ? (['recovery_code'] as const) : []),
  ];
  return problem('second_factor_required', 'Now the code from your app, or your passkey.', { challenge, methods });
}
