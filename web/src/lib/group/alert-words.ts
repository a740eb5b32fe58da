import type { LocationTonight } from '#contract';
import { plural } from '#lib/staff/times.ts';

type Alert = LocationTonight['alerts'][number];

const words: Readonly<Record<Alert['kind'], (count: number) => string>> = {
  unreachable: () => 'Live numbers cannot be reached; these are from the book',
  without_table: (count) => `${plural(count, 'party', 'parties')} without a table`,
  late: (count) => `${plural(count, 'party', 'parties')} late`,
  overdue: (count) => `${plural(count, 'table')} overdue`,
  full: () => 'Full: nothing left for two',
  behind: (count) => `Lists are behind by ${plural(count, 'change')}`,
};

export function alertWords({ kind, count }: Alert): string {
  return words[kind](count);
}

/** What needs somebody now, and what is only good to know. */
export function alertKind({ kind }: Alert): 'danger' | 'warning' | 'calm' {
  if (kind === 'without_table' || kind === 'unreachable') return 'danger';
  return kind === 'full' ? 'calm' : 'warning';
}

/** `+12 covers on last Sunday`, from the covers booked now and a week ago at this time. */
export function paceWords(now: number, then: number, weekday: string): string {
  if (then === 0) return now === 0 ? `Nothing was booked last ${weekday} either` : `Nothing was booked last ${weekday}`;
  const difference = now - then;
  if (difference === 0) return `As many as last ${weekday}`;
  return `${plural(Math.abs(difference), 'cover')} ${difference > 0 ? 'more' : 'fewer'} than last ${weekday}`;
}

export function weekdayOf(serviceDate: string): string {
  return new Intl.DateTimeFormat('en', { weekday: 'long', timeZone: 'UTC' }).format(
    new Date(`${serviceDate}T12:00:00Z`),
  );
}

/** The most urgent place first; among equals by name. */
export function byUrgency(one: LocationTonight, other: LocationTonight): number {
  const weight = ({ alerts }: LocationTonight): number =>
    alerts.reduce(
      (sum, alert) => sum + (alertKind(alert) === 'danger' ? 100 : alertKind(alert) === 'warning' ? 1 : 0),
      0,
    );
  return weight(other) - weight(one) || one.name.localeCompare(other.name);
}
