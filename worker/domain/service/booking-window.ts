/** How soon and how far ahead may be booked. */
import type { SalesChannel } from '../seating/problem.ts';
import { addDays, lastServiceDate, serviceDateAt } from '../time/service-date.ts';
import type { BookingPolicies, DayConfiguration, ServiceDate, WallTime } from './configuration.ts';

export type WindowRefusal = 'too_soon' | 'beyond_horizon' | 'in_the_past';

const minuteMs = 60_000;

/** The dates a guest may book from now, both included; none when the notice reaches past the horizon (`firstDate > lastDate`). */
export function bookingWindow(
  house: { readonly policies: BookingPolicies; readonly zone: string; readonly dayBoundary: WallTime },
  now: number,
): { firstDate: ServiceDate; lastDate: ServiceDate } {
  const { policies, zone, dayBoundary } = house;
  const horizon = addDays(serviceDateAt(now, zone, dayBoundary), policies.horizonDays);
  return {
    firstDate: serviceDateAt(now + policies.noticeMinutes * minuteMs, zone, dayBoundary),
    lastDate: horizon < lastServiceDate ? horizon : lastServiceDate,
  };
}

/**
 * Why a start cannot be booked now, or null. Notice is an exact duration and binds guests alone; the horizon counts
 * service dates, so with one day ahead the whole of tomorrow is open all day long. The running minute is not yet past.
 */
export function refuseByWindow(
  day: DayConfiguration,
  startsAt: number,
  now: number,
  channel: SalesChannel,
): WindowRefusal | null {
  if (startsAt + minuteMs <= now) return 'in_the_past';
  if (day.serviceDate > bookingWindow(day, now).lastDate) return 'beyond_horizon';
  if (channel === 'online' && startsAt < now + day.policies.noticeMinutes * minuteMs) return 'too_soon';
  return null;
}
