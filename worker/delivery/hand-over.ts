/** Mail to the provider, and when to try again: the same for bookings and accounts. */
import type { Env } from '../env.ts';
import { type Mail, type MailOutcome, sendMails } from '../integrations/postmark.ts';
import { logWarning } from '../log.ts';

/** Longer than a lot takes, so that nobody else sends it meanwhile. */
export const leaseMs = 180_000;
/** Pauses double from half a minute to six hours: the twelfth attempt comes after about half a day. */
export const attemptsMax = 12;
const pauseMsMin = 30_000;
const pauseMsMax = 6 * 3_600_000;

/** To the provider, or where there is none into the local outbox, which is the rows themselves. */
export async function handOver(env: Env, mails: readonly Mail[]): Promise<MailOutcome[]> {
  const { POSTMARK_TOKEN: token, POSTMARK_HOST: host } = env;
  if (mails.length === 0) return [];
  if (hasProvider(env) && token !== undefined) return sendMails({ token, host }, mails);
  if (env.ENVIRONMENT === 'production') logWarning('mail_without_provider', { count: mails.length });
  return mails.map(() => ({ kind: 'sent', providerId: 'outbox' }));
}

export function hasProvider(env: Env): boolean {
  return env.POSTMARK_TOKEN !== undefined && env.POSTMARK_TOKEN !== '';
}

/** Again after a pause, a different one for each so that they do not come back together. Epoch milliseconds. */
export function nextAttemptAfter(attempts: number): number {
  const pauseMs = Math.min(pauseMsMax, pauseMsMin * 2 ** (attempts - 1)) * (0.5 + Math.random());
  return Math.round(Date.now() + pauseMs);
}
