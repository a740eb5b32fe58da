import type { Reservation, WaitlistEntry } from '#contract';
import { call } from '#lib/api/client.ts';

/** Where texts are to be read that a message had no room for: a reservation by its id, or the whole waitlist. */
export type Unread = number | 'waitlist';

/** Who is told what was read. */
export interface Reader {
  readonly restaurantId: number;
  readonly reservations: ReadonlyMap<number, unknown>;
  readonly waitlist: ReadonlyMap<number, unknown>;
  learn(reservation: Reservation): void;
  learnWaiting(entry: WaitlistEntry): void;
}

/** What is not there, or not for this person's eyes, will not be later. */
const inVain: readonly number[] = [403, 404];

/** Reads what messages left out, one thing after the other. What could not be read stays due: a note may be an allergy. */
export class OmittedTexts {
  readonly #reader: Reader;
  readonly #fetch: typeof globalThis.fetch;
  readonly #due = new Set<Unread>();
  #reading = false;

  constructor(reader: Reader, fetch: typeof globalThis.fetch) {
    this.#reader = reader;
    this.#fetch = fetch;
  }

  /** Resolves when everything that is due was asked for once. */
  async read(more: Unread | null = null): Promise<void> {
    if (more !== null) this.#due.add(more);
    if (this.#reading) return;
    this.#reading = true;
    const failed: Unread[] = [];
    // The set grows under the loop when messages come meanwhile, and the loop goes on to them.
    for (const unread of this.#due) {
      this.#due.delete(unread);
      if (!(await this.#readOne(unread).catch(() => false))) failed.push(unread);
    }
    for (const unread of failed) this.#due.add(unread);
    this.#reading = false;
  }

  /** False when it is worth another try. Whoever left the floor meanwhile is not brought back. */
  async #readOne(unread: Unread): Promise<boolean> {
    const reader = this.#reader;
    if (unread === 'waitlist') {
      const list = await call(this.#fetch, 'GET /api/restaurants/{id}/waitlist', {
        params: { id: reader.restaurantId },
      });
      if (!list.ok) return inVain.includes(list.status);
      for (const entry of list.data.items) if (reader.waitlist.has(entry.id)) reader.learnWaiting(entry);
      return true;
    }
    const found = await call(this.#fetch, 'GET /api/reservations/{reservationId}', {
      params: { reservationId: unread },
    });
    if (!found.ok) return inVain.includes(found.status);
    if (reader.reservations.has(unread)) reader.learn(found.data);
    return true;
  }
}
