import type { DemandModel } from '../forecast/demand.ts';
import type { SalesChannel, SeatingCombination, SeatingTable } from '../seating/problem.ts';

/** Local business date of a restaurant, `2026-11-22`. */
export type ServiceDate = string;
/** Local time of day, `19:30`; before the day boundary it belongs to the next calendar day of the service date. */
export type WallTime = string;

/** How long a party of up to `partySizeMax` keeps its table; the last entry also serves larger parties. */
export interface TurnTime {
  readonly partySizeMax: number;
  readonly minutes: number;
}

/** Lunch, dinner: when parties may start, and how many at once (pacing). Nulls mean no limit. */
export interface ServicePeriod {
  readonly name: string;
  /** 0 Sunday … 6 Saturday; ignored inside a special day. */
  readonly weekdays: readonly number[];
  readonly startTime: WallTime;
  readonly lastStartTime: WallTime;
  readonly intervalMinutes: number;
  readonly pacingCoversMax: number | null;
  readonly pacingPartiesMax: number | null;
  readonly channels: readonly SalesChannel[];
}

/** One date that differs: closed, or with its own periods. */
export interface SpecialDay {
  readonly date: ServiceDate;
  readonly name: string;
  readonly closed: boolean;
  /** Null keeps the weekday's periods. */
  readonly periods: readonly ServicePeriod[] | null;
}

export interface BookingPolicies {
  /** A guest books at least this long before the start. */
  readonly noticeMinutes: number;
  /** A guest books at most this many days ahead. */
  readonly horizonDays: number;
  readonly partySizeMinOnline: number;
  readonly partySizeMaxOnline: number;
  /** Parties of this size or more begin as pending; null: never. */
  readonly pendingFromPartySize: number | null;
  /** Every online booking begins as pending until staff confirm. */
  readonly confirmByHand: boolean;
  readonly holdMinutes: number;
  readonly lateAfterMinutes: number;
  /** Confirmed parties that did not arrive are marked no-show after this; null: staff decide. */
  readonly noShowAfterMinutes: number | null;
  /** Guests may cancel or modify until this long before the start. */
  readonly cancelUntilMinutes: number;
  readonly modifyUntilMinutes: number;
  /** Shown to guests before they book and before they cancel. */
  readonly bookingPolicyText: string;
  readonly cancellationPolicyText: string;
}

/** When the house is at its fullest, on these weekdays; `endTime` is not included. */
export interface PeakTime {
  readonly weekdays: readonly number[];
  readonly startTime: WallTime;
  readonly endTime: WallTime;
}

/** How the house sells its tables when there are more guests than tables. Everything here is opt-in. */
export interface SeatingPolicies {
  readonly peaks: readonly PeakTime[];
  /** Turns that start at peak are this much shorter; 0: as ever. */
  readonly peakTurnMinutesLess: number;
  /** At peak, units of `seatsMin` seats or more are for parties of `partySizeMin` or more. */
  readonly peakLargeTables: { readonly seatsMin: number; readonly partySizeMin: number } | null;
  readonly bidPrices: boolean;
  readonly slotShaping: boolean;
}

export interface ServiceSettings {
  readonly periods: readonly ServicePeriod[];
  readonly specialDays: readonly SpecialDay[];
  readonly turnTimes: readonly TurnTime[];
  readonly resetMinutes: number;
  readonly policies: BookingPolicies;
  readonly seating: SeatingPolicies;
}

/** What guests are expected to ask of one date, learned from the house's past. */
export interface DayForecast {
  /** Start in minutes since the day's start; parties that book, and that come to the door, seldom a whole number. */
  readonly requests: readonly (readonly [partySize: number, startMinute: number, bookings: number, walkIns: number])[];
  /** How far ahead bookings are made: minutes, quantiles at equal steps; empty while unknown. */
  readonly leadMinutes: readonly number[];
}

/** A table that is out of service; no end means until further notice. Instants in epoch milliseconds. */
export interface MaintenanceBlock {
  readonly id: number;
  readonly tableId: number;
  readonly startsAt: number;
  readonly endsAt: number | null;
  readonly notes: string | null;
}

export interface DiningTable extends SeatingTable {
  readonly tableNumber: string;
}

/** A staff member's standing in one restaurant: what the object needs to authorise a command. */
export interface StaffMember {
  readonly userId: number;
  readonly roles: readonly string[];
  /** What roles of the group's own add to those. */
  readonly capabilities?: readonly string[];
}

/** Everything that a day needs to know of its restaurant, at one version. Owned by D1. */
export interface RestaurantConfiguration {
  readonly version: number;
  readonly restaurantId: number;
  readonly groupId: number;
  /** IANA zone, `Europe/Paris`. */
  readonly zone: string;
  readonly dayBoundary: WallTime;
  readonly settings: ServiceSettings;
  readonly tables: readonly DiningTable[];
  readonly combinations: readonly SeatingCombination[];
  readonly maintenance: readonly MaintenanceBlock[];
  readonly staff: readonly StaffMember[];
  /** What the house learned of its guests; absent while bid prices are off, or nothing is learned. */
  readonly demand?: DemandModel | undefined;
}

/** When a date is at its fullest, in minutes since the day's start; `endMinute` is not included. */
export interface DayPeak {
  readonly startMinute: number;
  readonly endMinute: number;
}

/** The seating policies on one date. */
export interface DaySeating extends Omit<SeatingPolicies, 'peaks'> {
  readonly peaks: readonly DayPeak[];
}

/** A service period on a real date; minutes since the day's start (real minutes, so DST days come out right). */
export interface DayPeriod {
  readonly name: string;
  readonly startMinute: number;
  readonly lastStartMinute: number;
  readonly intervalMinutes: number;
  readonly pacingCoversMax: number | null;
  readonly pacingPartiesMax: number | null;
  readonly channels: readonly SalesChannel[];
}

/** The configuration resolved for one service date: what the day object holds and decides on. */
export interface DayConfiguration {
  readonly version: number;
  readonly restaurantId: number;
  readonly groupId: number;
  readonly serviceDate: ServiceDate;
  readonly zone: string;
  readonly dayBoundary: WallTime;
  /** The day boundary of this date and of the next, epoch milliseconds. */
  readonly startsAt: number;
  readonly endsAt: number;
  /** Why the house is closed on this date, or null. */
  readonly closedBecause: string | null;
  readonly periods: readonly DayPeriod[];
  readonly turnTimes: readonly TurnTime[];
  readonly resetMinutes: number;
  readonly policies: BookingPolicies;
  readonly seating: DaySeating;
  /** Null while bid prices are off or nothing is learned. */
  readonly forecast: DayForecast | null;
  readonly tables: readonly DiningTable[];
  readonly combinations: readonly SeatingCombination[];
  /** Maintenance that touches this date. */
  readonly maintenance: readonly MaintenanceBlock[];
  readonly staff: readonly StaffMember[];
}
