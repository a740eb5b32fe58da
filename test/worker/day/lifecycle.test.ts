/** A day's life by the clock: it closes, hands over what goes on, and is archived when nobody needs its object. */
import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import { setClockOffset } from '../../../worker/day/clock.ts';
import { Ledger } from '../../../worker/day/ledger.ts';
import { resolveWallTime } from '../../../worker/domain/time/service-date.ts';
import { type House, addTables, ask, json, openHouse } from '../api/house.ts';
import { book, booked, dateAhead, dayOf, eventually } from './evening.ts';

let house: House;
const [date, next] = [dateAhead(2), dateAhead(3)];

beforeEach(async () => {
  house = await openHouse();
  await addTables(house, 2, 4);
});

afterEach(() => {
  setClockOffset(house.id, 0);
});

/** Moves this house's clock to a time of day, and lets the date notice. */
async function itIs(time: string, on: string): Promise<void> {
  const at = resolveWallTime(on, time, 'Europe/Paris', '04:00');
  if (at.kind !== 'unique') throw new Error('choose a time that exists once');
  setClockOffset(house.id, at.at - Date.now());
  await wake(date);
}

/** Its alarm is set by the system's clock, which did not move. */
async function wake(day: string): Promise<void> {
  await runInDurableObject(dayOf(house, day), async (_day, { storage }) => storage.setAlarm(Date.now() + 60_000));
  await runDurableObjectAlarm(dayOf(house, day));
}

function put(path: string, body?: unknown): Promise<Reservation> {
  return json<Reservation>(ask(`PUT /api/reservations/${path}`, { token: house.host, body }));
}

test('at the close seated parties and uncleared tables go to the next date, once', async () => {
  await itIs('20:00', date);
  const stays = await booked(house, { date, time: '20:30' });
  const left = await booked(house, { date, time: '20:30', partySize: 4 });
  await put(`${String(stays.id)}/seat`, {});
  await put(`${String(left.id)}/seat`, {});
  await put(`${String(left.id)}/complete`);
  await itIs('04:30', next);
  await wake(date);

  const floor = await dayOf(house, next).floor();
  expect(floor?.reservations).toMatchObject([{ id: stays.id, status: 'seated' }]);
  expect(floor?.tables.map((table) => table.status).toSorted()).toEqual(['cleaning', 'occupied']);
  expect(await dayOf(house, date).reservation(stays.id)).toMatchObject({ movedTo: next });
  expect((await book(house, { date, time: '21:00' })).status).toBe(422);

  // Everything again, as after a crash: nothing is handed over twice.
  const before = await runInDurableObject(dayOf(house, next), (_day, { storage }) => new Ledger(storage.sql).head());
  await wake(date);
  await wake(date);
  const after = await runInDurableObject(dayOf(house, next), (_day, { storage }) => new Ledger(storage.sql).head());
  expect(after).toBe(before);
  expect((await put(`${String(stays.id)}/complete`)).status).toBe('completed');
});

test('what nobody claimed is settled at the close', async () => {
  const never = await booked(house, { date, time: '20:30' });
  await itIs('04:30', next);
  const read = () => json<Reservation>(ask(`GET /api/reservations/${String(never.id)}`, { token: house.host }));
  expect((await read()).status).toBe('no_show');
});

test('five weeks later the ledger lies in R2, D1 answers, and the date never opens again', async () => {
  const guest = await booked(house, { date, time: '20:30' });
  await itIs('04:30', next);
  const projected = () => env.DB.prepare('SELECT status FROM reservations WHERE id = ?').bind(guest.id).first();
  expect(await eventually(projected, (row) => row?.['status'] === 'no_show')).toEqual({ status: 'no_show' });
  await itIs('12:00', dateAhead(45));

  const file = await env.UPLOADS.get(`ledgers/r${String(house.id)}/${date}.json`);
  const ledger = await file?.json<{ seq: number; event: { type: string } }[]>();
  expect(ledger?.map((entry) => entry.seq)).toEqual(ledger?.map((_, index) => index + 1));
  expect(JSON.stringify(ledger)).not.toContain('Ada');
  const tables = await runInDurableObject(dayOf(house, date), (_day, { storage }) =>
    storage.sql
      .exec("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'")
      .toArray(),
  );
  expect(tables).toEqual([{ name: 'tombstone' }]);
  const again = await dayOf(house, date).execute({
    command: { type: 'cleanTable', tableId: 1 },
    actor: { kind: 'system', userId: null },
    source: 'test',
    key: null,
  });
  expect(again).toMatchObject({ ok: false, reason: 'day_closed' });
});
