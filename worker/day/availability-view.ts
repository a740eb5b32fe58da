/** Availability in the words of the contract, from a day's state: the object's, or that of a date not opened yet. */
import type { TableAvailability } from '../contract/availability.ts';
import { offeredStarts, openStarts, refusalOfDate, tablesFreeAt } from '../domain/reservation/availability.ts';
import type { AvailabilityAsk } from '../domain/reservation/availability.ts';
import { findStart, instantOfStart, wishFor } from '../domain/reservation/find-start.ts';
import type { RefusalReason } from '../domain/reservation/refusals.ts';
import type { DayState } from '../domain/reservation/state.ts';

export interface AvailabilityRequest extends AvailabilityAsk {
  /** One wall time alone; null: the whole date. */
  readonly time: string | null;
}

export interface CheckRequest extends AvailabilityAsk {
  readonly time: string;
  readonly utcOffset: string | null;
}

export interface CheckResult {
  readonly available: boolean;
  readonly tableIds: readonly number[];
  readonly alternativeTimes: readonly string[];
  readonly code?: RefusalReason;
  readonly reason?: string;
}

export function availabilityOf(state: DayState, request: AvailabilityRequest, now: number): TableAvailability {
  const { configuration } = state;
  const tableById = new Map(configuration.tables.map((table) => [table.id, table]));
  // Who names a time is told about that time, shown to others or not.
  const open =
    request.time === null
      ? offeredStarts(state, request, now)
      : openStarts(state, request, now).filter(({ start }) => start.time === request.time);
  const timeSlots = open.map(({ start, tableIds }) => {
    const free = tablesFreeAt(state, start, request);
    // A start that only others' moving, or a combination, makes possible still shows where the party would sit.
    const shown = (free.length > 0 ? free : tableIds).flatMap((id) => tableById.get(id) ?? []);
    return {
      time: start.time,
      utcOffset: start.utcOffset,
      period: start.period.name,
      availableTables: Math.max(1, free.length),
      totalCapacity: shown.reduce((sum, table) => sum + table.partySizeMax, 0),
      tables: shown.map((table) => ({
        tableId: table.id,
        tableNumber: table.tableNumber,
        capacity: table.partySizeMax,
        features: [...table.features],
      })),
    };
  });
  const base = { date: configuration.serviceDate, partySize: request.partySize, zone: configuration.zone, timeSlots };
  if (timeSlots.length > 0) return base;
  const code = refusalOfDate(state, request, now);
  return code === null ? base : { ...base, code, reason: dateRefusalText(code, state) };
}

export function checkOf(state: DayState, request: CheckRequest, now: number): CheckResult {
  const { configuration } = state;
  const none = { available: false, tableIds: [], alternativeTimes: [] };
  const start = instantOfStart(configuration, request.time, request.utcOffset);
  if (!start.ok) return { ...none, code: start.reason, reason: start.detail };
  const { time, partySize, channel, preferredSeating } = request;
  const fields = { time, partySize, channel, preferredSeating, startsAt: start.at };
  const found = findStart(state, wishFor(configuration, fields, request.durationMinutes), { now });
  if (found.ok) return { available: true, tableIds: found.tableIds, alternativeTimes: [] };
  return { ...none, alternativeTimes: found.alternativeTimes ?? [], code: found.reason, reason: found.detail };
}

function dateRefusalText(code: RefusalReason, state: DayState): string {
  const { closedBecause } = state.configuration;
  switch (code) {
    case 'closed':
      return closedBecause === null ? 'The restaurant is closed on this weekday.' : `Closed: ${closedBecause}.`;
    case 'in_the_past':
      return 'Service on this date is over.';
    case 'beyond_horizon':
      return `Bookings open ${String(state.configuration.policies.horizonDays)} days ahead.`;
    case 'too_soon':
      return 'It is too late to book this date online; please call the restaurant.';
    case 'party_too_large':
    case 'party_too_small':
      return 'This party size cannot be booked online; please call the restaurant.';
    case 'kept_for_demand':
      return 'The tables that are left are kept for larger parties; please call the restaurant.';
    case 'pacing_covers':
    case 'pacing_parties':
      return 'As many guests as the kitchen serves well are booked at every time.';
    case 'no_table_with_features':
      return 'No table for this party has what it needs.';
    default:
      return 'Every table for this party size is taken.';
  }
}
