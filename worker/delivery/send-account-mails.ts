/** Sends what is due to accounts, as `send.ts` does for bookings. */
import type { Env } from '../env.ts';
import type { Mail, MailOutcome } from '../integrations/postmark.ts';
import { logFault, logWarning } from '../log.ts';
import {
  type AccountMail,
  type AccountMailSettlement,
  settleAccountMails,
  takeDueAccountMails,
} from '../store/account-mails.ts';
import { composeAccountMail } from './account-mail.ts';
import { attemptsMax, handOver, hasProvider, leaseMs, nextAttemptAfter } from './hand-over.ts';

const lotSize = 50;

/** Lot by lot until nothing is due or `lotsMax` are done. Throws when D1 cannot be reached. */
export async function sendAccountMails(env: Env, lotsMax: number): Promise<void> {
  for (let lot = 0; lot < lotsMax; lot += 1) {
    if ((await sendLot(env)) < lotSize) return;
  }
}

async function sendLot(env: Env): Promise<number> {
  const taken = await takeDueAccountMails(env, { now: Date.now(), leaseMs, limit: lotSize });
  const letters: { row: AccountMail; mail: Mail }[] = [];
  const settled: AccountMailSettlement[] = [];
  for (const row of taken) {
    try {
      letters.push({ row, mail: await composeAccountMail(env, row) });
    } catch (error) {
      logFault(`account mail ${row.id}`, 'DELIVERY', 'compose', error);
      settled.push(afterFailure(row, 'could not be written'));
    }
  }
  const outcomes = await handOver(
    env,
    letters.map(({ mail }) => mail),
  );
  letters.forEach(({ row, mail }, index) => settled.push(afterSending(env, row, mail, outcomes[index])));
  await settleAccountMails(env, settled);
  return taken.length;
}

function afterSending(env: Env, row: AccountMail, mail: Mail, outcome: MailOutcome | undefined): AccountMailSettlement {
  // What was sent held a key to the account: only the local outbox, which is where it is read, keeps the text.
  const said = hasProvider(env) ? {} : { subject: mail.subject, bodyText: mail.text, bodyHtml: mail.html };
  if (outcome?.kind === 'sent') {
    const { providerId } = outcome;
    return { id: row.id, state: 'sent', ...said, sentAt: Date.now(), providerId, error: null };
  }
  if (outcome?.kind === 'refused') return { id: row.id, state: 'failed', error: outcome.error };
  return afterFailure(row, outcome?.error ?? 'no outcome');
}

function afterFailure({ id, attempts, template }: AccountMail, error: string): AccountMailSettlement {
  if (attempts < attemptsMax) return { id, state: 'pending', error, nextAttemptAt: nextAttemptAfter(attempts) };
  logWarning('account_mail_given_up', { id, template, attempts, error });
  return { id, state: 'failed', error };
}
