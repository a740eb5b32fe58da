/** When people work. A shift lies within one service date: it ends at the day boundary at the latest. */
import { resolveWallTime, serviceSpan, wallMinuteOf } from '../time/service-date.ts';
import type { ServiceDate, WallTime } from './configuration.ts';

interface House {
  /** IANA zone. */
  readonly zone: string;
  readonly dayBoundary: WallTime;
}

export interface ShiftTimes {
  readonly serviceDate: ServiceDate;
  readonly startTime: WallTime;
  readonly endTime: WallTime;
}

/** Epoch milliseconds, `[startsAt, endsAt)`. */
export interface ShiftSpan {
  readonly startsAt: number;
  readonly endsAt: number;
}

/** Whether it ends after it starts; an end at the day boundary is the end of the date. */
export function isShiftInOrder({ startTime, endTime }: ShiftTimes, dayBoundary: WallTime): boolean {
  const end = wallMinuteOf(endTime, dayBoundary);
  return end === 0 || wallMinuteOf(startTime, dayBoundary) < end;
}

/** A repeated hour is worked in whole: the shift starts at its first and ends at its second time. */
export function shiftSpan({ serviceDate, startTime, endTime }: ShiftTimes, { zone, dayBoundary }: House): ShiftSpan {
  const start = resolveWallTime(serviceDate, startTime, zone, dayBoundary);
  const startsAt = start.kind === 'gap' ? start.nextAt : start.kind === 'unique' ? start.at : start.at[0];
  if (wallMinuteOf(endTime, dayBoundary) === 0) {
    return { startsAt, endsAt: serviceSpan(serviceDate, zone, dayBoundary).endsAt };
  }
  const end = resolveWallTime(serviceDate, endTime, zone, dayBoundary);
  return { startsAt, endsAt: end.kind === 'gap' ? end.nextAt : end.kind === 'unique' ? end.at : end.at[1] };
}

export function overlaps(one: ShiftSpan, other: ShiftSpan): boolean {
  return one.startsAt < other.endsAt && other.startsAt < one.endsAt;
}
