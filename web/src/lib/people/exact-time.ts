import { localeOfZone } from '#lib/guest/wording.ts';

/** An instant with its year, on the clock of the place: `Nov 22, 2026, 5:05 AM`. For what is looked at years later. */
export function exactTime(instant: string, zone: string): string {
  const format = new Intl.DateTimeFormat(localeOfZone(zone), {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  // Engines differ in the spaces that they put in: the server's text must equal the browser's.
  return format.format(new Date(instant)).replaceAll(/[\u00a0\u202f]/g, ' ');
}
