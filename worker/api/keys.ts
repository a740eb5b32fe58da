/** Keys of other systems: shown once, kept as hashes, never more than whoever makes them, replaced without a gap. */
import { randomBytes } from 'node:crypto';
import type { ApiKey, NewApiKey } from '../contract/people.ts';
import { holdsAll } from '../domain/delegation.ts';
import { instantText } from '../domain/time/service-date.ts';
import {
  type KeyRow,
  findKey,
  listKeys,
  makeKeyStatements,
  revokeKeyStatements,
  rotateKeyStatements,
} from '../store/api-keys.ts';
import { isGuardMiss } from '../store/d1-errors.ts';
import { restaurantsOfGroup } from '../store/restaurants.ts';
import { auditedBy } from './audited-by.ts';
import { changePeople } from './change-people.ts';
import { secretHash } from './identify-caller.ts';
import { type ApiCall, type Handlers, answer } from './operation.ts';
import { type ProblemAnswer, notFoundProblem, problem } from './problem.ts';

const prefixLength = 10;

export const keyHandlers = {
  'GET /api/groups/{groupId}/keys': async ({ env, group }) => ({
    items: (await listKeys(env, group.id)).map(keyView),
    nextCursor: null,
  }),

  'POST /api/groups/{groupId}/keys': async (call) => {
    const { env, group, body, actor } = call;
    const houseIds = await restaurantsOfGroup(env, group.id);
    if (body.restaurantIds?.some((id) => !houseIds.includes(id)) === true) return notFoundProblem('restaurant');
    if (!holdsAll(actor.grants, body, group.id)) return tooMuch();
    const now = Date.now();
    const expiresAt = body.expiresAt === null ? null : Date.parse(body.expiresAt);
    if (expiresAt !== null && expiresAt <= now) {
      const message = 'Choose an instant that is still to come.';
      return problem('invalid', message, { errors: [{ path: 'expiresAt', message }] });
    }
    const { key, ...made } = newSecret();
    const { name, capabilities } = body;
    const restaurantIds = body.restaurantIds === null ? null : [...new Set(body.restaurantIds)];
    const scopes = { capabilities, restaurantIds };
    const email = `key-${randomBytes(12).toString('hex')}@integrations.invalid`;
    const row = { groupId: group.id, name, email, ...scopes, ...made, createdBy: actor.userId, expiresAt };
    await changePeople(env, {
      statements: (database) => makeKeyStatements(database, row, now),
      restaurantIds: restaurantIds ?? houseIds,
      audit: [noteOf(call, 'make-key', null, { name, prefix: made.prefix, ...scopes, expiresAt: body.expiresAt })],
      now,
    });
    return newKey(call, key, made.keyHash);
  },

  'POST /api/groups/{groupId}/keys/{keyId}/rotate': async (call) => {
    const { env, group, params, body, actor } = call;
    const present = await findKey(env, group.id, { keyId: params.keyId });
    if (present === null) return notFoundProblem('key');
    if (!holdsAll(actor.grants, present, group.id)) return tooMuch();
    const now = Date.now();
    const revokedAt = now + (body?.graceMinutes ?? 60) * 60_000;
    const { key, ...made } = newSecret();
    const { expiresAt, createdAt } = present;
    const next = {
      ...made,
      createdBy: actor.userId,
      // As long from now on as the one before was meant to last.
      expiresAt: expiresAt === null ? null : now + (expiresAt - createdAt),
    };
    const before = { name: present.name, prefix: present.prefix };
    const after = { name: present.name, prefix: made.prefix, predecessorUntil: instantText(revokedAt) };
    try {
      await changePeople(env, {
        statements: (database) => rotateKeyStatements(database, present.id, next, { now, revokedAt }),
        restaurantIds: [],
        audit: [noteOf(call, 'rotate-key', before, after)],
        now,
      });
    } catch (error) {
      if (!isGuardMiss(error, 'api_keys.created_at')) throw error;
      return problem('conflict', 'This key was revoked, replaced or ran out. Make a new one.');
    }
    return newKey(call, key, made.keyHash);
  },

  'DELETE /api/groups/{groupId}/keys/{keyId}': async (call) => {
    const { env, group, params } = call;
    const present = await findKey(env, group.id, { keyId: params.keyId });
    if (present === null) return notFoundProblem('key');
    const now = Date.now();
    if (present.revokedAt !== null && present.revokedAt <= now) return answer(null);
    await changePeople(env, {
      statements: (database) => revokeKeyStatements(database, present, now),
      restaurantIds: present.restaurantIds ?? (await restaurantsOfGroup(env, group.id)),
      audit: [noteOf(call, 'revoke-key', { name: present.name, prefix: present.prefix }, null)],
      now,
    });
    return answer(null);
  },
} satisfies Handlers;

function newSecret(): { key: string; prefix: string; keyHash: string } {
  const key = `k1.${randomBytes(32).toString('base64url')}`;
  return { key, prefix: key.slice(0, prefixLength), keyHash: secretHash(key) };
}

type KeyCall = Pick<ApiCall<'POST /api/groups/{groupId}/keys'>, 'env' | 'group' | 'actor' | 'request'>;

function noteOf(call: KeyCall, action: string, before: unknown, after: unknown) {
  return { restaurantId: null, groupId: call.group.id, ...auditedBy(call), action, before, after };
}

function tooMuch(): ProblemAnswer {
  return problem('forbidden', 'Nobody makes a key for more than they have themselves at that place.');
}

async function newKey({ env, group }: KeyCall, key: string, keyHash: string) {
  const row = await findKey(env, group.id, { keyHash });
  if (row === null) throw new Error('the key just made is gone');
  const body: NewApiKey = { ...keyView(row), key };
  return answer(body, { location: `/api/groups/${group.id}/keys/${row.id}` });
}

function keyView(row: KeyRow): ApiKey {
  const { id, name, prefix, capabilities, restaurantIds, createdByName, createdAt } = row;
  const text = (at: number | null): string | null => (at === null ? null : instantText(at));
  return {
    id,
    name,
    prefix,
    capabilities: [...capabilities],
    restaurantIds: restaurantIds === null ? null : [...restaurantIds],
    createdBy: createdByName,
    createdAt: instantText(createdAt),
    lastUsedAt: text(row.lastUsedAt),
    expiresAt: text(row.expiresAt),
    revokedAt: text(row.revokedAt),
  };
}
