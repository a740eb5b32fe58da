import type { Passkey } from '../contract/auth.ts';
import { instantText } from '../domain/time/service-date.ts';
import { isDuplicate } from '../store/d1-errors.ts';
import { type PasskeyRow, addPasskeyStatement, passkeysOf, removePasskeyStatement } from '../store/passkeys.ts';
import { deleteRecoveryCodesStatement, secondFactorsOf } from '../store/second-factors.ts';
import { changeAccount, noticeTo, personOf } from './change-account.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { addressHashOf } from './identify-caller.ts';
import { limitPasskeys } from './limits.ts';
import { type Handlers, answer } from './operation.ts';
import { askForPasskey, offerPasskey, readNewPasskey, userOfPasskey } from './passkey-ceremonies.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';
import { hasNone, raise, refuseWithout } from './proofs.ts';

/** Enough for every device of one person; a list without end helps nobody to see a strange one. */
const passkeysMax = 20;

export const passkeyHandlers = {
  'POST /api/auth/passkey/options': async (call) => askForPasskey(call, null),

  'POST /api/auth/passkey': async (call) => {
    const { env, request, body } = call;
    const refused = await limitPasskeys(env, addressHashOf(request, env));
    if (refused !== null) return refused;
    const user = await userOfPasskey(call, body, null);
    if (user === null)
      return problem('wrong_credentials', 'This passkey opens no account here. Try again, or sign in.');
    return completeSignIn(call, user, { factors: 2 });
  },

  'GET /api/account/passkeys': async ({ env, actor }) => {
    const rows = await passkeysOf(env, actor.userId);
    return { items: rows.map(passkeyView), nextCursor: null };
  },

  'POST /api/account/passkeys/options': async (call) => offerPasskey(call, call.actor),

  'POST /api/account/passkeys': async (call) => {
    const { env, actor, body } = call;
    const { userId } = actor;
    const made = await readNewPasskey(call, body, actor);
    if (made instanceof ProblemAnswer) return made;
    if ((await passkeysOf(env, userId)).length >= passkeysMax) return invalid(`${passkeysMax} passkeys are the most.`);
    const row = { ...made, userId, name: body.name, createdAt: Date.now(), lastUsedAt: null };
    const what = `The passkey “${body.name}” was added.`;
    try {
      await changeAccount(call, personOf(actor), {
        action: 'add-passkey',
        after: { name: body.name },
        statements: (database) => [addPasskeyStatement(database, row)],
        letters: [noticeTo(personOf(actor), 'second-factor-changed', { what })],
      });
    } catch (error) {
      if (isDuplicate(error, 'passkeys.id')) return invalid('This passkey was added already.');
      throw error;
    }
    await raise(env, actor);
    return answer(passkeyView(row));
  },

  'DELETE /api/account/passkeys/{passkeyId}': async (call) => {
    const { env, actor, params } = call;
    const passkey = (await passkeysOf(env, actor.userId)).find(({ id }) => id === params.passkeyId);
    if (passkey === undefined) return notFoundProblem('passkey');
    const factors = await secondFactorsOf(env, actor.userId);
    const left = { ...factors, passkeyCount: factors.passkeyCount - 1 };
    const refused = await refuseWithout(env, actor, left);
    if (refused !== null) return refused;
    const what = `The passkey “${passkey.name}” was removed.`;
    await changeAccount(call, personOf(actor), {
      action: 'remove-passkey',
      after: { name: passkey.name },
      statements: (database) => [
        removePasskeyStatement(database, actor.userId, passkey.id),
        ...(hasNone(left) ? [deleteRecoveryCodesStatement(database, actor.userId)] : []),
      ],
      letters: [noticeTo(personOf(actor), 'second-factor-changed', { what })],
    });
    return null;
  },
} satisfies Handlers;

function passkeyView({ id, name, createdAt, lastUsedAt }: Omit<PasskeyRow, 'publicKey'>): Passkey {
  return {
    id,
    name,
    createdAt: instantText(createdAt),
    lastUsedAt: lastUsedAt === null ? null : instantText(lastUsedAt),
  };
}

function invalid(message: string): ProblemAnswer {
  return problem('invalid', message, { errors: [{ path: 'response', message }] });
}
