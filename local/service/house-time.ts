/** The evening's own time: what is to happen, in order, as fast as asked for. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { HouseClock } from '../house-clock.ts';

interface Appointment {
  readonly at: number;
  readonly order: number;
  readonly act: () => Promise<unknown>;
}

/** Below this it is not worth to ask the timer. */
const shortestWaitMs = 4;

export class HouseTime {
  now: number;
  readonly #clock: HouseClock;
  readonly #appointments: Appointment[] = [];
  #order = 0;
  #owedMs = 0;

  constructor(clock: HouseClock, startsAt: number) {
    this.#clock = clock;
    this.now = startsAt;
  }

  /** Epoch milliseconds of the restaurant's time; what is past happens next. */
  plan(at: number, act: () => Promise<unknown>): void {
    const appointment = { at: Math.max(at, this.now), order: (this.#order += 1), act };
    const index = this.#appointments.findLastIndex((other) => other.at <= appointment.at);
    this.#appointments.splice(index + 1, 0, appointment);
  }

  planIn(minutes: number, act: () => Promise<unknown>): void {
    this.plan(this.now + minutes * 60_000, act);
  }

  /** Until nothing is left to do. `speedAt` says how many times faster than real time it goes then. */
  async run(speedAt: (at: number) => number, passed: () => void, aborted: AbortSignal): Promise<void> {
    for (;;) {
      const next = this.#appointments.shift();
      if (next === undefined || aborted.aborted) return;
      await this.#wait((next.at - this.now) / speedAt(next.at));
      if (next.at > this.now) await this.#clock.set(next.at);
      this.now = next.at;
      await next.act();
      passed();
    }
  }

  /** Short waits are saved up, so that many small steps do not take longer than one large one. */
  async #wait(ms: number): Promise<void> {
    this.#owedMs += ms;
    if (this.#owedMs < shortestWaitMs) return;
    const started = performance.now();
    await sleep(this.#owedMs);
    this.#owedMs -= performance.now() - started;
  }
}
