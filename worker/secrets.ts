/**
 * Keys derived from the one secret, and the tokens made with them that need no storage. A manage token is its
 * reservation's id and a code over it: it can be mailed again at any time and is written down nowhere.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Env } from './env.ts';

const manageTokenPattern = /^m1\.([1-9a-z][0-9a-z]{0,10})\.[A-Za-z0-9_-]{22}$/;
const codeBytes = 16;

/** 32 bytes for one purpose; knowing one purpose's key says nothing about another's. */
export function deriveKey(env: Env, purpose: string): Buffer {
  // A Worker without its secret must not fall back to a key that everybody knows.
  if (!env.MAITRED_SECRET) throw new Error('MAITRED_SECRET is not set; see docs/deployment.md');
  return createHmac('sha256', env.MAITRED_SECRET).update(purpose).digest();
}

/** A keyed fingerprint for look-ups and rate limits: 128 bits, base64url. */
export function fingerprint(env: Env, purpose: string, text: string): string {
  return createHmac('sha256', deriveKey(env, purpose))
    .update(text)
    .digest()
    .subarray(0, codeBytes)
    .toString('base64url');
}

/** The Bearer by which a guest sees, changes and cancels one reservation: `m1.<id in base 36>.<code>`. */
export function manageTokenFor(env: Env, reservationId: number): string {
  const id = reservationId.toString(36);
  return `m1.${id}.${manageCode(env, id).toString('base64url')}`;
}

/** The reservation that a manage token is for, or null for anything that `manageTokenFor` did not make. */
export function readManageToken(env: Env, token: string): number | null {
  const [, id] = manageTokenPattern.exec(token) ?? [];
  const reservationId = Number.parseInt(id ?? '', 36);
  if (!Number.isSafeInteger(reservationId)) return null;
  return isSameText(token, manageTokenFor(env, reservationId)) ? reservationId : null;
}

/** What stands in a mail for a row of `one_time_tokens`: `t1.<id>.<code>`. */
export function oneTimeTokenFor(env: Env, id: string): string {
  return `t1.${id}.${oneTimeCode(env, id)}`;
}

/** The id of the row that a token is for, or null for anything that `oneTimeTokenFor` did not make. */
export function readOneTimeToken(env: Env, token: string): string | null {
  const [, id] = /^t1\.([\w-]{22})\.[\w-]{43}$/.exec(token) ?? [];
  return id !== undefined && isSameText(token, oneTimeTokenFor(env, id)) ? id : null;
}

function oneTimeCode(env: Env, id: string): string {
  return createHmac('sha256', deriveKey(env, 'one-time-token')).update(id).digest('base64url');
}

/** Takes as long wherever the texts differ. */
function isSameText(one: string, other: string): boolean {
  const [bytes, others] = [new TextEncoder().encode(one), new TextEncoder().encode(other)];
  return bytes.length === others.length && timingSafeEqual(bytes, others);
}

function manageCode(env: Env, id: string): Buffer {
  return createHmac('sha256', deriveKey(env, 'manage-token')).update(`m1.${id}`).digest().subarray(0, codeBytes);
}
