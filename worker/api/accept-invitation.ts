/** The invited: what the link shows, and the one page after which they work. */
import { sql } from 'drizzle-orm';
import { NewAccountPassword } from '../contract/people.ts';
import { mayDelegate } from '../domain/delegation.ts';
import { refusePin } from '../domain/pin-rules.ts';
import { defaultSecurityPolicy } from '../domain/security-policy.ts';
import type { Env } from '../env.ts';
import { readOneTimeToken } from '../secrets.ts';
import { isGuardMiss } from '../store/d1-errors.ts';
import type { DirectoryStatement } from '../store/configuration-changes.ts';
import type { Directory } from '../store/database.ts';
import { setPinStatement } from '../store/devices.ts';
import { type GroupRow, findGroup } from '../store/groups.ts';
import { type InvitationRow, acceptInvitationStatement, findInvitation } from '../store/invitations.ts';
import { findToken, voidInvitationTokensStatement, voidTokensStatement } from '../store/one-time-tokens.ts';
import { restaurantFacts } from '../store/restaurant-facts.ts';
import { restaurantsOfGroup } from '../store/restaurants.ts';
import { auditEntries } from '../store/schema/directory.ts';
import { giveRolesStatements } from '../store/staff.ts';
import { type UserRow, findUserByEmail, grantsOfUser, openAccountStatement } from '../store/users.ts';
import { provedLately } from './access-check.ts';
import type { Actor } from './actor.ts';
import { changePeople } from './change-people.ts';
import { completeSignIn } from './complete-sign-in.ts';
import type { DelegatedRole } from './delegated-roles.ts';
import { addressHashOf, shortAddressOf } from './identify-caller.ts';
import { lookUpInvited } from './invitations.ts';
import { trySignIn } from './limits.ts';
import { refuseWeakPassword } from './new-password.ts';
import type { ApiCall, Handlers } from './operation.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { ProblemAnswer, problem } from './problem.ts';

export const acceptInvitationHandlers = {
  'POST /api/invitations/look': async ({ env, body }) => {
    const open = await openInvitation(env, body.token);
    if (open === null) return spent();
    const { row, role, group } = open;
    const user = await findUserByEmail(env, row.email);
    return {
      email: row.email,
      name: row.name,
      groupName: group.name,
      restaurantNames: await namesOf(env, open.houseIds),
      roleName: role.roleName,
      invitedBy: row.invitedByName ?? '',
      hasAccount: isAccount(user),
      secondFactorNeeded: needsSecondFactor(group, role),
    };
  },

  'POST /api/invitations/accept': async (call) => {
    const { env, actor, body } = call;
    const open = await openInvitation(env, body.token);
    if (open === null) return spent();
    const weakPin = body.pin === undefined ? null : refusePin(body.pin);
    if (weakPin !== null) return invalid('pin', weakPin);
    const user = await findUserByEmail(env, open.row.email);
    const account = isAccount(user) ? await proveOwner(call, user) : await newAccount(env, body, open);
    if (account instanceof ProblemAnswer) return account;
    const pinHash = body.pin === undefined ? null : await hashPassword(body.pin);
    const refused = await join(call, open, { user, account, pinHash });
    if (refused !== null) return refused;
    const joined = await findUserByEmail(env, open.row.email);
    if (joined === null) throw new Error('the account that just joined is gone');
    return completeSignIn(call, joined, { factors: factorsOf(actor, joined) });
  },
} satisfies Handlers;

interface OpenInvitation {
  readonly tokenId: string;
  readonly row: InvitationRow;
  readonly role: DelegatedRole;
  readonly group: GroupRow;
  /** Where the person will work. */
  readonly houseIds: readonly number[];
}

/** Null for a link that leads nowhere (any more): also when whoever sent it could not send it today. */
async function openInvitation(env: Env, token: string): Promise<OpenInvitation | null> {
  const tokenId = readOneTimeToken(env, token);
  const now = Date.now();
  const found = tokenId === null ? null : await findToken(env, tokenId, 'invitation', now);
  const invitationId = found?.invitationId ?? null;
  const row = invitationId === null ? null : await findInvitation(env, invitationId);
  if (tokenId === null || row === null) return null;
  if (row.acceptedAt !== null || row.revokedAt !== null || row.expiresAt <= now) return null;
  const [group, role] = await Promise.all([findGroup(env, row.groupId), lookUpInvited(env, row)]);
  if (group === null || role instanceof ProblemAnswer) return null;
  if (!mayDelegate(await grantsOfUser(env, row.invitedBy), role, group.id)) return null;
  return { tokenId, row, role, group, houseIds: role.restaurantIds ?? (await restaurantsOfGroup(env, group.id)) };
}

/** An account whose address nobody proved is not one yet: whoever chose its password need not be who reads its mail. */
function isAccount(user: UserRow | null): user is UserRow {
  return user !== null && user.emailVerifiedAt !== null;
}

type AcceptCall = ApiCall<'POST /api/invitations/accept'>;

/** An account that is there joins as it is. Guessing its password here is limited as at the sign-in. */
async function proveOwner({ env, request, actor, body }: AcceptCall, user: UserRow): Promise<null | ProblemAnswer> {
  if (body.password === undefined && isSignedIn(actor, user)) return null;
  const attempt = await trySignIn(env, addressHashOf(request, env), user.email);
  if (attempt.refused !== null) return attempt.refused;
  const check = await checkPassword(body.password ?? '', user.passwordHash);
  if (!check.right) {
    const detail = 'This is not the password of your account. You can also sign in first, then open this link again.';
    return problem('wrong_credentials', detail);
  }
  await attempt.succeed();
  return null;
}

function isSignedIn(actor: Actor, user: UserRow): boolean {
  return (
    actor.kind === 'user' &&
    actor.userId === user.id &&
    actor.via === 'session' &&
    actor.actingUserId === null &&
    !actor.locked &&
    provedLately(actor)
  );
}

/** A second factor that was given in this very session need not be given again. */
function factorsOf(actor: Actor, user: UserRow): number {
  return actor.kind === 'user' && isSignedIn(actor, user) ? actor.factors : 1;
}

interface NewAccount {
  readonly name: string;
  readonly passwordHash: string;
}

async function newAccount(
  env: Env,
  { name, password }: AcceptCall['body'],
  { row, group, houseIds }: OpenInvitation,
): Promise<NewAccount | ProblemAnswer> {
  if (name === undefined) return invalid('name', 'Give your name.');
  const chosen = NewAccountPassword.safeParse(password ?? '');
  if (!chosen.success) return invalid('password', chosen.error.issues[0]?.message ?? 'Choose another password.');
  const surroundings = [group.name, ...(await namesOf(env, houseIds.slice(0, 20)))];
  const weak = refuseWeakPassword(chosen.data, { name, email: row.email }, surroundings);
  return weak ?? { name, passwordHash: await hashPassword(chosen.data) };
}

interface Joining {
  readonly user: UserRow | null;
  /** Null for an account that stays as it is. */
  readonly account: NewAccount | null;
  readonly pinHash: string | null;
}

/** Everything or nothing: of two who accept at once one does, and the other's link is spent. */
async function join(call: AcceptCall, open: OpenInvitation, joining: Joining): Promise<ProblemAnswer | null> {
  const now = Date.now();
  try {
    await changePeople(call.env, {
      statements: (database) => joinStatements(database, call, open, joining, now),
      restaurantIds: open.houseIds,
      audit: [],
      now,
    });
    return null;
  } catch (error) {
    if (isGuardMiss(error, 'invitations.created_at')) return spent();
    throw error;
  }
}

function joinStatements(
  database: Directory,
  { request }: AcceptCall,
  { tokenId, row, role, group }: OpenInvitation,
  { user, account, pinHash }: Joining,
  now: number,
): DirectoryStatement[] {
  // A new account's id is known only inside the batch, by its address, which is unique.
  const userId = sql<number>`(SELECT id FROM users WHERE email = ${row.email})`;
  const { role: roleKey, roleId, roleName, restaurantIds } = role;
  const places = restaurantIds ?? [null];
  const given = places.map((restaurantId) => ({ role: roleKey, roleId, restaurantId }));
  const opened = account === null ? [] : [openAccountStatement(database, { email: row.email, ...account }, now)];
  const notes = places.map((restaurantId) =>
    database.insert(auditEntries).values({
      restaurantId,
      groupId: group.id,
      actorUserId: userId,
      subjectUserId: userId,
      address: shortAddressOf(request),
      at: now,
      action: 'accept-invitation',
      before: { roles: [] },
      after: { roles: [roleName], invitedBy: row.invitedByName },
    }),
  );
  return [
    ...opened,
    acceptInvitationStatement(database, { id: row.id, tokenId, userId }, now),
    voidInvitationTokensStatement(database, row.id, now),
    ...(account === null || user === null ? [] : [voidTokensStatement(database, user.id, 'verify-email', now)]),
    ...giveRolesStatements(database, group.id, userId, given, now),
    ...(pinHash === null ? [] : [setPinStatement(database, userId, pinHash, now)]),
    ...notes,
  ];
}

function needsSecondFactor({ security }: GroupRow, { capabilities }: DelegatedRole): boolean {
  const { secondFactor } = security ?? defaultSecurityPolicy;
  const decides = capabilities.includes('staff.manage') || capabilities.includes('settings.configure');
  return secondFactor === 'everybody' || (secondFactor === 'managers' && decides);
}

async function namesOf(env: Env, restaurantIds: readonly number[]): Promise<string[]> {
  const houses = await Promise.all(restaurantIds.map(async (id) => restaurantFacts(env, id)));
  return houses.flatMap((facts) => (facts === null ? [] : [facts.name]));
}

function invalid(path: string, message: string): ProblemAnswer {
  return problem('invalid', message, { errors: [{ path, message }] });
}

function spent(): ProblemAnswer {
  return problem(
    'link_spent',
    'It was used, taken back or replaced by a newer one. Ask whoever invited you for another.',
  );
}
