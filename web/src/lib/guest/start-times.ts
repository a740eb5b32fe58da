import type { TableAvailability } from '#contract';
import { timeWords } from './wording.ts';

/** One start time as a guest chooses it. */
export interface StartTime {
  /** What the form sends: the wall time, and the offset on the one night when a time comes twice. */
  readonly value: string;
  readonly time: string;
  readonly label: string;
}

export interface PeriodOfTimes {
  readonly period: string;
  readonly times: readonly StartTime[];
}

type Slot = Pick<TableAvailability['timeSlots'][number], 'time' | 'utcOffset' | 'period'>;

/** Lunch, dinner … in the order in which they come. A time that comes twice is told apart by its offset. */
export function timesByPeriod(slots: readonly Slot[], locale: string): PeriodOfTimes[] {
  const count = new Map<string, number>();
  for (const { time } of slots) count.set(time, (count.get(time) ?? 0) + 1);
  const periods = new Map<string, StartTime[]>();
  for (const slot of slots) {
    const words = timeWords(slot.time, locale);
    const twice = (count.get(slot.time) ?? 0) > 1;
    const start: StartTime = {
      value: twice ? `${slot.time}${slot.utcOffset}` : slot.time,
      time: slot.time,
      label: twice ? `${words} (UTC${slot.utcOffset})` : words,
    };
    periods.set(slot.period, [...(periods.get(slot.period) ?? []), start]);
  }
  return [...periods].map(([period, times]) => ({ period, times }));
}

/** `19:30-04:00` → time and offset, as the API takes them; null for what no form of ours sends. */
export function readStartTime(value: string): { time: string; utcOffset?: string } | null {
  const [, time, utcOffset] = /^([0-2]\d:[0-5]\d)([+-]\d{2}:\d{2})?$/.exec(value) ?? [];
  if (time === undefined) return null;
  return utcOffset === undefined ? { time } : { time, utcOffset };
}

/** The `count` times nearest to the wanted one, back in the order of the evening. */
export function nearestTimes(times: readonly string[], wanted: string, count: number): string[] {
  const distance = (time: string): number => Math.abs(minutesOf(time) - minutesOf(wanted));
  const near = new Set([...times].sort((a, b) => distance(a) - distance(b)).slice(0, count));
  return times.filter((time) => near.has(time));
}

interface CalendarDay {
  readonly date: string;
  readonly available: boolean;
  readonly times: readonly string[];
}

/** Days with a table around a date, nearest first in time and then in order: what to offer instead of a full one. */
export function nearestDays<Day extends CalendarDay>(days: readonly Day[], date: string, count: number): Day[] {
  const open = days.filter((day) => day.available && day.date !== date);
  const distance = (day: Day): number => Math.abs(Date.parse(day.date) - Date.parse(date));
  const near = new Set([...open].sort((a, b) => distance(a) - distance(b)).slice(0, count));
  return open.filter((day) => near.has(day));
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
