/** What signing in in two steps, proving it once more, and changing either have in common. */
import { capabilitiesOfGrant } from '../domain/access.ts';
import { strictest } from '../domain/security-policy.ts';
import type { Env } from '../env.ts';
import { securityPoliciesOf } from '../store/groups.ts';
import type { SecondFactors } from '../store/second-factors.ts';
import { markAuthenticated } from '../store/sessions.ts';
import type { UserActor } from './actor.ts';
import { forgetCallers } from './identify-caller.ts';
import { type ProblemAnswer, problem } from './problem.ts';

/** The session that just proved a second factor has it: nobody who sets one up at work is asked to sign in again. */
export async function raise(env: Env, { sessionId, userId }: UserActor): Promise<void> {
  await markAuthenticated(env, { sessionId, userId, factors: 2 }, Date.now());
  forgetCallers();
}

/** Where the group asks for a second factor, the last one stays until there is another. */
export async function refuseWithout(env: Env, actor: UserActor, left: SecondFactors): Promise<ProblemAnswer | null> {
  if (!hasNone(left)) return null;
  const { secondFactor } = strictest(await securityPoliciesOf(env, actor.userId));
  const decides = actor.grants
    .flatMap(capabilitiesOfGrant)
    .some((capability) => capability === 'staff.manage' || capability === 'settings.configure');
  if (secondFactor === 'nobody' || (secondFactor === 'managers' && !decides)) return null;
  return problem(
    'conflict',
    'Where you work a second factor is asked for. Set up another one first, then remove this.',
  );
}

export function hasNone({ hasAuthenticator, passkeyCount }: SecondFactors): boolean {
  return !hasAuthenticator && passkeyCount === 0;
}

export function oneProof(which: string): ProblemAnswer {
  const message = `Send exactly one of ${which}.`;
  return problem('invalid', message, { errors: [{ path: '', message }] });
}
