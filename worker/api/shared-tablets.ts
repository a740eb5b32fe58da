/** A tablet of the house that people hand on: each with a PIN, so that whatever is done on it is done by somebody. */
import { randomBytes } from 'node:crypto';
import { roleNameOf } from '../domain/access-words.ts';
import { refusePin } from '../domain/pin-rules.ts';
import { restaurantsOfUser } from '../store/accounts.ts';
import { auditStatement } from '../store/audit.ts';
import { directory } from '../store/database.ts';
import { type DeviceUse, findDevice, handOn, peopleOfDevice, setPinStatement } from '../store/devices.ts';
import { userOfSession } from '../store/sessions.ts';
import { auditedBy } from './audited-by.ts';
import { closeSockets } from './change-people.ts';
import { forgetCallers, secretHash, sessionCookieOf } from './identify-caller.ts';
import { tryPin } from './limits.ts';
import { type ApiCall, type Handlers, answer } from './operation.ts';
import { checkPassword, hashPassword } from './passwords.ts';
import { problem } from './problem.ts';
import { cookieLine, userOf } from './start-session.ts';

export const sharedTabletHandlers = {
  'PUT /api/account/pin': async (call) => {
    const { env, actor, body } = call;
    const message = refusePin(body.pin);
    if (message !== null) return problem('invalid', message, { errors: [{ path: 'pin', message }] });
    const pinHash = await hashPassword(body.pin);
    const now = Date.now();
    const database = directory(env);
    const place = { restaurantId: null, groupId: null, subjectUserId: actor.userId };
    const note = { ...place, ...auditedBy(call), action: 'set-pin', before: null, after: null };
    await database.batch([setPinStatement(database, actor.userId, pinHash, now), auditStatement(database, note, now)]);
    return answer(null);
  },

  'GET /api/device/people': async ({ env, actor }) => {
    const device = await findDevice(env, actor.sessionId);
    const people = device === null ? [] : await peopleOfDevice(env, device.ownerId);
    const items = people.map(({ userId, name, roles }) => ({
      userId,
      name,
      roleName: [...new Set(roles.map(({ role, roleName }) => roleNameOf(role, roleName)))].join(', '),
    }));
    return { items, nextCursor: null };
  },

  'POST /api/device/switch': async (call) => {
    const { env, actor, body } = call;
    if (actor.actingUserId !== null) return problem('forbidden', 'Acting as somebody else, you cannot hand this on.');
    const attempt = await tryPin(env, actor.sessionId, body.userId);
    if (attempt.refused !== null) return attempt.refused;
    const device = await findDevice(env, actor.sessionId);
    const people = device === null ? [] : await peopleOfDevice(env, device.ownerId);
    const person = people.find(({ userId }) => userId === body.userId);
    const { right } = await checkPassword(body.pin, person?.pinHash ?? null);
    if (device === null || person === undefined || !right) {
      return problem('wrong_credentials', 'This is not the PIN of somebody who works here. Try again.');
    }
    await attempt.succeed();
    const personUserId = person.userId === device.ownerId ? null : person.userId;
    const headers = await pass(call, device, { personUserId, lockedAt: null });
    const user = await userOfSession(env, actor.sessionId, Date.now());
    if (user === null) return problem('session_expired', 'This device was signed out. Sign in again.');
    return answer(userOf({ kind: 'user', ...user, via: 'session' }), { headers });
  },

  'POST /api/device/lock': async (call) => {
    const { env, actor } = call;
    if (actor.actingUserId !== null) return problem('forbidden', 'Acting as somebody else, you cannot lock this.');
    const device = await findDevice(env, actor.sessionId);
    if (device === null) return problem('session_expired', 'This device was signed out. Sign in again.');
    return answer(null, { headers: await pass(call, device, { personUserId: null, lockedAt: Date.now() }) });
  },
} satisfies Handlers;

type DeviceCall = Pick<ApiCall<'POST /api/device/lock'>, 'env' | 'ctx' | 'request' | 'actor'>;

/**
 * Hands the device on, and what it has open of the floor closes, to open again as the next person. A browser is given a
 * new cookie: an isolate elsewhere that still believes the old one can then not take the next person for the one before.
 */
async function pass(
  { env, ctx, request, actor }: DeviceCall,
  { ownerId, expiresAt }: { readonly ownerId: number; readonly expiresAt: number },
  use: Omit<DeviceUse, 'sessionId'>,
): Promise<[string, string][]> {
  const { sessionId } = actor;
  const present = request.headers.has('Authorization') ? null : sessionCookieOf(request);
  const next = randomBytes(32).toString('base64url');
  const cookie = present === null ? null : { fromHash: secretHash(present), toHash: secretHash(next) };
  const isRenewed = cookie !== null && (await handOn(env, { sessionId, ...use }, cookie));
  // Two taps at once: the first has changed the cookie, which the browser keeps.
  if (!isRenewed) await handOn(env, { sessionId, ...use }, null);
  forgetCallers();
  ctx.waitUntil(restaurantsOfUser(env, ownerId).then(async (floors) => closeSockets(env, [sessionId], floors)));
  if (!isRenewed) return [];
  return [['Set-Cookie', cookieLine(next, Math.max(0, Math.floor((expiresAt - Date.now()) / 1000)))]];
}
