/** An administrator sees what somebody else sees, for an hour at most, and everything done so carries both names. */
import { can } from '../domain/access.ts';
import { noteActing, searchPeople } from '../store/platform-people.ts';
import { findUserByEmail, findUserById, grantsOfUser } from '../store/users.ts';
import { auditedBy } from './audited-by.ts';
import type { Handlers } from './operation.ts';
import { notFoundProblem, problem } from './problem.ts';
import { startSession } from './start-session.ts';

const foundMax = 20;
const platform = { restaurantId: null, groupId: null };

export const actAsHandlers = {
  'GET /api/platform/people': async ({ env, query }) => {
    const people = await searchPeople(env, query.q, foundMax);
    return { items: people.map((person) => ({ ...person, roles: [...person.roles] })), nextCursor: null };
  },

  'POST /api/platform/act-as': async (call) => {
    const { env, actor, body } = call;
    const { userId, email = '', reason } = body;
    const user = userId === undefined ? await findUserByEmail(env, email) : await findUserById(env, userId);
    if (user === null) return notFoundProblem('person');
    if (can(await grantsOfUser(env, user.id), 'platform.operate', platform)) {
      return problem('forbidden', 'Nobody acts as an administrator, nor as themselves.');
    }
    const { factors, userId: administratorId } = actor;
    const note = { ...auditedBy(call), restaurantId: null, groupId: null, subjectUserId: user.id };
    // Before the session, so that there is never one without its note.
    await noteActing(env, { ...note, action: 'act-as', before: null, after: { reason } }, Date.now());
    return startSession(call, user, { factors, acting: { userId: administratorId, reason } });
  },
} satisfies Handlers;
