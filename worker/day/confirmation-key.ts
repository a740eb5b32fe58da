import { deriveKey } from '../secrets.ts';
import type { Env } from '../env.ts';

/** The key of a restaurant's confirmation numbers: four 32-bit integers. */
export function confirmationKey(env: Env, restaurantId: number): readonly number[] {
  const bytes = deriveKey(env, `confirmation-number:${String(restaurantId)}`);
  return [0, 4, 8, 12].map((offset) => bytes.readUInt32BE(offset));
}
