/** A role as a request names it, looked up and held against what the caller may give. */
import type { RoleAssignment } from '../contract/people.ts';
import { type Capability, type RoleGrant, capabilitiesOf } from '../domain/access.ts';
import { roleNameOf } from '../domain/access-words.ts';
import { mayDelegate } from '../domain/delegation.ts';
import type { Env } from '../env.ts';
import { findRole } from '../store/custom-roles.ts';
import { type ProblemAnswer, notFoundProblem, problem } from './problem.ts';

export interface DelegatedRole {
  readonly role: RoleAssignment['role'];
  readonly roleId: number | null;
  readonly roleName: string;
  readonly capabilities: readonly Capability[];
  /** Null: in the whole group. */
  readonly restaurantIds: readonly number[] | null;
}

/** 404 for a role or restaurant that is not the group's, whose restaurants are `houseIds`. */
export async function lookUpRole(
  env: Env,
  groupId: number,
  houseIds: readonly number[],
  { role, roleId, restaurantIds }: RoleAssignment,
): Promise<DelegatedRole | ProblemAnswer> {
  if (restaurantIds?.some((id) => !houseIds.includes(id)) === true) return notFoundProblem('restaurant');
  const places = { restaurantIds: restaurantIds === null ? null : [...new Set(restaurantIds)] };
  if (role !== 'custom') {
    const roleName = roleNameOf(role, null);
    return { role, roleId: null, roleName, capabilities: [...capabilitiesOf([role])], ...places };
  }
  const composed = roleId === undefined ? null : await findRole(env, groupId, roleId);
  if (composed === null) return notFoundProblem('role');
  return { role, roleId: composed.id, roleName: composed.name, capabilities: composed.capabilities, ...places };
}

/** Null for who may give and take it there. */
export function refuseDelegation(
  grants: readonly RoleGrant[],
  delegated: Pick<DelegatedRole, 'capabilities' | 'restaurantIds'>,
  groupId: number,
): ProblemAnswer | null {
  if (mayDelegate(grants, delegated, groupId)) return null;
  return problem('forbidden', 'Nobody gives or takes more than they have themselves at that place.');
}
