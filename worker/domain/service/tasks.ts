/** On which service dates a task is to be done, and whether it is late. */
import { resolveWallTime, weekdayOf } from '../time/service-date.ts';
import type { ServiceDate, WallTime } from './configuration.ts';

export interface TaskDates {
  /** The only date, or the first of a repeated one. */
  readonly fromDate: ServiceDate;
  readonly untilDate: ServiceDate | null;
  /** 0 Sunday … 6 Saturday; null: once. */
  readonly weekdays: readonly number[] | null;
}

export function occursOn({ fromDate, untilDate, weekdays }: TaskDates, date: ServiceDate): boolean {
  if (weekdays === null) return date === fromDate;
  if (date < fromDate || (untilDate !== null && date > untilDate)) return false;
  return weekdays.includes(weekdayOf(date));
}

/** Whether any date from this one on is still to come. */
export function isOver({ fromDate, untilDate, weekdays }: TaskDates, date: ServiceDate): boolean {
  if (weekdays === null) return fromDate < date;
  return untilDate !== null && untilDate < date;
}

/**
 * Epoch milliseconds; null for a task without a time. Where clocks jump over the time it is due at the jump, where they
 * show it twice at the second.
 */
export function dueAtOf(
  date: ServiceDate,
  dueTime: WallTime | null,
  zone: string,
  dayBoundary: WallTime,
): number | null {
  if (dueTime === null) return null;
  const due = resolveWallTime(date, dueTime, zone, dayBoundary);
  return due.kind === 'gap' ? due.nextAt : due.kind === 'unique' ? due.at : due.at[1];
}

/** Without a time a task is late when its date is over. */
export function isOverdue(task: { dueAt: number | null; isDone: boolean; dayEndsAt: number }, now: number): boolean {
  return !task.isDone && now >= (task.dueAt ?? task.dayEndsAt);
}
