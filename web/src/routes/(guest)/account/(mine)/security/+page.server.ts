import { call } from '#lib/api/client.ts';
import type { ProofAsked } from '#lib/account/proof.ts';
import * as security from '#lib/account/security-actions.ts';
import { agoWords, doneText } from '#lib/account/security-words.ts';
import { answered } from '#lib/staff/answered.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ fetch, parent, url }) => {
  const [{ account }, sessions, passkeys] = await Promise.all([
    parent(),
    call(fetch, 'GET /api/account/sessions', {}),
    call(fetch, 'GET /api/account/passkeys', {}),
  ]);
  const now = Date.now();
  const methods = { password: false, code: account.hasAuthenticator, passkey: account.passkeyCount > 0 };
  const secondFactor: ProofAsked = { action: '?/giveSecondFactor', fields: [], methods, error: null };
  return {
    done: doneText(url.searchParams.get('done')),
    /** A group asks for a second factor; `secondFactor` where there is one already, to give it now. */
    needed: url.searchParams.has('needed'),
    secondFactor: methods.code || methods.passkey ? secondFactor : null,
    sessions: answered(sessions).items.map((session) => ({
      ...session,
      lastUsed: agoWords(Date.parse(session.lastUsedAt), now),
    })),
    passkeys: answered(passkeys).items.map(({ id, name, createdAt, lastUsedAt }) => ({
      ...{ id, name },
      added: agoWords(Date.parse(createdAt), now),
      lastUsed: lastUsedAt === null ? null : agoWords(Date.parse(lastUsedAt), now),
    })),
  };
};

export const actions: Actions = {
  password: security.changePassword,
  email: security.changeEmail,
  authenticator: security.beginAuthenticator,
  confirmAuthenticator: security.confirmAuthenticator,
  removeAuthenticator: security.removeAuthenticator,
  recoveryCodes: security.renewRecoveryCodes,
  beginPasskey: security.beginPasskey,
  addPasskey: security.addPasskey,
  removePasskey: security.removePasskey,
  pin: security.setPin,
  endSession: security.endSession,
  endOtherSessions: security.endOtherSessions,
  giveSecondFactor: security.giveSecondFactor,
};
