/** Passwords as scrypt hashes that carry their own parameters: `scrypt$14$8$5$salt$hash` (N = 2^14, r, p). */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { base64url } from 'jose';

interface Cost {
  readonly logN: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's setting for 16 MB: a Worker's isolate has 128 MB for everybody it serves at once. */
const presentCost: Cost = { logN: 14, r: 8, p: 5 };
const saltBytes = 16;
const hashBytes = 32;

export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(password, salt, presentCost);
  const { logN, r, p } = presentCost;
  return ['scrypt', logN, r, p, base64url.encode(salt), base64url.encode(hash)].join('$');
}

export interface PasswordCheck {
  readonly right: boolean;
  /** Made with other parameters than today's: hash it anew while the password is at hand. */
  readonly outdated: boolean;
}

/** Takes as long for an account that does not exist (`stored` null) as for one that does. */
export async function checkPassword(password: string, stored: string | null): Promise<PasswordCheck> {
  const parts = stored === null ? null : readHash(stored);
  const { cost, salt, hash } = parts ?? {
    cost: presentCost,
    salt: new Uint8Array(saltBytes),
    hash: new Uint8Array(hashBytes),
  };
  const derived = await derive(password, salt, cost);
  const same = derived.length === hash.length && timingSafeEqual(derived, hash);
  const { logN, r, p } = presentCost;
  return { right: parts !== null && same, outdated: cost.logN !== logN || cost.r !== r || cost.p !== p };
}

function readHash(stored: string): { cost: Cost; salt: Uint8Array; hash: Uint8Array } {
  const [scheme, logN, r, p, salt, hash] = stored.split('$');
  if (scheme !== 'scrypt' || salt === undefined || hash === undefined) throw new Error('unreadable password hash');
  return {
    cost: { logN: Number(logN), r: Number(r), p: Number(p) },
    salt: base64url.decode(salt),
    hash: base64url.decode(hash),
  };
}

function derive(password: string, salt: Uint8Array, { logN, r, p }: Cost): Promise<Uint8Array> {
  // Typed on one keyboard and another, the same letters can be different code points.
  const text = password.normalize('NFKC');
  return new Promise((resolve, reject) => {
    scrypt(text, salt, hashBytes, { N: 2 ** logN, r, p, maxmem: 64 * 1024 * 1024 }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
