import type { WaitlistEntry, WaitQuote } from '#contract';
import { plural, shortMinutes } from '#lib/staff/times.ts';

/** What a host says at the door. */
export function quoteWords({ minutes, from, until }: WaitQuote): string {
  if (minutes === null) return 'No table for them in this service';
  if (minutes === 0) return 'A table is free now';
  const about = `About ${shortMinutes(minutes)}`;
  return from === null || until === null || from === until
    ? about
    : `${about}, probably between ${shortMinutes(from)} and ${shortMinutes(until)}`;
}

export function aheadWords({ partiesAhead }: WaitQuote): string {
  return partiesAhead === 0
    ? 'Nobody waits before them.'
    : `${plural(partiesAhead, 'party waits', 'parties wait')} before them.`;
}

export interface Waited {
  readonly minutes: number;
  /** Beyond what the party was told. */
  readonly isLong: boolean;
  readonly text: string;
}

/** How long a party has waited against what it was told. `now` in epoch milliseconds. */
export function waitedOf({ joinedAt, quotedMinutes }: WaitlistEntry, now: number): Waited {
  const minutes = Math.max(0, Math.floor((now - Date.parse(joinedAt)) / 60_000));
  const told = quotedMinutes === null ? 'no time was told' : `told ${shortMinutes(quotedMinutes)}`;
  return {
    minutes,
    isLong: quotedMinutes !== null && minutes > quotedMinutes,
    text: `${shortMinutes(minutes)}, ${told}`,
  };
}

/** `4:32` until a kept table is given to others; null once that time has come. */
export function countdown(keptUntil: string, now: number): string | null {
  const seconds = Math.ceil((Date.parse(keptUntil) - now) / 1000);
  return seconds <= 0 ? null : `${String(Math.floor(seconds / 60))}:${String(seconds % 60).padStart(2, '0')}`;
}
