const tick_ms = 1000;
const minute_ms = 60_000;

/**
 * The day's own clock, which is the restaurant's: it may run ahead of this machine's, or faster in a simulated evening.
 * Messages carry its time; between them it goes on at the machine's pace.
 */
export class DayClock {
  #now = $state(0);
  #offset_ms: number;
  #ticking: ReturnType<typeof setInterval> | undefined;

  /** Full minutes, epoch milliseconds: what screens count in, so that they change once a minute. */
  readonly minute = $derived(Math.floor(this.#now / minute_ms) * minute_ms);

  constructor(now: string) {
    this.#now = Date.parse(now);
    this.#offset_ms = this.#now - Date.now();
  }

  /** Epoch milliseconds. */
  get now(): number {
    return this.#now;
  }

  /** A fresh statement of the time, true whatever was thought before. */
  set(instant: string): void {
    this.#offset_ms = Date.parse(instant) - Date.now();
    this.#step();
  }

  /** The instant of an event: at least this late is it now. Events that are told again do not turn the clock back. */
  atLeast(instant: string): void {
    const offset_ms = Date.parse(instant) - Date.now();
    if (offset_ms <= this.#offset_ms) return;
    this.#offset_ms = offset_ms;
    this.#step();
  }

  start(): void {
    this.#ticking = setInterval(() => {
      this.#step();
    }, tick_ms);
  }

  stop(): void {
    clearInterval(this.#ticking);
  }

  #step(): void {
    this.#now = Date.now() + this.#offset_ms;
  }
}
