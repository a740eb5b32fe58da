/** The whole way with nothing taken apart: the API, the day, its projection, the queue as the runtime brings it, the outbox. */
import { expect, test } from 'vitest';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import { addTables, ask, json, openHouse } from '../api/house.ts';

interface Item {
  readonly reservationId: number;
  readonly recipient: string;
  readonly state: string;
  readonly template: string;
  readonly text: string;
}

const waitMs = 20_000;
const pollMs = 200;

/** What has left about a reservation, oldest first, once there are so many. */
async function outboxOf(reservationId: number, count: number): Promise<Item[]> {
  const until = Date.now() + waitMs;
  for (;;) {
    const { items } = await json<{ items: Item[] }>(
      ask('GET /dev/outbox', { headers: { Accept: 'application/json' } }),
    );
    const sent = items.filter((item) => item.reservationId === reservationId && item.state === 'sent').reverse();
    if (sent.length >= count || Date.now() > until) return sent;
    await new Promise((done) => setTimeout(done, pollMs));
  }
}

test('a guest who books, changes and cancels gets a mail about each, and manages the booking by its link', async () => {
  const house = await openHouse();
  await addTables(house, 2, 4, 6);
  const date = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const guestInfo = { name: 'Grace Hopper', phone: '+33 1 98 76 54 32', email: 'grace@example.com' };
  const booked = await json<Reservation>(
    ask(`POST /api/restaurants/${house.id}/reservations/public`, {
      body: { date, time: '19:30', partySize: 2, guestInfo },
    }),
    201,
  );
  const [confirmation] = await outboxOf(booked.id, 1);
  expect(confirmation).toMatchObject({ template: 'confirmation', recipient: 'grace@example.com' });
  expect(confirmation?.text).toContain(booked.confirmationNumber);
  expect(confirmation?.text).toContain('19:30 (Paris time)');

  const token = /\/b\/(m1\.\S+)/.exec(confirmation?.text ?? '')?.[1];
  await json(
    ask(`PUT /api/reservations/${booked.id}/modify`, { token, body: { reservationTime: '20:00', partySize: 3 } }),
  );
  const [, changed] = await outboxOf(booked.id, 2);
  expect(changed).toMatchObject({ template: 'changed' });
  expect(changed?.text).toContain('20:00 (Paris time)\n3 guests');

  await json(ask(`DELETE /api/reservations/${booked.id}`, { token }));
  const [, , cancelled] = await outboxOf(booked.id, 3);
  expect(cancelled).toMatchObject({ template: 'cancelled' });
  expect(cancelled?.text).toContain('Book another table');
}, 90_000);
