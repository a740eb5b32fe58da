/** The waitlist's rows in D1. */
import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { groupDatabase } from '../../../worker/store/database.ts';
import { projectReservations } from '../../../worker/store/reservations.ts';
import { type WaitlistRow, findWaitlistEntries } from '../../../worker/store/waitlist.ts';

const database = groupDatabase(env, 1);
const row = (id: number, change: Partial<WaitlistRow> = {}): WaitlistRow => ({
  id,
  restaurantId: 1,
  version: 1,
  serviceDate: '2031-01-01',
  status: 'waiting',
  partySize: 2,
  joinedAt: 1_000,
  quotedMinutes: null,
  keptUntil: null,
  reservationId: null,
  guestName: 'Ada',
  guestEmail: null,
  ...change,
});
const project = (...rows: WaitlistRow[]): Promise<void> => projectReservations(database, [], [], [], rows);

test('an older version never overwrites a newer one, and the same again changes nothing', async () => {
  await project(row(1), row(2));
  const called = row(1, { version: 2, status: 'called', keptUntil: 2_000 });
  await project(called);
  await project(row(1));
  await project(called);
  const found = await findWaitlistEntries(database, [1, 2, 3]);
  expect([...found.keys()].toSorted()).toEqual([1, 2]);
  expect(found.get(1)).toEqual(called);
  expect(await findWaitlistEntries(database, [])).toEqual(new Map());
});
