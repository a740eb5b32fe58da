/** A mail to an account, with the one-time link that it carries. */
import { randomBytes } from 'node:crypto';
import type { SQL } from 'drizzle-orm';
import type { DeliveryWakeUp } from '../delivery/wake-up.ts';
import type { Env } from '../env.ts';
import { logWarning } from '../log.ts';
import { type AccountTemplate, accountMailStatement } from '../store/account-mails.ts';
import type { DirectoryStatement } from '../store/configuration-changes.ts';
import { type Directory, directory } from '../store/database.ts';
import { createTokenStatement } from '../store/one-time-tokens.ts';
import type { OneTimePurpose } from '../store/schema/people.ts';

export interface Letter {
  readonly template: AccountTemplate;
  readonly recipient: string;
  readonly userId: number | null;
  readonly facts: Readonly<Record<string, string>>;
  /** Not before this, epoch milliseconds; by default at once. */
  readonly sendAt?: number;
  readonly token?: { readonly purpose: OneTimePurpose; readonly invitationId?: number | SQL };
}

/** For the batch of the change that calls for the mail. Afterwards call `wakeMail`. */
export function letterStatements(database: Directory, letter: Letter, now: number): DirectoryStatement[] {
  const { token, recipient, userId, template, facts } = letter;
  const tokenId = token === undefined ? null : randomBytes(16).toString('base64url');
  const mail = accountMailStatement(database, { template, recipient, userId, tokenId, facts }, now, letter.sendAt);
  if (token === undefined || tokenId === null) return [mail];
  const { purpose, invitationId = null } = token;
  return [createTokenStatement(database, { id: tokenId, purpose, userId, invitationId, email: recipient }, now), mail];
}

/** A mail that nothing else is written with. */
export async function writeToAccount(env: Env, ctx: ExecutionContext, letter: Letter): Promise<void> {
  const database = directory(env);
  const [first, ...rest] = letterStatements(database, letter, Date.now());
  if (first !== undefined) await database.batch([first, ...rest]);
  wakeMail(env, ctx);
}

/** The row is what counts: a wake-up that is lost is made good by the sweep, a minute later. */
export function wakeMail(env: Env, ctx: ExecutionContext): void {
  const wakeUp: DeliveryWakeUp = { account: true };
  ctx.waitUntil(
    env.DELIVERIES.send(wakeUp).catch((error: unknown) => {
      logWarning('wake_up_lost', { message: String(error) });
    }),
  );
}
