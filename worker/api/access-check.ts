/**
 * Whether a caller may use an operation, and the restaurant it is about. Unknown, malformed and other tenants' ids look
 * the same from outside: 404.
 */
import { can, rolesAt } from '../domain/access.ts';
import { parseDayId, restaurantOfItem } from '../domain/ids.ts';
import type { Access } from '../contract/operation.ts';
import type { Env } from '../env.ts';
import { type RestaurantFacts, restaurantFacts } from '../store/restaurant-facts.ts';
import type { UserActor } from './actor.ts';
import type { Caller } from './identify-caller.ts';
import { type ProblemAnswer, notFoundProblem, problem } from './problem.ts';

export type PathParams = Readonly<Record<string, string | number>>;

const safeVerbs = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The restaurant that the path's ids lead to; null where they lead nowhere, undefined where the path has none. */
export async function restaurantOfPath(
  env: Env,
  ctx: ExecutionContext,
  params: PathParams,
): Promise<RestaurantFacts | null | undefined> {
  const restaurantId = restaurantIdOfPath(params);
  if (restaurantId === null || restaurantId === undefined) return restaurantId;
  return restaurantFacts(env, restaurantId, { ctx });
}

function restaurantIdOfPath({ id, tableId, reservationId }: PathParams): number | null | undefined {
  if (typeof reservationId === 'number') {
    const parts = parseDayId(reservationId);
    return parts?.kind === 'reservation' ? parts.restaurantId : null;
  }
  if (typeof tableId === 'number') {
    const restaurantId = restaurantOfItem(tableId);
    return typeof id === 'number' && id !== restaurantId ? null : restaurantId;
  }
  return typeof id === 'number' ? id : undefined;
}

/** Null when the caller may go on. */
export function refuseCaller(
  access: Access,
  caller: Caller,
  request: Request,
  params: PathParams,
  facts: RestaurantFacts | undefined,
): ProblemAnswer | null {
  const { actor } = caller;
  if (caller.byCookie && !safeVerbs.has(request.method) && !isSameOrigin(request)) {
    return problem('origin_mismatch', 'With a session cookie, changes are taken from pages of this site alone.');
  }
  if (caller.rejected) return problem('session_expired', 'The token sent is expired or not ours. Sign in again.');
  if (access === 'public') return null;
  if (actor.kind === 'anonymous') return problem('no_session', 'Sign in, or send a Bearer token.');
  if (access === 'signed_in') return actor.kind === 'user' ? null : problem('no_session', 'Sign in with an account.');
  if (actor.kind === 'guest') {
    const isOwn = 'guestOrStaff' in access && params['reservationId'] === actor.reservationId;
    return isOwn ? null : notFoundProblem('reservation');
  }
  return refuseStaff('staff' in access ? access.staff : access.guestOrStaff, actor, facts);
}

function refuseStaff(
  capability: Parameters<typeof can>[1],
  actor: UserActor,
  facts: RestaurantFacts | undefined,
): ProblemAnswer | null {
  const place = facts ?? { restaurantId: null, groupId: null };
  if (can(actor.grants, capability, place)) return null;
  const worksHere = rolesAt(actor.grants, place).some((role) => role !== 'customer');
  if (!worksHere) return notFoundProblem('restaurant');
  return problem('forbidden', 'Your role here does not allow this. Ask a manager.');
}

/** Browsers send the Origin with every unsafe request; forwarded headers are not trusted. */
export function isSameOrigin(request: Request): boolean {
  return request.headers.get('Origin') === new URL(request.url).origin;
}
