/** Links by mail: to prove an address, to choose a new password, to sign in, to change the address. Each works once. */
import type { Env } from '../env.ts';
import {
  findAccount,
  proveAddress,
  releaseAddressStatement,
  setEmailStatement,
  setPasswordStatement,
  voidAllTokensStatement,
} from '../store/accounts.ts';
import type { AccountTemplate } from '../store/account-mails.ts';
import { isDuplicate } from '../store/d1-errors.ts';
import { type OneTimeToken, findToken, useToken } from '../store/one-time-tokens.ts';
import type { OneTimePurpose } from '../store/schema/people.ts';
import { findUserByEmail } from '../store/users.ts';
import { readOneTimeToken } from '../secrets.ts';
import { changeAccount, noticeTo, signOutEverywhere } from './change-account.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { addressHashOf, forgetCallers } from './identify-caller.ts';
import { limitMails } from './limits.ts';
import { refuseWeakPasswordOf } from './new-password.ts';
import type { Handlers } from './operation.ts';
import { hashPassword } from './passwords.ts';
import { type ProblemAnswer, problem } from './problem.ts';
import { logFault } from '../log.ts';
import { writeToAccount } from './write-to-account.ts';

export const signInLinkHandlers = {
  'POST /api/auth/verify-email': async (call) => {
    const { env, body } = call;
    const token = await spend(env, body.token, 'verify-email');
    if (token === null) return spent();
    const user = await proveAddress(env, token.userId, token.email, { now: Date.now(), dropsPassword: false });
    return user === null ? spent() : completeSignIn(call, user, { factors: 1 });
  },

  'POST /api/auth/password/forgot': async (call) => sendLink(call, 'reset-password', 'reset-password'),

  'POST /api/auth/password/reset': async (call) => {
    const { env, body } = call;
    const found = await peek(env, body.token, 'reset-password');
    const user = found === null ? null : await findAccount(env, found.userId);
    if (found === null || user === null || user.email !== found.email) return spent();
    // A password that is refused must not cost the link.
    const weak = await refuseWeakPasswordOf(env, body.password, user);
    if (weak !== null) return weak;
    const passwordHash = await hashPassword(body.password);
    const now = Date.now();
    if ((await useToken(env, found.id, 'reset-password', now)) === null) return spent();
    await changeAccount(call, user, {
      action: 'reset-password',
      statements: (database) => [
        setPasswordStatement(database, user.id, passwordHash, now),
        voidAllTokensStatement(database, user.id, now),
      ],
      letters: [noticeTo(user, 'password-changed')],
    });
    await signOutEverywhere(env, user.id, null);
    return completeSignIn(call, { ...user, passwordHash }, { factors: 1 });
  },

  'POST /api/auth/link': async (call) => sendLink(call, 'sign-in-link', 'sign-in'),

  'POST /api/auth/link/sign-in': async (call) => {
    const { env, body } = call;
    const token = await spend(env, body.token, 'sign-in');
    if (token === null) return spent();
    const user = await proveAddress(env, token.userId, token.email, { now: Date.now(), dropsPassword: true });
    return user === null ? spent() : completeSignIn(call, user, { factors: 1 });
  },

  'POST /api/auth/email/confirm': async (call) => {
    const { env, body } = call;
    const token = await spend(env, body.token, 'change-email');
    const user = token === null ? null : await findAccount(env, token.userId);
    if (token === null || user === null) return spent();
    const email = token.email.toLowerCase();
    const now = Date.now();
    try {
      await changeAccount(call, user, {
        action: 'change-email',
        statements: (database) => [
          releaseAddressStatement(database, email, user.id, now),
          setEmailStatement(database, user.id, email, now),
          // What was sent to the old address opens nothing any more.
          voidAllTokensStatement(database, user.id, now),
        ],
        letters: [noticeTo(user, 'email-changed', { to: email })],
      });
    } catch (error) {
      if (!isDuplicate(error, 'users.email')) throw error;
      return problem('conflict', 'This address has an account of its own. Close that one first, or choose another.');
    }
    forgetCallers();
    return { email };
  },
} satisfies Handlers;

interface LinkCall {
  readonly env: Env;
  readonly ctx: ExecutionContext;
  readonly request: Request;
  readonly requestId: string;
  readonly body: { readonly email: string };
}

/** Answers before anything is written, so that nobody learns by the clock whether there is such an account. */
async function sendLink(
  { env, ctx, request, requestId, body }: LinkCall,
  template: AccountTemplate,
  purpose: OneTimePurpose,
): Promise<{ sent: true } | ProblemAnswer> {
  const refused = await limitMails(env, addressHashOf(request, env), body.email);
  if (refused !== null) return refused;
  const user = await findUserByEmail(env, body.email);
  if (user === null) return { sent: true };
  const letter = { ...noticeTo(user, template), token: { purpose } };
  ctx.waitUntil(
    writeToAccount(env, ctx, letter).catch((error: unknown) => {
      logFault(requestId, 'MAIL', template, error);
    }),
  );
  return { sent: true };
}

type AccountToken = OneTimeToken & { readonly userId: number };

/** Uses a link up. Null for one that is spent, for something else, or not ours. */
async function spend(env: Env, token: string, purpose: OneTimePurpose): Promise<AccountToken | null> {
  const id = readOneTimeToken(env, token);
  return id === null ? null : ofAccount(await useToken(env, id, purpose, Date.now()));
}

/** As `spend`, and leaves it as it is. */
async function peek(env: Env, token: string, purpose: OneTimePurpose): Promise<AccountToken | null> {
  const id = readOneTimeToken(env, token);
  return id === null ? null : ofAccount(await findToken(env, id, purpose, Date.now()));
}

function ofAccount(token: OneTimeToken | null): AccountToken | null {
  return token === null || token.userId === null ? null : { ...token, userId: token.userId };
}

function spent(): ProblemAnswer {
  return problem('link_spent', 'It was used already, has run out, or was replaced by a newer one. Ask for another.');
}
