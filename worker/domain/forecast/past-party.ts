import { wallMinuteOf, weekdayOf } from '../time/service-date.ts';
import type { ServiceDate, ServicePeriod, WallTime } from '../service/configuration.ts';
import type { ReservationSource } from '../reservation/state.ts';
import type { PastParty } from './house-model.ts';

/** A party as the book remembers it; instants in epoch milliseconds. */
export interface PastEntry {
  readonly serviceDate: ServiceDate;
  readonly time: WallTime;
  readonly partySize: number;
  readonly durationMinutes: number;
  readonly startsAt: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly seatedAt: number | null;
  readonly completedAt: number | null;
  readonly source: ReservationSource;
  readonly status: PastParty['status'];
  readonly priorVisits: number;
  readonly priorNoShows: number;
}

interface House {
  readonly dayBoundary: WallTime;
  readonly settings: { readonly periods: readonly ServicePeriod[] };
}

const minuteMs = 60_000;

/** In the numbers that may be learned from. The period is the one that this time lies in today. */
export function pastPartyOf(entry: PastEntry, { dayBoundary, settings }: House): PastParty {
  const { serviceDate, partySize, source, status, startsAt, seatedAt, completedAt } = entry;
  const minute = wallMinuteOf(entry.time, dayBoundary);
  const weekday = weekdayOf(serviceDate);
  const period = settings.periods.find(
    ({ weekdays, startTime, lastStartTime }) =>
      weekdays.includes(weekday) &&
      wallMinuteOf(startTime, dayBoundary) <= minute &&
      minute <= wallMinuteOf(lastStartTime, dayBoundary),
  );
  return {
    serviceDate,
    weekday,
    period: period?.name ?? null,
    minute,
    partySize,
    durationConfigured: entry.durationMinutes,
    leadMinutes: Math.max(0, (startsAt - entry.createdAt) / minuteMs),
    source,
    status,
    stayMinutes: seatedAt === null || completedAt === null ? null : (completedAt - seatedAt) / minuteMs,
    priorVisits: entry.priorVisits,
    priorNoShows: entry.priorNoShows,
    // What was cancelled is not changed any more, so its last change was the cancellation.
    cancelledLeadMinutes: status === 'cancelled' ? (startsAt - entry.updatedAt) / minuteMs : null,
  };
}
