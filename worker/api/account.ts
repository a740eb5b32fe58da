/** One's own account: the profile, the password, the address, and its end. */
import type { Account } from '../contract/auth.ts';
import type { Env } from '../env.ts';
import {
  type AccountRow,
  findAccount,
  isStaleAccount,
  knownRestaurants,
  restaurantsOfUser,
  setPasswordStatement,
  updateProfileStatement,
  voidAllTokensStatement,
} from '../store/accounts.ts';
import { closeAccountStatements, forgetBookings, groupsOwnedAlone, isLastOwner } from '../store/close-account.ts';
import { voidTokensStatement } from '../store/one-time-tokens.ts';
import type { GuestProfile } from '../store/schema/people.ts';
import { secondFactorsOf } from '../store/second-factors.ts';
import { endSessionsOf } from '../store/sessions.ts';
import { provedLately } from './access-check.ts';
import type { UserActor } from './actor.ts';
import { auditedBy } from './audited-by.ts';
import { changeAccount, noticeTo, personOf, signOutEverywhere } from './change-account.ts';
import { matches, staleEdit } from './change-configuration.ts';
import { changePeople, shutOut } from './change-people.ts';
import { addressHashOf, forgetCallers, sessionCookieOf } from './identify-caller.ts';
import { limitMails } from './limits.ts';
import { refuseWeakPasswordOf } from './new-password.ts';
import { type ApiCall, type Handlers, type Reply, answer } from './operation.ts';
import { hashPassword } from './passwords.ts';
import { type ProblemAnswer, notFoundProblem, problem } from './problem.ts';
import { cookieLine } from './start-session.ts';
import { letterStatements, wakeMail } from './write-to-account.ts';

export const accountHandlers = {
  'GET /api/account': async ({ env, actor }) => {
    const account = await findAccount(env, actor.userId);
    return account === null ? notFoundProblem('account') : accountReply(env, actor, account);
  },

  'PUT /api/account': async (call) => {
    const attempts = call.ifMatch === null ? 5 : 1;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const changed = await changeProfile(call);
      if (changed !== 'stale') return changed;
    }
    return staleEdit();
  },

  'PUT /api/account/password': async (call) => {
    const { env, actor, body } = call;
    const user = personOf(actor);
    const weak = await refuseWeakPasswordOf(env, body.password, user);
    if (weak !== null) return weak;
    const passwordHash = await hashPassword(body.password);
    const now = Date.now();
    await changeAccount(call, user, {
      action: 'change-password',
      statements: (database) => [
        setPasswordStatement(database, user.id, passwordHash, now),
        voidAllTokensStatement(database, user.id, now),
      ],
      letters: [noticeTo(user, 'password-changed')],
    });
    await signOutEverywhere(env, user.id, actor.sessionId);
    return null;
  },

  'POST /api/account/email': async (call) => {
    const { env, request, actor, body } = call;
    const user = personOf(actor);
    const recipient = body.email.toLowerCase();
    const refused = await limitMails(env, addressHashOf(request, env), recipient);
    if (refused !== null) return refused;
    if (recipient === user.email) {
      const message = 'This is your address already.';
      return problem('invalid', message, { errors: [{ path: 'email', message }] });
    }
    const facts = { name: user.name, from: user.email };
    const now = Date.now();
    await changeAccount(call, user, {
      action: 'ask-for-another-email',
      statements: (database) => [voidTokensStatement(database, user.id, 'change-email', now)],
      letters: [{ template: 'change-email', recipient, userId: user.id, facts, token: { purpose: 'change-email' } }],
    });
    return { sent: true };
  },

  'DELETE /api/account': async (call) => {
    const { env, request, actor } = call;
    const { userId } = actor;
    const restaurantIds = await restaurantsOfUser(env, userId);
    try {
      await closeAccount(call, restaurantIds);
    } catch (error) {
      if (!isLastOwner(error)) throw error;
      const names = (await groupsOwnedAlone(env, userId)).join(', ');
      return problem('conflict', `You are the last owner of ${names}. Make somebody else an owner first, then leave.`);
    }
    await shutOut(env, await endSessionsOf(env, userId, Date.now(), null), restaurantIds);
    await forgetBookings(env, userId);
    return answer(null, sessionCookieOf(request) === null ? {} : { headers: [['Set-Cookie', cookieLine('', 0)]] });
  },
} satisfies Handlers;

async function changeProfile(call: ApiCall<'PUT /api/account'>): Promise<Reply<Account> | ProblemAnswer | 'stale'> {
  const { env, actor, body, ifMatch } = call;
  const account = await findAccount(env, actor.userId);
  if (account === null) return notFoundProblem('account');
  if (!matches(ifMatch, account.version)) return staleEdit();
  const { name = account.name, ...wishes } = body;
  const profile: GuestProfile = { ...profileOf(account), ...wishes };
  const known = await knownRestaurants(env, wishes.favouriteRestaurantIds ?? []);
  const missing = wishes.favouriteRestaurantIds?.findIndex((id) => !known.has(id)) ?? -1;
  if (missing >= 0) {
    const message = 'There is no such restaurant.';
    return problem('invalid', message, { errors: [{ path: `favouriteRestaurantIds.${missing}`, message }] });
  }
  try {
    await changeAccount(call, personOf(actor), {
      action: 'change-profile',
      // Which, not what: the audit outlives the account.
      after: { changed: Object.keys(body) },
      statements: (database) => [updateProfileStatement(database, account, { name, profile })],
    });
  } catch (error) {
    if (isStaleAccount(error)) return 'stale';
    throw error;
  }
  if (name !== account.name) forgetCallers();
  return accountReply(env, actor, { ...account, name, profile, version: account.version + 1 });
}

async function accountReply(env: Env, actor: UserActor, account: AccountRow): Promise<Reply<Account>> {
  const { id, email, name, emailVerifiedAt, passwordHash, version, hasPin } = account;
  const { phone, preferences, allergies, favouriteRestaurantIds } = profileOf(account);
  const view: Account = {
    ...{ id, email, name, phone, preferences, version, hasPin },
    allergies: [...allergies],
    favouriteRestaurantIds: [...favouriteRestaurantIds],
    emailVerified: emailVerifiedAt !== null,
    hasPassword: passwordHash !== null,
    ...(await secondFactorsOf(env, id)),
    recentlyAuthenticated: actor.actingUserId === null && provedLately(actor),
  };
  return answer(view, { etag: version });
}

function profileOf({ profile }: AccountRow): GuestProfile {
  return profile ?? { phone: '', preferences: '', allergies: [], favouriteRestaurantIds: [] };
}

/** Told to every open day at which the person worked. The mail is the last thing that knows the address. */
async function closeAccount(call: ApiCall<'DELETE /api/account'>, restaurantIds: readonly number[]): Promise<void> {
  const { env, ctx, actor } = call;
  const now = Date.now();
  const user = personOf(actor);
  const note = { restaurantId: null, groupId: null, ...auditedBy(call), subjectUserId: user.id, before: null };
  const farewell = { ...noticeTo(user, 'account-closed'), userId: null };
  await changePeople(env, {
    statements: (database) => [
      ...closeAccountStatements(database, user.id, now),
      ...letterStatements(database, farewell, now),
    ],
    restaurantIds,
    audit: [{ ...note, action: 'close-account', after: null }],
    now,
  });
  wakeMail(env, ctx);
}
