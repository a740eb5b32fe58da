import type { Call, ReservationSource, ReservationStatus } from '#contract';

export const statuses: readonly ReservationStatus[] = [
  'pending',
  'confirmed',
  'seated',
  'completed',
  'no_show',
  'cancelled',
];
export const sources: readonly ReservationSource[] = ['online', 'phone', 'walk_in', 'waitlist', 'partner', 'api'];
const sorts = ['time', '-time', 'name', '-name', 'partySize', '-partySize'] as const;
export type Sort = (typeof sorts)[number];

/** What the list is narrowed to; every part stands in the address, so that a list can be kept, sent and gone back to. */
export interface Filters {
  readonly q: string;
  readonly name: string;
  /** Service dates; empty `to`: everything from then on. */
  readonly from: string;
  readonly to: string;
  readonly statuses: readonly ReservationStatus[];
  readonly partySize: string;
  readonly source: ReservationSource | '';
  readonly sort: Sort;
  readonly cursor: string;
}

/** Without dates the list is today's. */
export function readFilters(search: URLSearchParams, today: string): Filters {
  const dated = search.has('from') || search.has('to');
  return {
    q: text(search, 'q'),
    name: text(search, 'name'),
    from: dated ? date(search, 'from') : today,
    to: dated ? date(search, 'to') : today,
    statuses: statuses.filter((status) => search.getAll('status').includes(status)),
    partySize: /^[1-9]\d?$/.test(text(search, 'partySize')) ? text(search, 'partySize') : '',
    source: sources.find((source) => source === search.get('source')) ?? '',
    sort: sorts.find((sort) => sort === search.get('sort')) ?? 'time',
    cursor: text(search, 'cursor'),
  };
}

/** The one date that the list shows, or null for a range. */
export function singleDate({ from, to }: Filters): string | null {
  return from !== '' && from === to ? from : null;
}

/** What the API is asked. */
export function listQuery(filters: Filters): Call<'GET /api/restaurants/{id}/reservations'>['query'] {
  const { from, to, statuses: chosen, q, name, partySize, source, sort, cursor } = filters;
  return {
    ...(singleDate(filters) === null ? given({ from, to }) : { date: from }),
    ...(chosen.length > 0 ? { status: [...chosen] } : {}),
    ...given({ q, name, partySize, cursor }),
    ...(source === '' ? {} : { source }),
    sort,
  };
}

/** Without what was left empty. */
function given<T extends Record<string, string>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as Partial<T>;
}

/** A link to the same list with something changed. Another filter begins at the first page. */
export function withFilters(search: URLSearchParams, changes: Readonly<Record<string, string | null>>): string {
  const next = new URLSearchParams(search);
  if (!('cursor' in changes)) next.delete('cursor');
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === '') next.delete(name);
    else next.set(name, value);
  }
  return `?${next.toString()}`;
}

/** Clicking a column sorts by it, clicking again the other way round. */
export function toggledSort(current: Sort, column: 'time' | 'name' | 'partySize'): Sort {
  return current === column ? `-${column}` : column;
}

function text(search: URLSearchParams, name: string): string {
  return (search.get(name) ?? '').trim();
}

function date(search: URLSearchParams, name: string): string {
  const value = text(search, name);
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : '';
}
