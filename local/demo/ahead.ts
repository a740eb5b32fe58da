/**
 * What happens between the first booking of the weeks ahead and now: bookings in the order in which they were made, and
 * today's service as far as it has come, with those who wait at the door. Every one is a real command; only the restaurant's clock is turned back to
 * when it happened, never forward.
 */
import { serviceDateAt } from '../../worker/domain/time/service-date.ts';
import { stranger } from '../api-client.ts';
import type { ApiClient } from '../api-client.ts';
import { datesFrom, drawParties } from './demand.ts';
import type { DrawnParty } from './demand.ts';
import { waitAtDoor } from './door.ts';
import type { DemoGuest } from './guests.ts';
import type { OpenedHouse } from './set-up.ts';
import type { Happening } from './timeline.ts';

const datesAhead = 15;
const minuteMs = 60_000;
const confirmAfterMs = 3 * 3_600_000;
/** A stranger may make so many bookings from one address before the rate limiter asks to wait. */
const strangersPerHouse = 5;

/**
 * Everything that has happened by `at`, date by date: a date's object that gets its bookings one after the other has less
 * to tell the database than one that gets a few of them every now and then. `known` are the bookings of an earlier fill
 * that did not come to its end.
 */
export function happeningsUntil(api: ApiClient, opened: OpenedHouse, at: number, known: KnownBookings): Happening[][] {
  const { zone } = opened.house.profile;
  const today = serviceDateAt(at, zone, '04:00');
  const teller = new Teller(api, opened, at, known);
  return datesFrom(today, datesAhead).map((date) => {
    const told = drawParties(opened.house, date)
      .filter((party) => party.bookedAt <= at)
      .flatMap((party) => teller.tell(party, date === today));
    return date === today ? [...told, ...waitAtDoor(api, opened, date, at)] : told;
  });
}

/** Reservation ids by `keyOf` their party. */
export type KnownBookings = ReadonlyMap<string, number>;

export function keyOf(booking: {
  readonly date: string;
  readonly time: string;
  readonly partySize: number;
  /** A phone number tells namesakes apart; walk-ins have none. */
  readonly phone: string;
}): string {
  return `${booking.date} ${booking.time} ${booking.partySize} ${booking.phone}`;
}

/** Knows what one house has to tell of a party. */
class Teller {
  readonly #api: ApiClient;
  readonly #opened: OpenedHouse;
  readonly #at: number;
  readonly #known: KnownBookings;
  #strangersLeft = strangersPerHouse;

  constructor(api: ApiClient, opened: OpenedHouse, at: number, known: KnownBookings) {
    this.#api = api;
    this.#opened = opened;
    this.#at = at;
    this.#known = known;
  }

  tell(party: DrawnParty, isToday: boolean): Happening[] {
    const visit: Visit = {
      id: this.#known.get(keyOf({ ...party, phone: party.guest?.phone ?? '' })) ?? null,
      tableIds: [],
    };
    if (party.source === 'walk_in') return isToday ? this.#walkIn(party, visit) : [];
    const happenings: Happening[] = [];
    if (visit.id === null) happenings.push({ at: party.bookedAt, alone: false, act: () => this.#book(party, visit) });
    // What begins as pending is confirmed for today; of the days ahead some still wait for the staff.
    if (this.#startsPending(party) && (isToday || party.partySize % 2 === 0)) {
      const confirm = 'PUT /api/reservations/{reservationId}/confirm';
      happenings.push(this.#onVisit(visit, party.bookedAt + confirmAfterMs, confirm));
    }
    if (party.fate === 'cancels') {
      happenings.push(this.#onVisit(visit, party.cancelledAt, 'DELETE /api/reservations/{reservationId}'));
    }
    if (isToday) happenings.push(...this.#service(party, visit));
    return this.#upToNow(happenings);
  }

  async #book(party: DrawnParty, visit: Visit): Promise<void> {
    const { guest, notes } = party;
    if (guest === null) return;
    const params = { id: this.#opened.restaurantId };
    const asked = wishOf(party, guest);
    // Large parties book online like anybody else: they begin as pending, for the staff to confirm.
    if (this.#startsPending(party) && this.#strangersLeft > 0) {
      this.#strangersLeft -= 1;
      const asStranger = stranger(this.#api.origin);
      const answer = await asStranger.ask('POST /api/restaurants/{id}/reservations/public', { params, body: asked });
      if (answer.ok) visit.id = answer.body.id;
      return;
    }
    const source = party.source === 'walk_in' ? 'phone' : party.source;
    const body = { ...asked, source, ...(notes === null ? {} : { notes }) };
    const answer = await this.#api.ask('POST /api/restaurants/{id}/reservations', { params, body });
    if (answer.ok) visit.id = answer.body.id;
  }

  #startsPending({ source, partySize }: DrawnParty): boolean {
    return source === 'online' && partySize >= (this.#opened.house.settings.policies.pendingFromPartySize ?? Infinity);
  }

  #service(party: DrawnParty, visit: Visit): Happening[] {
    if (party.fate === 'cancels') return [];
    if (party.fate === 'no_show') {
      return [this.#onVisit(visit, party.startsAt + 40 * minuteMs, 'PUT /api/reservations/{reservationId}/no-show')];
    }
    const seatedAt = party.arrivesAt + 3 * minuteMs;
    const unlessSeated = (happening: Happening): Happening => ({
      ...happening,
      isNeeded: () => visit.tableIds.length === 0,
    });
    const seat = 'PUT /api/reservations/{reservationId}/seat';
    return [
      this.#onVisit(visit, party.arrivesAt, 'PUT /api/reservations/{reservationId}/arrive'),
      // Where the table is not ready yet the host tries again, and a party that waited long enough goes elsewhere.
      ...[0, 9, 21].map((wait) => unlessSeated(this.#onVisit(visit, seatedAt + wait * minuteMs, seat))),
      unlessSeated(this.#onVisit(visit, seatedAt + 35 * minuteMs, 'DELETE /api/reservations/{reservationId}')),
      ...this.#leaving(visit, seatedAt + party.stayMinutes * minuteMs),
    ];
  }

  #walkIn(party: DrawnParty, visit: Visit): Happening[] {
    const seat = async (): Promise<void> => {
      const body = { partySize: party.partySize };
      const params = { id: this.#opened.restaurantId };
      const answer = await this.#api.ask('POST /api/restaurants/{id}/walk-ins', { params, body });
      if (answer.ok) Object.assign(visit, { id: answer.body.id, tableIds: answer.body.tableIds ?? [] });
    };
    const sitsDown = visit.id === null ? [{ at: party.startsAt, alone: true, act: seat }] : [];
    return this.#upToNow([...sitsDown, ...this.#leaving(visit, party.startsAt + party.stayMinutes * minuteMs)]);
  }

  #leaving(visit: Visit, leavesAt: number): Happening[] {
    const ready = async (): Promise<void> => {
      for (const tableId of visit.tableIds) {
        await this.#api.ask('PUT /api/tables/{tableId}/available', { params: { tableId } });
      }
    };
    const readyAfterMs = (this.#opened.house.settings.resetMinutes * minuteMs) / 2;
    return [
      this.#onVisit(visit, leavesAt, 'PUT /api/reservations/{reservationId}/complete'),
      { at: leavesAt + readyAfterMs, alone: true, act: ready, isNeeded: () => visit.tableIds.length > 0 },
    ];
  }

  #upToNow(happenings: readonly Happening[]): Happening[] {
    return happenings.filter((happening) => happening.at <= this.#at);
  }

  #onVisit(visit: Visit, when: number, operation: VisitOperation): Happening {
    const act = async (): Promise<void> => {
      if (visit.id === null) return;
      const answer = await this.#api.ask(operation, { params: { reservationId: visit.id } });
      if (answer.ok) visit.tableIds = answer.body.tableIds ?? [];
    };
    return { at: when, alone: true, act };
  }
}

function wishOf(party: DrawnParty, { name, phone, email }: DemoGuest) {
  const { date, time, partySize, preferred, occasion, request } = party;
  return {
    reservationDate: date,
    reservationTime: time,
    partySize,
    preferredSeating: preferred,
    ...(occasion === null ? {} : { occasion }),
    guestInfo: {
      name,
      phone,
      ...(email === null ? {} : { email }),
      ...(request === null ? {} : { specialRequests: request }),
    },
  };
}

type VisitOperation =
  | 'DELETE /api/reservations/{reservationId}'
  | `PUT /api/reservations/{reservationId}/${'confirm' | 'arrive' | 'seat' | 'complete' | 'no-show'}`;

/** What the server made of a party; no id while it was refused or not asked yet. */
interface Visit {
  id: number | null;
  tableIds: readonly number[];
}
