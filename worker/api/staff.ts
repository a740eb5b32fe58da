/** Who works in a group: list, search, one person, and the end of somebody's sessions. */
import { restaurantsOfUser } from '../store/accounts.ts';
import { devicesOf, signOutStatements } from '../store/devices.ts';
import { foldName } from '../store/search-text.ts';
import { auditedBy } from './audited-by.ts';
import { changePeople, closeSockets, shutOut } from './change-people.ts';
import { type Handlers, answer } from './operation.ts';
import { readIdCursor } from './page-cursor.ts';
import { ProblemAnswer, notFoundProblem } from './problem.ts';
import { findChangeable, staffChangeHandlers } from './staff-changes.ts';
import { type SeenPerson, seePeople, viewPeople } from './staff-view.ts';

export const staffHandlers = {
  ...staffChangeHandlers,

  'GET /api/groups/{groupId}/staff': async (call) => {
    const { env, query, restaurantIds } = call;
    const { restaurantId, q, active, cursor, limit } = query;
    if (restaurantId !== undefined && !restaurantIds.includes(restaurantId)) return notFoundProblem('restaurant');
    const sought = foldName(q ?? '');
    const people = (await seePeople(call))
      .filter((person) => active === undefined || person.active === (active === 'true'))
      .filter((person) => restaurantId === undefined || worksIn(person, restaurantId))
      .filter(({ row }) => foldName(row.name).includes(sought) || row.email.includes(sought))
      .sort(byName);
    const after = people.findIndex(({ row }) => row.userId === readIdCursor(cursor));
    const page = people.slice(after + 1, after + 1 + limit);
    const last = page.at(-1);
    const isMore = after + 1 + limit < people.length && last !== undefined;
    return { items: await viewPeople(env, page), nextCursor: isMore ? String(last.row.userId) : null };
  },

  'GET /api/groups/{groupId}/staff/{userId}': async (call) => {
    const [view] = await viewPeople(call.env, await seePeople(call, call.params.userId));
    return view ?? notFoundProblem('person');
  },

  'DELETE /api/groups/{groupId}/staff/{userId}/sessions': async (call) => {
    const found = await findChangeable(call);
    if (found instanceof ProblemAnswer) return found;
    const { env, group, params } = call;
    const { userId } = params;
    const [devices, restaurantIds] = await Promise.all([devicesOf(env, userId), restaurantsOfUser(env, userId)]);
    const now = Date.now();
    await changePeople(env, {
      statements: (database) => signOutStatements(database, userId, now),
      restaurantIds: [],
      audit: [...new Set(found.inReach.map(({ restaurantId }) => restaurantId))].map((restaurantId) => ({
        restaurantId,
        groupId: group.id,
        ...auditedBy(call),
        subjectUserId: userId,
        action: 'end-sessions',
        before: { sessions: devices.own.length },
        after: { sessions: 0 },
      })),
      now,
    });
    await shutOut(env, devices.own, restaurantIds);
    await closeSockets(env, devices.borrowed, restaurantIds);
    return answer(null);
  },
} satisfies Handlers;

function worksIn({ memberships }: SeenPerson, atRestaurantId: number): boolean {
  return memberships.some(({ restaurantId }) => restaurantId === null || restaurantId === atRestaurantId);
}

/** As people look for each other: by name without regard to case and accents. */
function byName(one: SeenPerson, other: SeenPerson): number {
  return foldName(one.row.name).localeCompare(foldName(other.row.name)) || one.row.userId - other.row.userId;
}
