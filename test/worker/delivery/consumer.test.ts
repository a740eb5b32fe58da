import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { sweepDeliveries } from '../../../worker/delivery/sweep.ts';
import type { Env } from '../../../worker/env.ts';
import { type House, openHouse } from '../api/house.ts';
import { attemptsOf, booked, cancelled, happen, modified, outcomesOf, reservationOf, wake } from './bookings.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterEach(() => vi.restoreAllMocks());

const overdue = 31_000;

test('a wake-up that comes twice, in one batch or later, sends one message', async () => {
  const reservation = reservationOf(house);
  const eventId = await happen(reservation, booked(reservation));
  await wake([[eventId], [eventId, eventId]]);
  await wake([[eventId]]);
  expect(await outcomesOf(reservation)).toEqual(['sent confirmation']);
});

test('two consumers at once send one message', async () => {
  const reservation = reservationOf(house);
  const eventId = await happen(reservation, booked(reservation));
  await Promise.all([wake([[eventId]]), wake([[eventId]]), sweepDeliveries(env)]);
  expect(await outcomesOf(reservation)).toEqual(['sent confirmation']);
});

test('a lost wake-up is made good by the sweep, once it is overdue', async () => {
  const young = reservationOf(house);
  await happen(young, booked(young));
  const old = reservationOf(house);
  await happen(old, booked(old, overdue));
  await sweepDeliveries(env);
  expect(await outcomesOf(old)).toEqual(['sent confirmation']);
  expect(await outcomesOf(young)).toEqual([]);
});

test('a wake-up for rows that are not there does no harm', async () => {
  const { explicitAcks } = await wake([['r9:2026-11-22:1'], []]);
  expect(explicitAcks).toEqual(['wake-up 0', 'wake-up 1']);
});

test('wake-ups in the wrong order never confirm what was cancelled', async () => {
  const reservation = reservationOf(house);
  const bookedId = await happen(reservation, booked(reservation));
  const cancelledId = await happen({ ...reservation, version: 2, status: 'cancelled' }, cancelled);
  await wake([[cancelledId], [bookedId]]);
  expect(await outcomesOf(reservation)).toEqual(['sent cancelled']);
});

test('wake-ups in the wrong order say the present both times', async () => {
  const reservation = reservationOf(house);
  const bookedId = await happen(reservation, booked(reservation));
  const modifiedId = await happen({ ...reservation, version: 2, partySize: 5 }, modified(['partySize']));
  await wake([[modifiedId]]);
  await wake([[bookedId]]);
  expect(await outcomesOf(reservation)).toEqual(['sent changed', 'sent confirmation']);
});

test('one row that cannot be expanded holds back no other, is counted, and is tried ever more rarely', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const before = reservationOf(house);
  const poison = reservationOf(house);
  const after = reservationOf(house);
  const ids = [
    await happen(before, booked(before, 70_000)),
    await happen(poison, { type: 'ReservationBooked', body: 'gibberish', ageMs: 70_000 }),
    await happen(after, booked(after, 70_000)),
  ];
  const { explicitAcks, retryMessages } = await wake([ids]);
  expect([explicitAcks, retryMessages]).toEqual([['wake-up 0'], []]);
  expect(await outcomesOf(before)).toEqual(['sent confirmation']);
  expect(await outcomesOf(after)).toEqual(['sent confirmation']);
  const poisonId = ids[1]!;
  expect(await attemptsOf(poisonId)).toEqual({ attempts: 1, expanded: false });
  // 70 s old: overdue after one failure (60 s), not after two (120 s).
  await sweepDeliveries(env);
  await sweepDeliveries(env);
  expect(await attemptsOf(poisonId)).toEqual({ attempts: 2, expanded: false });
  await env.DB.prepare('UPDATE outbox SET attempts = 12, created_at = 0 WHERE event_id = ?').bind(poisonId).run();
  await sweepDeliveries(env);
  expect(await attemptsOf(poisonId)).toEqual({ attempts: 12, expanded: false });
});

test('more poison than one round takes does not keep the sweep from what can be done', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const first = reservationOf(house);
  for (let count = 0; count < 120; count += 1) {
    const eventId = await happen(first, { type: 'ReservationBooked', body: 'gibberish', ageMs: 1e9 });
    await env.DB.prepare('UPDATE outbox SET attempts = 5 WHERE event_id = ?').bind(eventId).run();
  }
  const sound = reservationOf(house);
  await happen(sound, booked(sound, overdue));
  await sweepDeliveries(env);
  expect(await outcomesOf(sound)).toEqual(['sent confirmation']);
  await env.DB.prepare('DELETE FROM outbox WHERE reservation_id = ?').bind(first.id).run();
});

test('a reservation that is not projected yet is expanded when it is', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const reservation = reservationOf(house);
  const eventId = await happen(reservation, booked(reservation, 70_000));
  await env.DB.prepare('DELETE FROM reservations WHERE id = ?').bind(reservation.id).run();
  await wake([[eventId]]);
  expect(await outcomesOf(reservation)).toEqual([]);
  await happen(reservation, { type: 'PartyRanLate' });
  await sweepDeliveries(env);
  expect(await outcomesOf(reservation)).toEqual(['sent confirmation']);
});

test('while D1 is away the message waits in the queue, and nothing is thrown', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const reservation = reservationOf(house);
  const eventId = await happen(reservation, booked(reservation));
  const away: Env = { ...env, DB: databaseAway() };
  const { explicitAcks, retryMessages } = await wake([[eventId]], away);
  expect(explicitAcks).toEqual([]);
  expect(retryMessages).toEqual([{ msgId: 'wake-up 0' }]);
  await sweepDeliveries(away);
  expect(await attemptsOf(eventId)).toEqual({ attempts: 0, expanded: false });
  await wake([[eventId]]);
  expect(await outcomesOf(reservation)).toEqual(['sent confirmation']);
});

function databaseAway(): D1Database {
  const fail = (): never => {
    throw new Error('D1_ERROR: Network connection lost.');
  };
  return { prepare: fail, batch: fail } as unknown as D1Database;
}
