/**
 * Several people book and cancel on a few tables at once and look at the list, with a crash in between. However the
 * requests overlapped, some order must explain every answer (I14). A request whose answer was lost is one operation from
 * its first attempt to the answer under the same key.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type Chance, chanceFrom } from '../../worker/domain/chance.ts';
import { type Operation, type SequentialModel, isLinearizable } from '../support/linearizability.ts';
import { type LocalServer, until, withServer } from '../support/local-server.ts';
import { type OpenedRestaurant, openRestaurant } from '../support/open-restaurant.ts';
import type { Outcome } from './outcome.ts';

export type BookingInput =
  | { readonly kind: 'book'; readonly time: string }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'list' };
/** The booking's id, whether it was cancelled, who is on the list; null for a refusal. */
export type BookingOutput = number | 'cancelled' | readonly number[] | null;
export type BookingOperation = Operation<BookingInput, BookingOutput>;

/** Start times by the booking's id. */
type Live = ReadonlyMap<number, string>;

/** Equal tables and starts so far apart that no two of them overlap. */
export function bookingModel(tables: number): SequentialModel<Live, BookingInput, BookingOutput> {
  return {
    initial: new Map(),
    keyOf: (live) => [...live.keys()].sort((a, b) => a - b).join(),
    step(live, input, output) {
      switch (input.kind) {
        case 'book': {
          const free = tables - [...live.values()].filter((time) => time === input.time).length;
          if (typeof output !== 'number') return free > 0 ? null : live;
          return free > 0 && !live.has(output) ? new Map([...live, [output, input.time]]) : null;
        }
        case 'cancel':
          if (output === null) return live.has(input.id) ? null : live;
          return live.has(input.id) ? new Map([...live].filter(([id]) => id !== input.id)) : null;
        case 'list':
          return Array.isArray(output) && sorted(output) === sorted([...live.keys()]) ? live : null;
      }
    },
  };
}

function sorted(ids: readonly number[]): string {
  return ids.toSorted((a, b) => a - b).join();
}

const tables = 3;
const clientCount = 8;
const times = ['12:00', '14:00', '18:00', '20:00'];

export interface BookingHistory {
  readonly seed: string;
  readonly operations: number;
}

export async function bookingHistory({ seed, operations }: BookingHistory): Promise<Outcome> {
  const chance = chanceFrom(seed);
  return withServer(async (server) => {
    const restaurant = await openRestaurant(server.origin, { capacities: Array.from({ length: tables }, () => 2) });
    await restaurant.host.accessToken();
    const recorder = new Recorder(server, restaurant);
    const share = Math.ceil(operations / clientCount);
    const working = Promise.all(
      Array.from({ length: clientCount }, (_, index) => recorder.work(chance.of(index), share)),
    );
    await until(async () => recorder.history.length > operations / 2, 'half of the work is done', 300);
    server.kill();
    await working;
    const legal = isLinearizable(recorder.history, bookingModel(tables));
    const refused = recorder.history.filter(({ input, output }) => input.kind === 'book' && output === null).length;
    return {
      complaints: legal ? [] : [`I14 no order explains these answers: ${JSON.stringify(recorder.history)}`],
      facts: { operations: recorder.history.length, refused, unknown: recorder.unknown },
    };
  });
}

class Recorder {
  readonly history: BookingOperation[] = [];
  unknown = 0;
  readonly #restaurant: OpenedRestaurant;
  readonly #server: LocalServer;
  readonly #date: string;
  /** Bookings that anybody may cancel, so that two sometimes try the same. */
  readonly #booked: number[] = [];
  #keys = 0;

  constructor(server: LocalServer, restaurant: OpenedRestaurant) {
    this.#server = server;
    this.#restaurant = restaurant;
    this.#date = restaurant.dateAhead(5);
  }

  async work(chance: Chance, operations: number): Promise<void> {
    for (let done = 0; done < operations; done += 1) {
      const input = this.#choose(chance);
      const calledAt = performance.now();
      const output = await this.#ask(input);
      this.history.push({ input, output, calledAt, answeredAt: performance.now() });
      if (input.kind === 'book' && typeof output === 'number') this.#booked.push(output);
      await sleep(chance.whole(0, 10));
    }
  }

  #choose(chance: Chance): BookingInput {
    const kind = chance.weighted([
      ['book', 5],
      ['cancel', 3],
      ['list', 2],
    ] as const);
    if (kind === 'list') return { kind };
    const recent = this.#booked.slice(-2 * clientCount);
    if (kind === 'cancel' && recent.length > 0) return { kind, id: chance.pick(recent) };
    return { kind: 'book', time: chance.pick(times) };
  }

  async #ask(input: BookingInput): Promise<BookingOutput> {
    this.#keys += 1;
    const idempotencyKey = `history-${String(this.#keys)}`;
    for (;;) {
      try {
        return await this.#attempt(input, idempotencyKey);
      } catch {
        this.unknown += 1;
        await this.#server.ready();
      }
    }
  }

  /** Throws where the outcome is unknown. */
  async #attempt(input: BookingInput, idempotencyKey: string): Promise<BookingOutput> {
    const { host, id } = this.#restaurant;
    const params = { id };
    if (input.kind === 'list') {
      const query = { date: this.#date, status: ['confirmed'], limit: 100 };
      const { items } = await host.demand('GET /api/restaurants/{id}/reservations', { params, query });
      return items.map((reservation) => reservation.id);
    }
    if (input.kind === 'cancel') {
      const answer = await host.ask('DELETE /api/reservations/{reservationId}', {
        params: { reservationId: input.id },
        idempotencyKey,
      });
      if (answer.status >= 500) throw new Error('unknown');
      return answer.ok ? 'cancelled' : null;
    }
    const guestInfo = { name: 'Somebody', phone: '+33 1 23 45 67 89' };
    const body = { reservationDate: this.#date, reservationTime: input.time, partySize: 2, guestInfo };
    const answer = await host.ask('POST /api/restaurants/{id}/reservations', { params, body, idempotencyKey });
    if (answer.status >= 500) throw new Error('unknown');
    return answer.ok ? answer.body.id : null;
  }
}
