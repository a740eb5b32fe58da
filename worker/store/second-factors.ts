/** Codes from an app and recovery codes. Passkeys have a file of their own. */
import { and, count, eq, isNull, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import type { DirectoryStatement } from './configuration-changes.ts';
import { type Directory, directory } from './database.ts';
import { authenticators, passkeys, recoveryCodes } from './schema/people.ts';

export interface SecondFactors {
  readonly hasAuthenticator: boolean;
  readonly passkeyCount: number;
  readonly recoveryCodesLeft: number;
}

export async function secondFactorsOf(env: Env, userId: number): Promise<SecondFactors> {
  const database = directory(env);
  const [apps, keys, codes] = await database.batch([
    database.select({ count: count() }).from(authenticators).where(eq(authenticators.userId, userId)),
    database.select({ count: count() }).from(passkeys).where(eq(passkeys.userId, userId)),
    database
      .select({ count: count() })
      .from(recoveryCodes)
      .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))),
  ]);
  return {
    hasAuthenticator: (apps[0]?.count ?? 0) > 0,
    passkeyCount: keys[0]?.count ?? 0,
    recoveryCodesLeft: codes[0]?.count ?? 0,
  };
}

export interface Authenticator {
  /** Encrypted; see `worker/api/authenticator-secret.ts`. */
  readonly secret: string;
  readonly createdAt: number;
}

export async function findAuthenticator(env: Env, userId: number): Promise<Authenticator | null> {
  const { secret, createdAt } = authenticators;
  const rows = await directory(env)
    .select({ secret, createdAt })
    .from(authenticators)
    .where(eq(authenticators.userId, userId));
  return rows[0] ?? null;
}

/** Each code counts once: false when this time step or a later one was used already. */
export async function useAuthenticatorStep(env: Env, userId: number, step: number): Promise<boolean> {
  const used = await directory(env)
    .update(authenticators)
    .set({ lastStep: step })
    .where(and(eq(authenticators.userId, userId), sql`${authenticators.lastStep} < ${step}`))
    .returning({ userId: authenticators.userId });
  return used.length > 0;
}

/** Instead of the one there was. `now` in epoch milliseconds; `step` is that of the code which proved it. */
export function putAuthenticatorStatement(
  database: Directory,
  { userId, secret, step }: { readonly userId: number; readonly secret: string; readonly step: number },
  now: number,
): DirectoryStatement {
  const row = { secret, confirmedAt: now, lastStep: step, createdAt: now };
  return database
    .insert(authenticators)
    .values({ userId, ...row })
    .onConflictDoUpdate({ target: authenticators.userId, set: row });
}

export function deleteAuthenticatorStatement(database: Directory, userId: number): DirectoryStatement {
  return database.delete(authenticators).where(eq(authenticators.userId, userId));
}

/** New ones make the old ones worthless. */
export function replaceRecoveryCodesStatements(
  database: Directory,
  userId: number,
  codeHashes: readonly string[],
): DirectoryStatement[] {
  return [
    deleteRecoveryCodesStatement(database, userId),
    database.insert(recoveryCodes).values(codeHashes.map((codeHash) => ({ userId, codeHash }))),
  ];
}

export function deleteRecoveryCodesStatement(database: Directory, userId: number): DirectoryStatement {
  return database.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
}

/** True for whoever is first with an unused code. */
export async function useRecoveryCode(env: Env, userId: number, codeHash: string, now: number): Promise<boolean> {
  const used = await directory(env)
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.codeHash, codeHash), isNull(recoveryCodes.usedAt)))
    .returning({ userId: recoveryCodes.userId });
  return used.length > 0;
}
