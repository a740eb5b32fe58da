/** Changes of who may do what: roles and places, deactivating at once, giving back. */
import type { StaffPerson } from '../contract/people.ts';
import { can } from '../domain/access.ts';
import { roleNameOf } from '../domain/access-words.ts';
import { type RoleAtPlace, planRoles } from '../domain/delegation.ts';
import { afterQuietHours } from '../domain/time/quiet-hours.ts';
import { restaurantsOfUser } from '../store/accounts.ts';
import type { AuditNote } from '../store/audit.ts';
import type { DirectoryStatement } from '../store/configuration-changes.ts';
import { isGuardMiss } from '../store/d1-errors.ts';
import type { Directory } from '../store/database.ts';
import { devicesOf, signOutStatements } from '../store/devices.ts';
import { restaurantFacts } from '../store/restaurant-facts.ts';
import { restaurantsOfGroup } from '../store/restaurants.ts';
import {
  type Membership,
  giveRolesStatements,
  ownerRemainsStatement,
  suspendRolesStatement,
  takeRolesStatement,
} from '../store/staff.ts';
import { auditedBy } from './audited-by.ts';
import { changePeople, closeSockets, shutOut } from './change-people.ts';
import { lookUpRole, refuseDelegation } from './delegated-roles.ts';
import type { ApiCall, Handlers } from './operation.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';
import { type SeenPerson, type StaffCall, seePeople, viewPeople } from './staff-view.ts';
import { letterStatements, wakeMail } from './write-to-account.ts';

export const staffChangeHandlers = {
  'PUT /api/groups/{groupId}/staff/{userId}': async (call) => {
    const found = await findChangeable(call);
    if (found instanceof ProblemAnswer) return found;
    if (!found.person.active) {
      return problem('conflict', 'This person is deactivated. Reactivate them first, then change their roles.');
    }
    const wanted = await wantedRoles(call);
    if (wanted instanceof ProblemAnswer) return wanted;
    const present = found.person.row.memberships.filter(({ suspendedAt }) => suspendedAt === null);
    const plan = planRoles(present, wanted);
    const taken = plan.taken.filter((each) => found.inReach.includes(each));
    for (const { capabilities, restaurantId } of plan.given) {
      const there = { capabilities, restaurantIds: restaurantId === null ? null : [restaurantId] };
      const refused = refuseDelegation(call.actor.grants, there, call.group.id);
      if (refused !== null) return refused;
    }
    if (taken.length + plan.given.length === 0) return viewAgain(call, found.person);
    const kept = present.filter((each) => !taken.includes(each));
    const refused = await write(call, found, {
      action: 'change-roles',
      before: present,
      after: [...kept, ...plan.given],
      statements: (database, now) => [
        takeRolesStatement(database, idsOf(taken)),
        ...giveRolesStatements(database, call.group.id, call.params.userId, plan.given.map(placedRole), now),
      ],
      what: sayRoles(call.actor.name, [...kept, ...plan.given]),
    });
    return refused ?? viewAgain(call, found.person);
  },

  'POST /api/groups/{groupId}/staff/{userId}/deactivate': async (call) => {
    const found = await findChangeable(call);
    if (found instanceof ProblemAnswer) return found;
    const { env, params, actor } = call;
    const suspended = found.inReach.filter(({ suspendedAt }) => suspendedAt === null);
    if (suspended.length === 0) return viewAgain(call, found.person);
    const [devices, floors] = await Promise.all([devicesOf(env, params.userId), restaurantsOfUser(env, params.userId)]);
    const refused = await write(call, found, {
      action: 'deactivate-person',
      before: suspended,
      after: [],
      statements: (database, now) => [
        suspendRolesStatement(database, idsOf(suspended), now),
        ...signOutStatements(database, params.userId, now),
      ],
      what: `${actor.name} has switched off your access. Your account itself stays as it is.`,
    });
    if (refused !== null) return refused;
    await shutOut(env, devices.own, floors);
    await closeSockets(env, devices.borrowed, floors);
    return viewAgain(call, found.person);
  },

  'POST /api/groups/{groupId}/staff/{userId}/reactivate': async (call) => {
    const found = await findChangeable(call);
    if (found instanceof ProblemAnswer) return found;
    const suspended = found.inReach.filter(({ suspendedAt }) => suspendedAt !== null);
    if (suspended.length === 0) return viewAgain(call, found.person);
    const refused = await write(call, found, {
      action: 'reactivate-person',
      before: [],
      after: suspended,
      statements: (database) => [suspendRolesStatement(database, idsOf(suspended), null)],
      what: sayRoles(call.actor.name, suspended),
    });
    return refused ?? viewAgain(call, found.person);
  },
} satisfies Handlers;

export interface Changeable {
  readonly person: SeenPerson;
  /** Those of the person's memberships that the caller manages. */
  readonly inReach: readonly Membership[];
}

/** The person of the path, if the caller may change them. */
export async function findChangeable(
  call: StaffCall & { readonly params: { readonly userId: number } },
): Promise<Changeable | ProblemAnswer> {
  const { actor, group, restaurantIds, params } = call;
  const [person] = await seePeople(call, params.userId);
  if (person === undefined) return notFoundProblem('person');
  if (params.userId === actor.userId) {
    return problem('forbidden', 'Nobody changes their own roles. Somebody else who manages people must do it.');
  }
  if (!person.editable) {
    return problem('forbidden', 'This person has more than you have, or works in the whole group. Ask an owner.');
  }
  const whole = can(actor.grants, 'staff.manage', { restaurantId: null, groupId: group.id });
  const inReach = person.memberships.filter(({ restaurantId }) =>
    restaurantId === null ? whole : restaurantIds.includes(restaurantId),
  );
  return { person, inReach };
}

type WantedRole = RoleAtPlace & {
  readonly roleName: string;
  readonly capabilities: Membership['capabilities'] & object;
};

async function wantedRoles(
  call: ApiCall<'PUT /api/groups/{groupId}/staff/{userId}'>,
): Promise<WantedRole[] | ProblemAnswer> {
  const { env, group, body } = call;
  const houseIds = await restaurantsOfGroup(env, group.id);
  const wanted: WantedRole[] = [];
  for (const assignment of body.assignments) {
    const found = await lookUpRole(env, group.id, houseIds, assignment);
    if (found instanceof ProblemAnswer) return found;
    const { restaurantIds, ...role } = found;
    wanted.push(...(restaurantIds ?? [null]).map((restaurantId) => ({ ...role, restaurantId })));
  }
  return wanted;
}

type NamedRole = RoleAtPlace & { readonly roleName: string | null };

interface RoleChange {
  readonly action: string;
  readonly before: readonly NamedRole[];
  readonly after: readonly NamedRole[];
  readonly statements: (database: Directory, now: number) => DirectoryStatement[];
  /** What the mail to the person says. */
  readonly what: string;
}

/** Null when it is done. A group never loses its last owner, also when two go at the same moment. */
async function write(
  call: StaffCall & { readonly request: Request; readonly ctx: ExecutionContext },
  { person }: Changeable,
  { action, before, after, statements, what }: RoleChange,
): Promise<ProblemAnswer | null> {
  const { env, group, ctx } = call;
  const { userId, name, email } = person.row;
  const now = Date.now();
  const audit = notesByPlace(call, userId, action, before, after);
  const isWide = audit.some(({ restaurantId }) => restaurantId === null);
  const restaurantIds = isWide
    ? await restaurantsOfGroup(env, group.id)
    : audit.flatMap(({ restaurantId }) => (restaurantId === null ? [] : [restaurantId]));
  const letter = {
    template: 'access-changed',
    recipient: email,
    userId,
    facts: { name, place: group.name, what },
    sendAt: await afterQuietHoursThere(call, restaurantIds, now),
  } as const;
  const ownedBefore = before.some(isGroupOwner);
  try {
    await changePeople(env, {
      statements: (database) => [
        ...statements(database, now),
        ...(ownedBefore && !after.some(isGroupOwner) ? [ownerRemainsStatement(database, group.id)] : []),
        ...letterStatements(database, letter, now),
      ],
      restaurantIds,
      audit,
      now,
    });
  } catch (error) {
    if (!isGuardMiss(error, 'groups.version')) throw error;
    return problem('conflict', 'This is the last owner of the group. Make somebody else an owner first.');
  }
  wakeMail(env, ctx);
  return null;
}

/** The change itself counts at once; the mail that tells of it can wait for the morning. */
async function afterQuietHoursThere(
  { env, group }: StaffCall,
  restaurantIds: readonly number[],
  now: number,
): Promise<number> {
  const [restaurantId] = restaurantIds;
  const facts = restaurantId === undefined ? null : await restaurantFacts(env, restaurantId);
  return facts === null ? now : afterQuietHours(now, facts.zone, group.security?.quietHours ?? null);
}

function isGroupOwner({ role, restaurantId }: NamedRole): boolean {
  return role === 'owner' && restaurantId === null;
}

/** One note per place whose roles change, so that whoever manages only that place sees it, and nothing of the others. */
function notesByPlace(
  call: StaffCall & { readonly request: Request },
  subjectUserId: number,
  action: string,
  before: readonly NamedRole[],
  after: readonly NamedRole[],
): AuditNote[] {
  const places = new Set([...before, ...after].map(({ restaurantId }) => restaurantId));
  return [...places].flatMap((restaurantId) => {
    const [had, has] = [rolesThere(before, restaurantId), rolesThere(after, restaurantId)];
    if (had.join() === has.join()) return [];
    const about = { restaurantId, groupId: call.group.id, ...auditedBy(call), subjectUserId, action };
    return [{ ...about, before: { roles: had }, after: { roles: has } }];
  });
}

function rolesThere(roles: readonly NamedRole[], place: number | null): string[] {
  const there = roles.filter(({ restaurantId }) => restaurantId === place);
  return [...new Set(there.map(({ role, roleName }) => roleNameOf(role, roleName)))].sort();
}

function sayRoles(changedBy: string, roles: readonly NamedRole[]): string {
  const names = [...new Set(roles.map(({ role, roleName }) => roleNameOf(role, roleName)))];
  return names.length === 0
    ? `${changedBy} has taken your roles there. Your account itself stays as it is.`
    : `${changedBy} has changed your roles. You are now: ${names.join(', ')}.`;
}

function placedRole({ role, roleId, restaurantId }: RoleAtPlace): RoleAtPlace {
  return { role, roleId, restaurantId };
}

function idsOf(memberships: readonly Membership[]): number[] {
  return memberships.map(({ id }) => id);
}

/** As the person is now; who has no role left any more is said to be gone. */
async function viewAgain(call: StaffCall, { row }: SeenPerson): Promise<StaffPerson> {
  const [person] = await seePeople(call, row.userId);
  const [view] = await viewPeople(call.env, [person ?? { row, memberships: [], active: false, editable: false }]);
  if (view === undefined) throw new Error('a person without a view');
  return view;
}
