/** What guests are still expected to ask of a date. */
import { shareYetToBook } from '../forecast/demand.ts';
import type { SeatingRequest } from '../seating/problem.ts';
import type { DayConfiguration } from './configuration.ts';
import { usualTurnMinutes } from './peaks.ts';

/**
 * The expected requests that are still to come when so many minutes are left until the service date begins (negative
 * once it has), as seating sees them: each with how many of its kind. Bookings come as far ahead as the house has
 * learned, or evenly over the days that guests may book; walk-ins come at their time.
 */
export function requestsToCome(
  day: DayConfiguration,
  minutesLeft: number,
): (SeatingRequest & { readonly count: number })[] {
  const { forecast, resetMinutes } = day;
  if (forecast === null) return [];
  const dayMinutes = (day.endsAt - day.startsAt) / 60_000;
  const known = forecast.leadMinutes.length > 1;
  const leadMinutes = known ? forecast.leadMinutes : [0, (day.policies.horizonDays + 1) * 1440];
  return forecast.requests.flatMap(([partySize, startMinute, bookings, walkIns]) => {
    const left = minutesLeft + startMinute;
    const count = left > 0 ? bookings * shareYetToBook(leadMinutes, left) + walkIns : 0;
    const endMinute = startMinute + usualTurnMinutes(day, partySize, startMinute) + resetMinutes;
    if (count === 0 || endMinute > dayMinutes) return [];
    const asked = { partySize, startMinute, endMinute, channel: 'online' as const, count };
    return [{ ...asked, requiredFeatures: [], wishedFeatures: [] }];
  });
}
