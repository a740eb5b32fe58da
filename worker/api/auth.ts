/** Sign-in: access tokens for clients, and for browsers a cookie beside them. */
import { endSession, rotateRefresh } from '../store/sessions.ts';
import { createUser, findUserByEmail, replacePasswordHash } from '../store/users.ts';
import { addressHashOf, forgetSession, identifyCaller, secretHash, sessionCookieOf } from './identify-caller.ts';
import { limitRegistrations, trySignIn } from './limits.ts';
import { type Handlers, answer } from './operation.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { problem } from './problem.ts';
import { cookieLine, nextRefreshSecret, startSession, tokensFor, userOf } from './start-session.ts';

export const authHandlers = {
  'POST /api/auth/register': async (call) => {
    const { env, request, body } = call;
    const refused = await limitRegistrations(env, addressHashOf(request, env));
    if (refused !== null) return refused;
    const passwordHash = await hashPassword(body.password);
    const user = await createUser(
      env,
      { email: body.email, name: body.name, passwordHash, emailVerifiedAt: null },
      Date.now(),
    );
    if (user === null) return problem('conflict', 'This address cannot be registered. Sign in if it is yours.');
    return startSession(call, user, { factors: 1, status: 201 });
  },

  'POST /api/auth/login': async (call) => {
    const { env, request, body } = call;
    const attempt = await trySignIn(env, addressHashOf(request, env), body.email);
    if (attempt.refused !== null) return attempt.refused;
    const user = await findUserByEmail(env, body.email);
    const check = await checkPassword(body.password, user?.passwordHash ?? null);
    if (user === null || !check.right) return problem('wrong_credentials', 'Check both and try again.');
    await attempt.succeed();
    if (check.outdated) await replacePasswordHash(env, user.id, await hashPassword(body.password));
    return startSession(call, user, { factors: 1 });
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
    const [, ofToken] = /^r1\.([0-9a-f-]{36})\./.exec(body?.refreshToken ?? '') ?? [];
    const sessionId = actor.kind === 'user' ? actor.sessionId : ofToken;
    if (sessionId !== undefined) {
      await endSession(env, sessionId, Date.now());
      forgetSession(sessionId);
    }
    return answer(null, cookie === null ? {} : { headers: [['Set-Cookie', cookieLine('', 0)]] });
  },

  'GET /api/auth/me': async ({ actor }) => userOf(actor),
} satisfies Handlers;
