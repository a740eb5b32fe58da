/**
 * From the ledger to D1: present state guarded by each reservation's version, one outbox row per event, and the digest.
 * A ledger row counts as projected only when D1 confirmed its batch, so whatever is lost on the way is sent again.
 */
import type { Reservation } from '../contract/reservations.ts';
import { dayName } from '../domain/ids.ts';
import { digestsOf } from '../domain/reservation/digest.ts';
import type { DayEvent, LedgerEntry } from '../domain/reservation/events.ts';
import type { DayState } from '../domain/reservation/state.ts';
import type { DeliveryWakeUp } from '../delivery/wake-up.ts';
import type { Env } from '../env.ts';
import { logWarning } from '../log.ts';
import { isPermanent } from '../store/d1-errors.ts';
import { groupDatabase } from '../store/database.ts';
import { markDay } from '../store/days.ts';
import { putDigests } from '../store/digests.ts';
import { findOrMakeGuests } from '../store/guests.ts';
import type { NewOutboxRow } from '../store/outbox.ts';
import { parkProjections } from '../store/projection-failures.ts';
import type { NewReservationOwner } from '../store/reservation-owners.ts';
import { projectReservations } from '../store/reservations.ts';
import type { ReservationProjection } from '../store/reservations.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import type { WaitlistRow } from '../store/waitlist.ts';
import type { Ledger } from './ledger.ts';
import { waitlistIn, waitlistRow } from './projected-waitlist.ts';
import { reservationView } from './views.ts';
import type { ViewContext } from './views.ts';

const batchEventsMax = 100;
const digestEveryMs = 1_000;

export class Projector {
  readonly #env: Env;
  readonly #ledger: Ledger;
  #digestSeq = 0;
  #digestAt = 0;

  constructor(env: Env, ledger: Ledger) {
    this.#env = env;
    this.#ledger = ledger;
  }

  /** System time at which there is something to write; null: D1 knows everything. */
  dueAt(state: DayState, soonMs: number): number | null {
    if (this.#ledger.projectedSeq() < state.seq) return Date.now() + soonMs;
    return this.#digestSeq < state.seq ? Math.max(Date.now() + soonMs, this.#digestAt + digestEveryMs) : null;
  }

  /**
   * Sends what D1 has not confirmed. Throws when D1 cannot be reached; what it will never take is parked. Answers the
   * reservations whose guest was found or made on the way. `stateNow` is asked anew for every batch: events go on while
   * D1 is being written, and a batch must never know an event whose reservation its state does not.
   */
  async flush(stateNow: () => DayState, facts: RestaurantFacts, views: ViewContext): Promise<readonly number[]> {
    const introduced: number[] = [];
    for (;;) {
      const entries = this.#ledger.after(this.#ledger.projectedSeq(), this.#ledger.projectedSeq() + batchEventsMax);
      const last = entries.at(-1);
      const state = stateNow();
      if (last === undefined) break;
      introduced.push(...(await this.#projectOrPark(entries, state, facts, views)));
      this.#ledger.setProjectedSeq(last.seq);
      await this.#wakeDelivery(entries, facts, state);
    }
    const state = stateNow();
    if (this.#digestSeq < state.seq && Date.now() >= this.#digestAt + digestEveryMs)
      await this.#writeDigest(state, facts);
    return introduced;
  }

  /** One poison event must not hold back the rest: a refused batch is halved until the culprit stands alone. */
  async #projectOrPark(
    entries: readonly LedgerEntry[],
    state: DayState,
    facts: RestaurantFacts,
    views: ViewContext,
  ): Promise<readonly number[]> {
    try {
      return await this.#project(entries, state, facts, views);
    } catch (error) {
      if (!isPermanent(error)) throw error;
      const [only, second] = entries;
      if (only !== undefined && second === undefined) {
        await this.#park(only, state, facts, error);
        return [];
      }
      const middle = Math.ceil(entries.length / 2);
      const first = await this.#projectOrPark(entries.slice(0, middle), state, facts, views);
      return [...first, ...(await this.#projectOrPark(entries.slice(middle), state, facts, views))];
    }
  }

  async #project(
    entries: readonly LedgerEntry[],
    state: DayState,
    facts: RestaurantFacts,
    views: ViewContext,
  ): Promise<readonly number[]> {
    const database = groupDatabase(this.#env, facts.groupId);
    const ids = new Set(entries.flatMap((entry) => reservationsIn(entry.event)));
    const touched = [...ids].flatMap((id) => state.reservations.get(id) ?? []);
    const present = touched.map((reservation) => reservationView(state, reservation, views));
    const unknown = present.filter((each) => each.guestId === null && each.source !== 'walk_in');
    const contacts = unknown.map(({ guestInfo: { name, phone, email } }) => ({ name, phone, email: email ?? null }));
    const guestIds = await findOrMakeGuests(database, facts, contacts, Date.now());
    unknown.forEach((reservation, index) => {
      const guestId = guestIds[index] ?? null;
      reservation.guestId = guestId;
      if (guestId !== null) this.#ledger.setGuest(String(reservation.id), guestId);
    });
    await projectReservations(
      database,
      present.map(rowOf),
      entries.map((entry) => outboxRow(entry, state)),
      entries.flatMap(ownersIn),
      changedWaitlist(entries, state, views),
    );
    return unknown.flatMap((reservation) => (reservation.guestId === null ? [] : [reservation.id]));
  }

  async #park(entry: LedgerEntry, state: DayState, facts: RestaurantFacts, error: unknown): Promise<void> {
    const { restaurantId, serviceDate } = state.configuration;
    const { body, eventId } = outboxRow(entry, state);
    this.#ledger.park(entry.seq, nameOf(error), Date.now());
    logWarning('projection_parked', { eventId, type: entry.event.type });
    try {
      const row = { eventId, restaurantId, serviceDate, error: nameOf(error), body, createdAt: entry.at };
      await parkProjections(groupDatabase(this.#env, facts.groupId), [row]);
    } catch {
      // The object itself remembers it; the copy in D1 is for whoever looks across days.
    }
  }

  /** A wake-up that names rows, never the truth; if it is lost the cron sweep finds the rows. */
  async #wakeDelivery(entries: readonly LedgerEntry[], facts: RestaurantFacts, state: DayState): Promise<void> {
    const eventIds = entries.map((entry) => outboxRow(entry, state).eventId);
    try {
      await this.#env.DELIVERIES.send({ groupId: facts.groupId, eventIds } satisfies DeliveryWakeUp);
    } catch {
      logWarning('delivery_wake_up_lost', { day: dayName(facts.restaurantId, state.configuration.serviceDate) });
    }
  }

  async #writeDigest(state: DayState, facts: RestaurantFacts): Promise<void> {
    const { restaurantId, serviceDate, version } = state.configuration;
    const updatedAt = Date.now();
    const rows = digestsOf(state).map(({ channel, times, startsAt, bits }) => ({
      restaurantId,
      serviceDate,
      channel,
      configurationVersion: version,
      seq: state.seq,
      starts: times,
      startsAt,
      bits,
      updatedAt,
    }));
    await putDigests(groupDatabase(this.#env, facts.groupId), rows);
    const phase = state.phase === 'closed' ? 'closed' : 'open';
    await markDay(this.#env, restaurantId, serviceDate, {
      state: phase,
      configurationVersion: version,
      seq: state.seq,
    });
    this.#digestSeq = state.seq;
    this.#digestAt = updatedAt;
  }
}

/** Every reservation whose row an event changes, also those whose plan made room. */
function reservationsIn(event: DayEvent): number[] {
  const ids: number[] = [];
  if (event.type === 'ReservationBooked' || event.type === 'MovedIn') ids.push(event.reservation.id);
  else if ('id' in event) ids.push(event.id);
  if ('moves' in event) ids.push(...event.moves.map((move) => Number(move.key)).filter((id) => Number.isInteger(id)));
  return ids;
}

function changedWaitlist(entries: readonly LedgerEntry[], state: DayState, views: ViewContext): WaitlistRow[] {
  const ids = new Set(entries.flatMap(({ event }) => waitlistIn(event, state)));
  return [...ids].flatMap((id) => {
    const party = state.waitlist.get(id);
    return party === undefined ? [] : [waitlistRow(state, party, views)];
  });
}

/** Who booked while signed in as a customer finds the booking in their account. */
function ownersIn({ event, actor, at }: LedgerEntry): NewReservationOwner[] {
  if (event.type !== 'ReservationBooked' || actor.kind !== 'customer' || actor.userId === null) return [];
  return [{ reservationId: event.reservation.id, userId: actor.userId, at }];
}

function outboxRow({ seq, event }: LedgerEntry, state: DayState): NewOutboxRow {
  const { restaurantId, serviceDate } = state.configuration;
  const { type, ...body } = event;
  // A configuration is D1's own; its version is enough to say which.
  const slim = 'configuration' in body ? { version: body.configuration.version } : body;
  return {
    eventId: `${dayName(restaurantId, serviceDate)}:${String(seq)}`,
    restaurantId,
    serviceDate,
    seq,
    type,
    reservationId: reservationsIn(event).find((id) => !state.waitlist.has(id)) ?? null,
    waitlistId: 'waitlistId' in event ? event.waitlistId : null,
    body: slim,
    // The system's clock, as the sweep's: a day's own clock may be ahead on one machine.
    createdAt: Date.now(),
  };
}

function rowOf(reservation: Reservation): ReservationProjection {
  const { guestInfo } = reservation;
  const instant = (text: string | undefined): number | null => (text === undefined ? null : Date.parse(text));
  return {
    id: reservation.id,
    restaurantId: reservation.restaurantId,
    version: reservation.version,
    serviceDate: reservation.reservationDate,
    status: reservation.status,
    source: reservation.source,
    startsAt: Date.parse(reservation.startsAt),
    time: reservation.reservationTime,
    partySize: reservation.partySize,
    durationMinutes: reservation.duration,
    tableIds: reservation.plannedTableIds ?? [],
    confirmationNumber: reservation.confirmationNumber,
    guestId: reservation.guestId ?? null,
    guestName: guestInfo.name,
    guestPhone: guestInfo.phone,
    guestEmail: guestInfo.email ?? null,
    specialRequests: guestInfo.specialRequests ?? null,
    occasion: reservation.occasion ?? null,
    notes: reservation.notes ?? null,
    preferred: reservation.preferredSeating ?? [],
    arrivedAt: instant(reservation.arrivedAt),
    seatedAt: instant(reservation.seatedAt),
    completedAt: instant(reservation.completedAt),
    late: reservation.late ?? false,
    conflict: reservation.conflict ?? false,
    createdAt: Date.parse(reservation.createdAt),
    updatedAt: Date.parse(reservation.updatedAt),
  };
}

/** What D1 said, without the statement and its parameters. */
function nameOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return (cause instanceof Error ? cause.message : String(cause)).slice(0, 300);
}
