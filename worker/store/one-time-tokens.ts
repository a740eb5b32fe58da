/** Links that work once. The secret is derived from the row's random id (`worker/secrets.ts`), so none is stored. */
import { type SQL, and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { type Directory, directory } from './database.ts';
import { type OneTimePurpose, oneTimeTokens } from './schema/people.ts';

export interface OneTimeToken {
  readonly id: string;
  readonly purpose: OneTimePurpose;
  readonly userId: number | null;
  readonly invitationId: number | null;
  readonly email: string;
}

type NewOneTimeToken = Omit<OneTimeToken, 'userId' | 'invitationId'> & {
  readonly userId?: number | null;
  /** As SQL where the invitation is made in the same batch. */
  readonly invitationId?: number | SQL | null;
};

const lastsMs = {
  'verify-email': 3 * 86_400_000,
  'reset-password': 3_600_000,
  'sign-in': 15 * 60_000,
  'change-email': 3_600_000,
  invitation: 7 * 86_400_000,
} as const satisfies Record<OneTimePurpose, number>;

const keptMs = 30 * 86_400_000;

/** For a batch together with the mail that carries it. `now` in epoch milliseconds. */
export function createTokenStatement(database: Directory, token: NewOneTimeToken, now: number) {
  return database.insert(oneTimeTokens).values({ ...token, createdAt: now, expiresAt: now + lastsMs[token.purpose] });
}

/** The row behind a token while it can be used; null once it was used, ran out, or for another purpose. */
export async function findToken(
  env: Env,
  id: string,
  purpose: OneTimePurpose,
  now: number,
): Promise<OneTimeToken | null> {
  const row = await directory(env)
    .select()
    .from(oneTimeTokens)
    .where(isUsable(id, purpose, now))
    .get();
  return row ?? null;
}

/** Uses it up: of two that try at once one gets the row, the other null. */
export async function useToken(
  env: Env,
  id: string,
  purpose: OneTimePurpose,
  now: number,
): Promise<OneTimeToken | null> {
  const rows = await directory(env)
    .update(oneTimeTokens)
    .set({ usedAt: now })
    .where(isUsable(id, purpose, now))
    .returning();
  return rows[0] ?? null;
}

/** A newer link, a new password or a closed account makes the older ones worthless. */
export function voidTokensStatement(database: Directory, userId: number, purpose: OneTimePurpose, now: number) {
  const { usedAt } = oneTimeTokens;
  return database
    .update(oneTimeTokens)
    .set({ usedAt: now })
    .where(and(eq(oneTimeTokens.userId, userId), eq(oneTimeTokens.purpose, purpose), isNull(usedAt)));
}

/** An invitation that is sent again, taken back or accepted leaves no link behind. */
export function voidInvitationTokensStatement(database: Directory, invitationId: number, now: number) {
  const isIts = and(eq(oneTimeTokens.invitationId, invitationId), isNull(oneTimeTokens.usedAt));
  return database.update(oneTimeTokens).set({ usedAt: now }).where(isIts);
}

/** For the cron. */
export async function deleteOldTokens(env: Env, now: number): Promise<void> {
  await directory(env)
    .delete(oneTimeTokens)
    .where(lt(oneTimeTokens.expiresAt, now - keptMs));
}

function isUsable(id: string, purpose: OneTimePurpose, now: number) {
  const { usedAt, expiresAt } = oneTimeTokens;
  return and(eq(oneTimeTokens.id, id), eq(oneTimeTokens.purpose, purpose), isNull(usedAt), gt(expiresAt, now));
}
