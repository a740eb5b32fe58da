/** How a booking's date, time and party are said in messages: always by the clock on the restaurant's wall. */
import { resolveWallTime, utcOffsetAt } from '../domain/time/service-date.ts';
import type { ReservationRow } from '../store/reservations.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';

type Place = Pick<RestaurantFacts, 'zone' | 'dayBoundary'>;
type Start = Pick<ReservationRow, 'startsAt' | 'serviceDate' | 'time'>;

/** `Friday 27 November 2026`, or `Friday, November 27, 2026` where that is the habit; the calendar's date of the start. */
export function dateWords({ startsAt }: Start, { zone }: Place): string {
  return format(startsAt, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
}

/** `Fri 27 Nov`, for subjects. */
export function shortDateWords({ startsAt }: Start, { zone }: Place): string {
  return format(startsAt, zone, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** `19:30` or `7:30 PM`; with its offset from UTC where the clock shows that time twice in the night. */
export function timeWords({ startsAt, serviceDate, time }: Start, { zone, dayBoundary }: Place): string {
  const words = format(startsAt, zone, { timeStyle: 'short' });
  const repeated = resolveWallTime(serviceDate, time, zone, dayBoundary).kind === 'repeated';
  return repeated ? `${words} (UTC${utcOffsetAt(startsAt, zone)})` : words;
}

/** `19:30` or `7:30 PM`, of any instant. */
export function clockWords(at: number, { zone }: Pick<Place, 'zone'>): string {
  return format(at, zone, { timeStyle: 'short' });
}

/** `America/New_York` → `New York time`. */
export function zoneWords({ zone }: Place): string {
  return `${(zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')} time`;
}

export function partyWords(partySize: number): string {
  return partySize === 1 ? '1 guest' : `${partySize} guests`;
}

function format(at: number, zone: string, options: Intl.DateTimeFormatOptions): string {
  const words = new Intl.DateTimeFormat(localeOf(zone), { ...options, timeZone: zone }).format(at);
  // Formatters put in narrow and no-break spaces that plain-text readers show as blots.
  return words.replaceAll(/[\u00a0\u202f]/g, ' ');
}

/** Where the twelve-hour clock is the habit, by the zone's region. */
function localeOf(zone: string): string {
  if (zone.startsWith('America/') || zone === 'Pacific/Honolulu') return 'en-US';
  return zone.startsWith('Australia/') ? 'en-AU' : 'en-GB';
}
