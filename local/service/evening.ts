/**
 * A Friday evening: guests book late and by phone, come early, late or not at all, sit, stay, leave; tables are cleaned,
 * one wobbles, one party is moved. Everything goes through the public API, as a host's tablet and guests' phones would.
 */
import type { Reservation } from '../../worker/contract/reservations.ts';
import type { Call, OperationKey } from '../../worker/contract/operations.ts';
import { stranger } from '../api-client.ts';
import type { ApiClient, CallParts } from '../api-client.ts';
import type { Chance } from '../../worker/domain/chance.ts';
import { Door } from './door.ts';
import { drawFate, isExpected, stayOf } from './evening-plan.ts';
import type { EveningDate, ExpectedParty } from './evening-plan.ts';
import type { FloorFeed } from './floor-feed.ts';
import type { HouseTime } from './house-time.ts';
import { planLateGuests } from './late-guests.ts';
import { planMishaps } from './mishaps.ts';
import { Tally } from './tally.ts';

/** Each reservation as the server last answered it: what the house was told stands, and is compared in the end. */
export type Journal = Map<number, Reservation>;

const minuteMs = 60_000;
const patienceMinutes = 40;
const noShowAfterMinutes = 30;

export class Evening {
  readonly tally = new Tally();
  readonly journal: Journal = new Map();
  readonly door = new Door(this);
  readonly api: ApiClient;
  readonly guestApi: ApiClient;
  readonly plan: EveningDate;
  readonly time: HouseTime;
  readonly feed: FloorFeed;
  readonly chance: Chance;

  constructor(api: ApiClient, plan: EveningDate, time: HouseTime, feed: FloorFeed, chance: Chance) {
    this.api = api;
    this.guestApi = stranger(api.origin);
    this.plan = plan;
    this.time = time;
    this.feed = feed;
    this.chance = chance;
  }

  /** Fills the book of things to happen; they make more of them while they do. */
  prepare(): void {
    for (const reservation of this.plan.booked.filter(isExpected)) {
      const party = drawFate(reservation, this.plan.startsAt, this.chance.of(reservation.id));
      if (reservation.status === 'pending') {
        this.time.plan(this.time.now, () => this.onReservation(reservation.id, 'confirm'));
      }
      this.expect(party);
    }
    planLateGuests(this);
    planMishaps(this);
  }

  /** What a party that has a booking does next. */
  expect(party: ExpectedParty): void {
    const { reservation, fate, at } = party;
    const { id } = reservation;
    const givenUpAt = Date.parse(reservation.startsAt) + noShowAfterMinutes * minuteMs;
    switch (fate) {
      case 'comes':
        this.time.plan(at, () => this.welcome(party));
        return;
      case 'cancels':
        this.time.plan(at, () => this.cancel(id));
        return;
      case 'no_show':
        this.time.plan(givenUpAt, () => this.markNoShow(id));
        return;
      case 'comes_after_no_show':
        this.time.plan(givenUpAt, () => this.markNoShow(id));
        this.time.plan(at, async () => {
          const taken = await this.ask('PUT /api/reservations/{reservationId}/no-show', {
            params: { reservationId: id },
            body: { undo: true },
          });
          if (taken === null) return;
          this.tally.count('came after all');
          await this.welcome(party);
        });
        return;
    }
  }

  async welcome({ reservation, stayMinutes }: ExpectedParty): Promise<void> {
    if (!(await this.onReservation(reservation.id, 'arrive'))) return;
    await this.seat({ id: reservation.id, partySize: reservation.partySize, stayMinutes, since: this.time.now });
  }

  /** Seats a party where the house thinks best, or lets it wait and tries again. */
  async seat(party: WaitingParty): Promise<void> {
    const seated = await this.ask('PUT /api/reservations/{reservationId}/seat', {
      params: { reservationId: party.id },
    });
    if (seated !== null) {
      this.sitDown(party, seated.tableIds ?? []);
    } else if (this.time.now - party.since > patienceMinutes * minuteMs) {
      if (await this.cancel(party.id)) this.tally.count('gave up');
    } else {
      this.time.planIn(3, () => this.seat(party));
    }
  }

  sitDown(party: WaitingParty, tableIds: readonly number[]): void {
    this.tally.seat(party.partySize, tableIds, (this.time.now - party.since) / minuteMs);
    this.time.planIn(party.stayMinutes, () => this.leave(party.id));
  }

  /** Said of the party, or of the table where it sat: both end the sitting. */
  async leave(id: number): Promise<void> {
    const before = this.journal.get(id);
    const tableIds = before?.tableIds ?? [];
    const [tableId] = tableIds;
    if (before?.status !== 'seated' || tableId === undefined) return;
    if (this.time.now > Date.parse(before.seatedAt ?? '') + before.duration * minuteMs) this.tally.count('overran');
    if (this.chance.happens(0.7)) await this.onReservation(id, 'complete');
    else if (await this.ask('PUT /api/tables/{tableId}/clean', { params: { tableId } })) {
      this.note({ ...before, status: 'completed' });
    }
    for (const each of tableIds) this.time.planIn(this.chance.whole(4, 12), () => this.makeReady(each));
  }

  async makeReady(tableId: number): Promise<void> {
    if (await this.ask('PUT /api/tables/{tableId}/available', { params: { tableId } }))
      this.tally.count('tables made ready');
  }

  async cancel(id: number): Promise<boolean> {
    const cancelled = await this.ask('DELETE /api/reservations/{reservationId}', { params: { reservationId: id } });
    if (cancelled !== null) this.tally.count('cancelled');
    return cancelled !== null;
  }

  async markNoShow(id: number): Promise<void> {
    if (await this.onReservation(id, 'no-show')) this.tally.count('no-shows');
  }

  async onReservation(id: number, command: 'confirm' | 'arrive' | 'complete' | 'unseat' | 'no-show'): Promise<boolean> {
    const params = { reservationId: id };
    return (await this.ask(`PUT /api/reservations/{reservationId}/${command}`, { params })) !== null;
  }

  /** Null when the house said no, which is counted. Whatever it accepted is believed and checked in the end. */
  async ask<K extends OperationKey>(
    operation: K,
    parts: CallParts<K>,
    by = this.api,
  ): Promise<Call<K>['answer'] | null> {
    this.tally.commands += 1;
    const answer = await by.ask(operation, parts);
    if (!answer.ok) {
      if (answer.status >= 500) throw new Error(`${operation} failed: ${answer.status} ${answer.problem.detail}`);
      this.tally.refuse(answer.problem.code);
      return null;
    }
    const { body } = answer;
    if (isReservation(body)) this.note(body);
    return body;
  }

  note(reservation: Reservation): Reservation {
    this.journal.set(reservation.id, reservation);
    return reservation;
  }

  stayFor(turnMinutes: number): number {
    return stayOf(turnMinutes, this.chance);
  }
}

export interface WaitingParty {
  readonly id: number;
  readonly partySize: number;
  readonly stayMinutes: number;
  /** Since when it waits, epoch milliseconds. */
  readonly since: number;
}

function isReservation(body: unknown): body is Reservation {
  return typeof body === 'object' && body !== null && 'confirmationNumber' in body && 'version' in body;
}
