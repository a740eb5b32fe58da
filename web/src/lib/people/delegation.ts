/**
 * What a person may give to others: never more than they have themselves at that place. The server decides; this keeps
 * screens from offering what it would refuse.
 */
import type { Capability, Restaurant, RoleMatrix, StaffRole, User } from '#contract';
import { capabilitiesAt, capabilitiesInGroup } from '#lib/staff/capabilities.ts';
import { roleSentence, roleTitles } from './role-words.ts';

/** A place of the group in which the viewer works. */
export type Location = Pick<Restaurant, 'id' | 'name' | 'groupId'>;

/** A role that the viewer may give somewhere, as forms offer it. */
export interface OfferedRole {
  /** What the form sends: `host`, `custom:12`. */
  readonly value: string;
  readonly title: string;
  readonly sentence: string;
  /** Where the viewer may give it. */
  readonly restaurantIds: readonly number[];
  /** Whether the viewer may give it in the whole group. */
  readonly everywhere: boolean;
}

const givenRoles = ['server', 'host', 'kitchen', 'manager', 'owner'] as const satisfies readonly StaffRole[];

export function offeredRoles(
  user: User,
  groupId: number,
  locations: readonly Location[],
  matrix: RoleMatrix,
): OfferedRole[] {
  const builtIn = givenRoles.map((role) => ({
    value: role,
    title: roleTitles[role],
    sentence: roleSentence(role, [], matrix),
    capabilities: matrix.builtIn.find((each) => each.role === role)?.capabilities ?? [],
  }));
  const composed = matrix.custom.map(({ id, name, capabilities }) => ({
    value: `custom:${String(id)}`,
    title: name,
    sentence: roleSentence('custom', capabilities, matrix),
    capabilities,
  }));
  const inGroup = new Set(capabilitiesInGroup(user, groupId));
  const everywhere = inGroup.has('staff.manage');
  return [...builtIn, ...composed].flatMap(({ capabilities, ...role }) => {
    const restaurantIds = locations.filter((place) => mayGiveAt(user, place, capabilities)).map(({ id }) => id);
    const offered = { ...role, restaurantIds, everywhere: everywhere && isWithin(capabilities, inGroup) };
    return offered.everywhere || restaurantIds.length > 0 ? [offered] : [];
  });
}

function mayGiveAt(user: User, place: Location, capabilities: readonly Capability[]): boolean {
  const own = new Set(capabilitiesAt(user, place));
  return own.has('staff.manage') && isWithin(capabilities, own);
}

function isWithin(capabilities: readonly Capability[], own: ReadonlySet<Capability>): boolean {
  return capabilities.every((capability) => own.has(capability));
}
