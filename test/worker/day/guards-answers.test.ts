/** The same request is given the same answer, whatever the house has found out in between. */
import { beforeEach, expect, test } from 'vitest';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import { type House, addTables, ask, json, openHouse } from '../api/house.ts';
import { booked, dateAhead, eventually } from './evening.ts';

let house: House;
const date = dateAhead(4);

beforeEach(async () => {
  house = await openHouse();
  await addTables(house, 2, 4);
});

test('an answer given before the guest was known stays as it was', async () => {
  const key = crypto.randomUUID();
  const first = await booked(house, { date, key });
  expect(first.guestId).toBeNull();
  const read = () => json<Reservation>(ask(`GET /api/reservations/${String(first.id)}`, { token: house.host }));
  expect((await eventually(read, ({ guestId }) => guestId !== null)).guestId).toBeGreaterThan(0);
  expect(await booked(house, { date, key })).toEqual(first);
});
