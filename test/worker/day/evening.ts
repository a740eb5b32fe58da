/** A date to try things on: tomorrow's dinner at a house with its own tables. */
import { env } from 'cloudflare:workers';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import { dayName } from '../../../worker/domain/ids.ts';
import { addDays, serviceDateAt } from '../../../worker/domain/time/service-date.ts';
import type { RestaurantDay } from '../../../worker/day/restaurant-day.ts';
import { type House, ask, json } from '../api/house.ts';

export function dateAhead(days: number): string {
  return addDays(serviceDateAt(Date.now(), 'Europe/Paris', '04:00'), days);
}

export function dayOf(house: House, date: string): DurableObjectStub<RestaurantDay> {
  return env.RESTAURANT_DAY.getByName(dayName(house.id, date));
}

interface Booking {
  readonly date: string;
  readonly time?: string;
  readonly partySize?: number;
  readonly name?: string;
  readonly key?: string;
  readonly token?: string;
  readonly change?: Readonly<Record<string, unknown>>;
}

/** Books by phone as the house's host. */
export function book(house: House, booking: Booking): Promise<Response> {
  const { date, time = '19:00', partySize = 2, name = 'Ada Lovelace', key, token = house.host, change } = booking;
  return ask(`POST /api/restaurants/${String(house.id)}/reservations`, {
    token,
    headers: key === undefined ? {} : { 'Idempotency-Key': key },
    body: {
      reservationDate: date,
      reservationTime: time,
      partySize,
      guestInfo: { name, phone: '+33 1 23 45 67 89', email: 'ada@example.com' },
      ...change,
    },
  });
}

export async function booked(house: House, booking: Booking): Promise<Reservation> {
  return json<Reservation>(book(house, booking), 201);
}

/** Asks until it holds; for what happens soon after, like the projection. */
export async function eventually<T>(look: () => Promise<T>, holds: (seen: T) => boolean): Promise<T> {
  let seen = await look();
  for (let tries = 0; tries < 100 && !holds(seen); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    seen = await look();
  }
  return seen;
}
