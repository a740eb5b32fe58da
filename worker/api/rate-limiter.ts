/**
 * One small object per hashed key counts in memory, and an object that nobody asks is forgotten. Only whoever guesses
 * is remembered in storage: memory lasts a minute or two, and waiting for that must not be the way around a wait. It
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
  /** So long without a try and the count begins anew. */
  readonly forgetSeconds: number;
}

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
  async try(freeTries: number, secondsMax: number, forgetSeconds: number): Promise<number> {
    const now = Date.now();
    if (now - this.lastTryAt > forgetSeconds * 1000) this.failures = 0;
    if (now < this.waitUntil) return Math.ceil((this.waitUntil - now) / 1000);
    this.lastTryAt = now;
    this.failures += 1;
    const beyond = this.failures - freeTries;
    if (beyond < 0) return 0;
    this.waitUntil = now + Math.min(secondsMax, 2 ** Math.min(beyond, 20)) * 1000;
    await this.persist();
    await (this.setAlarm(now + forgetSeconds * 1000) as Promise<void>);
    return 0;
  }

  /** The try succeeded after all. */
  async succeed(): Promise<number> {
    if (this.waitUntil > 0) await this.destroy();
    this.failures = 0;
    this.waitUntil = 0;
    return 0;
  }

  /** Nobody has guessed for so long that it may be forgotten. */
  async alarm(): Promise<void> {
    await this.destroy();
  }

  /** For the health check. */
  ping(): number {
    return 1;
  }
}

type LimiterCalls = {
  [M in 'take' | 'giveBack' | 'try' | 'succeed' | 'ping']: (...numbers: Parameters<RateLimiter[M]>) => Promise<number>;
};

/** The limiter of a key; keys are hashed before they come here. */
export function limiter(env: Env, key: string): LimiterCalls {
  return proxyDurable(env.RATE_LIMITER, { name: 'RATE_LIMITER', parse: true }).get(key) as LimiterCalls;
}
