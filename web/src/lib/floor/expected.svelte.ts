import { SvelteMap } from 'svelte/reactivity';
import { untrack } from 'svelte';
import type { Expectations } from '#contract';
import { call } from '#lib/api/client.ts';
import type { SeatingEnd } from '#lib/forecast/words.ts';
import type { DayFeed } from '#lib/live/day-feed.svelte.ts';

/** Parties sit down in bursts: asked once for each. */
const burst_ms = 1000;
/** The longer a party has sat, the more is known of when it will leave. */
const again_ms = 5 * 60_000;

/** When the parties that are seated will probably leave: asked again whenever one sits down, and every few minutes. */
export class Expected {
  readonly #ends = new SvelteMap<number, SeatingEnd>();
  readonly #feed: DayFeed;
  readonly #fetch: typeof globalThis.fetch;
  /** False where nothing can be had: then nobody is asked. */
  readonly #known: boolean;
  readonly #seated = $derived.by(() =>
    [...this.#feed.reservations.values()]
      .filter(({ status }) => status === 'seated')
      .map(({ id, startsAt }) => `${String(id)} ${startsAt}`)
      .join(),
  );

  constructor(feed: DayFeed, first: Expectations | null, fetch: typeof globalThis.fetch) {
    this.#feed = feed;
    this.#fetch = fetch;
    this.#known = first !== null;
    if (first !== null) this.#learn(first);
  }

  endOf(reservationId: number): SeatingEnd | null {
    return this.#ends.get(reservationId) ?? null;
  }

  /** For an effect: runs again when somebody sat down or left, until the returned function is called. */
  keepUp(): (() => void) | undefined {
    if (this.#seated === '' || !this.#known) return undefined;
    const soon = setTimeout(() => void this.#ask(), untrack(() => this.#isComplete) ? again_ms : burst_ms);
    const often = setInterval(() => void this.#ask(), again_ms);
    return () => {
      clearTimeout(soon);
      clearInterval(often);
    };
  }

  get #isComplete(): boolean {
    return [...this.#feed.reservations.values()].every(({ id, status }) => status !== 'seated' || this.#ends.has(id));
  }

  async #ask(): Promise<void> {
    const answer = await call(this.#fetch, 'GET /api/restaurants/{id}/seating/expectations', {
      params: { id: this.#feed.restaurantId },
      query: { date: this.#feed.serviceDate },
    });
    if (answer.ok) this.#learn(answer.data);
  }

  #learn({ seatings }: Expectations): void {
    const present = new Set(seatings.map(({ reservationId }) => reservationId));
    for (const id of [...this.#ends.keys()]) if (!present.has(id)) this.#ends.delete(id);
    for (const seating of seatings) this.#ends.set(seating.reservationId, seating);
  }
}
