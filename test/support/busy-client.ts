/**
 * Somebody at a telephone who books, holds, changes, moves and cancels, each request under its own key. An answer that
 * does not come is asked for again under the same key until there is one, so that in the end everything is known.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, CallParts } from '../../local/api-client.ts';
import type { Chance } from '../../worker/domain/chance.ts';
import type { OperationKey } from '../../worker/contract/operations.ts';
import type { Reservation } from '../../worker/contract/reservations.ts';
import type { OpenedRestaurant } from './open-restaurant.ts';

/** A request that was answered for good, to be sent again later. */
export interface Settled {
  readonly operation: OperationKey;
  readonly parts: CallParts<OperationKey>;
  readonly status: number;
  /** The body of a 2xx, null for a refusal. */
  readonly body: unknown;
  /** The reservation it was about; null for holds. */
  readonly reservationId: number | null;
}

/** What a reservation must be, going by the answers. */
export interface Expected {
  readonly id: number;
  readonly name: string;
  date: string;
  time: string;
  partySize: number;
  status: Reservation['status'];
  /** Effects that were acknowledged. */
  modified: number;
  moved: number;
  cancelled: number;
}

const times = ['18:00', '18:30', '19:00', '19:15', '19:45', '20:00', '20:30', '21:00'];
const onReservations = 'POST /api/restaurants/{id}/reservations';
const onReservation = 'PUT /api/reservations/{reservationId}';
const answerSecondsMax = 180;
/** Two to three requests at a time are in flight, which is a busy house and no flood. */
const pauseMsMax = 60;

export class BusyClient {
  readonly settled: Settled[] = [];
  readonly expected = new Map<number, Expected>();
  readonly complaints: string[] = [];
  /** Attempts whose outcome nobody heard of. */
  unknown = 0;
  readonly #name: string;
  readonly #restaurant: OpenedRestaurant;
  readonly #dates: readonly string[];
  readonly #chance: Chance;
  #keys = 0;

  constructor(name: string, restaurant: OpenedRestaurant, dates: readonly string[], chance: Chance) {
    this.#name = name;
    this.#restaurant = restaurant;
    this.#dates = dates;
    this.#chance = chance;
  }

  async work(isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      await this.#step();
      await sleep(this.#chance.whole(0, pauseMsMax));
    }
  }

  async #step(): Promise<void> {
    const mine = [...this.expected.values()].filter(({ status }) => status === 'confirmed');
    const own = mine.length === 0 ? null : this.#chance.pick(mine);
    const action = this.#chance.weighted([
      ['book', 5],
      ['hold', 2],
      ['modify', 3],
      ['move', 4],
      ['cancel', 2],
    ] as const);
    if (own === null || action === 'book') return this.#book(null);
    if (action === 'hold') return this.#hold();
    if (action === 'modify') return this.#modify(own);
    return action === 'move' ? this.#move(own) : this.#cancel(own);
  }

  async #book(held: { date: string; time: string; partySize: number; holdId: string } | null): Promise<void> {
    const { date, time, partySize } = held ?? this.#wish();
    const name = `${this.#name} ${String(this.#keys)}`;
    const body = {
      reservationDate: date,
      reservationTime: time,
      partySize,
      guestInfo: { name, phone: this.#phone(), email: `${this.#name}@example.com` },
      ...(held === null ? {} : { holdId: held.holdId }),
    };
    const answer = await this.#settle(onReservations, { params: { id: this.#restaurant.id }, body }, null);
    if (!answer.ok) return;
    const { id, status } = answer.body;
    const booked = { id, name, date, time, partySize, status, modified: 0, moved: 0, cancelled: 0 };
    this.#compare(answer.body, booked);
    if (this.expected.has(id)) this.complaints.push(`two bookings were given the id ${String(id)}`);
    this.expected.set(id, booked);
  }

  async #hold(): Promise<void> {
    const wish = this.#wish();
    const operation = 'POST /api/restaurants/{id}/holds';
    const held = await this.#settle(operation, { params: { id: this.#restaurant.id }, body: wish }, null);
    if (!held.ok) return;
    const { holdId } = held.body;
    if (this.#chance.happens(0.7)) return this.#book({ ...wish, holdId });
    await this.#settle('DELETE /api/holds/{holdId}', { params: { holdId } }, null);
  }

  async #modify(own: Expected): Promise<void> {
    const time = this.#chance.pick(times.filter((each) => each !== own.time));
    const body = this.#chance.happens(0.5) ? { reservationTime: time } : { partySize: 1 + (own.partySize % 6) };
    const answer = await this.#settle(onReservation, { params: { reservationId: own.id }, body }, own.id);
    if (!answer.ok) return;
    own.time = body.reservationTime ?? own.time;
    own.partySize = body.partySize ?? own.partySize;
    own.modified += 1;
    this.#compare(answer.body, own);
  }

  async #move(own: Expected): Promise<void> {
    const reservationDate = this.#chance.pick(this.#dates.filter((each) => each !== own.date));
    const parts = { params: { reservationId: own.id }, body: { reservationDate } };
    const answer = await this.#settle(onReservation, parts, own.id);
    if (!answer.ok) return;
    own.date = reservationDate;
    own.moved += 1;
    this.#compare(answer.body, own);
  }

  async #cancel(own: Expected): Promise<void> {
    const parts = { params: { reservationId: own.id } };
    const answer = await this.#settle('DELETE /api/reservations/{reservationId}', parts, own.id);
    if (!answer.ok) return;
    own.status = 'cancelled';
    own.cancelled += 1;
    this.#compare(answer.body, own);
  }

  #wish() {
    return {
      date: this.#chance.pick(this.#dates),
      time: this.#chance.pick(times),
      partySize: this.#chance.whole(1, 6),
    };
  }

  #phone(): string {
    return `+33 1 ${String(10_000_000 + Number(this.#name.replace(/\D/g, '')))}`;
  }

  /** A 2xx says what was asked for, not what was true before. */
  #compare(answered: Reservation, own: Expected): void {
    for (const complaint of differences(answered, own)) this.complaints.push(`answered: ${complaint}`);
  }

  async #settle<K extends OperationKey>(operation: K, parts: CallParts<K>, about: number | null): Promise<Answer<K>> {
    this.#keys += 1;
    const keyed = { ...parts, idempotencyKey: `${this.#name}-${String(this.#keys)}` };
    const end = Date.now() + answerSecondsMax * 1000;
    for (;;) {
      const answer = await this.#restaurant.host.ask(operation, keyed).catch(() => null);
      if (answer !== null && isFinal(answer)) {
        const body: unknown = answer.ok ? answer.body : null;
        const reservationId = about ?? reservationIdOf(body);
        const { status } = answer;
        this.settled.push({ operation, parts: keyed as CallParts<OperationKey>, status, body, reservationId });
        return answer;
      }
      if (Date.now() > end) throw new Error(`${operation} got no answer for ${String(answerSecondsMax)} s`);
      this.unknown += 1;
      await sleep(40);
    }
  }
}

/** A move that is still under way is neither refused nor done; the same request again tells how it ended. */
function isFinal<K extends OperationKey>(answer: Answer<K>): boolean {
  return answer.status < 500 && (answer.ok || answer.problem.code !== 'move_in_progress');
}

function reservationIdOf(body: unknown): number | null {
  const { id } = (body ?? {}) as { id?: unknown };
  return typeof id === 'number' ? id : null;
}

/** In what a reservation as it was read differs from what the answers made of it. */
export function differences(read: Reservation, expected: Expected): string[] {
  const pairs = [
    ['date', read.reservationDate, expected.date],
    ['time', read.reservationTime, expected.time],
    ['party', read.partySize, expected.partySize],
    ['status', read.status, expected.status],
    ['name', read.guestInfo.name, expected.name],
  ] as const;
  return pairs
    .filter(([, is, shouldBe]) => is !== shouldBe)
    .map(
      ([what, is, shouldBe]) => `reservation ${String(expected.id)}: ${what} is ${String(is)}, not ${String(shouldBe)}`,
    );
}
