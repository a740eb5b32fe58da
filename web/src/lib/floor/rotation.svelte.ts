import type { Rotation } from '#contract';
import { call } from '#lib/api/client.ts';

/** After something happened in the room; bursts are asked about once. */
const after_ms = 700;

/** The servers on shift, kept as true as the room that they work in. */
export class LiveRotation {
  rotation: Rotation = $state() as Rotation;

  readonly #restaurantId: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(restaurantId: number, rotation: Rotation) {
    this.#restaurantId = restaurantId;
    this.rotation = rotation;
  }

  /** Asks anew, soon. */
  soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), after_ms);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #ask(): Promise<void> {
    const answer = await call(fetch, 'GET /api/restaurants/{id}/rotation', {
      params: { id: this.#restaurantId },
      query: { date: this.rotation.serviceDate },
    });
    if (answer.ok) this.rotation = answer.data;
  }
}
