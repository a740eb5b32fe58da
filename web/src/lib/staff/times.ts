import { clockWords, localeOfZone, shortDateWords, timeWords } from '#lib/guest/wording.ts';

/** `19:30` as the place reads it, without AM and PM: on a table room is scarce and the time of day is plain. */
export function shortTime(wallTime: string, zone: string): string {
  return timeWords(wallTime, localeOfZone(zone)).replace(/ [AP]M$/i, '');
}

/** `19:30` → `7:30 PM` or `19:30`. */
export function timeOfDay(wallTime: string, zone: string): string {
  return timeWords(wallTime, localeOfZone(zone));
}

/** An instant with its day: `Sun, Nov 22, 7:30 PM`. */
export function dayAndTime(instant: string, zone: string): string {
  return `${shortDateWords(dateAt(Date.parse(instant), zone), localeOfZone(zone))}, ${clockWords(instant, zone)}`;
}

/** The service date that an instant belongs to: before the day boundary it is still the evening before. */
export function serviceDateAt(now: number, zone: string, dayBoundary: string): string {
  const date = dateAt(now, zone);
  return wallTimeAt(now, zone) < dayBoundary ? addDays(date, -1) : date;
}

/** The clock on the wall, `19:30`, as the API writes it. */
export function wallTimeAt(now: number, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(now);
}

export function addDays(serviceDate: string, days: number): string {
  const date = new Date(`${serviceDate}T12:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** For eyes in a hurry: `5 min`, `1 h 05`. */
export function shortMinutes(minutes: number): string {
  const whole = Math.abs(minutes);
  if (whole < 60) return `${String(whole)} min`;
  return `${String(Math.floor(whole / 60))} h ${String(whole % 60).padStart(2, '0')}`;
}

/** For ears: `1 hour 5 minutes`. */
export function spokenMinutes(minutes: number): string {
  const whole = Math.abs(minutes);
  const hours = Math.floor(whole / 60);
  const rest = whole % 60;
  const parts = [hours > 0 ? plural(hours, 'hour') : '', rest > 0 || hours === 0 ? plural(rest, 'minute') : ''];
  return parts.filter((part) => part !== '').join(' ');
}

export function plural(count: number, one: string, many = `${one}s`): string {
  return `${String(count)} ${count === 1 ? one : many}`;
}

function dateAt(now: number, zone: string): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
}
