/** Sign-in: access tokens for clients, and for browsers a cookie beside them. */
import type { Env } from '../env.ts';
import { register } from '../store/accounts.ts';
import { directory } from '../store/database.ts';
import { voidTokensStatement } from '../store/one-time-tokens.ts';
import { endSession, rotateRefresh } from '../store/sessions.ts';
import { type UserRow, findUserByEmail, replacePasswordHash } from '../store/users.ts';
import { noticeTo } from './change-account.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { addressHashOf, forgetSession, identifyCaller, secretHash, sessionCookieOf } from './identify-caller.ts';
import { limitMails, limitRegistrations, trySignIn } from './limits.ts';
import { refuseWeakPassword } from './new-password.ts';
import { type Handlers, answer } from './operation.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { problem } from './problem.ts';
import { cookieLine, nextRefreshSecret, tokensFor, userOf } from './start-session.ts';
import { letterStatements, wakeMail, writeToAccount } from './write-to-account.ts';

export const authHandlers = {
  // The same answer and the same work whatever there is; only the mail says which.
  'POST /api/auth/register': async (call) => {
    const { env, ctx, request, body } = call;
    const weak = refuseWeakPassword(body.password, body);
    if (weak !== null) return weak;
    const addressHash = addressHashOf(request, env);
    const refused = (await limitRegistrations(env, addressHash)) ?? (await limitMails(env, addressHash, body.email));
    if (refused !== null) return refused;
    const passwordHash = await hashPassword(body.password);
    const email = body.email.toLowerCase();
    const user = await register(env, { email, name: body.name, passwordHash }, Date.now());
    const known = { template: 'already-registered', recipient: email, userId: null, facts: {} } as const;
    await (user === null ? writeToAccount(env, ctx, known) : askToVerify(env, ctx, user));
    return { sent: true };
  },

  'POST /api/auth/login': async (call) => {
    const { env, ctx, request, body } = call;
    const attempt = await trySignIn(env, addressHashOf(request, env), body.email);
    if (attempt.refused !== null) return attempt.refused;
    const user = await findUserByEmail(env, body.email);
    const check = await checkPassword(body.password, user?.passwordHash ?? null);
    const wrong = problem('wrong_credentials', 'Check both and try again.');
    if (user === null || !check.right) return wrong;
    if (user.emailVerifiedAt === null) {
      const refused = await limitMails(env, addressHashOf(request, env), user.email);
      if (refused === null) ctx.waitUntil(askToVerify(env, ctx, user));
      return wrong;
    }
    await attempt.succeed();
    if (!check.outdated) return completeSignIn(call, user, { factors: 1 });
    const passwordHash = await hashPassword(body.password);
    await replacePasswordHash(env, user.id, passwordHash);
    return completeSignIn(call, { ...user, passwordHash }, { factors: 1 });
  },

  'POST /api/auth/refresh': async ({ env, body }) => {
    const [, sessionId] = /^r1\.([0-9a-f-]{36})\.[\w-]{43}$/.exec(body.refreshToken) ?? [];
    if (sessionId === undefined) return problem('session_expired', 'Sign in again.');
    const refreshToken = `r1.${sessionId}.${nextRefreshSecret(env, body.refreshToken)}`;
    const now = Date.now();
    const outcome = await rotateRefresh(env, {
      sessionId,
      presentedHash: secretHash(body.refreshToken),
      nextHash: secretHash(refreshToken),
      now,
    });
    if (outcome.kind === 'rotated')
      return tokensFor(env, { kind: 'user', ...outcome.user, via: 'session' }, refreshToken);
    if (outcome.kind === 'reused') forgetSession(sessionId);
    return problem('session_expired', 'Sign in again.');
  },

  'POST /api/auth/logout': async ({ env, request, body }) => {
    const { actor } = await identifyCaller(request, env);
    const cookie = sessionCookieOf(request);
    const refreshToken = body?.refreshToken ?? '';
    const [, ofToken] = /^r1\.([0-9a-f-]{36})\./.exec(refreshToken) ?? [];
    if (actor.kind === 'user') await endSession(env, actor.sessionId, Date.now());
    else if (ofToken !== undefined) await endSession(env, ofToken, Date.now(), secretHash(refreshToken));
    if (actor.kind === 'user') forgetSession(actor.sessionId);
    return answer(null, cookie === null ? {} : { headers: [['Set-Cookie', cookieLine('', 0)]] });
  },

  'GET /api/auth/me': async ({ actor }) => userOf(actor),
} satisfies Handlers;

/** The newest link alone counts: what was registered before it, perhaps by somebody else, is forgotten. */
async function askToVerify(env: Env, ctx: ExecutionContext, user: UserRow): Promise<void> {
  const database = directory(env);
  const now = Date.now();
  const letter = { ...noticeTo(user, 'verify-email'), token: { purpose: 'verify-email' } } as const;
  const older = voidTokensStatement(database, user.id, 'verify-email', now);
  await database.batch([older, ...letterStatements(database, letter, now)]);
  wakeMail(env, ctx);
}
