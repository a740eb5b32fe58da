/**
 * What a house has learned from its own past: how long parties stay, how many ask for which start, how many do not come.
 * Plain JSON of a few kilobytes, the same for the same history in whatever order. It holds no guest: only counts.
 */
import type { ServiceDate, TurnTime } from '../service/configuration.ts';
import type { ReservationSource } from '../reservation/state.ts';
import type { AttendanceModel } from './attendance.ts';
import type { DemandModel } from './demand.ts';
import type { TurnCell } from './turns.ts';

/** A booking or walk-in of a date that is over, in the numbers that may be learned from. */
export interface PastParty {
  readonly serviceDate: ServiceDate;
  /** 0 Sunday … 6 Saturday. */
  readonly weekday: number;
  /** The service period that its time lies in today; null when it lies in none. */
  readonly period: string | null;
  /** Wall-clock minutes from the day boundary to the start that was booked. */
  readonly minute: number;
  readonly partySize: number;
  /** The turn that the house planned for it. */
  readonly durationConfigured: number;
  /** From the booking to the start. */
  readonly leadMinutes: number;
  readonly source: ReservationSource;
  readonly status: 'completed' | 'no_show' | 'cancelled';
  /** From being seated to leaving; null where nobody noted it. */
  readonly stayMinutes: number | null;
  /** Of the same guest at this house, before this date. */
  readonly priorVisits: number;
  readonly priorNoShows: number;
  /** From the cancellation to the start; null unless cancelled. */
  readonly cancelledLeadMinutes: number | null;
}

export interface LearningSettings {
  /** The configured turns: their sizes are the size bands, their minutes what is believed before there are data. */
  readonly turnTimes: readonly TurnTime[];
  /** The date on which it is learned: how old a past party is, is counted from here. */
  readonly learnedOn: ServiceDate;
}

export const modelForm = 1;

export interface HouseModel {
  /** `modelForm` of the release that learned it; a model of another form is learned anew. */
  readonly form: number;
  /** Service dates with at least one booking. */
  readonly days: number;
  /** Stays that turns were learned from. */
  readonly seatings: number;
  readonly turns: readonly TurnCell[];
  readonly demand: DemandModel;
  /** Null while there are too few bookings to learn from. */
  readonly attendance: AttendanceModel | null;
}
