/** Mail to accounts: written with what calls for it, in one batch, then tried until sent or given up. */
import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { Env } from '../env.ts';
import { type Directory, directory } from './database.ts';
import { accountMails } from './schema/people.ts';

export type AccountMail = typeof accountMails.$inferSelect;

export type AccountTemplate =
  | 'verify-email'
  | 'already-registered'
  | 'reset-password'
  | 'sign-in-link'
  | 'change-email'
  | 'email-changed'
  | 'password-changed'
  | 'second-factor-changed'
  | 'account-closed'
  | 'invitation'
  | 'access-changed';

export interface NewAccountMail {
  readonly template: AccountTemplate;
  readonly recipient: string;
  readonly userId: number | null;
  /** The one-time token that the mail carries. */
  readonly tokenId: string | null;
  /** What the text needs beyond the token; no secrets. */
  readonly facts: Readonly<Record<string, string>>;
}

/** Due at `sendAt`, by default at once. Epoch milliseconds. */
export function accountMailStatement(database: Directory, mail: NewAccountMail, now: number, sendAt = now) {
  return database.insert(accountMails).values({ ...mail, nextAttemptAt: sendAt, createdAt: now });
}

/** As `takeDueDeliveries`: each is counted as tried and comes again after `leaseMs`, unless it is settled before. */
export async function takeDueAccountMails(
  env: Env,
  { now, leaseMs, limit }: { readonly now: number; readonly leaseMs: number; readonly limit: number },
): Promise<AccountMail[]> {
  const database = directory(env);
  const due = database
    .select({ id: accountMails.id })
    .from(accountMails)
    .where(and(eq(accountMails.state, 'pending'), lte(accountMails.nextAttemptAt, now)))
    .orderBy(asc(accountMails.nextAttemptAt))
    .limit(limit);
  return database
    .update(accountMails)
    .set({ attempts: sql`${accountMails.attempts} + 1`, nextAttemptAt: now + leaseMs })
    .where(inArray(accountMails.id, due))
    .returning();
}

export type AccountMailSettlement = Pick<AccountMail, 'id' | 'state'> &
  Partial<Pick<AccountMail, 'subject' | 'bodyText' | 'bodyHtml' | 'sentAt' | 'providerId' | 'error' | 'nextAttemptAt'>>;

export async function settleAccountMails(env: Env, settlements: readonly AccountMailSettlement[]): Promise<void> {
  const database = directory(env);
  const [first, ...rest] = settlements.map(({ id, ...outcome }) =>
    database
      .update(accountMails)
      .set(outcome)
      .where(and(eq(accountMails.id, id), eq(accountMails.state, 'pending'))),
  );
  if (first !== undefined) await database.batch([first, ...rest]);
}

/** The newest first, for the local outbox page. */
export async function recentAccountMails(env: Env, limit: number): Promise<AccountMail[]> {
  return directory(env).select().from(accountMails).orderBy(desc(accountMails.id)).limit(limit);
}
