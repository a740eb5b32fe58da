/**
 * What a sign-in of several steps carries from one to the next: signed, good for five minutes and for one purpose, so
 * that nothing has to be stored between the steps.
 */
import { SignJWT, jwtVerify } from 'jose';
import * as z from 'zod';
import type { Env } from '../env.ts';
import { deriveKey, fingerprint } from '../secrets.ts';

const issuer = 'maitred';
const algorithm = 'HS256';
const lastsSeconds = 300;

const claimsByPurpose = {
  /** The password or the link was right. `state` changes with the password: a reset makes older ones worthless. */
  'second-factor': z.object({ userId: z.int(), factors: z.int(), state: z.string() }),
  /** By whoever turns out to hold the passkey. `webauthn` is the random text that the passkey signs. */
  'passkey-sign-in': z.object({ webauthn: z.string() }),
  'passkey-reauthentication': z.object({ webauthn: z.string(), sessionId: z.string() }),
  'passkey-registration': z.object({ webauthn: z.string(), sessionId: z.string() }),
} as const;

export type ChallengePurpose = keyof typeof claimsByPurpose;
type ClaimsOf<P extends ChallengePurpose> = z.output<(typeof claimsByPurpose)[P]>;

export async function makeChallenge<P extends ChallengePurpose>(
  env: Env,
  purpose: P,
  claims: ClaimsOf<P>,
): Promise<string> {
  // Instants of JWTs are seconds; which of two happened first must be known more exactly.
  return new SignJWT({ ...claims, at: Date.now() })
    .setProtectedHeader({ alg: algorithm, typ: 'JWT' })
    .setIssuer(issuer)
    .setAudience(`maitred-${purpose}`)
    .setIssuedAt()
    .setExpirationTime(`${lastsSeconds}s`)
    .sign(deriveKey(env, 'challenge'));
}

/** Null for one that is expired, forged, or meant for something else. `at`: when it was made, epoch milliseconds. */
export async function readChallenge<P extends ChallengePurpose>(
  env: Env,
  purpose: P,
  challenge: string,
): Promise<(ClaimsOf<P> & { readonly at: number }) | null> {
  try {
    const { payload } = await jwtVerify(challenge, deriveKey(env, 'challenge'), {
      algorithms: [algorithm],
      issuer,
      audience: `maitred-${purpose}`,
    });
    const claims = claimsByPurpose[purpose].parse(payload) as ClaimsOf<P>;
    return { ...claims, at: z.int().parse(payload['at']) };
  } catch {
    return null;
  }
}

/** Says nothing about the password, and is another one as soon as it changes. */
export function passwordState(env: Env, user: { readonly id: number; readonly passwordHash: string | null }): string {
  return fingerprint(env, 'password-state', `${user.id} ${user.passwordHash ?? ''}`);
}
