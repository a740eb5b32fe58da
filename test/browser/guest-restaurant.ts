import type { House } from '../support/browser.ts';

/** A small place to book at: one table for two, one for four, dinner only. */
export interface GuestRestaurant {
  readonly id: number;
  readonly slug: string;
  readonly path: string;
  /** A date within the horizon, so many days from today in its zone. */
  date(daysAhead: number): string;
  /** Everything a signed-in owner may do, by the public API. */
  asOwner<T>(operation: string, body?: unknown): Promise<T>;
}

const password = 'a long enough password';
const zone = 'America/New_York';

/** Opens a group with an owner by the local door, as the platform's operator would, and all else through the API. */
export async function openRestaurant(house: House, name: string): Promise<GuestRestaurant> {
  const email = `${crypto.randomUUID()}@example.com`;
  const ask = askOf(house.origin);
  const slug = email.replace('@example.com', '');
  const { groupId } = await ask<{ groupId: number }>('POST /__local/people', {
    group: { name: `${name} Group`, slug },
    people: [{ email, password, name: 'Owner', role: 'owner' }],
  });
  const { accessToken } = await ask<{ accessToken: string }>('POST /api/auth/login', { email, password });
  const asOwner = askOf(house.origin, accessToken);
  const restaurant = await asOwner<{ id: number; slug: string }>('POST /api/restaurants', {
    ...{ groupId, name, zone, currency: 'USD', cuisine: 'Italian', phone: '+1 212 555 0142' },
    ...{ description: 'A wood fire and a short list of growers.', address: '14 Mulberry Street\nNew York, NY 10013' },
  });
  const at = `/api/restaurants/${String(restaurant.id)}`;
  await asOwner(`POST ${at}/tables/bulk`, {
    tables: [
      { tableNumber: '1', capacity: 2, position: { x: 0, y: 0 }, features: ['quiet', 'window_view'] },
      { tableNumber: '2', capacity: 4, position: { x: 200, y: 0 }, features: [] },
    ],
  });
  return {
    ...restaurant,
    path: `/r/${restaurant.slug}`,
    date: (daysAhead) =>
      new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(Date.now() + daysAhead * 24 * 60 * 60 * 1000),
    asOwner,
  };
}

/** `ask('PUT /api/tables/1/clean', body)` → the answer's JSON; throws with the problem's text. */
function askOf(origin: string, token?: string) {
  return async <T>(operation: string, body?: unknown): Promise<T> => {
    const [method = 'GET', path = ''] = operation.split(' ');
    const response = await fetch(origin + path, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${operation}: ${String(response.status)} ${text}`);
    return JSON.parse(text) as T;
  };
}
