/**
 * A past night again, under given rules: everyone asks when they asked then, and is answered by the functions that
 * decide bookings today, on a state folded from their events. Parties stay for their turn; cancellations and no-shows
 * free their tables when they did.
 */
import { composeDayId } from '../ids.ts';
import { notYetHere } from '../reservation/decide-booking.ts';
import type { DayEvent, LedgerEntry } from '../reservation/events.ts';
import { findStart, wishFor } from '../reservation/find-start.ts';
import type { StartFound } from '../reservation/find-start.ts';
import { newcomerRequest, occupancyOf } from '../reservation/floor-plan.ts';
import { fold } from '../reservation/fold.ts';
import type { RefusalReason } from '../reservation/refusals.ts';
import { cameByThemselves, isExpected, unopenedDay } from '../reservation/state.ts';
import type { DayReservation, DayState, PartyWish, ReservationSource } from '../reservation/state.ts';
import { findBestTable } from '../seating/find-best-table.ts';
import type { SalesChannel } from '../seating/problem.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import { resolveWallTime, wallTimeAt } from '../time/service-date.ts';

/** What somebody once asked of a night. Instants in epoch milliseconds. */
export interface PastRequest {
  readonly partySize: number;
  readonly startsAt: number;
  /** Null: the usual turn. */
  readonly durationMinutes: number | null;
  readonly channel: SalesChannel;
  readonly source: ReservationSource;
  readonly preferredSeating: readonly string[];
  readonly askedAt: number;
  /** When it was cancelled or marked as a no-show; null: it came. */
  readonly droppedAt: number | null;
}

export interface Answered {
  readonly request: PastRequest;
  /** Null: given a table. */
  readonly refused: RefusalReason | null;
  /** Minutes to the nearest start that was to be had instead; null where there was none, or no need. */
  readonly shiftMinutes: number | null;
  /** Of a party at the door; null for bookings, and for those who would have waited too long. */
  readonly waitMinutes: number | null;
  readonly reservation: DayReservation | null;
}

/** Nobody waits longer at the door. */
const waitMinutesMax = 90;
const waitStepMinutes = 5;
const minuteMs = 60_000;

/** One answer per request, in the order in which they were asked. */
export function replayNight(day: DayConfiguration, requests: readonly PastRequest[]): Answered[] {
  const night = new Night(day);
  const answered: Answered[] = [];
  const given = new Map<PastRequest, DayReservation>();
  const steps = requests.flatMap((request) => [
    { at: request.askedAt, request, drops: false },
    ...(request.droppedAt === null ? [] : [{ at: Math.max(request.droppedAt, request.askedAt), request, drops: true }]),
  ]);
  // Stable: of two steps at one instant, the one listed first comes first, and nobody drops out before they asked.
  steps.sort((one, other) => one.at - other.at);
  for (const { at, request, drops } of steps) {
    if (drops) {
      night.drop(given.get(request), at);
      continue;
    }
    const answer = cameByThemselves(request.source) ? night.seatAtDoor(request, at) : night.book(request, at);
    if (answer.reservation !== null) given.set(request, answer.reservation);
    answered.push(answer);
  }
  return answered;
}

class Night {
  #state: DayState;
  /** Parties that will be cancelled or will not come: whatever the hour, they do not sit down. */
  readonly #dropping = new Set<number>();

  constructor(day: DayConfiguration) {
    this.#state = unopenedDay(day);
  }

  book(request: PastRequest, at: number): Answered {
    this.#seatDue(at);
    const wish = this.#wishAt(request, request.startsAt);
    // Whoever was written down after the party had come still asked before.
    const found = findStart(this.#state, wish, { now: Math.min(at, request.startsAt) });
    if (!found.ok) {
      const shiftMinutes = this.#shiftTo(found.alternativeTimes ?? [], request.startsAt);
      return { ...notGiven(request), refused: found.reason, shiftMinutes };
    }
    return this.#give(request, wish, found, at, null);
  }

  /** At the first minute at which a table is free, if it comes soon enough. */
  seatAtDoor(request: PastRequest, at: number): Answered {
    this.#seatDue(at);
    for (let waitMinutes = 0; waitMinutes <= waitMinutesMax; waitMinutes += waitStepMinutes) {
      const wish = this.#wishAt(request, request.startsAt + waitMinutes * minuteMs);
      const asked = newcomerRequest(this.#state.configuration, wish);
      const found = findBestTable(occupancyOf(this.#state), asked);
      if (found.ok) return this.#give(request, wish, found, at, waitMinutes);
      if (found.reason !== 'no_table') return { ...notGiven(request), refused: found.reason };
    }
    return notGiven(request);
  }

  /** It was cancelled, or did not come. */
  drop(given: DayReservation | undefined, at: number): void {
    const present = given === undefined ? undefined : this.#state.reservations.get(given.id);
    if (present === undefined || !isExpected(present)) return;
    this.#append([{ type: 'ReservationCancelled', id: present.id, moves: [] }], at);
  }

  /** Who sits cannot be moved any more. Who will not come is waited for until the house gives up. */
  #seatDue(now: number): void {
    const events: DayEvent[] = [];
    for (const reservation of this.#state.reservations.values()) {
      if (!isExpected(reservation) || reservation.startsAt > now || this.#dropping.has(reservation.id)) continue;
      const { id, startsAt, durationMinutes, tableIds } = reservation;
      const occupiedUntil = startsAt + durationMinutes * minuteMs;
      const seated = { type: 'PartySeated', id, tableIds, orderId: 0, seatedAt: startsAt } as const;
      events.push({ ...seated, occupiedFrom: startsAt, occupiedUntil, override: false, moves: [] });
    }
    this.#append(events, now);
  }

  #wishAt(request: PastRequest, startsAt: number): PartyWish {
    const { configuration } = this.#state;
    const { partySize, preferredSeating, durationMinutes, channel } = request;
    const time = wallTimeAt(startsAt, configuration.zone);
    return wishFor(configuration, { partySize, preferredSeating, time, startsAt, channel }, durationMinutes);
  }

  #give(
    request: PastRequest,
    wish: PartyWish,
    { tableIds, moves }: Omit<StartFound, 'ok'>,
    at: number,
    waitMinutes: number | null,
  ): Answered {
    const { configuration, reservationSequence } = this.#state;
    const { restaurantId, serviceDate } = configuration;
    const { source, askedAt } = request;
    const reservation: DayReservation = {
      ...wish,
      id: composeDayId({ restaurantId, serviceDate, kind: 'reservation', sequence: reservationSequence + 1 }),
      version: 1,
      status: 'confirmed',
      source,
      tableIds,
      pinned: false,
      ...notYetHere,
      createdAt: askedAt,
      updatedAt: askedAt,
    };
    if (request.droppedAt !== null) this.#dropping.add(reservation.id);
    this.#append([{ type: 'ReservationBooked', reservation, holdId: null, override: false, moves }], at);
    return { ...notGiven(request), refused: null, waitMinutes, reservation };
  }

  #shiftTo(times: readonly string[], startsAt: number): number | null {
    const { serviceDate, zone, dayBoundary } = this.#state.configuration;
    const distances = times.flatMap((time) => {
      const at = resolveWallTime(serviceDate, time, zone, dayBoundary);
      if (at.kind === 'gap') return [];
      return (at.kind === 'unique' ? [at.at] : at.at).map((each) => Math.abs(each - startsAt) / minuteMs);
    });
    return distances.length === 0 ? null : Math.min(...distances);
  }

  #append(events: readonly DayEvent[], at: number): void {
    const entries = events.map((event, index): LedgerEntry => {
      const seq = this.#state.seq + 1 + index;
      return { seq, at, actor: { kind: 'system', userId: null }, source: 'replay', event };
    });
    this.#state = fold(this.#state, entries);
  }
}

function notGiven(request: PastRequest): Answered {
  return { request, refused: 'no_table', shiftMinutes: null, waitMinutes: null, reservation: null };
}
