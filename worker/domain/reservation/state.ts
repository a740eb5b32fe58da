/**
 * The state of one service date: the fold of its ledger. Plain values, never changed in place: whoever holds a state
 * can go on reading it. Instants are epoch milliseconds. Names, contacts and free text are not here; they lie in the
 * object's `party_details`.
 */
import type { DayConfiguration, ServiceDate, WallTime } from '../service/configuration.ts';
import type { SalesChannel } from '../seating/problem.ts';

export type ReservationStatus = 'pending' | 'confirmed' | 'seated' | 'completed' | 'cancelled' | 'no_show';
export type ReservationSource = 'online' | 'phone' | 'walk_in' | 'waitlist' | 'partner' | 'api';

/** What the party asked for: the part of a reservation that a change of date carries along. */
export interface PartyWish {
  readonly partySize: number;
  readonly time: WallTime;
  readonly startsAt: number;
  readonly durationMinutes: number;
  readonly channel: SalesChannel;
  /** As the guest said them: `window`, `quiet`, `wheelchair_accessible`. */
  readonly preferredSeating: readonly string[];
}

/** A change of date under way: the target decides, this date's alarm drives it to the end. */
export interface DepartingMove {
  readonly moveId: string;
  readonly targetDate: ServiceDate;
  /** What is asked of the target; null hands a seated party over at the end of the day, which cannot be refused. */
  readonly wish: MoveWish | null;
  readonly startedAt: number;
}

export interface MoveWish {
  readonly time: WallTime;
  readonly utcOffset: string | null;
  readonly partySize: number;
  readonly durationMinutes: number | null;
  readonly preferredSeating: readonly string[];
  readonly tableIds: readonly number[] | null;
  readonly override: boolean;
}

export interface DayReservation extends PartyWish {
  readonly id: number;
  /** Rises by one with every event that changes this reservation; carried along when it moves to another date. */
  readonly version: number;
  readonly status: ReservationStatus;
  readonly source: ReservationSource;
  /** Planned, or seated. Empty for a party in conflict. */
  readonly tableIds: readonly number[];
  /** Staff fixed these tables: no plan may change them. */
  readonly pinned: boolean;
  readonly late: boolean;
  readonly orderId: number | null;
  /** When the tables are taken and free again, once seated: without reset; moved on while the party stays longer. */
  readonly occupiedFrom: number | null;
  readonly occupiedUntil: number | null;
  readonly arrivedAt: number | null;
  readonly seatedAt: number | null;
  readonly completedAt: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly move: DepartingMove | null;
}

export interface DayHold extends PartyWish {
  readonly holdId: string;
  readonly tableIds: readonly number[];
  readonly placedAt: number;
  readonly expiresAt: number;
}

export type WaitlistStatus = 'waiting' | 'called' | 'seated' | 'left';

/** A party at the door. */
export interface WaitingParty {
  readonly id: number;
  /** Rises by one with every event that changes it. */
  readonly version: number;
  readonly status: WaitlistStatus;
  readonly partySize: number;
  readonly preferredSeating: readonly string[];
  readonly joinedAt: number;
  /** What it was told when it joined; null where the house could not say. */
  readonly quotedMinutes: number | null;
  /** Calls that it did not answer: it is passed over until everybody else was asked. */
  readonly unanswered: number;
  /** Kept for it while it is called. */
  readonly call: WaitlistCall | null;
  /** Once seated. */
  readonly reservationId: number | null;
}

/** Tables kept for a party that was called. Its turn is promised from the call on, whenever it comes. */
export interface WaitlistCall {
  readonly tableIds: readonly number[];
  readonly calledAt: number;
  readonly keptUntil: number;
  /** Without reset. */
  readonly turnEndsAt: number;
}

/** A block set on this date by hand; maintenance comes with the configuration. */
export interface DayBlock {
  readonly blockId: string;
  readonly tableId: number;
  readonly startsAt: number;
  readonly endsAt: number | null;
}

/** What service did to a table, apart from the parties at it. */
export interface TableCondition {
  readonly cleaningSince: number | null;
  readonly lastCleaned: number | null;
}

/** Where a reservation that is no longer here has gone. */
export interface Departure {
  readonly date: ServiceDate;
  readonly version: number;
}

export interface DayState {
  readonly seq: number;
  /** The last event's time: the day's clock never runs behind it. */
  readonly lastEventAt: number;
  readonly phase: 'unopened' | 'open' | 'closed';
  readonly configuration: DayConfiguration;
  readonly reservations: ReadonlyMap<number, DayReservation>;
  readonly holds: ReadonlyMap<string, DayHold>;
  /** Holds that became a booking: a second submit of the same form finds the first one's. */
  readonly bookedHolds: ReadonlyMap<string, number>;
  readonly blocks: ReadonlyMap<string, DayBlock>;
  readonly conditions: ReadonlyMap<number, TableCondition>;
  /** In order of joining, also those who were seated or have left. */
  readonly waitlist: ReadonlyMap<number, WaitingParty>;
  readonly departures: ReadonlyMap<number, Departure>;
  /** Moves decided here as the target, by move id: asked again they answer the same. */
  readonly arrivals: ReadonlyMap<string, { readonly accepted: boolean; readonly reservationId: number }>;
  /** Tables that the next date has yet to take over after the close. */
  readonly handOverDue: readonly number[];
  /** The dates whose uncleared tables were taken over here. */
  readonly takenOverFrom: readonly ServiceDate[];
  readonly reservationSequence: number;
  readonly orderSequence: number;
  /** The last event that gave room back or took some away, but for bookings: what a better plan could make use of. */
  readonly roomChangedSeq: number;
}

export function unopenedDay(configuration: DayConfiguration): DayState {
  return {
    seq: 0,
    lastEventAt: 0,
    phase: 'unopened',
    configuration,
    reservations: new Map(),
    holds: new Map(),
    bookedHolds: new Map(),
    blocks: new Map(),
    conditions: new Map(),
    waitlist: new Map(),
    departures: new Map(),
    arrivals: new Map(),
    handOverDue: [],
    takenOverFrom: [],
    reservationSequence: 0,
    orderSequence: 0,
    roomChangedSeq: 0,
  };
}

export const unusedTable: TableCondition = { cleaningSince: null, lastCleaned: null };

/** Waiting for its table: it holds a plan, and the plan may change. */
export function isExpected(reservation: DayReservation): boolean {
  return reservation.status === 'pending' || reservation.status === 'confirmed';
}

/** Accepted, but without a table since something else changed: staff must find one. */
export function isInConflict(reservation: DayReservation): boolean {
  return isExpected(reservation) && reservation.tableIds.length === 0;
}

/** On the list: waiting, or called and expected at the desk. */
export function isOnWaitlist({ status }: Pick<WaitingParty, 'status'>): boolean {
  return status === 'waiting' || status === 'called';
}

/** Who came without a booking: straight to a table or by way of the waitlist. */
export function cameByThemselves(source: ReservationSource): boolean {
  return source === 'walk_in' || source === 'waitlist';
}

/** The party sitting at a table now, or undefined. */
export function partyAt(state: DayState, tableId: number): DayReservation | undefined {
  for (const reservation of state.reservations.values()) {
    if (reservation.status === 'seated' && reservation.tableIds.includes(tableId)) return reservation;
  }
  return undefined;
}
