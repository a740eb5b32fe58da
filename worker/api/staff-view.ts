/** A person who works in a group as the caller may see them: at the caller's places, and group-wide roles beside. */
import type { StaffPerson } from '../contract/people.ts';
import { roleNameOf } from '../domain/access-words.ts';
import { mayChange } from '../domain/delegation.ts';
import { instantText } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import type { GroupRow } from '../store/groups.ts';
import { restaurantsOfGroup } from '../store/restaurants.ts';
import { type Membership, type StaffMarks, type StaffRow, marksOf, readStaff } from '../store/staff.ts';
import type { UserActor } from './actor.ts';

/** A call about the people of a group, at the restaurants where the caller may do it. */
export interface StaffCall {
  readonly env: Env;
  readonly actor: UserActor;
  readonly group: GroupRow;
  readonly restaurantIds: readonly number[];
}

export interface SeenPerson {
  readonly row: StaffRow;
  /** Those of the row's memberships that the caller sees. */
  readonly memberships: readonly Membership[];
  /** Works at present at one of these places. */
  readonly active: boolean;
  readonly editable: boolean;
}

/** Everybody of the group, or one person, whom the caller sees. */
export async function seePeople(call: StaffCall, userId?: number): Promise<SeenPerson[]> {
  const { env, actor, group, restaurantIds } = call;
  const [rows, houseIds] = await Promise.all([readStaff(env, group.id, userId), restaurantsOfGroup(env, group.id)]);
  return rows.flatMap((row) => {
    const memberships = row.memberships.filter(
      ({ restaurantId }) => restaurantId === null || restaurantIds.includes(restaurantId),
    );
    if (memberships.length === 0) return [];
    const active = memberships.some(({ suspendedAt }) => suspendedAt === null);
    return [{ row, memberships, active, editable: mayChange(actor, row, group.id, houseIds) }];
  });
}

export async function viewPeople(env: Env, people: readonly SeenPerson[]): Promise<StaffPerson[]> {
  const marks = await marksOf(
    env,
    people.map(({ row }) => row.userId),
  );
  return people.map((person) => staffView(person, marks.get(person.row.userId)));
}

function staffView({ row, memberships, active, editable }: SeenPerson, marks: StaffMarks | undefined): StaffPerson {
  const { userId, name, email } = row;
  const lastSeenAt = marks?.lastSeenAt ?? null;
  return {
    userId,
    name,
    email,
    active,
    assignments: assignmentsOf(memberships.filter(({ suspendedAt }) => !active || suspendedAt === null)),
    secondFactor: marks?.secondFactor === true,
    hasPin: marks?.hasPin === true,
    lastSeenAt: lastSeenAt === null ? null : instantText(lastSeenAt),
    editable,
  };
}

function assignmentsOf(memberships: readonly Membership[]): StaffPerson['assignments'] {
  const byRole = Map.groupBy(
    memberships.filter(({ role }) => role !== 'admin' && role !== 'customer'),
    ({ role, roleId, restaurantId }) => `${role} ${roleId ?? 0} ${restaurantId === null}`,
  );
  return [...byRole.values()].flatMap((held) => {
    const [first] = held;
    if (first === undefined || first.role === 'admin' || first.role === 'customer') return [];
    const { role, roleId, roleName } = first;
    const houses = held.flatMap(({ restaurantId }) => (restaurantId === null ? [] : [restaurantId]));
    return [
      {
        role,
        ...(roleId === null ? {} : { roleId }),
        roleName: roleNameOf(role, roleName),
        restaurantIds: houses.length === 0 ? null : [...new Set(houses)].sort((one, other) => one - other),
      },
    ];
  });
}
