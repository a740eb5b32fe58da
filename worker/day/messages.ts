/** What crosses the RPC boundary to a day object: plain values only. */
import type { Hold, Reservation } from '../contract/reservations.ts';
import type { WaitlistEntry } from '../contract/waitlist.ts';
import type { DayCommand } from '../domain/reservation/commands.ts';
import type { CommandActor } from '../domain/reservation/events.ts';
import type { Refusal } from '../domain/reservation/refusals.ts';
import type { ServiceDate } from '../domain/service/configuration.ts';
import type { DetailsChange, DetailsRow, RememberedKey } from './ledger.ts';

export interface DayRequest {
  readonly command: DayCommand;
  readonly actor: CommandActor;
  /** The door it came through: `web`, `api`, `house`. */
  readonly source: string;
  /** The caller's Idempotency-Key, scoped to the caller, and a hash of what was asked under it. */
  readonly key: { readonly key: string; readonly bodyHash: string } | null;
  /** Personal details and free text to keep with the reservation or block. */
  readonly details?: DetailsChange;
  /** What travels with a reservation from another date. */
  readonly carried?: CarriedParty;
}

export interface CarriedParty {
  readonly details: DetailsRow;
  readonly change: DetailsChange;
  readonly keys: readonly RememberedKey[];
}

export interface BlockView {
  readonly blockId: string;
  readonly tableId: number;
  readonly from: string;
  readonly until: string | null;
  readonly notes: string | null;
}

/** What was accepted, as it stood right after; the parts that the command is not about are null. */
export interface DayAccepted {
  readonly ok: true;
  readonly seq: number;
  readonly reservation: Reservation | null;
  readonly hold: Hold | null;
  readonly block: BlockView | null;
  readonly waitlist: WaitlistEntry | null;
}

/** The reservation now belongs to another date: ask there. */
export interface DayMoved {
  readonly ok: false;
  readonly reason: 'moved';
  readonly movedTo: ServiceDate;
}

export type DayAnswer = DayAccepted | Refusal | DayMoved;

export function isMoved(answer: DayAnswer | ReservationAnswer): answer is DayMoved {
  return !answer.ok && 'movedTo' in answer;
}

/** A reservation read from its day. */
export type ReservationAnswer =
  | { readonly ok: true; readonly reservation: Reservation }
  | DayMoved
  | { readonly ok: false; readonly reason: 'unknown' };
