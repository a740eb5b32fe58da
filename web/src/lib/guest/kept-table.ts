import type { Cookies } from '@sveltejs/kit';
import { call } from '#lib/api/client.ts';
import { type BookingSearch, queryOf, readSearch, textOf } from './booking-search.ts';
import { newRequestKey } from './request-key.ts';

/**
 * The table that this browser keeps at a restaurant: all that the booking form's address needs. It stands in a cookie,
 * so that whoever goes back to look at other times finds the way to the form again, and another choice frees this one.
 */
export interface KeptTable {
  readonly search: BookingSearch;
  readonly utcOffset: string;
  readonly hold: Hold;
  /** The Idempotency-Key under which the form books, however often it is sent. */
  readonly requestKey: string;
}

export interface Hold {
  readonly id: string;
  /** An instant. */
  readonly until: string;
}

const name = 'kept';

/** The booking form's query for a kept table; `readKept` reads it. */
export function keptQuery({ search, utcOffset, hold, requestKey }: KeptTable): string {
  const offset: Record<string, string> = utcOffset === '' ? {} : { utcOffset };
  return queryOf(search, { ...offset, hold: hold.id, until: hold.until, key: requestKey });
}

export function rememberKept(cookies: Cookies, url: URL, slug: string, kept: KeptTable): void {
  cookies.set(name, keptQuery(kept), {
    path: `/r/${slug}`,
    expires: new Date(kept.hold.until),
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
  });
}

/** What is kept and not over at this instant; null when nothing is. */
export function readKept(cookies: Cookies, at: Date): KeptTable | null {
  const query = new URLSearchParams(cookies.get(name) ?? '');
  const hold = { id: textOf(query, 'hold'), until: textOf(query, 'until') };
  if (hold.id === '' || !(Date.parse(hold.until) > at.getTime())) return null;
  return {
    search: readSearch(query, ''),
    utcOffset: textOf(query, 'utcOffset'),
    hold,
    requestKey: textOf(query, 'key') || newRequestKey(),
  };
}

/** A booking has taken the table over. */
export function forgetKept(cookies: Cookies, slug: string): void {
  cookies.delete(name, { path: `/r/${slug}` });
}

/** Gives the kept table back, if there is one: whoever chooses again must not be in their own way. */
export async function releaseKept(fetch: typeof globalThis.fetch, cookies: Cookies, slug: string): Promise<void> {
  const kept = readKept(cookies, new Date(0));
  if (kept === null) return;
  forgetKept(cookies, slug);
  // When it fails, the hold runs out by itself.
  await call(fetch, 'DELETE /api/holds/{holdId}', {
    params: { holdId: kept.hold.id },
    headers: { 'idempotency-key': newRequestKey() },
  });
}
