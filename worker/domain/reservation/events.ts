/**
 * What can happen on a service date. Every event records an outcome, with each plan that it changed (`moves`), so the
 * fold never searches. No personal data: `changedDetails` names fields, never values.
 */
import type { DayConfiguration, ServiceDate } from '../service/configuration.ts';
import type {
  DayBlock,
  DayHold,
  DayReservation,
  DepartingMove,
  PartyWish,
  WaitingParty,
  WaitlistCall,
} from './state.ts';

/** A plan that changed for another party. Empty: no table is left for it, it is in conflict. */
export interface PlanChange {
  /** The id of a reservation as text, of a hold, or of a party called from the waitlist (only ever to lose its tables). */
  readonly key: string;
  readonly tableIds: readonly number[];
}

interface WithMoves {
  readonly moves: readonly PlanChange[];
}

interface OfReservation {
  readonly id: number;
}

interface OnWaitlist {
  readonly waitlistId: number;
}

export type DayEvent =
  | { readonly type: 'DayOpened'; readonly configuration: DayConfiguration }
  | ({ readonly type: 'ConfigurationApplied'; readonly configuration: DayConfiguration } & WithMoves)
  /** Tables nobody cleared are the next date's to clear. */
  | { readonly type: 'DayClosed'; readonly unclearedTableIds: readonly number[] }
  | { readonly type: 'TablesHandedOver' }
  | {
      readonly type: 'TablesTakenOver';
      readonly fromDate: ServiceDate;
      readonly tableIds: readonly number[];
      readonly since: number;
    }
  | ({ readonly type: 'HoldPlaced'; readonly hold: DayHold } & WithMoves)
  | { readonly type: 'HoldExtended'; readonly holdId: string; readonly expiresAt: number }
  | { readonly type: 'HoldReleased'; readonly holdId: string }
  | { readonly type: 'HoldExpired'; readonly holdId: string }
  | ({
      readonly type: 'ReservationBooked';
      readonly reservation: DayReservation;
      readonly holdId: string | null;
      readonly override: boolean;
    } & WithMoves)
  | ({ readonly type: 'ReservationConfirmed' } & OfReservation)
  | ({
      readonly type: 'ReservationModified';
      readonly wish: PartyWish;
      readonly tableIds: readonly number[];
      readonly pinned: boolean;
      readonly changed: readonly string[];
      readonly changedDetails: readonly string[];
      readonly override: boolean;
    } & OfReservation &
      WithMoves)
  | ({ readonly type: 'ReservationCancelled' } & OfReservation & WithMoves)
  | ({ readonly type: 'PartyArrived'; readonly arrivedAt: number } & OfReservation)
  | ({ readonly type: 'PartyRanLate' } & OfReservation)
  | ({
      readonly type: 'PartySeated';
      readonly tableIds: readonly number[];
      readonly orderId: number;
      readonly seatedAt: number;
      readonly occupiedFrom: number;
      readonly occupiedUntil: number;
      readonly override: boolean;
    } & OfReservation &
      WithMoves)
  | ({
      readonly type: 'PartyMoved';
      readonly tableIds: readonly number[];
      /** Tables that a seated party left, to be cleaned. */
      readonly leftTableIds: readonly number[];
      readonly override: boolean;
    } & OfReservation &
      WithMoves)
  | ({ readonly type: 'PartyUnseated'; readonly tableIds: readonly number[] } & OfReservation & WithMoves)
  | ({ readonly type: 'SeatingOverran'; readonly occupiedUntil: number } & OfReservation & WithMoves)
  | ({ readonly type: 'SeatingCompleted'; readonly completedAt: number } & OfReservation & WithMoves)
  | ({ readonly type: 'NoShowMarked' } & OfReservation & WithMoves)
  | ({ readonly type: 'NoShowUndone'; readonly tableIds: readonly number[] } & OfReservation & WithMoves)
  | { readonly type: 'CleaningStarted'; readonly tableId: number; readonly since: number }
  | { readonly type: 'TableReady'; readonly tableId: number; readonly lastCleaned: number }
  | ({ readonly type: 'TableBlocked'; readonly block: DayBlock; readonly override: boolean } & WithMoves)
  | ({ readonly type: 'TableUnblocked'; readonly blockId: string } & WithMoves)
  | ({ readonly type: 'MoveStarted'; readonly move: DepartingMove } & OfReservation)
  | ({ readonly type: 'MoveRefused'; readonly moveId: string } & OfReservation)
  | ({
      readonly type: 'MovedOut';
      readonly moveId: string;
      readonly targetDate: ServiceDate;
      readonly version: number;
    } & OfReservation &
      WithMoves)
  | ({
      readonly type: 'MovedIn';
      readonly moveId: string;
      readonly fromDate: ServiceDate;
      readonly reservation: DayReservation;
    } & WithMoves)
  | { readonly type: 'MoveInRefused'; readonly moveId: string; readonly reservationId: number }
  | { readonly type: 'WaitlistJoined'; readonly party: WaitingParty }
  | ({ readonly type: 'PartyCalled'; readonly call: WaitlistCall } & OnWaitlist & WithMoves)
  /** Nobody came: the party waits on at its place, behind whoever was not asked yet. */
  | ({ readonly type: 'CallExpired' } & OnWaitlist & WithMoves)
  | ({ readonly type: 'WaitlistSeated'; readonly reservationId: number } & OnWaitlist)
  | ({ readonly type: 'WaitlistLeft'; readonly because: 'asked' | 'unanswered' | 'closed' } & OnWaitlist & WithMoves)
  /** A better plan, made beforehand; `by` whom it was asked for. */
  | ({ readonly type: 'SeatingReplanned'; readonly by: 'staff' | 'house' } & WithMoves)
  | ({ readonly type: 'HomePointed'; readonly date: ServiceDate; readonly version: number } & OfReservation);

export type DayEventType = DayEvent['type'];

/** Forms that this release writes; older ones are lifted when read. */
export const eventVersion = 1;

export interface CommandActor {
  readonly kind: 'anonymous' | 'guest' | 'customer' | 'staff' | 'system';
  readonly userId: number | null;
}

/** An event in its place in the ledger. */
export interface LedgerEntry {
  readonly seq: number;
  /** Epoch milliseconds on the day's clock. */
  readonly at: number;
  readonly actor: CommandActor;
  /** The door it came through: `web`, `api`, `clock`, `house`. */
  readonly source: string;
  readonly event: DayEvent;
}
