/** Codes from an app (TOTP, RFC 6238: SHA-1, six digits, 30 seconds) and the secret that they are made with. */
import { createHmac } from 'node:crypto';
import { createTOTPKeyURI, verifyHOTP } from '@oslojs/otp';
import { base64url } from 'jose';
import type { Env } from '../env.ts';
import { deriveKey } from '../secrets.ts';
import { findAuthenticator, useAuthenticatorStep } from '../store/second-factors.ts';

const periodSeconds = 30;
const digits = 6;
const secretBytes = 20;
const ivBytes = 12;

interface Enrolment {
  readonly userId: number;
  readonly sessionId: string;
  /** When the app in use was confirmed, epoch milliseconds; 0 without one. */
  readonly presentSince: number;
}

/**
 * The secret that a session offers to a new app. It is derived, so nothing is stored before the app proved that it has
 * it, and the app in use works until then.
 */
export function offeredSecret(env: Env, { userId, sessionId, presentSince }: Enrolment): Uint8Array {
  const code = createHmac('sha256', deriveKey(env, 'offered-authenticator'));
  return new Uint8Array(code.update(`${userId} ${sessionId} ${presentSince}`).digest().subarray(0, secretBytes));
}

/** `otpauth://totp/maitred:ada%40example.com?…`, and the secret in it as text. */
export function authenticatorUri(email: string, secret: Uint8Array): { uri: string; text: string } {
  const uri = createTOTPKeyURI('maitred', email, secret, periodSeconds, digits);
  return { uri, text: new URL(uri).searchParams.get('secret') ?? '' };
}

/** The time step that a code belongs to, now or one step off on either side; null for a wrong code. `now` in ms. */
export function stepOfCode(secret: Uint8Array, code: string, now: number): number | null {
  const present = Math.floor(now / (periodSeconds * 1000));
  for (const step of [present, present - 1, present + 1]) {
    if (verifyHOTP(secret, BigInt(step), digits, code)) return step;
  }
  return null;
}

/** Whether a code is right and was not used before. Uses it up. */
export async function useAuthenticatorCode(env: Env, userId: number, code: string): Promise<boolean> {
  const authenticator = await findAuthenticator(env, userId);
  if (authenticator === null) return false;
  const step = stepOfCode(await openSecret(env, userId, authenticator.secret), code, Date.now());
  return step !== null && (await useAuthenticatorStep(env, userId, step));
}

/** As it is stored: `a1.<iv>.<AES-GCM>`, good for this account alone. */
export async function sealSecret(env: Env, userId: number, secret: Uint8Array): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
  const sealed = await crypto.subtle.encrypt(cipher(userId, iv), await sealingKey(env), new Uint8Array(secret));
  return `a1.${base64url.encode(iv)}.${base64url.encode(new Uint8Array(sealed))}`;
}

async function openSecret(env: Env, userId: number, stored: string): Promise<Uint8Array> {
  const [version, iv, sealed] = stored.split('.');
  if (version !== 'a1' || iv === undefined || sealed === undefined) throw new Error('unreadable authenticator secret');
  const how = cipher(userId, new Uint8Array(base64url.decode(iv)));
  return new Uint8Array(
    await crypto.subtle.decrypt(how, await sealingKey(env), new Uint8Array(base64url.decode(sealed))),
  );
}

function cipher(userId: number, iv: Uint8Array<ArrayBuffer>) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(`user ${userId}`) };
}

async function sealingKey(env: Env): Promise<CryptoKey> {
  const bytes = new Uint8Array(deriveKey(env, 'authenticator-secret'));
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']);
}
