/** In a quiet moment the house looks its plan over: by the alarm, once, and as an event like any other. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { HistoryEntry, Reservation } from '../../../worker/contract/reservations.ts';
import { setClockOffset } from '../../../worker/day/clock.ts';
import { Ledger } from '../../../worker/day/ledger.ts';
import type { DayEventType } from '../../../worker/domain/reservation/events.ts';
import { type House, addTables, ask, json, openHouse } from '../api/house.ts';
import { booked, dateAhead, dayOf, eventually } from './evening.ts';

let house: House;
const date = dateAhead(2);

beforeEach(async () => {
  house = await openHouse();
  await addTables(house, 2, 4);
});
afterEach(() => {
  setClockOffset(house.id, 0);
});

const ledgerOf = (): Promise<DayEventType[]> =>
  runInDurableObject(dayOf(house, date), (_day, { storage }) =>
    new Ledger(storage.sql).after(0).map(({ event }) => event.type),
  );
const cancel = (id: number): Promise<unknown> =>
  json(ask(`DELETE /api/reservations/${String(id)}`, { token: house.host }));
const read = (id: number): Promise<Reservation> =>
  json<Reservation>(ask(`GET /api/reservations/${String(id)}`, { token: house.host }));

/** So many seconds later the alarm goes off. */
async function secondsLater(seconds: number): Promise<void> {
  setClockOffset(house.id, seconds * 1000);
  await runInDurableObject(dayOf(house, date), async (_day, { storage }) => storage.setAlarm(Date.now() + 60_000));
  await runDurableObjectAlarm(dayOf(house, date));
}

/** Two parties of two; the one at the small table cancels. */
async function roomier(): Promise<Reservation> {
  const gone = await booked(house, { date, time: '19:00' });
  const stays = await booked(house, { date, time: '19:00' });
  await cancel(gone.id);
  return stays;
}

test('a party moves to the table that suits it better, and its history and its row say so', async () => {
  const stays = await roomier();
  const [large] = stays.plannedTableIds ?? [];
  await secondsLater(5);
  expect((await read(stays.id)).plannedTableIds).toEqual([large]);
  await evictDurableObject(dayOf(house, date));
  await secondsLater(25);

  const moved = await read(stays.id);
  expect(moved.plannedTableIds).not.toEqual([large]);
  expect(moved.version).toBe(stays.version + 1);
  const { items } = await json<{ items: HistoryEntry[] }>(
    ask(`GET /api/reservations/${String(stays.id)}/history`, { token: house.host }),
  );
  expect(items.at(-1)).toMatchObject({
    actor: 'system',
    source: 'house',
    summary: 'Planned on another table, as the house found a better plan',
  });
  const row = () =>
    env.DB.prepare('SELECT table_ids AS tables FROM reservations WHERE id = ?')
      .bind(stays.id)
      .first<{ tables: string }>();
  const seen = await eventually(row, (found) => found?.tables === JSON.stringify(moved.plannedTableIds));
  expect(seen?.tables).toBe(JSON.stringify(moved.plannedTableIds));
});

test('is looked over once, and again five minutes later when something gave room since', async () => {
  await roomier();
  await secondsLater(25);
  const once = await ledgerOf();
  expect(once.filter((type) => type === 'SeatingReplanned')).toHaveLength(1);
  await secondsLater(60);
  await evictDurableObject(dayOf(house, date));
  await secondsLater(600);
  expect(await ledgerOf()).toEqual(once);

  const late = await booked(house, { date, time: '21:00' });
  const later = await booked(house, { date, time: '21:00' });
  await cancel(late.id);
  await secondsLater(625);
  expect((await ledgerOf()).filter((type) => type === 'SeatingReplanned')).toHaveLength(2);
  expect((await read(later.id)).plannedTableIds).toEqual(late.plannedTableIds);
  // Five minutes have not passed.
  const third = await booked(house, { date, time: '12:00' });
  const fourth = await booked(house, { date, time: '12:00' });
  await cancel(third.id);
  await secondsLater(660);
  expect((await read(fourth.id)).plannedTableIds).toEqual(fourth.plannedTableIds);
  await secondsLater(960);
  expect((await read(fourth.id)).plannedTableIds).toEqual(third.plannedTableIds);
});

test('the alarm is set for it, and nothing keeps it going off afterwards', async () => {
  await roomier();
  const alarmIn = () =>
    runInDurableObject(dayOf(house, date), async (_day, { storage }) => ((await storage.getAlarm()) ?? 0) - Date.now());
  await runDurableObjectAlarm(dayOf(house, date));
  await runDurableObjectAlarm(dayOf(house, date));
  const wait = await alarmIn();
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(20_000);
  await secondsLater(25);
  await secondsLater(27);
  // The digest still follows, a second after the last one.
  await expect.poll(alarmIn, { timeout: 10_000 }).toBeGreaterThan(60_000);
});

test('an object of the release before learns to keep this when it wakes, and loses nothing', async () => {
  const stays = await roomier();
  await runInDurableObject(dayOf(house, date), (_day, { storage }) => {
    storage.sql.exec('DROP TABLE tended');
    storage.sql.exec('UPDATE schema_version SET version = 1');
  });
  await evictDurableObject(dayOf(house, date));
  await secondsLater(25);
  expect((await read(stays.id)).version).toBe(stays.version + 1);
  const tended = await runInDurableObject(dayOf(house, date), (_day, { storage }) => new Ledger(storage.sql).tended());
  expect(tended.seq).toBe((await ledgerOf()).length);
});
