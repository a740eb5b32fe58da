/** Codes on paper, for the day on which phone and passkeys are lost. Each works once. */
import { randomInt } from 'node:crypto';
import type { Env } from '../env.ts';
import { fingerprint } from '../secrets.ts';
import { useRecoveryCode } from '../store/second-factors.ts';

const codeCount = 10;
const codeLength = 10;
/** Crockford's: nothing that is read for something else. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ten of them, `k7m2p-9xq4r`: 50 bits each. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: codeCount }, () => {
    const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)] ?? '').join('');
    return `${code.slice(0, codeLength / 2)}-${code.slice(codeLength / 2)}`;
  });
}

/** Keyed, since 50 bits could be tried out by whoever has nothing but the database. */
export function recoveryCodeHash(env: Env, userId: number, code: string): string {
  const typed = code.toLowerCase().replace(/[\s-]/g, '').replace(/o/g, '0').replace(/[il]/g, '1');
  return fingerprint(env, 'recovery-code', `${userId} ${typed}`);
}

/** Whether a code is right and unused. Uses it up. */
export async function redeemRecoveryCode(env: Env, userId: number, code: string): Promise<boolean> {
  return useRecoveryCode(env, userId, recoveryCodeHash(env, userId, code), Date.now());
}
