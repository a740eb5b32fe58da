import type { Call } from '#contract';
import { timeWords } from './wording.ts';

type Hours = Call<'GET /api/restaurants/{id}/reservations/public'>['answer']['hours'];

/** One line of the opening hours: `Dinner`, `Tuesday to Saturday`, `6:00 PM – 9:30 PM` (first and last table). */
export interface HoursLine {
  readonly name: string;
  readonly days: string;
  readonly times: string;
}

export function hoursLines(hours: Hours, locale: string): HoursLine[] {
  return hours
    .filter((period) => period.weekdays.length > 0)
    .map((period) => ({
      name: period.name,
      days: weekdayWords(period.weekdays, locale),
      times: `${timeWords(period.startTime, locale)} – ${timeWords(period.lastStartTime, locale)}`,
    }));
}

/** `[2, 3, 4, 6]` → `Tuesday to Thursday, Saturday`; the week starts on Monday. */
export function weekdayWords(weekdays: readonly number[], locale: string): string {
  if (new Set(weekdays).size === 7) return 'Every day';
  const fromMonday = [1, 2, 3, 4, 5, 6, 0];
  const runs: number[][] = [];
  let previous = -2;
  fromMonday.forEach((weekday, place) => {
    if (!weekdays.includes(weekday)) return;
    if (place === previous + 1) runs.at(-1)?.push(weekday);
    else runs.push([weekday]);
    previous = place;
  });
  return runs
    .map((run) => {
      const names = run.map((weekday) => weekdayName(weekday, locale));
      return names.length > 2 ? `${names[0] ?? ''} to ${names.at(-1) ?? ''}` : names.join(', ');
    })
    .join(', ');
}

function weekdayName(weekday: number, locale: string): string {
  // 4 January 1970 was a Sunday.
  const day = new Date(Date.UTC(1970, 0, 4 + weekday));
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(day);
}
