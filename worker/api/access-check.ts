/**
 * Whether a caller may use an operation, and what it is about. Unknown, malformed and other tenants' ids look the same
 * from outside: 404.
 */
import { type Capability, type Place, can, worksAt } from '../domain/access.ts';
import { parseDayId, restaurantOfItem } from '../domain/ids.ts';
import { type SecurityPolicy, defaultSecurityPolicy } from '../domain/security-policy.ts';
import type { Access, Operation } from '../contract/operation.ts';
import type { Env } from '../env.ts';
import { type GroupRow, findGroup } from '../store/groups.ts';
import { type RestaurantFacts, restaurantFacts } from '../store/restaurant-facts.ts';
import { restaurantsOfGroup } from '../store/restaurants.ts';
import type { UserActor } from './actor.ts';
import type { Caller } from './identify-caller.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';

export type PathParams = Readonly<Record<string, string | number>>;

const safeVerbs = new Set(['GET', 'HEAD', 'OPTIONS']);
/** How long somebody who proved who they are is believed for changes of what people may do. */
const provedMs = 15 * 60_000;

/** What the path's ids lead to, and the caller may see. */
export interface Subject {
  readonly restaurant?: RestaurantFacts | undefined;
  readonly group?: GroupRow | undefined;
  /** Of `anywhereIn`: the restaurants of the group at which the caller has the capability. */
  readonly restaurantIds?: readonly number[] | undefined;
}

/** The restaurant or group that the path's ids lead to; null where they lead nowhere. */
export async function subjectOfPath(env: Env, ctx: ExecutionContext, params: PathParams): Promise<Subject | null> {
  if (typeof params['groupId'] === 'number') {
    const group = await findGroup(env, params['groupId']);
    return group === null ? null : { group };
  }
  const restaurantId = restaurantIdOfPath(params);
  if (restaurantId === undefined) return {};
  const restaurant = restaurantId === null ? null : await restaurantFacts(env, restaurantId, { ctx });
  return restaurant === null ? null : { restaurant };
}

function restaurantIdOfPath({ id, tableId, reservationId, waitlistId }: PathParams): number | null | undefined {
  if (typeof reservationId === 'number') {
    const parts = parseDayId(reservationId);
    return parts?.kind === 'reservation' ? parts.restaurantId : null;
  }
  if (typeof waitlistId === 'number') {
    const parts = parseDayId(waitlistId);
    return parts?.kind === 'waitlist' ? parts.restaurantId : null;
  }
  if (typeof tableId === 'number') {
    const restaurantId = restaurantOfItem(tableId);
    return typeof id === 'number' && id !== restaurantId ? null : restaurantId;
  }
  return typeof id === 'number' ? id : undefined;
}

/** What the handler is about, or why the caller may not go on. */
export async function checkAccess(
  env: Env,
  operation: Pick<Operation, 'access' | 'sensitive'>,
  caller: Caller,
  request: Request,
  params: PathParams,
  subject: Subject,
): Promise<Subject | ProblemAnswer> {
  const { access } = operation;
  const { actor } = caller;
  if (caller.byCookie && !safeVerbs.has(request.method) && !isSameOrigin(request)) {
    return problem('origin_mismatch', 'With a session cookie, changes are taken from pages of this site alone.');
  }
  if (caller.rejected) return problem('session_expired', 'The token sent is expired or not ours. Sign in again.');
  if (access === 'public') return subject;
  if (actor.kind === 'anonymous') return problem('no_session', 'Sign in, or send a Bearer token.');
  if (actor.kind === 'guest') {
    if (typeof access === 'string') return problem('no_session', 'Sign in with an account.');
    const isOwn = 'guestOrStaff' in access && params['reservationId'] === actor.reservationId;
    return isOwn ? subject : notFoundProblem('reservation');
  }
  if (actor.locked && access !== 'device')
    return problem('device_locked', 'Somebody must give their PIN on this device first.');
  const refused = await refuseUser(env, access, actor, subject);
  if (refused instanceof ProblemAnswer) return refused;
  return (operation.sensitive === true ? refuseUnproved(actor) : null) ?? refused;
}

async function refuseUser(
  env: Env,
  access: Exclude<Access, 'public'>,
  actor: UserActor,
  subject: Subject,
): Promise<Subject | ProblemAnswer> {
  if (typeof access === 'string') {
    return actor.via === 'session' || access === 'identified'
      ? subject
      : problem('forbidden', 'This is for people; an API key has no account.');
  }
  if ('anywhereIn' in access) return whereInGroup(env, access.anywhereIn, actor, subject);
  const capability = capabilityOf(access);
  const { restaurant, group } = subject;
  const place = restaurant ?? { restaurantId: null, groupId: group?.id ?? null };
  if (!can(actor.grants, capability, place)) {
    const works = worksAt(actor.grants, place) || (group !== undefined && (await worksInGroup(env, actor, group.id)));
    if (!works) return notFoundProblem(restaurant === undefined ? 'group' : 'restaurant');
    return problem('forbidden', 'Your role here does not allow this. Ask a manager.');
  }
  return refuseOneFactor(actor, place, restaurant?.security ?? group?.security ?? null) ?? subject;
}

async function whereInGroup(
  env: Env,
  capability: Capability,
  actor: UserActor,
  subject: Subject,
): Promise<Subject | ProblemAnswer> {
  const { group } = subject;
  if (group === undefined) throw new Error('anywhereIn needs a group in the path');
  const houses = (await restaurantsOfGroup(env, group.id)).map((restaurantId) => ({ restaurantId, groupId: group.id }));
  const whole = { restaurantId: null, groupId: group.id };
  if (![whole, ...houses].some((place) => worksAt(actor.grants, place))) return notFoundProblem('group');
  const there = houses.filter((place) => can(actor.grants, capability, place));
  if (there.length === 0 && !can(actor.grants, capability, whole)) {
    return problem('forbidden', 'Your role here does not allow this. Ask a manager.');
  }
  const strict = [whole, ...there].map((place) => refuseOneFactor(actor, place, group.security));
  const restaurantIds = there.map(({ restaurantId }) => restaurantId);
  return strict.find((refused) => refused !== null) ?? { ...subject, restaurantIds };
}

async function worksInGroup(env: Env, actor: UserActor, groupId: number): Promise<boolean> {
  const houses = await restaurantsOfGroup(env, groupId);
  return houses.some((restaurantId) => worksAt(actor.grants, { restaurantId, groupId }));
}

/** The capability that an access for staff asks for. */
function capabilityOf(access: Exclude<Access, string>): Capability {
  if ('staff' in access) return access.staff;
  if ('group' in access) return access.group;
  if ('platform' in access) return access.platform;
  return 'anywhereIn' in access ? access.anywhereIn : access.guestOrStaff;
}

/** A group may ask for a second factor: without one nobody works there, however right the password was. */
function refuseOneFactor(actor: UserActor, place: Place, policy: SecurityPolicy | null): ProblemAnswer | null {
  if (actor.via === 'key' || actor.factors >= 2) return null;
  const { secondFactor } = policy ?? defaultSecurityPolicy;
  if (secondFactor === 'nobody') return null;
  const decides = can(actor.grants, 'staff.manage', place) || can(actor.grants, 'settings.configure', place);
  if (secondFactor === 'managers' && !decides) return null;
  return problem(
    'second_factor_needed',
    'Set up a code from an app or a passkey in your account, then sign in with it.',
  );
}

function refuseUnproved(actor: UserActor): ProblemAnswer | null {
  if (actor.via === 'key') return problem('forbidden', 'An API key may not change what people may do.');
  if (actor.actingUserId !== null) return problem('forbidden', 'Acting as somebody else, you cannot change this.');
  if (provedLately(actor)) return null;
  return problem('reauthentication_required', 'Give your password or passkey once more; then repeat this.');
}

export function provedLately({ authenticatedAt }: UserActor): boolean {
  return Date.now() - authenticatedAt <= provedMs;
}

/** Browsers send the Origin with every unsafe request; forwarded headers are not trusted. */
export function isSameOrigin(request: Request): boolean {
  return request.headers.get('Origin') === new URL(request.url).origin;
}
