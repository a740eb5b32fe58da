import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { expandOutbox } from '../../../worker/delivery/expand.ts';
import { sendDue } from '../../../worker/delivery/send.ts';
import type { Env } from '../../../worker/env.ts';
import { takeDueDeliveries } from '../../../worker/store/deliveries.ts';
import { unexpandedOutbox } from '../../../worker/store/outbox.ts';
import type { ReservationProjection } from '../../../worker/store/reservations.ts';
import { type House, openHouse } from '../api/house.ts';
import {
  type Happening,
  booked,
  database,
  deliveriesOf,
  happen,
  makeDue,
  modified,
  outcomesOf,
  reservationOf,
} from './bookings.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => vi.restoreAllMocks());

/** Expanded, but not sent yet. */
async function plan(reservation: ReservationProjection, happening: Happening): Promise<void> {
  const eventId = await happen(reservation, happening);
  await expandOutbox(database, await unexpandedOutbox(database, [eventId]));
}

async function send(using: Env = env): Promise<void> {
  await sendDue(using, database, 10);
}

test.each<[what: string, later: Partial<ReservationProjection>]>([
  ['cancelled', { status: 'cancelled' }],
  ['seated', { status: 'seated' }],
  ['a no-show', { status: 'no_show' }],
  ['in the past', { startsAt: Date.now() - 1 }],
  ['erased', { guestEmail: null }],
])('a booking that is %s by then gets no confirmation any more', async (_what, later) => {
  const reservation = reservationOf(house);
  await plan(reservation, booked(reservation));
  await happen({ ...reservation, version: 2, ...later }, { type: 'PartyRanLate' });
  await send();
  expect(await outcomesOf(reservation)).toEqual(['cancelled confirmation']);
  expect((await deliveriesOf(reservation))[0]).toMatchObject({ error: 'no longer so', bodyText: '' });
});

test('a request that was confirmed by then is not called received any more', async () => {
  const reservation = reservationOf(house, { status: 'pending' });
  await plan(reservation, booked(reservation));
  await plan({ ...reservation, version: 2, status: 'confirmed' }, { type: 'ReservationConfirmed' });
  await send();
  expect(await outcomesOf(reservation)).toEqual(['cancelled request_received', 'sent confirmation']);
});

test('a message says how the booking stands when it leaves, to the address it then has', async () => {
  const reservation = reservationOf(house);
  await plan(reservation, booked(reservation));
  const later = { version: 2, partySize: 7, guestEmail: 'countess@example.com' };
  await happen({ ...reservation, ...later }, { type: 'PartyRanLate' });
  await send();
  const [delivery] = await deliveriesOf(reservation);
  expect(delivery).toMatchObject({ state: 'sent', providerId: 'outbox', recipient: 'countess@example.com' });
  expect(delivery?.bodyText).toContain('7 guests');
  expect(delivery?.bodyHtml).toContain('7 guests');
});

test('the same message for two events of one booking leaves once', async () => {
  const reservation = reservationOf(house);
  await plan(reservation, modified(['time']));
  await plan({ ...reservation, version: 2 }, modified(['partySize']));
  await send();
  expect(await outcomesOf(reservation)).toEqual(['sent changed', 'cancelled changed']);
});

test('what somebody has taken is nobody else’s until its lease ends', async () => {
  const reservation = reservationOf(house);
  await plan(reservation, booked(reservation));
  const now = Date.now();
  const taken = await takeDueDeliveries(database, { now, leaseMs: 60_000, limit: 100 });
  expect(taken.map((delivery) => delivery.reservationId)).toContain(reservation.id);
  await send();
  expect(await outcomesOf(reservation)).toEqual(['pending confirmation']);
  await makeDue(reservation);
  await send();
  expect(await deliveriesOf(reservation)).toMatchObject([{ state: 'sent', attempts: 2 }]);
});

test('deployed without its own address a mail waits rather than lead nowhere', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const reservation = reservationOf(house);
  await plan(reservation, booked(reservation));
  await send({ ...env, ENVIRONMENT: 'production' });
  expect(await deliveriesOf(reservation)).toMatchObject([{ state: 'pending', error: 'could not be written' }]);
  await makeDue(reservation);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await send({ ...env, ENVIRONMENT: 'production', PUBLIC_ORIGIN: 'https://book.example.com/' });
  const [delivery] = await deliveriesOf(reservation);
  expect(delivery?.state).toBe('sent');
  expect(delivery?.bodyText).toContain('https://book.example.com/b/m1.');
});

test('a mail that cannot be written holds back no other, and is given up after its last attempt', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const broken = reservationOf(house, { restaurantId: 4_000_000 });
  await plan(broken, booked(broken));
  const sound = reservationOf(house);
  await plan(sound, booked(sound));
  await send();
  expect(await outcomesOf(sound)).toEqual(['sent confirmation']);
  const [first] = await deliveriesOf(broken);
  expect(first).toMatchObject({ state: 'pending', attempts: 1 });
  const pauses: number[] = [];
  for (let attempt = 2; attempt <= 12; attempt += 1) {
    await makeDue(broken);
    const before = Date.now();
    await send();
    const [delivery] = await deliveriesOf(broken);
    if (delivery?.state === 'pending') pauses.push((delivery.nextAttemptAt - before) / 30_000 / 2 ** (attempt - 1));
  }
  expect(await deliveriesOf(broken)).toMatchObject([{ state: 'failed', attempts: 12 }]);
  // Doubled each time, with half to one and a half of jitter; the longest is bounded.
  expect(pauses.slice(0, 8).every((ratio) => ratio >= 0.5 && ratio <= 1.51)).toBe(true);
  expect(pauses).toHaveLength(10);
});
