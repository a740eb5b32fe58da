/** Access tokens: ten minutes, signed with HS256, with the roles inside so that no request needs a look-up. */
import { SignJWT, jwtVerify } from 'jose';
import * as z from 'zod';
import { capabilities, roles } from '../domain/access.ts';
import type { Env } from '../env.ts';
import { grantOf } from '../store/users.ts';
import type { UserActor } from './actor.ts';
import { deriveKey } from '../secrets.ts';

export const accessTokenSeconds = 600;
const issuer = 'maitred';
const audience = 'maitred-api';
const algorithm = 'HS256';

const GrantClaim = z.object({
  role: z.enum([...roles, 'custom']),
  roleId: z.int().nullish(),
  capabilities: z.array(z.enum(capabilities)).nullish(),
  restaurantId: z.int().nullish(),
  groupId: z.int().nullish(),
});

const Claims = z.object({
  sub: z
    .string()
    .regex(/^[1-9]\d{0,15}$/)
    .transform(Number),
  sid: z.string(),
  email: z.string(),
  name: z.string(),
  grants: z.array(GrantClaim),
  aat: z.int(),
  fac: z.int(),
  act: z.int().optional(),
  lck: z.literal(true).optional(),
});

export async function makeAccessToken(env: Env, user: Omit<UserActor, 'kind' | 'via'>): Promise<string> {
  const { userId, sessionId, email, name, grants, authenticatedAt, factors, actingUserId, locked } = user;
  const about = { aat: authenticatedAt, fac: factors, act: actingUserId ?? undefined, lck: locked ? true : undefined };
  return new SignJWT({ sid: sessionId, email, name, grants, ...about })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .setSubject(String(userId))
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime(`${accessTokenSeconds}s`)
    .sign(deriveKey(env, 'access-token'));
}

/** Null for a token that is expired, forged, or meant for something else. */
export async function readAccessToken(env: Env, token: string): Promise<UserActor | null> {
  try {
    const { payload } = await jwtVerify(token, deriveKey(env, 'access-token'), {
      algorithms: [algorithm],
      issuer,
      audience,
    });
    const claims = Claims.parse(payload);
    return {
      kind: 'user',
      userId: claims.sub,
      sessionId: claims.sid,
      email: claims.email,
      name: claims.name,
      grants: claims.grants.flatMap(grantOf),
      authenticatedAt: claims.aat,
      factors: claims.fac,
      via: 'session',
      actingUserId: claims.act ?? null,
      locked: claims.lck === true,
    };
  } catch {
    return null;
  }
}
