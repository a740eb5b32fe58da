/** Who writes, and where the links in a message lead. Deployed, both must be set: a link to nowhere is worse than a late mail. */
import type { Env } from '../env.ts';

const localOrigin = 'http://localhost:8787';
const localSender = 'bookings@maitred.test';

/** `https://book.example.com`, without a slash at the end. */
export function publicOrigin(env: Env): string {
  if (env.PUBLIC_ORIGIN) return env.PUBLIC_ORIGIN.replace(/\/+$/, '');
  if (env.ENVIRONMENT === 'production') throw new Error('PUBLIC_ORIGIN is not set; see docs/deployment.md');
  return localOrigin;
}

/** The address that all mail comes from; each restaurant's name stands before it. */
export function senderAddress(env: Env): string {
  if (env.MAIL_FROM) return env.MAIL_FROM;
  if (env.POSTMARK_TOKEN) throw new Error('MAIL_FROM is not set; see docs/deployment.md');
  return localSender;
}
