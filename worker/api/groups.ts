/** A group's name, whether its locations share their guests, and what it asks of its people. */
import type { GroupDetails, SecurityPolicy } from '../contract/groups.ts';
import { defaultSecurityPolicy } from '../domain/security-policy.ts';
import type { Env } from '../env.ts';
import { type GroupChanges, type GroupRow, findGroup, updateGroup } from '../store/groups.ts';
import { forgetFacts } from '../store/restaurant-facts.ts';
import { listRestaurants, restaurantsOfGroup } from '../store/restaurants.ts';
import { auditedBy } from './audited-by.ts';
import { matches, staleEdit } from './change-configuration.ts';
import type { UserActor } from './actor.ts';
import { type Handlers, type Reply, answer } from './operation.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';

/** More locations than any group has. */
const locationsMax = 500;
/** Without If-Match a race is no concern of the caller's. */
const attemptsMax = 5;

export const groupHandlers = {
  'GET /api/groups/{groupId}': async ({ env, group, restaurantIds }) => detailsOf(env, group, restaurantIds),

  'PUT /api/groups/{groupId}': async (call) => {
    const { name, sharesGuests } = call.body;
    const changes = {
      ...(name === undefined ? {} : { name }),
      ...(sharesGuests === undefined ? {} : { sharesGuests }),
    };
    const changed = await changeGroup(call, 'change-group', () => changes);
    if (changed instanceof ProblemAnswer) return changed;
    return detailsOf(call.env, changed, await restaurantsOfGroup(call.env, changed.id));
  },

  'GET /api/groups/{groupId}/security': async ({ group }) => securityAnswer(group),

  'PUT /api/groups/{groupId}/security': async (call) => {
    const { actor, body } = call;
    // What is not named stays as it is; JSON has no undefined.
    const asked = body as Partial<SecurityPolicy>;
    const changed = await changeGroup(call, 'change-security', (present) => {
      const before = present.security ?? defaultSecurityPolicy;
      const after: SecurityPolicy = { ...before, ...asked };
      const isNew = after.secondFactor !== before.secondFactor;
      return isNew && after.secondFactor !== 'nobody' && actor.factors < 2 ? lockedOut : { security: after };
    });
    return changed instanceof ProblemAnswer ? changed : securityAnswer(changed);
  },
} satisfies Handlers;

const lockedOut = problem(
  'conflict',
  'You signed in with a password alone, so this would lock you out at once. Set up a code from an app or a passkey in ' +
    'your account, sign in with it, and then ask it of the others.',
);

interface ChangeCall {
  readonly env: Env;
  readonly group: GroupRow;
  readonly actor: UserActor;
  readonly request: Request;
  readonly ifMatch: string | null;
}

/** The group as it is afterwards. */
async function changeGroup(
  { env, group, actor, request, ifMatch }: ChangeCall,
  action: string,
  plan: (present: GroupRow) => GroupChanges | ProblemAnswer,
): Promise<GroupRow | ProblemAnswer> {
  for (let attempt = 0; attempt < (ifMatch === null ? attemptsMax : 1); attempt += 1) {
    const present = await findGroup(env, group.id);
    if (present === null) return notFoundProblem('group');
    if (!matches(ifMatch, present.version)) return staleEdit();
    const changes = plan(present);
    if (changes instanceof ProblemAnswer) return changes;
    const before = Object.fromEntries(Object.keys(changes).map((key) => [key, present[key as keyof GroupChanges]]));
    const audit = {
      ...auditedBy({ actor, request }),
      ...{ restaurantId: null, groupId: group.id, action, before, after: changes },
    };
    if (!(await updateGroup(env, present, changes, audit, Date.now()))) continue;
    for (const restaurantId of await restaurantsOfGroup(env, group.id)) forgetFacts(restaurantId);
    return { ...present, ...changes, version: present.version + 1 };
  }
  return staleEdit();
}

async function detailsOf(env: Env, group: GroupRow, restaurantIds: readonly number[]): Promise<Reply<GroupDetails>> {
  const { id, name, slug, sharesGuests, version } = group;
  const locations = await listRestaurants(env, { groupId: id }, 0, locationsMax);
  const restaurants = locations
    .filter(({ restaurantId }) => restaurantIds.includes(restaurantId))
    .map((location) => ({ id: location.restaurantId, name: location.name }));
  return answer({ id, name, slug, sharesGuests, restaurants }, { etag: version });
}

function securityAnswer({ security, version }: GroupRow): Reply<SecurityPolicy> {
  return answer(security ?? defaultSecurityPolicy, { etag: version });
}
