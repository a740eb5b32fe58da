import { shortMinutes } from '#lib/staff/times.ts';
import type { Situation } from './table-status.ts';

/** How long a party has been at its table and how long it is expected to stay, as a host would say it. */
export function stayWords({ elapsedMinutes, freeInMinutes }: Situation): string {
  if (elapsedMinutes === null) return '';
  const here = `here for ${unbroken(elapsedMinutes)}`;
  if (freeInMinutes === null) return here;
  return freeInMinutes < 0
    ? `${here}, ${unbroken(freeInMinutes)} longer than expected`
    : `${here}, free in about ${unbroken(freeInMinutes)}`;
}

/** Of `1 h 19` no line ends with the 1. */
function unbroken(minutes: number): string {
  return shortMinutes(minutes).replaceAll(' ', '\u00a0');
}
