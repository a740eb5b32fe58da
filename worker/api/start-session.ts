/** What every way to sign in ends with: a session, its tokens and, for browsers, the cookie beside them. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Tokens, User } from '../contract/auth.ts';
import { capabilitiesOfGrant } from '../domain/access.ts';
import { strictest } from '../domain/security-policy.ts';
import type { Env } from '../env.ts';
import { deriveKey } from '../secrets.ts';
import { securityPoliciesOf } from '../store/groups.ts';
import { createSession } from '../store/sessions.ts';
import { grantsOfUser } from '../store/users.ts';
import { isSameOrigin } from './access-check.ts';
import { accessTokenSeconds, makeAccessToken } from './access-token.ts';
import type { UserActor } from './actor.ts';
import { deviceOf } from './device.ts';
import { secretHash, sessionCookie, shortAddressOf } from './identify-caller.ts';
import { type Reply, answer } from './operation.ts';

interface SignIn {
  /** How many factors proved the person. */
  readonly factors: number;
  readonly status?: 200 | 201;
  /** An administrator who acts as the user, with the reason for the audit. */
  readonly acting?: { readonly userId: number; readonly reason: string };
}

const hourMs = 3_600_000;
/** An administrator acts as somebody else for an hour at most. */
const actingMs = hourMs;

export async function startSession(
  { env, request }: { readonly env: Env; readonly request: Request },
  user: { readonly id: number; readonly email: string; readonly name: string },
  { factors, status = 200, acting }: SignIn,
): Promise<Reply<Tokens>> {
  const now = Date.now();
  const sessionId = crypto.randomUUID();
  const refreshToken = `r1.${sessionId}.${randomBytes(32).toString('base64url')}`;
  // Only a browser on one of our pages is given a cookie; other clients have no use for it.
  const cookie = isSameOrigin(request) ? randomBytes(32).toString('base64url') : null;
  const policy = strictest(await securityPoliciesOf(env, user.id));
  const lastsMs = acting === undefined ? policy.absoluteDays * 24 * hourMs : actingMs;
  await createSession(env, {
    id: sessionId,
    userId: user.id,
    cookieHash: cookie === null ? null : secretHash(cookie),
    refreshHash: secretHash(refreshToken),
    device: deviceOf(request.headers.get('User-Agent')),
    address: shortAddressOf(request),
    factors,
    createdAt: now,
    idleMs: Math.min(policy.idleHours * hourMs, lastsMs),
    expiresAt: now + lastsMs,
    acting: acting ?? null,
  });
  const actor: UserActor = {
    kind: 'user',
    userId: user.id,
    sessionId,
    email: user.email,
    name: user.name,
    grants: await grantsOfUser(env, user.id),
    authenticatedAt: now,
    factors,
    via: 'session',
    actingUserId: acting?.userId ?? null,
    locked: false,
  };
  return answer(await tokensFor(env, actor, refreshToken), {
    status,
    headers: cookie === null ? [] : [['Set-Cookie', cookieLine(cookie, Math.floor(lastsMs / 1000))]],
  });
}

export async function tokensFor(env: Env, actor: UserActor, refreshToken: string): Promise<Tokens> {
  const accessToken = await makeAccessToken(env, actor);
  return { accessToken, tokenType: 'Bearer', expiresIn: accessTokenSeconds, refreshToken, user: userOf(actor) };
}

export function userOf({ userId, email, name, grants, actingUserId, locked }: UserActor): User {
  return {
    id: userId,
    email,
    name,
    ...(actingUserId === null ? {} : { actingUserId }),
    ...(locked ? { locked } : {}),
    roles: grants.map((grant) => ({ ...grant, capabilities: capabilitiesOfGrant(grant) })),
  };
}

/** Derived from its predecessor: a repeated request is given the same successor, and nobody else can compute it. */
export function nextRefreshSecret(env: Env, refreshToken: string): string {
  return createHmac('sha256', deriveKey(env, 'refresh-token')).update(refreshToken).digest('base64url');
}

export function cookieLine(secret: string, maxAgeSeconds: number): string {
  return `${sessionCookie}=${secret}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; Secure; SameSite=Lax`;
}
