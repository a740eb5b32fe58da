/**
 * One small object per hashed key counts in memory: nothing is stored, and an object that nobody asks is forgotten. It
 * tunnels its arguments through a header, so they are numbers alone; what is counted is in the object's (hashed) name.
 */
import { createDurable, proxyDurable } from 'itty-durable';
import type { Env } from '../env.ts';

/** `burst` at once, and as many again over `seconds`. */
export interface Budget {
  readonly burst: number;
  readonly seconds: number;
}

/** After some wrong passwords each further try has to wait: 1, 2, 4 … seconds, at most `secondsMax`. */
export interface BackOff {
  readonly freeTries: number;
  readonly secondsMax: number;
}

/** So long without a try and the count begins anew. */
const forgetAfterMs = 15 * 60_000;

export class RateLimiter extends createDurable() {
  /** When the budget is whole again, epoch milliseconds (the generic cell rate algorithm, ITU-T I.371). */
  wholeAt = 0;
  failures = 0;
  lastTryAt = 0;
  waitUntil = 0;

  /** Takes one from the budget. Seconds to wait, 0 when it was there. */
  take(burst: number, seconds: number): number {
    const now = Date.now();
    const each = (seconds * 1000) / burst;
    const wholeAt = Math.max(this.wholeAt, now) + each;
    const waitMs = wholeAt - now - seconds * 1000;
    if (waitMs > 0) return Math.ceil(waitMs / 1000);
    this.wholeAt = wholeAt;
    return 0;
  }

  /** Gives one back: what was counted turned out to be rightful. */
  giveBack(burst: number, seconds: number): number {
    this.wholeAt -= (seconds * 1000) / burst;
    return 0;
  }

  /** Counts a try as failed at once, so that a hundred at the same moment are a hundred. Seconds to wait, 0 to go on. */
  try(freeTries: number, secondsMax: number): number {
    const now = Date.now();
    if (now - this.lastTryAt > forgetAfterMs) this.failures = 0;
    if (now < this.waitUntil) return Math.ceil((this.waitUntil - now) / 1000);
    this.lastTryAt = now;
    this.failures += 1;
    const beyond = this.failures - freeTries;
    if (beyond >= 0) this.waitUntil = now + Math.min(secondsMax, 2 ** Math.min(beyond, 20)) * 1000;
    return 0;
  }

  /** The try succeeded after all. */
  succeed(): number {
    this.failures = 0;
    this.waitUntil = 0;
    return 0;
  }

  /** For the health check. */
  ping(): number {
    return 1;
  }
}

type LimiterCalls = {
  [M in 'take' | 'giveBack' | 'try' | 'succeed' | 'ping']: (...numbers: number[]) => Promise<number>;
};

/** The limiter of a key; keys are hashed before they come here. */
export function limiter(env: Env, key: string): LimiterCalls {
  return proxyDurable(env.RATE_LIMITER, { name: 'RATE_LIMITER', parse: true }).get(key) as LimiterCalls;
}
