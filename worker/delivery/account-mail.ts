/** What an account's mails say. Each is short, says why it came, and what to do when it was not meant. */
import { html } from 'hono/html';
import type { Env } from '../env.ts';
import type { Mail } from '../integrations/postmark.ts';
import { oneTimeTokenFor } from '../secrets.ts';
import type { AccountMail, AccountTemplate } from '../store/account-mails.ts';
import { publicOrigin, senderAddress } from './addresses.ts';
import { layOut } from './mail-layout.ts';

interface Wording {
  readonly subject: string;
  readonly lead: string;
  /** Where its button leads; `{token}` is the one-time token. */
  readonly action?: { readonly label: string; readonly path: string };
  readonly notes: readonly string[];
}

type Facts = Readonly<Record<string, string>>;

const ignoreIt = 'If this was not you, ignore this mail: nothing changes.';
const tellUs = 'If this was not you, reset your password at once and end all sessions in your account.';

const wordings: Readonly<Record<AccountTemplate, (facts: Facts) => Wording>> = {
  'verify-email': () => ({
    subject: 'Confirm your address',
    lead: 'One step is left: confirm that this address is yours, and your account is open.',
    action: { label: 'Confirm my address', path: '/account/verify/{token}' },
    notes: ['The link works for three days.', ignoreIt],
  }),
  'already-registered': () => ({
    subject: 'You have an account already',
    lead: 'Somebody, perhaps you, tried to open an account with this address. It has one: sign in, or ask for a new password.',
    action: { label: 'Sign in', path: '/sign-in' },
    notes: [ignoreIt],
  }),
  'reset-password': () => ({
    subject: 'Choose a new password',
    lead: 'Somebody, perhaps you, asked for a new password for this account.',
    action: { label: 'Choose a new password', path: '/account/reset/{token}' },
    notes: ['The link works once, for an hour.', ignoreIt],
  }),
  'sign-in-link': () => ({
    subject: 'Your sign-in link',
    lead: 'With this link you are signed in without a password.',
    action: { label: 'Sign in', path: '/sign-in/link/{token}' },
    notes: ['The link works once, for fifteen minutes.', ignoreIt],
  }),
  'change-email': ({ from = '' }) => ({
    subject: 'Confirm your new address',
    lead: `The account of ${from} is to have this address from now on.`,
    action: { label: 'Confirm the new address', path: '/account/email/{token}' },
    notes: ['The link works once, for an hour.', ignoreIt],
  }),
  'email-changed': ({ to = '' }) => ({
    subject: 'Your address was changed',
    lead: `Your account now has the address ${to}. This is the last mail to the old one.`,
    notes: [tellUs],
  }),
  'password-changed': () => ({
    subject: 'Your password was changed',
    lead: 'The password of your account was changed, and all other sessions were ended.',
    notes: [tellUs],
  }),
  'second-factor-changed': ({ what = '' }) => ({
    subject: 'How you sign in was changed',
    lead: what,
    notes: [tellUs],
  }),
  'account-closed': () => ({
    subject: 'Your account is closed',
    lead: 'Your account and your profile are gone. Bookings still to come stay valid; their links are in their mails.',
    notes: [],
  }),
  invitation: ({ invitedBy = '', place = '', role = '' }) => ({
    subject: `${invitedBy} invites you to ${place}`,
    lead: `You are invited to work with ${place} as ${role}. One page, and you can begin.`,
    action: { label: 'Accept the invitation', path: '/invitation/{token}' },
    notes: ['The link works once, for seven days.', 'If you do not know what this is about, ignore this mail.'],
  }),
  'access-changed': ({ place = '', what = '' }) => ({
    subject: `What you may do at ${place} has changed`,
    lead: what,
    notes: ['Ask your manager if this surprises you.'],
  }),
};

/** Throws when the Worker is deployed without its address or sender. */
export async function composeAccountMail(env: Env, mail: AccountMail): Promise<Mail> {
  const origin = publicOrigin(env);
  const { subject, lead, action, notes } = wordings[mail.template as AccountTemplate](mail.facts);
  const token = mail.tokenId === null ? '' : oneTimeTokenFor(env, mail.tokenId);
  const sheet = {
    heading: subject,
    greeting: mail.facts['name'] === undefined ? 'Hello,' : `Hello ${mail.facts['name']},`,
    lead,
    booking: null,
    action: action === undefined ? null : { label: action.label, url: origin + action.path.replace('{token}', token) },
    policies: notes,
    signature: ['maitred'],
  };
  const { text, html: page } = await layOut(sheet, html``);
  return {
    from: `"maitred" <${senderAddress(env)}>`,
    to: mail.recipient,
    replyTo: null,
    subject: subject.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim(),
    html: page,
    text,
    tag: mail.template,
    metadata: { accountMailId: String(mail.id) },
    attachments: [],
  };
}
