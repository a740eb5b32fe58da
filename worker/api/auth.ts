/** Sign-in: access tokens for clients, and for browsers a cookie beside them. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Tokens, User } from '../contract/auth.ts';
import { capabilitiesOf } from '../domain/access.ts';
import type { Env } from '../env.ts';
import { createSession, endSession, rotateRefresh } from '../store/sessions.ts';
import { type UserRow, createUser, findUserByEmail, grantsOfUser, replacePasswordHash } from '../store/users.ts';
import { isSameOrigin } from './access-check.ts';
import { accessTokenSeconds, makeAccessToken } from './access-token.ts';
import type { UserActor } from './actor.ts';
import {
  addressHashOf,
  forgetSession,
  identifyCaller,
  secretHash,
  sessionCookie,
  sessionCookieOf,
} from './identify-caller.ts';
import { limitRegistrations, trySignIn } from './limits.ts';
import { type ApiCall, type Handlers, type Reply, answer } from './operation.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { problem } from './problem.ts';
import { deriveKey } from '../secrets.ts';

const sessionDays = 30;
const sessionMs = sessionDays * 86_400_000;

export const authHandlers = {
  'POST /api/auth/register': async (call) => {
    const { env, request, body } = call;
    const refused = await limitRegistrations(env, addressHashOf(request, env));
    if (refused !== null) return refused;
    const passwordHash = await hashPassword(body.password);
    const user = await createUser(env, { email: body.email, name: body.name, passwordHash }, Date.now());
    if (user === null) return problem('conflict', 'This address cannot be registered. Sign in if it is yours.');
    return startSession(call, user, 201);
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
    return startSession(call, user, 200);
  },

  'POST /api/auth/refresh': async ({ env, body }) => {
    const [, sessionId] = /^r1\.([0-9a-f-]{36})\.[\w-]{43}$/.exec(body.refreshToken) ?? [];
    if (sessionId === undefined) return problem('session_expired', 'Sign in again.');
    const refreshToken = `r1.${sessionId}.${nextSecret(env, body.refreshToken)}`;
    const now = Date.now();
    const outcome = await rotateRefresh(env, {
      sessionId,
      presentedHash: secretHash(body.refreshToken),
      nextHash: secretHash(refreshToken),
      expiresAt: now + sessionMs,
      now,
    });
    if (outcome.kind === 'rotated') return tokensFor(env, { kind: 'user', ...outcome.user }, refreshToken);
    if (outcome.kind === 'reused') forgetSession(sessionId, null);
    return problem('session_expired', 'Sign in again.');
  },

  'POST /api/auth/logout': async ({ env, request, body }) => {
    const { actor } = await identifyCaller(request, env);
    const cookie = sessionCookieOf(request);
    const [, ofToken] = /^r1\.([0-9a-f-]{36})\./.exec(body?.refreshToken ?? '') ?? [];
    const sessionId = actor.kind === 'user' ? actor.sessionId : ofToken;
    if (sessionId !== undefined) {
      await endSession(env, sessionId, Date.now());
      forgetSession(sessionId, cookie);
    }
    return answer(null, cookie === null ? {} : { headers: [['Set-Cookie', cookieLine('', 0)]] });
  },

  'GET /api/auth/me': async ({ actor }) => userOf(actor),
} satisfies Handlers;

async function startSession(
  { env, request }: Pick<ApiCall<'POST /api/auth/login'>, 'env' | 'request'>,
  user: UserRow,
  status: 200 | 201,
): Promise<Reply<Tokens>> {
  const now = Date.now();
  const sessionId = crypto.randomUUID();
  const refreshToken = `r1.${sessionId}.${randomBytes(32).toString('base64url')}`;
  // Only a browser on one of our pages is given a cookie; other clients have no use for it.
  const cookie = isSameOrigin(request) ? randomBytes(32).toString('base64url') : null;
  await createSession(env, {
    id: sessionId,
    userId: user.id,
    cookieHash: cookie === null ? null : secretHash(cookie),
    refreshHash: secretHash(refreshToken),
    createdAt: now,
    expiresAt: now + sessionMs,
  });
  const grants = await grantsOfUser(env, user.id);
  const { email, name } = user;
  const tokens = await tokensFor(env, { kind: 'user', userId: user.id, sessionId, email, name, grants }, refreshToken);
  return answer(tokens, {
    status,
    headers: cookie === null ? [] : [['Set-Cookie', cookieLine(cookie, sessionMs / 1000)]],
  });
}

async function tokensFor(env: Env, actor: UserActor, refreshToken: string): Promise<Tokens> {
  const accessToken = await makeAccessToken(env, actor);
  return { accessToken, tokenType: 'Bearer', expiresIn: accessTokenSeconds, refreshToken, user: userOf(actor) };
}

function userOf({ userId, email, name, grants }: UserActor): User {
  return {
    id: userId,
    email,
    name,
    roles: grants.map((grant) => ({ ...grant, capabilities: [...capabilitiesOf([grant.role])] })),
  };
}

/** Derived from its predecessor: a repeated request is given the same successor, and nobody else can compute it. */
function nextSecret(env: Env, refreshToken: string): string {
  return createHmac('sha256', deriveKey(env, 'refresh-token')).update(refreshToken).digest('base64url');
}

function cookieLine(secret: string, maxAgeSeconds: number): string {
  return `${sessionCookie}=${secret}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`;
}
