/** What a guest looks for: a service date, a wall time around which, and how many. */
export interface BookingSearch {
  readonly date: string;
  readonly time: string;
  readonly partySize: number;
}

/** Where nothing was asked yet. */
const usualTime = '19:30';
const usualPartySize = 2;

/**
 * Reads `date`, `time` and `partySize` of a form or an address. What is missing or malformed becomes the usual; a
 * well-formed wish that cannot be met is left as it is, for the restaurant to say why.
 */
export function readSearch(fields: URLSearchParams | FormData, firstDate: string): BookingSearch {
  const date = textOf(fields, 'date');
  const time = textOf(fields, 'time');
  const partySize = Number(textOf(fields, 'partySize'));
  return {
    date: isCalendarDate(date) ? date : firstDate,
    time: /^([01]\d|2[0-3]):[0-5]\d$/.test(time) ? time : usualTime,
    partySize: Number.isInteger(partySize) && partySize >= 1 && partySize <= 99 ? partySize : usualPartySize,
  };
}

/** A field's text, or the empty one. */
export function textOf(fields: URLSearchParams | FormData, name: string): string {
  const value = fields.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** The search as a query, with anything else that the address carries. */
export function queryOf(search: BookingSearch, more: Readonly<Record<string, string>> = {}): string {
  const { date, time, partySize } = search;
  return `?${new URLSearchParams({ date, time, partySize: String(partySize), ...more }).toString()}`;
}

/** The address of a page's form action that keeps what the page was asked for, so that its answer shows the same. */
export function actionAddress(action: string, page: { readonly searchParams: Iterable<[string, string]> }): string {
  const query = new URLSearchParams([...page.searchParams].filter(([name]) => !name.startsWith('/')));
  return query.size === 0 ? `?/${action}` : `?/${action}&${query.toString()}`;
}

/** The calendar date at a place, at an instant. */
export function dateInZone(zone: string, instant: Date): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(instant);
}

/** Every half hour of a day that people eat in, for "around time". */
export const timesToAskFor: readonly string[] = Array.from({ length: 32 }, (_, step) => {
  const minutes = 8 * 60 + step * 30;
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
});

function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
