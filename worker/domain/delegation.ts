/**
 * Who may give what to whom. Nobody gives, takes or changes more than they hold themselves at that place, nobody changes
 * who holds more than they, and nobody changes their own roles.
 */
import { type Capability, type Place, type Role, type RoleGrant, can, capabilitiesAt, worksAt } from './access.ts';

/** What is given, and where: at these restaurants, or (null) in the whole group. */
export interface Delegated {
  readonly capabilities: readonly Capability[];
  readonly restaurantIds: readonly number[] | null;
}

/** Whether somebody holds all of it, everywhere it is to hold. */
export function holdsAll(grants: readonly RoleGrant[], { capabilities, restaurantIds }: Delegated, groupId: number) {
  return placesOf(restaurantIds, groupId).every((place) => {
    const held = capabilitiesAt(grants, place);
    return capabilities.every((capability) => held.has(capability));
  });
}

/** Whether somebody may give a role, or take it: who manages people there, and holds all that the role allows. */
export function mayDelegate(grants: readonly RoleGrant[], delegated: Delegated, groupId: number): boolean {
  const { capabilities, restaurantIds } = delegated;
  if (restaurantIds?.length === 0) return false;
  return holdsAll(grants, { capabilities: [...capabilities, 'staff.manage'], restaurantIds }, groupId);
}

export interface Colleague {
  readonly userId: number;
  /** Everything that is theirs, also what is suspended at present. */
  readonly grants: readonly RoleGrant[];
}

/** Whether `one` may change what `other` may do in a group, whose restaurants are `houseIds`. */
export function mayChange(one: Colleague, other: Colleague, groupId: number, houseIds: readonly number[]): boolean {
  if (one.userId === other.userId) return false;
  const whole: Place = { restaurantId: null, groupId };
  const places = [whole, ...placesOf(houseIds, groupId)];
  const managed = places.filter((place) => can(one.grants, 'staff.manage', place));
  // Who works in the whole group is not one location's to change.
  if (worksAt(other.grants, whole) && !managed.includes(whole)) return false;
  if (!managed.some((place) => worksAt(other.grants, place))) return false;
  return managed.every((place) => {
    const own = capabilitiesAt(one.grants, place);
    return [...capabilitiesAt(other.grants, place)].every((capability) => own.has(capability));
  });
}

/** One role at one place. */
export interface RoleAtPlace {
  readonly role: Role | 'custom';
  readonly roleId: number | null;
  /** Null: in the whole group. */
  readonly restaurantId: number | null;
}

export interface RolePlan<P, W> {
  readonly taken: readonly P[];
  readonly given: readonly W[];
}

/** What is to go and what is to come, so that `present` becomes `wanted`; what is in both is nobody's business. */
export function planRoles<P extends RoleAtPlace, W extends RoleAtPlace>(
  present: readonly P[],
  wanted: readonly W[],
): RolePlan<P, W> {
  const had = new Set(present.map(keyOf));
  const named = new Map(wanted.map((each) => [keyOf(each), each]));
  return {
    taken: present.filter((each) => !named.has(keyOf(each))),
    given: [...named].filter(([key]) => !had.has(key)).map(([, each]) => each),
  };
}

function keyOf({ role, roleId, restaurantId }: RoleAtPlace): string {
  return `${role} ${roleId ?? 0} ${restaurantId ?? 0}`;
}

function placesOf(restaurantIds: readonly number[] | null, groupId: number): Place[] {
  if (restaurantIds === null) return [{ restaurantId: null, groupId }];
  return restaurantIds.map((restaurantId) => ({ restaurantId, groupId }));
}
