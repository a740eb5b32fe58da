/** The second step of signing in, and what makes one ask for it: an app's codes and recovery codes. */
import { renderSVG } from 'uqr';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from '../store/configuration-changes.ts';
import type { Directory } from '../store/database.ts';
import {
  deleteAuthenticatorStatement,
  deleteRecoveryCodesStatement,
  findAuthenticator,
  putAuthenticatorStatement,
  replaceRecoveryCodesStatements,
  secondFactorsOf,
} from '../store/second-factors.ts';
import { type UserRow, findUserById } from '../store/users.ts';
import type { UserActor } from './actor.ts';
import {
  authenticatorUri,
  offeredSecret,
  sealSecret,
  stepOfCode,
  useAuthenticatorCode,
} from './authenticator-codes.ts';
import { passwordState, readChallenge } from './challenges.ts';
import { changeAccount, noticeTo, personOf } from './change-account.ts';
import { tryProof } from './limits.ts';
import type { ApiCall, Handlers } from './operation.ts';
import { userOfPasskey } from './passkey-ceremonies.ts';
import { problem } from './problem.ts';
import { hasNone, oneProof, raise, refuseWithout } from './proofs.ts';
import { newRecoveryCodes, recoveryCodeHash, redeemRecoveryCode } from './recovery-codes.ts';
import { startSession } from './start-session.ts';

export const secondFactorHandlers = {
  'POST /api/auth/second-factor': async (call) => {
    const { env, body } = call;
    const begun = await readChallenge(env, 'second-factor', body.challenge);
    const user = begun === null ? null : await findUserById(env, begun.userId);
    if (begun === null || user === null || passwordState(env, user) !== begun.state) {
      return problem('session_expired', 'That took too long. Sign in again.');
    }
    const given = [body.code, body.recoveryCode, body.passkey].filter((each) => each !== undefined);
    if (given.length !== 1) return oneProof('code, recoveryCode or passkey');
    const attempt = await tryProof(env, `${user.id} ${begun.state}`);
    if (attempt.refused !== null) return attempt.refused;
    if (!(await proves(call, user))) {
      return problem(
        'wrong_credentials',
        'That is not right, or was used already. Wait for the next code and try again.',
      );
    }
    await attempt.succeed();
    if (body.recoveryCode !== undefined) await tellOfRecovery(call, user);
    return startSession(call, user, { factors: begun.factors + 1 });
  },

  'POST /api/account/authenticator': async ({ env, actor }) => {
    const { uri, text } = authenticatorUri(actor.email, await secretOffered(env, actor));
    return { secret: text, uri, qrCode: renderSVG(uri, { ecc: 'M', border: 2 }) };
  },

  'PUT /api/account/authenticator': async (call) => {
    const { env, actor, body } = call;
    const attempt = await tryProof(env, `${actor.userId} ${actor.sessionId}`);
    if (attempt.refused !== null) return attempt.refused;
    const secret = await secretOffered(env, actor);
    const now = Date.now();
    const step = stepOfCode(secret, body.code, now);
    if (step === null)
      return problem('wrong_credentials', 'That is not the code that the app shows now. Try the next.');
    await attempt.succeed();
    const { userId } = actor;
    const sealed = await sealSecret(env, userId, secret);
    const codes = newRecoveryCodes();
    await changeAccount(call, personOf(actor), {
      action: 'add-authenticator',
      statements: (database) => [
        putAuthenticatorStatement(database, { userId, secret: sealed, step }, now),
        ...codesStatements(env, database, userId, codes),
      ],
      letters: [noticeTo(personOf(actor), 'second-factor-changed', { what: 'Codes from an app are now asked for.' })],
    });
    await raise(env, actor);
    return { codes };
  },

  'DELETE /api/account/authenticator': async (call) => {
    const { env, actor } = call;
    const factors = await secondFactorsOf(env, actor.userId);
    if (!factors.hasAuthenticator) return null;
    const left = { ...factors, hasAuthenticator: false };
    const refused = await refuseWithout(env, actor, left);
    if (refused !== null) return refused;
    const what = 'Codes from an app are no longer asked for.';
    await changeAccount(call, personOf(actor), {
      action: 'remove-authenticator',
      statements: (database) => [
        deleteAuthenticatorStatement(database, actor.userId),
        ...(hasNone(left) ? [deleteRecoveryCodesStatement(database, actor.userId)] : []),
      ],
      letters: [noticeTo(personOf(actor), 'second-factor-changed', { what })],
    });
    return null;
  },

  'POST /api/account/recovery-codes': async (call) => {
    const { env, actor } = call;
    if (hasNone(await secondFactorsOf(env, actor.userId))) {
      return problem(
        'conflict',
        'Set up codes from an app or a passkey first: until then there is nothing to recover.',
      );
    }
    const codes = newRecoveryCodes();
    await changeAccount(call, personOf(actor), {
      action: 'renew-recovery-codes',
      statements: (database) => codesStatements(env, database, actor.userId, codes),
      letters: [
        noticeTo(personOf(actor), 'second-factor-changed', {
          what: 'New recovery codes were made; the old ones do not work any more.',
        }),
      ],
    });
    return { codes };
  },
} satisfies Handlers;

async function proves(call: ApiCall<'POST /api/auth/second-factor'>, user: UserRow): Promise<boolean> {
  const { env, body } = call;
  if (body.code !== undefined) return useAuthenticatorCode(env, user.id, body.code);
  if (body.recoveryCode !== undefined) return redeemRecoveryCode(env, user.id, body.recoveryCode);
  return body.passkey !== undefined && (await userOfPasskey(call, body.passkey, null))?.id === user.id;
}

/** Whoever did not do this themselves must hear of it. */
async function tellOfRecovery(call: ApiCall<'POST /api/auth/second-factor'>, user: UserRow): Promise<void> {
  const { recoveryCodesLeft } = await secondFactorsOf(call.env, user.id);
  const what = `A recovery code was used to sign in; ${recoveryCodesLeft} are left.`;
  await changeAccount(call, user, {
    action: 'use-recovery-code',
    statements: () => [],
    letters: [noticeTo(user, 'second-factor-changed', { what })],
  });
}

async function secretOffered(env: Env, { userId, sessionId }: UserActor): Promise<Uint8Array> {
  const present = await findAuthenticator(env, userId);
  return offeredSecret(env, { userId, sessionId, presentSince: present?.createdAt ?? 0 });
}

function codesStatements(
  env: Env,
  database: Directory,
  userId: number,
  codes: readonly string[],
): DirectoryStatement[] {
  const hashes = codes.map((code) => recoveryCodeHash(env, userId, code));
  return replaceRecoveryCodesStatements(database, userId, hashes);
}
