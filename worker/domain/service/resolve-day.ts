/** The restaurant's configuration applied to one service date: what a day object holds and decides on. */
import { expectedRequests } from '../forecast/demand.ts';
import type { DemandModel } from '../forecast/demand.ts';
import { resolveWallTime, serviceSpan, weekdayOf } from '../time/service-date.ts';
import type {
  DayConfiguration,
  DayForecast,
  DayPeak,
  DayPeriod,
  MaintenanceBlock,
  RestaurantConfiguration,
  ServiceDate,
  ServicePeriod,
  SpecialDay,
} from './configuration.ts';

interface Span {
  readonly startsAt: number;
  readonly endsAt: number;
}

export function resolveDay(configuration: RestaurantConfiguration, date: ServiceDate): DayConfiguration {
  const { settings, zone, dayBoundary } = configuration;
  const span = serviceSpan(date, zone, dayBoundary);
  const special = settings.specialDays.find((day) => day.date === date);
  const day: DayConfiguration = {
    version: configuration.version,
    restaurantId: configuration.restaurantId,
    groupId: configuration.groupId,
    serviceDate: date,
    zone,
    dayBoundary,
    ...span,
    closedBecause: special?.closed === true ? special.name : null,
    periods: periodsOn(date, settings.periods, special)
      .map((period) => resolvePeriod(period, date, configuration, span))
      .sort((one, other) => one.startMinute - other.startMinute),
    turnTimes: settings.turnTimes,
    resetMinutes: settings.resetMinutes,
    policies: settings.policies,
    seating: { ...settings.seating, peaks: peaksOn(date, configuration, span) },
    tables: configuration.tables,
    combinations: configuration.combinations,
    maintenance: configuration.maintenance.filter((block) => touches(block, span)),
    staff: configuration.staff,
    forecast: null,
  };
  const { demand } = configuration;
  return demand === undefined || !settings.seating.bidPrices ? day : { ...day, forecast: forecastOf(demand, day) };
}

/** Less than this is not worth its place in every ledger. */
const partiesMin = 0.005;

function forecastOf(demand: DemandModel, day: DayConfiguration): DayForecast {
  const whole = (parties: number): number => Math.round(parties * 1000) / 1000;
  const requests = expectedRequests(demand, day).flatMap(({ partySize, startMinute, count, walkIns }) =>
    count + walkIns < partiesMin ? [] : [[partySize, startMinute, whole(count), whole(walkIns)] as const],
  );
  return { requests, leadMinutes: demand.leadMinutes };
}

/** A special day's own periods, else the weekday's; none while closed. */
function periodsOn(
  date: ServiceDate,
  periods: readonly ServicePeriod[],
  special: SpecialDay | undefined,
): readonly ServicePeriod[] {
  if (special?.closed === true) return [];
  return special?.periods ?? periods.filter((period) => period.weekdays.includes(weekdayOf(date)));
}

/** Wall times become real minutes: where clocks jump, the period opens at the jump; where they repeat, it runs through both. */
function resolvePeriod(
  period: ServicePeriod,
  date: ServiceDate,
  house: { readonly zone: string; readonly dayBoundary: string },
  span: Span,
): DayPeriod {
  const start = resolveWallTime(date, period.startTime, house.zone, house.dayBoundary);
  const last = resolveWallTime(date, period.lastStartTime, house.zone, house.dayBoundary);
  const minuteOf = (at: number): number => (at - span.startsAt) / 60_000;
  const startMinute = minuteOf(start.kind === 'gap' ? start.nextAt : start.kind === 'unique' ? start.at : start.at[0]);
  // A last start that clocks jump over means the minute before the jump, so that nobody starts later than it says.
  const lastMinute =
    last.kind === 'gap' ? minuteOf(last.nextAt) - 1 : minuteOf(last.kind === 'unique' ? last.at : last.at[1]);
  return {
    name: period.name,
    startMinute,
    lastStartMinute: Math.max(startMinute, lastMinute),
    intervalMinutes: period.intervalMinutes,
    pacingCoversMax: period.pacingCoversMax,
    pacingPartiesMax: period.pacingPartiesMax,
    channels: period.channels,
  };
}

/** The peaks of the date's weekday; like a period's, their wall times become real minutes. */
function peaksOn(date: ServiceDate, { settings, zone, dayBoundary }: RestaurantConfiguration, span: Span): DayPeak[] {
  const minuteAt = (time: string, edge: 'start' | 'end'): number => {
    // At the boundary itself a peak ends with the day.
    if (edge === 'end' && time === dayBoundary) return (span.endsAt - span.startsAt) / 60_000;
    const at = resolveWallTime(date, time, zone, dayBoundary);
    const instant = at.kind === 'gap' ? at.nextAt : at.kind === 'unique' ? at.at : at.at[edge === 'start' ? 0 : 1];
    return (instant - span.startsAt) / 60_000;
  };
  return settings.seating.peaks
    .filter((peak) => peak.weekdays.includes(weekdayOf(date)))
    .map((peak) => ({ startMinute: minuteAt(peak.startTime, 'start'), endMinute: minuteAt(peak.endTime, 'end') }))
    .filter((peak) => peak.startMinute < peak.endMinute)
    .sort((one, other) => one.startMinute - other.startMinute);
}

function touches(block: MaintenanceBlock, span: Span): boolean {
  return block.startsAt < span.endsAt && (block.endsAt === null || block.endsAt > span.startsAt);
}
