/** The matrix of roles: what there is to allow, the built-in roles, and those that the group composes. */
import type { CustomRole } from '../contract/people.ts';
import { type Capability, capabilities, capabilitiesOf, composableCapabilities } from '../domain/access.ts';
import { capabilityWords } from '../domain/access-words.ts';
import { holdsAll } from '../domain/delegation.ts';
import type { DirectoryStatement } from '../store/configuration-changes.ts';
import {
  type RoleRow,
  changeRoleStatement,
  createRoleStatement,
  findRole,
  listRoles,
  removeRoleStatements,
  restaurantsOfRole,
} from '../store/custom-roles.ts';
import { isDuplicate, isGuardMiss } from '../store/d1-errors.ts';
import type { Directory } from '../store/database.ts';
import { auditedBy } from './audited-by.ts';
import { matches, staleEdit } from './change-configuration.ts';
import { changePeople } from './change-people.ts';
import { type ApiCall, type Handlers, answer } from './operation.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';

const builtIn = ['server', 'host', 'kitchen', 'manager', 'owner'] as const;
const attemptsMax = 5;

export const roleHandlers = {
  'GET /api/groups/{groupId}/roles': async ({ env, group }) => ({
    capabilities: capabilityWords.map(({ capability, area, words }) => ({
      key: capability,
      area,
      words,
      composable: composableCapabilities.includes(capability),
    })),
    builtIn: builtIn.map((role) => ({ role, capabilities: [...capabilitiesOf([role])] })),
    custom: (await listRoles(env, group.id)).map(roleView),
  }),

  'POST /api/groups/{groupId}/roles': async (call) => {
    const { env, group, body } = call;
    const refused = refuseComposing(call, body.capabilities);
    if (refused !== null) return refused;
    const role = { groupId: group.id, name: body.name, capabilities: inOrder(body.capabilities) };
    const written = await writeRole(call, {
      statements: (database, now) => [createRoleStatement(database, role, now)],
      restaurantIds: [],
      action: 'compose-role',
      before: null,
      after: { name: role.name, capabilities: role.capabilities },
    });
    if (written !== null) return nameTaken(body.name);
    const created = (await listRoles(env, group.id)).find(({ name }) => name === body.name);
    if (created === undefined) throw new Error('the role just composed is gone');
    const location = `/api/groups/${group.id}/roles/${created.id}`;
    return answer(roleView(created), { etag: created.version, location });
  },

  'PUT /api/groups/{groupId}/roles/{roleId}': async (call) => {
    const attempts = call.ifMatch === null ? attemptsMax : 1;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const changed = await changeRole(call);
      if (changed === 'name_taken') return nameTaken(call.body.name ?? '');
      if (changed instanceof ProblemAnswer) return changed;
      if (changed !== 'stale') return answer(roleView(changed), { etag: changed.version });
    }
    return staleEdit();
  },

  'DELETE /api/groups/{groupId}/roles/{roleId}': async (call) => {
    const { env, group, params } = call;
    const role = await findRole(env, group.id, params.roleId);
    if (role === null) return notFoundProblem('role');
    const refused = refuseComposing(call, role.capabilities);
    if (refused !== null) return refused;
    const written = await writeRole(call, {
      statements: (database, now) => removeRoleStatements(database, role.id, now),
      restaurantIds: [],
      action: 'remove-role',
      before: { name: role.name, capabilities: role.capabilities },
      after: null,
    });
    if (written === null) return answer(null);
    return problem('conflict', 'People have this role, or are invited to it. Give them another one first.');
  },
} satisfies Handlers;

async function changeRole(
  call: ApiCall<'PUT /api/groups/{groupId}/roles/{roleId}'>,
): Promise<RoleRow | ProblemAnswer | 'stale' | 'name_taken'> {
  const { env, group, params, body, ifMatch } = call;
  const role = await findRole(env, group.id, params.roleId);
  if (role === null) return notFoundProblem('role');
  if (!matches(ifMatch, role.version)) return staleEdit();
  const changed = { name: body.name ?? role.name, capabilities: inOrder(body.capabilities ?? role.capabilities) };
  // What is taken away must be the composer's to take, too.
  const refused = refuseComposing(call, [...role.capabilities, ...changed.capabilities]);
  if (refused !== null) return refused;
  const written = await writeRole(call, {
    statements: (database, now) => [changeRoleStatement(database, role, changed, now)],
    restaurantIds: await restaurantsOfRole(env, group.id, role.id),
    action: 'change-role',
    before: { name: role.name, capabilities: role.capabilities },
    after: changed,
  });
  if (written !== null) return written;
  return (await findRole(env, group.id, role.id)) ?? notFoundProblem('role');
}

/** A role can hold in the whole group, so whoever composes it needs all of it there. */
function refuseComposing(
  { actor, group }: Pick<ApiCall<'POST /api/groups/{groupId}/roles'>, 'actor' | 'group'>,
  composed: readonly Capability[],
): ProblemAnswer | null {
  const everywhere = { capabilities: composed, restaurantIds: null };
  if (holdsAll(actor.grants, everywhere, group.id)) return null;
  return problem('forbidden', 'Nobody composes a role of more than they have themselves.');
}

interface RoleWrite {
  readonly statements: (database: Directory, now: number) => DirectoryStatement[];
  readonly restaurantIds: readonly number[];
  readonly action: string;
  readonly before: unknown;
  readonly after: unknown;
}

async function writeRole(
  call: Pick<ApiCall<'POST /api/groups/{groupId}/roles'>, 'env' | 'group' | 'actor' | 'request'>,
  { statements, restaurantIds, action, before, after }: RoleWrite,
): Promise<null | 'stale' | 'name_taken'> {
  const now = Date.now();
  const note = { restaurantId: null, groupId: call.group.id, ...auditedBy(call), action, before, after };
  try {
    await changePeople(call.env, {
      statements: (database) => statements(database, now),
      restaurantIds,
      audit: [note],
      now,
    });
    return null;
  } catch (error) {
    if (isGuardMiss(error, 'custom_roles.version')) return 'stale';
    if (isDuplicate(error, 'custom_roles.name')) return 'name_taken';
    throw error;
  }
}

function nameTaken(name: string): ProblemAnswer {
  return problem('conflict', `There is a role named "${name}" already. Choose another name.`);
}

/** As the table has them, each once. */
function inOrder(chosen: readonly Capability[]): Capability[] {
  return capabilities.filter((capability) => chosen.includes(capability));
}

function roleView({ id, name, capabilities: allowed, people, version }: RoleRow): CustomRole {
  return { id, name, capabilities: [...allowed], people, version };
}
