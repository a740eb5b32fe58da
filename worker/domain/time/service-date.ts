/**
 * The restaurant's calendar: service dates, wall times and the instants they stand for. A service date runs from the
 * day boundary (04:00, say) to the next one, so a guest at 01:30 on Saturday night still belongs to Saturday. On the two
 * days of the year on which clocks jump, one wall time may stand for no instant or for two: callers are made to see it.
 *
 * Instants are epoch milliseconds. Dates and times that are not well formed throw RangeError: check input from outside
 * with `isServiceDate`, `isWallTime` and `isTimeZone` first.
 */
import type { ServiceDate, WallTime } from '../service/configuration.ts';
import { firstInstantFrom, instantsShowing, offsetAt } from './zone-offsets.ts';

export type { ServiceDate, WallTime };

/** The dates that fit into the fifteen bits which an id has for them. */
export const firstServiceDate: ServiceDate = '2000-01-01';
export const lastServiceDate: ServiceDate = '2089-09-17';

export type ResolvedWallTime =
  | { readonly kind: 'unique'; readonly at: number }
  /** Clocks jump over this time; `nextAt` is the moment of the jump (at the latest the end of the service date). */
  | { readonly kind: 'gap'; readonly nextAt: number }
  /** Clocks show this time twice within the service date. */
  | { readonly kind: 'repeated'; readonly at: readonly [earlier: number, later: number] };

const minuteMs = 60_000;
const dayMs = 86_400_000;
const datePattern = /^\d{4}-\d{2}-\d{2}$/;
const timePattern = /^(?:[01]\d|2[0-3]):[0-5]\d$/;
/** Letters first: `+01:00` has no summer time and is no place. */
const zonePattern = /^[A-Za-z][A-Za-z0-9_+/-]*$/;

/** True for a date that exists and lies between `firstServiceDate` and `lastServiceDate`. */
export function isServiceDate(text: string): boolean {
  if (!datePattern.test(text) || text < firstServiceDate || text > lastServiceDate) return false;
  const midnight = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight) && dateText(midnight) === text;
}

/** True for `00:00` to `23:59`. */
export function isWallTime(text: string): boolean {
  return timePattern.test(text);
}

/** True for the name of an IANA time zone that this runtime knows. */
export function isTimeZone(text: string): boolean {
  if (!zonePattern.test(text)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

export function addDays(date: ServiceDate, days: number): ServiceDate {
  return dateText(midnightOf(date) + days * dayMs);
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: ServiceDate, to: ServiceDate): number {
  return (midnightOf(to) - midnightOf(from)) / dayMs;
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(date: ServiceDate): number {
  return new Date(midnightOf(date)).getUTCDay();
}

/** Every date of a month given as `2026-11`. */
export function datesOfMonth(month: string): ServiceDate[] {
  const dates: ServiceDate[] = [];
  for (let date = `${month}-01`; date.startsWith(month); date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** The instants `[startsAt, endsAt)` of a service date: from its day boundary to the next date's. */
export function serviceSpan(
  date: ServiceDate,
  zone: string,
  dayBoundary: WallTime,
): { startsAt: number; endsAt: number } {
  const boundary = midnightOf(date) + minuteOfDay(dayBoundary) * minuteMs;
  return { startsAt: firstInstantFrom(boundary, zone), endsAt: firstInstantFrom(boundary + dayMs, zone) };
}

/** The instant of a wall time of a service date; times before the boundary are on the next calendar day. */
export function resolveWallTime(
  date: ServiceDate,
  time: WallTime,
  zone: string,
  dayBoundary: WallTime,
): ResolvedWallTime {
  const span = serviceSpan(date, zone, dayBoundary);
  const wallClock = midnightOf(date) + minuteOfDay(time) * minuteMs;
  // Both calendar days are looked at: when clocks fall back across the boundary, a time from before it comes once more.
  const [first, second] = [...instantsShowing(wallClock, zone), ...instantsShowing(wallClock + dayMs, zone)].filter(
    (at) => at >= span.startsAt && at < span.endsAt,
  );
  if (first === undefined) {
    const jumped = minuteOfDay(time) < minuteOfDay(dayBoundary) ? wallClock + dayMs : wallClock;
    return { kind: 'gap', nextAt: firstInstantFrom(jumped, zone) };
  }
  return second === undefined ? { kind: 'unique', at: first } : { kind: 'repeated', at: [first, second] };
}

/** The service date that an instant belongs to. */
export function serviceDateAt(at: number, zone: string, dayBoundary: WallTime): ServiceDate {
  const date = dateText(at + offsetAt(at, zone) - minuteOfDay(dayBoundary) * minuteMs);
  // When clocks fall back across the boundary they show the evening before again, but the new date has begun.
  return at < serviceSpan(date, zone, dayBoundary).endsAt ? date : addDays(date, 1);
}

/** What a clock in the zone shows, `19:30`; seconds are dropped. */
export function wallTimeAt(at: number, zone: string): WallTime {
  return new Date(at + offsetAt(at, zone)).toISOString().slice(11, 16);
}

/** The offset from UTC, `+01:00`. */
export function utcOffsetAt(at: number, zone: string): string {
  const offset = offsetAt(at, zone);
  return (offset < 0 ? '-' : '+') + new Date(Math.abs(offset)).toISOString().slice(11, 16);
}

/** An instant as the API writes it, `2026-11-22T19:30:00Z`; fractions of a second are dropped. */
export function instantText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Minutes that a wall time lies after the day boundary on an ordinary day: the order of times within a service date. */
export function wallMinuteOf(time: WallTime, dayBoundary: WallTime): number {
  return (minuteOfDay(time) - minuteOfDay(dayBoundary) + 1440) % 1440;
}

function minuteOfDay(time: WallTime): number {
  if (!timePattern.test(time)) throw new RangeError(`not a wall time: ${time}`);
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

/** Midnight UTC of a calendar date, in milliseconds. */
function midnightOf(date: ServiceDate): number {
  const midnight = datePattern.test(date) ? Date.parse(`${date}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(midnight)) throw new RangeError(`not a date: ${date}`);
  return midnight;
}

function dateText(at: number): ServiceDate {
  return new Date(at).toISOString().slice(0, 10);
}
