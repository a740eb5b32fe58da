/** Proving once more who one is, before what only that person may change. */
import type { Env } from '../env.ts';
import { markAuthenticated } from '../store/sessions.ts';
import { findUserById } from '../store/users.ts';
import { useAuthenticatorCode } from './authenticator-codes.ts';
import { forgetCallers } from './identify-caller.ts';
import { tryProof } from './limits.ts';
import type { ApiCall, Handlers } from './operation.ts';
import { askForPasskey, userOfPasskey } from './passkey-ceremonies.ts';
import { checkPassword } from './passwords.ts';
import { problem } from './problem.ts';
import { oneProof } from './proofs.ts';

export const reauthenticationHandlers = {
  'POST /api/account/reauthenticate/passkey': async (call) => askForPasskey(call, call.actor.sessionId),

  'POST /api/account/reauthenticate': async (call) => {
    const { env, actor, body } = call;
    if (actor.actingUserId !== null)
      return problem('forbidden', 'Acting as somebody else, you cannot prove to be them.');
    const given = [body.password, body.code, body.passkey].filter((each) => each !== undefined);
    if (given.length !== 1) return oneProof('password, code or passkey');
    const { userId, sessionId } = actor;
    const attempt = await tryProof(env, `${userId} ${sessionId}`);
    if (attempt.refused !== null) return attempt.refused;
    const factors = await factorsProved(call);
    if (factors === 0) return problem('wrong_credentials', 'That is not right. Check it and try again.');
    await attempt.succeed();
    if (!(await markAuthenticated(env, { sessionId, userId, factors }, Date.now()))) {
      return problem('forbidden', 'Somebody else signed this device in. Sign in on one of your own for this.');
    }
    forgetCallers();
    return null;
  },
} satisfies Handlers;

/** 0 when it was wrong. A code comes on top of whatever the session began with. */
async function factorsProved(call: ApiCall<'POST /api/account/reauthenticate'>): Promise<number> {
  const { env, actor, body } = call;
  const { userId, sessionId } = actor;
  if (body.password !== undefined) return (await isPasswordOf(env, userId, body.password)) ? 1 : 0;
  if (body.code !== undefined) return (await useAuthenticatorCode(env, userId, body.code)) ? 2 : 0;
  if (body.passkey === undefined) return 0;
  return (await userOfPasskey(call, body.passkey, sessionId))?.id === userId ? 2 : 0;
}

async function isPasswordOf(env: Env, userId: number, password: string): Promise<boolean> {
  const user = await findUserById(env, userId);
  return (await checkPassword(password, user?.passwordHash ?? null)).right;
}
