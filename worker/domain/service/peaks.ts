/** What is different while the house is at its fullest. Minutes since the day's start. */
import type { DayConfiguration } from './configuration.ts';
import { turnMinutesFor } from './start-times.ts';

function isPeak(day: DayConfiguration, minute: number): boolean {
  return day.seating.peaks.some((peak) => peak.startMinute <= minute && minute < peak.endMinute);
}

/** The turn of a party that starts then and for which nobody asked another one; without reset. */
export function usualTurnMinutes(day: DayConfiguration, partySize: number, startMinute: number): number {
  const minutes = turnMinutesFor(day, partySize);
  return isPeak(day, startMinute) ? minutes - day.seating.peakTurnMinutesLess : minutes;
}

/** The most seats that tables offered to a newcomer of that size may have, or null for any. */
export function seatsMaxAt(day: DayConfiguration, partySize: number, startMinute: number): number | null {
  const kept = day.seating.peakLargeTables;
  if (kept === null || partySize >= kept.partySizeMin || !isPeak(day, startMinute)) return null;
  return kept.seatsMin - 1;
}

/** The shortest time that any party takes a table for, with reset. */
export function shortestSaleMinutes(day: DayConfiguration): number {
  const less = day.seating.peaks.length > 0 ? day.seating.peakTurnMinutesLess : 0;
  return Math.min(...day.turnTimes.map(({ minutes }) => minutes)) - less + day.resetMinutes;
}
