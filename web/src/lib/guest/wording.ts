/** How dates, times and parties are said to guests. Times come and stay in the restaurant's zone. */

/** Where the twelve-hour clock is the habit, by the zone's region. */
export function localeOfZone(zone: string): string {
  if (zone.startsWith('America/') || zone === 'Pacific/Honolulu') return 'en-US';
  if (zone.startsWith('Australia/')) return 'en-AU';
  return 'en-GB';
}

/** `19:30` → `7:30 PM` or `19:30`. */
export function timeWords(time: string, locale: string): string {
  return plainSpaces(
    new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }).format(new Date(`2000-01-01T${time}:00Z`)),
  );
}

/** `2026-11-22` → `Sunday, November 22` or `Sunday 22 November`. */
export function dateWords(date: string, locale: string): string {
  return dateAs(date, locale, { weekday: 'long', month: 'long', day: 'numeric' });
}

/** `2026-11-22` → `Sun, Nov 22` or `Sun 22 Nov`. */
export function shortDateWords(date: string, locale: string): string {
  return dateAs(date, locale, { weekday: 'short', month: 'short', day: 'numeric' });
}

function dateAs(date: string, locale: string, format: Intl.DateTimeFormatOptions): string {
  const words = new Intl.DateTimeFormat(locale, { ...format, timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  return plainSpaces(words);
}

/** An instant as the clock on the restaurant's wall shows it. */
export function clockWords(instant: string, zone: string): string {
  const format = new Intl.DateTimeFormat(localeOfZone(zone), { timeStyle: 'short', timeZone: zone });
  return plainSpaces(format.format(new Date(instant)));
}

export function partyWords(partySize: number): string {
  return partySize === 1 ? '1 guest' : `${String(partySize)} guests`;
}

/** `America/New_York` → `New York`. */
export function cityOfZone(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** `window_view` → `Window view`. */
export function featureWords(feature: string): string {
  const words = feature.replaceAll(/[_-]+/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Formatters put narrow and no-break spaces in, which differ between engines: the server's text must equal the browser's. */
function plainSpaces(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, ' ');
}
