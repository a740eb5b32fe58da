/** Inviting people: who may invite whom to what, the mail, and what became of it. */
import type { Invitation } from '../contract/people.ts';
import { can } from '../domain/access.ts';
import { roleNameOf } from '../domain/access-words.ts';
import { instantText } from '../domain/time/service-date.ts';
import { isGuardMiss } from '../store/d1-errors.ts';
import type { DirectoryStatement } from '../store/configuration-changes.ts';
import type { Directory } from '../store/database.ts';
import {
  type InvitationRow,
  createInvitationStatement,
  findInvitation,
  listInvitations,
  newestInvitationOf,
  openInvitationTo,
  renewInvitationStatement,
  revokeInvitationStatement,
} from '../store/invitations.ts';
import { voidInvitationTokensStatement } from '../store/one-time-tokens.ts';
import { restaurantFacts } from '../store/restaurant-facts.ts';
import { restaurantsOfGroup } from '../store/restaurants.ts';
import { auditedBy } from './audited-by.ts';
import { changePeople } from './change-people.ts';
import { type DelegatedRole, lookUpRole, refuseDelegation } from './delegated-roles.ts';
import { limitInvitations } from './limits.ts';
import { type ApiCall, type Handlers, answer } from './operation.ts';
import { pageOf, readIdCursor } from './page-cursor.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';
import { type StaffCall, seePeople } from './staff-view.ts';
import { type Letter, letterStatements, wakeMail } from './write-to-account.ts';

export const invitationHandlers = {
  'GET /api/groups/{groupId}/invitations': async (call) => {
    const { env, group, query, restaurantIds } = call;
    const before = readIdCursor(query.cursor) || null;
    const places = managesAll(call) ? null : restaurantIds;
    const rows = await listInvitations(env, group.id, places, before, query.limit + 1);
    const now = Date.now();
    return pageOf(rows, query.limit, (row) => invitationView(row, places, now));
  },

  'POST /api/groups/{groupId}/invitations': async (call) => {
    const { env, ctx, group, body, actor } = call;
    const role = await lookUpRole(env, group.id, await restaurantsOfGroup(env, group.id), body.assignment);
    if (role instanceof ProblemAnswer) return role;
    const email = body.email.toLowerCase();
    const refused =
      refuseDelegation(actor.grants, role, group.id) ??
      (await refuseKnown(call, email)) ??
      (await limitInvitations(env, email));
    if (refused !== null) return refused;
    const { name } = body;
    const { role: roleKey, roleId, restaurantIds } = role;
    const invitation = {
      groupId: group.id,
      email,
      name,
      role: roleKey,
      roleId,
      restaurantIds,
      invitedBy: actor.userId,
    };
    const letter = await letterOf(call, { email, name }, role, newestInvitationOf(group.id));
    const now = Date.now();
    await write(call, role, 'invite-person', null, { email, name, role: role.roleName }, (database) => [
      createInvitationStatement(database, invitation, now),
      ...letterStatements(database, letter, now),
    ]);
    wakeMail(env, ctx);
    const created = await openInvitationTo(env, group.id, email, now);
    if (created === null) throw new Error('the invitation just written is gone');
    const location = `/api/groups/${group.id}/invitations/${created.id}`;
    return answer(invitationView(created, null, now), { location });
  },

  'POST /api/groups/{groupId}/invitations/{invitationId}/resend': async (call) => {
    const { env, ctx, actor } = call;
    const found = await findOwn(call);
    if (found instanceof ProblemAnswer) return found;
    const { row, role } = found;
    const refused = await limitInvitations(env, row.email);
    if (refused !== null) return refused;
    const letter = await letterOf(call, row, role, row.id);
    const now = Date.now();
    const after = { email: row.email, name: row.name, role: role.roleName };
    const written = await write(call, role, 'resend-invitation', null, after, (database) => [
      renewInvitationStatement(database, row.id, actor.userId, now),
      voidInvitationTokensStatement(database, row.id, now),
      ...letterStatements(database, letter, now),
    ]);
    if (!written) return settled();
    wakeMail(env, ctx);
    return invitationView(
      (await findInvitation(env, row.id)) ?? row,
      managesAll(call) ? null : call.restaurantIds,
      now,
    );
  },

  'DELETE /api/groups/{groupId}/invitations/{invitationId}': async (call) => {
    const found = await findOwn(call);
    if (found instanceof ProblemAnswer) return found;
    const { row, role } = found;
    if (row.revokedAt !== null) return answer(null);
    const now = Date.now();
    const before = { email: row.email, name: row.name, role: role.roleName };
    const written = await write(call, role, 'revoke-invitation', before, null, (database) => [
      revokeInvitationStatement(database, row.id, now),
      voidInvitationTokensStatement(database, row.id, now),
    ]);
    return written ? answer(null) : settled();
  },
} satisfies Handlers;

function managesAll({ actor, group }: StaffCall): boolean {
  return can(actor.grants, 'staff.read', { restaurantId: null, groupId: group.id });
}

/** Who works here already, or is invited, is not invited once more. */
async function refuseKnown(call: StaffCall, email: string): Promise<ProblemAnswer | null> {
  const known = (await seePeople(call)).find(({ row }) => row.email === email);
  if (known !== undefined) {
    return problem(
      'conflict',
      `${known.row.name} is among your people already. Change their roles, or reactivate them.`,
    );
  }
  if ((await openInvitationTo(call.env, call.group.id, email, Date.now())) === null) return null;
  return problem('conflict', 'This address is invited already. Send that invitation again, or take it back first.');
}

type OwnCall = ApiCall<
  | 'POST /api/groups/{groupId}/invitations/{invitationId}/resend'
  | 'DELETE /api/groups/{groupId}/invitations/{invitationId}'
>;

/** The invitation of the path, if the caller could have written it. */
async function findOwn(call: OwnCall): Promise<{ row: InvitationRow; role: DelegatedRole } | ProblemAnswer> {
  const { env, group, params, actor, restaurantIds } = call;
  const row = await findInvitation(env, params.invitationId);
  const isSeen =
    row?.groupId === group.id &&
    (managesAll(call) || row.restaurantIds?.some((id) => restaurantIds.includes(id)) === true);
  if (!isSeen) return notFoundProblem('invitation');
  const role = await lookUpInvited(env, row);
  if (role instanceof ProblemAnswer) return problem('conflict', 'The role that it is to is gone. Invite them anew.');
  return refuseDelegation(actor.grants, role, group.id) ?? { row, role };
}

/** What an invitation is to, as it stands now; a problem when its role or a restaurant is gone. */
export async function lookUpInvited(
  env: StaffCall['env'],
  { groupId, role, roleId, restaurantIds }: InvitationRow,
): Promise<DelegatedRole | ProblemAnswer> {
  const houseIds = await restaurantsOfGroup(env, groupId);
  const places = { restaurantIds: restaurantIds === null ? null : [...restaurantIds] };
  return lookUpRole(env, groupId, houseIds, { role, ...(roleId === null ? {} : { roleId }), ...places });
}

async function letterOf(
  { env, group, actor }: StaffCall,
  { email, name }: { readonly email: string; readonly name: string },
  { roleName, restaurantIds }: DelegatedRole,
  invitationId: number | ReturnType<typeof newestInvitationOf>,
): Promise<Letter> {
  const houses = await Promise.all((restaurantIds ?? []).slice(0, 3).map(async (id) => restaurantFacts(env, id)));
  const names = houses.flatMap((facts) => (facts === null ? [] : [facts.name]));
  // More than three are no subject any more.
  const place = restaurantIds === null || restaurantIds.length > 3 ? group.name : names.join(', ');
  return {
    template: 'invitation',
    recipient: email,
    userId: null,
    facts: { name, invitedBy: actor.name, place, role: roleName },
    token: { purpose: 'invitation', invitationId },
  };
}

/** False when the invitation was accepted or taken back meanwhile. */
async function write(
  call: Pick<OwnCall, 'env' | 'group' | 'actor' | 'request'>,
  { restaurantIds }: DelegatedRole,
  action: string,
  before: unknown,
  after: unknown,
  statements: (database: Directory) => DirectoryStatement[],
): Promise<boolean> {
  const about = { groupId: call.group.id, ...auditedBy(call), action, before, after };
  try {
    await changePeople(call.env, {
      statements,
      // Nobody works here yet by an invitation: no day is told.
      restaurantIds: [],
      audit: (restaurantIds ?? [null]).map((restaurantId) => ({ restaurantId, ...about })),
      now: Date.now(),
    });
    return true;
  } catch (error) {
    if (isGuardMiss(error, 'invitations.created_at')) return false;
    throw error;
  }
}

function settled(): ProblemAnswer {
  return problem('conflict', 'This invitation was accepted or taken back already.');
}

/** `seen`: the restaurants that the caller may know of, null for all. */
function invitationView(row: InvitationRow, seen: readonly number[] | null, now: number): Invitation {
  const { id, email, name, role, roleId, roleName, restaurantIds, invitedByName, createdAt, expiresAt } = row;
  return {
    id,
    email,
    name,
    role,
    ...(roleId === null ? {} : { roleId }),
    roleName: roleNameOf(role, roleName),
    restaurantIds: restaurantIds?.filter((place) => seen?.includes(place) ?? true) ?? null,
    invitedBy: invitedByName ?? '',
    createdAt: instantText(createdAt),
    expiresAt: instantText(expiresAt),
    state: stateOf(row, now),
  };
}

function stateOf({ acceptedAt, revokedAt, expiresAt }: InvitationRow, now: number): Invitation['state'] {
  if (acceptedAt !== null) return 'accepted';
  if (revokedAt !== null) return 'revoked';
  return expiresAt > now ? 'open' : 'expired';
}
