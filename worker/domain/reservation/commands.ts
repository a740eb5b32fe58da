/** What may be asked of a service date. Times of day are the restaurant's wall times. */
import type { Capability } from '../access.ts';
import type { DayConfiguration, ServiceDate, WallTime } from '../service/configuration.ts';
import type { SalesChannel } from '../seating/problem.ts';
import type { DayReservation, MoveWish, ReservationSource } from './state.ts';

export interface StartAsked {
  readonly time: WallTime;
  /** Says which of two equal wall times is meant when clocks go back. */
  readonly utcOffset: string | null;
  readonly partySize: number;
  readonly preferredSeating: readonly string[];
}

export interface ReservationChanges {
  readonly time?: WallTime | undefined;
  readonly utcOffset?: string | null | undefined;
  readonly partySize?: number | undefined;
  readonly durationMinutes?: number | undefined;
  readonly preferredSeating?: readonly string[] | undefined;
  /** Pins the plan; empty lets the house choose again. */
  readonly tableIds?: readonly number[] | undefined;
}

export type DayCommand =
  | ({ readonly type: 'placeHold'; readonly holdId: string; readonly channel: SalesChannel } & StartAsked)
  | { readonly type: 'extendHold'; readonly holdId: string }
  | { readonly type: 'releaseHold'; readonly holdId: string }
  | ({
      readonly type: 'bookTable';
      readonly source: ReservationSource;
      readonly channel: SalesChannel;
      readonly durationMinutes: number | null;
      readonly tableIds: readonly number[] | null;
      readonly holdId: string | null;
      readonly override: boolean;
    } & StartAsked)
  | { readonly type: 'confirmReservation'; readonly id: number }
  | {
      readonly type: 'modifyReservation';
      readonly id: number;
      readonly changes: ReservationChanges;
      /** Names of the personal details that change with it, never their values. */
      readonly changedDetails: readonly string[];
      /** The version the editor saw; null: whatever it is. */
      readonly version: number | null;
      readonly override: boolean;
    }
  | { readonly type: 'cancelReservation'; readonly id: number }
  | { readonly type: 'markArrived'; readonly id: number }
  | {
      readonly type: 'seatParty';
      readonly id: number;
      readonly tableIds: readonly number[] | null;
      readonly override: boolean;
    }
  | {
      readonly type: 'moveParty';
      readonly id: number;
      readonly tableIds: readonly number[];
      readonly override: boolean;
    }
  | { readonly type: 'unseatParty'; readonly id: number }
  | { readonly type: 'completeSeating'; readonly id: number }
  | { readonly type: 'markNoShow'; readonly id: number }
  | { readonly type: 'undoNoShow'; readonly id: number }
  | {
      readonly type: 'seatWalkIn';
      readonly partySize: number;
      readonly tableIds: readonly number[] | null;
      readonly durationMinutes: number | null;
      readonly preferredSeating: readonly string[];
      readonly override: boolean;
    }
  | {
      readonly type: 'joinWaitlist';
      readonly partySize: number;
      readonly preferredSeating: readonly string[];
      /** What the party is told; null where the house cannot say. */
      readonly quotedMinutes: number | null;
    }
  | { readonly type: 'callParty'; readonly waitlistId: number }
  | {
      readonly type: 'seatFromWaitlist';
      readonly waitlistId: number;
      /** Null: those kept for the party, or the best that are free. */
      readonly tableIds: readonly number[] | null;
    }
  | { readonly type: 'leaveWaitlist'; readonly waitlistId: number }
  | {
      readonly type: 'applySeating';
      /** Of the state that the plan was made for; nothing may have happened since. */
      readonly seq: number;
      readonly assignments: readonly { readonly reservationId: number; readonly tableIds: readonly number[] }[];
    }
  | { readonly type: 'cleanTable'; readonly tableId: number }
  | { readonly type: 'readyTable'; readonly tableId: number }
  | {
      readonly type: 'blockTable';
      readonly blockId: string;
      readonly tableId: number;
      /** Epoch milliseconds; null: now. */
      readonly from: number | null;
      readonly until: number | null;
      readonly override: boolean;
    }
  | { readonly type: 'unblockTable'; readonly blockId: string }
  | { readonly type: 'applyConfiguration'; readonly configuration: DayConfiguration }
  | {
      readonly type: 'startMove';
      readonly id: number;
      readonly moveId: string;
      readonly targetDate: ServiceDate;
      readonly changes: ReservationChanges;
      readonly version: number | null;
      readonly override: boolean;
    }
  | {
      readonly type: 'acceptMove';
      readonly moveId: string;
      readonly fromDate: ServiceDate;
      readonly reservation: DayReservation;
      /** Null hands over a seated party, which cannot be refused. */
      readonly wish: MoveWish | null;
    }
  | {
      readonly type: 'finishMove';
      readonly id: number;
      readonly moveId: string;
      readonly accepted: boolean;
      readonly version: number;
    }
  | { readonly type: 'takeOverTables'; readonly fromDate: ServiceDate; readonly tableIds: readonly number[] }
  | { readonly type: 'finishHandOver' }
  | { readonly type: 'pointHome'; readonly id: number; readonly date: ServiceDate; readonly version: number };

export type CommandType = DayCommand['type'];

/**
 * What a staff member must be allowed to do here. `anyone`: guests too, within the rules of the command. `house`: only
 * the house's own machinery.
 */
export const capabilityFor = {
  placeHold: 'anyone',
  extendHold: 'anyone',
  releaseHold: 'anyone',
  bookTable: 'anyone',
  confirmReservation: 'reservations.write',
  modifyReservation: 'anyone',
  cancelReservation: 'anyone',
  markArrived: 'floor.operate',
  seatParty: 'floor.operate',
  moveParty: 'floor.operate',
  unseatParty: 'floor.operate',
  completeSeating: 'floor.operate',
  markNoShow: 'reservations.write',
  undoNoShow: 'reservations.write',
  seatWalkIn: 'floor.operate',
  joinWaitlist: 'floor.operate',
  callParty: 'floor.operate',
  seatFromWaitlist: 'floor.operate',
  leaveWaitlist: 'floor.operate',
  applySeating: 'reservations.write',
  cleanTable: 'floor.operate',
  readyTable: 'floor.operate',
  blockTable: 'floor.block',
  unblockTable: 'floor.block',
  applyConfiguration: 'house',
  startMove: 'anyone',
  acceptMove: 'house',
  finishMove: 'house',
  takeOverTables: 'house',
  finishHandOver: 'house',
  pointHome: 'house',
} as const satisfies Record<CommandType, Capability | 'anyone' | 'house'>;

/** What staff need where a guest may act for themselves. */
export const staffCapabilityFor: Partial<Record<CommandType, Capability>> = {
  bookTable: 'reservations.write',
  modifyReservation: 'reservations.write',
  cancelReservation: 'reservations.write',
  startMove: 'reservations.write',
};
