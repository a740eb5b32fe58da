/** A staff tablet: one socket, and the floor folded from what it says. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FloorSnapshot, LiveMessage } from '../../worker/contract/live.ts';
import type { Reservation } from '../../worker/contract/reservations.ts';
import type { TableState } from '../../worker/contract/tables.ts';
import type { WaitlistEntry } from '../../worker/contract/waitlist.ts';
import type { ApiClient } from '../api-client.ts';
import { openSocket } from '../open-socket.ts';

const answerWithinMs = 10_000;

/** A party at a table, as the socket told it; instants as texts, an open end while it sits there. */
export interface WatchedSitting {
  readonly reservationId: number;
  readonly tableId: number;
  readonly from: number;
  until: number;
}

export class FloorFeed {
  readonly tables = new Map<number, TableState>();
  readonly reservations = new Map<number, Reservation>();
  readonly waitlist = new Map<number, WaitlistEntry>();
  readonly sittings: WatchedSitting[] = [];
  /** Sequence numbers that ran backwards, and messages nobody knows. */
  readonly faults: string[] = [];
  /** The last one heard of, perhaps in part; and the last of which nothing is missing, where it resumes. */
  seq = 0;
  wholeSeq = 0;
  messages = 0;
  snapshots = 0;
  readonly #api: ApiClient;
  readonly #restaurantId: number;
  readonly #date: string;
  #hangUp: (() => void) | null = null;

  constructor(api: ApiClient, restaurantId: number, date: string) {
    this.#api = api;
    this.#restaurantId = restaurantId;
    this.#date = date;
  }

  /** Connects, from where it was before if it was connected. Resolves when the first word has arrived. */
  async connect(): Promise<void> {
    const path = `/ws/restaurant/${this.#restaurantId}/tables?date=${this.#date}${this.wholeSeq > 0 ? `&since=${this.wholeSeq}` : ''}`;
    const heard = this.messages;
    const line = { open: true };
    const socket = await openSocket(this.#api.origin + path, await this.#api.accessToken(), (message) => {
      if (line.open) this.#fold(JSON.parse(message) as LiveMessage);
    });
    this.#hangUp = () => {
      line.open = false;
      // Between two messages of one change? They are all said again.
      this.seq = this.wholeSeq;
      socket.close();
    };
    // Presence at the latest: whoever connects is counted.
    await this.#until(() => this.messages > heard);
  }

  disconnect(): void {
    this.#hangUp?.();
  }

  /** Resolves when everything up to `seq` has arrived. */
  async caughtUp(seq: number): Promise<void> {
    await this.#until(() => this.seq >= seq);
  }

  async #until(holds: () => boolean): Promise<void> {
    const deadline = performance.now() + answerWithinMs;
    while (!holds()) {
      if (performance.now() > deadline) throw new Error('the socket fell silent');
      await sleep(5);
    }
  }

  #fold(message: LiveMessage): void {
    this.messages += 1;
    if ('seq' in message) {
      if (message.seq < this.seq) this.faults.push(`a message of ${message.seq} came after ${this.seq}`);
      if (message.seq > this.seq) this.wholeSeq = this.seq;
      this.seq = message.seq;
    }
    switch (message.type) {
      case 'snapshot':
        this.#replace(message);
        return;
      case 'status_change':
      case 'reservation_update':
      case 'occupancy_change': {
        const { state, reservation, removedReservationId } = message.data;
        if (state !== undefined) this.tables.set(state.tableId, state);
        if (reservation !== undefined) this.#put(reservation, Date.parse(message.timestamp));
        if (removedReservationId !== undefined) this.reservations.delete(removedReservationId);
        return;
      }
      case 'waitlist': {
        const { entry } = message;
        if (entry.status === 'waiting' || entry.status === 'called') this.waitlist.set(entry.id, entry);
        else this.waitlist.delete(entry.id);
        return;
      }
      case 'holds':
      case 'config':
      case 'presence':
        return;
    }
  }

  #replace({ seq, tables, reservations, waitlist, now }: FloorSnapshot): void {
    this.snapshots += 1;
    this.wholeSeq = seq;
    this.tables.clear();
    this.reservations.clear();
    this.waitlist.clear();
    for (const table of tables) this.tables.set(table.tableId, table);
    for (const entry of waitlist) this.waitlist.set(entry.id, entry);
    for (const reservation of reservations) this.#put(reservation, Date.parse(now));
  }

  #put(reservation: Reservation, at: number): void {
    const { id, status, tableIds = [] } = reservation;
    const sitsAt = status === 'seated' ? tableIds : [];
    const open = this.sittings.filter((sitting) => sitting.reservationId === id && sitting.until === Infinity);
    for (const sitting of open) if (!sitsAt.includes(sitting.tableId)) sitting.until = at;
    for (const tableId of sitsAt) {
      if (open.some((sitting) => sitting.tableId === tableId)) continue;
      this.sittings.push({ reservationId: id, tableId, from: at, until: Infinity });
    }
    this.reservations.set(id, reservation);
  }
}
