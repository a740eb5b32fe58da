/** When an object must wake: one alarm for everything that waits. */
import { nextDueAt } from '../domain/reservation/due.ts';
import { improvementDueAt } from '../domain/reservation/improvement-due.ts';
import type { Tended } from '../domain/reservation/improvement-due.ts';
import type { DayState } from '../domain/reservation/state.ts';
import { archiveDueAt } from './archive.ts';

/** Soon enough that lists from D1 are fresh, late enough that a burst goes in one batch. */
const projectAfterMs = 100;
const retryMsMin = 1_000;
const retryMsMax = 300_000;

/** Until the next try, after so many failures in a row. */
export function backoffMs(failures: number): number {
  const jitter = 0.5 + Math.random();
  return Math.min(retryMsMax, retryMsMin * 2 ** failures * jitter);
}

/** Until what is new goes to D1, or after failures is tried again. */
export function soonMsAfter(failures: number): number {
  return failures > 0 ? backoffMs(failures) : projectAfterMs;
}

/** System time, epoch milliseconds; null: nothing waits. `offsetMs` is how far the day's clock is ahead of the system's. */
export function wakeAt(
  state: DayState,
  work: {
    readonly offsetMs: number;
    readonly projectionAt: number | null;
    /** What failed, or waits for another date, is not tried again before. */
    readonly soonMs: number;
    /** Until when what may happen by the clock was tried, on the day's clock. */
    readonly triedAt: number;
    readonly tended: Tended;
  },
): number | null {
  const times: number[] = [];
  const onDaysClock = [nextDueAt(state, work.triedAt), improvementDueAt(state, work.tended), archiveDueAt(state)];
  for (const at of onDaysClock) if (at !== null) times.push(at - work.offsetMs);
  if (work.projectionAt !== null) times.push(work.projectionAt);
  const moving = [...state.reservations.values()].some((reservation) => reservation.move !== null);
  if (moving || state.handOverDue.length > 0) times.push(Date.now() + Math.max(work.soonMs, retryMsMin));
  // An alarm in the past would only be a busy loop.
  return times.length === 0 ? null : Math.max(Math.min(...times), Date.now() + 10);
}
