/** From the ledger to D1: confirmed or sent again, never an older version over a newer one, poison set aside. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import { confirmationKey } from '../../../worker/day/confirmation-key.ts';
import { Ledger } from '../../../worker/day/ledger.ts';
import { Projector } from '../../../worker/day/projector.ts';
import { dayName } from '../../../worker/domain/ids.ts';
import { foldLedger } from '../../../worker/domain/reservation/fold.ts';
import { restaurantFacts } from '../../../worker/store/restaurant-facts.ts';
import { type House, addTables, ask, json, openHouse } from '../api/house.ts';
import { book, booked, dateAhead, dayOf, eventually } from './evening.ts';

let house: House;
const date = dateAhead(9);

beforeEach(async () => {
  house = await openHouse();
  await addTables(house, 2, 2, 4, 4);
});

async function rowsInD1(): Promise<{ id: number; version: number; status: string; party_size: number }[]> {
  const query = 'SELECT id, version, status, party_size FROM reservations WHERE restaurant_id = ? ORDER BY id';
  const { results } = await env.DB.prepare(query).bind(house.id).all();
  return results as { id: number; version: number; status: string; party_size: number }[];
}

async function outboxSeqs(): Promise<number[]> {
  const query = 'SELECT seq FROM outbox WHERE restaurant_id = ? ORDER BY seq';
  const { results } = await env.DB.prepare(query).bind(house.id).all<{ seq: number }>();
  return results.map((row) => row.seq);
}

/** Whether D1 knows every reservation of the date at its present version. */
async function caughtUp(): Promise<boolean> {
  const objects = await dayOf(house, date).reservations();
  const rows = await rowsInD1();
  return objects.every((each) => rows.some((row) => row.id === each.id && row.version === each.version));
}

/** Flushes the date's ledger through another D1, as the object would. */
async function flushThrough(database: D1Database): Promise<void> {
  const facts = await restaurantFacts(env, house.id);
  if (facts === null) throw new Error('no such house');
  await runInDurableObject(dayOf(house, date), async (_day, { storage }) => {
    const ledger = new Ledger(storage.sql);
    const state = foldLedger(ledger.after(0));
    if (state === null) throw new Error('the date is not open');
    const projector = new Projector({ ...env, DB: database }, ledger);
    await projector.flush(() => state, facts, {
      confirmationKey: confirmationKey(env, house.id),
      detailsOf: (subject) => ledger.details(subject),
    });
  });
}

/** Keeps the object from projecting by itself, so that a test can say when. */
async function holdProjection(): Promise<void> {
  await runInDurableObject(dayOf(house, date), async (_day, { storage }) => {
    storage.sql.exec('UPDATE projection SET projected_seq = 0');
    await storage.deleteAlarm();
  });
  await evictDurableObject(dayOf(house, date));
}

/** A D1 that fails as told, by the text of the statements in a batch. */
function faultyD1(fail: (statements: number) => 'before' | 'after' | null): D1Database {
  let batches = 0;
  return new Proxy(env.DB, {
    get(target, name) {
      if (name !== 'batch') {
        const value = Reflect.get(target, name) as unknown;
        return typeof value === 'function' ? (value.bind(target) as unknown) : value;
      }
      return async (statements: D1PreparedStatement[]) => {
        batches += 1;
        const how = fail(batches);
        if (how === 'before') throw new Error('D1_ERROR: Network connection lost.');
        const answer = await target.batch(statements);
        if (how === 'after') throw new Error('D1_ERROR: Network connection lost.');
        return answer;
      };
    },
  });
}

test('lists over several dates know a booking soon', async () => {
  const { id } = await booked(house, { date });
  const list = () =>
    json<{ items: Reservation[] }>(
      ask(`GET /api/restaurants/${String(house.id)}/reservations?from=${date}&to=${dateAhead(12)}`, {
        token: house.host,
      }),
    );
  const { items } = await eventually(list, (seen) => seen.items.length > 0);
  expect(items[0]).toMatchObject({ id, partySize: 2, guestInfo: { name: 'Ada Lovelace' } });
  // The guest was found or made by the projection, and the object was told.
  expect(items[0]?.guestId).toBeGreaterThan(0);
  expect((await json<Reservation>(ask(`GET /api/reservations/${String(id)}`, { token: house.host }))).guestId).toBe(
    items[0]?.guestId,
  );
});

test('every event has one outbox row, however often the ledger is sent', async () => {
  await booked(house, { date });
  await booked(house, { date, partySize: 4 });
  await eventually(outboxSeqs, (seqs) => seqs.length >= 3);
  await holdProjection();
  await flushThrough(env.DB);
  const head = await runInDurableObject(dayOf(house, date), (_day, { storage }) => new Ledger(storage.sql).head());
  expect(await outboxSeqs()).toEqual(Array.from({ length: head }, (_, index) => index + 1));
});

test('an older version never overwrites a newer one', async () => {
  const { id } = await booked(house, { date });
  await eventually(caughtUp, Boolean);
  await env.DB.prepare('UPDATE reservations SET version = 99, party_size = 7 WHERE id = ?').bind(id).run();
  await holdProjection();
  await flushThrough(env.DB);
  expect(await rowsInD1()).toMatchObject([{ id, version: 99, party_size: 7 }]);
});

test('a day that goes on while D1 is being written loses no row', async () => {
  // More dates and tables would only make it slower: what matters is that bookings come between two batches.
  const times = [
    '18:00',
    '18:15',
    '18:30',
    '18:45',
    '19:00',
    '19:15',
    '19:30',
    '19:45',
    '20:00',
    '20:15',
    '20:30',
    '20:45',
  ];
  for (const time of times) {
    await book(house, { date, time });
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  expect(await eventually(caughtUp, Boolean)).toBe(true);
  const orphans = await env.DB.prepare(
    `SELECT count(*) AS n FROM outbox WHERE type = 'ReservationBooked' AND restaurant_id = ?
     AND reservation_id NOT IN (SELECT id FROM reservations)`,
  )
    .bind(house.id)
    .first<{ n: number }>();
  expect(orphans).toEqual({ n: 0 });
});

describe('D1', () => {
  test('away: nothing counts as projected, and afterwards everything arrives', async () => {
    await booked(house, { date });
    await holdProjection();
    await env.DB.prepare('DELETE FROM reservations WHERE restaurant_id = ?').bind(house.id).run();
    await expect(flushThrough(faultyD1(() => 'before'))).rejects.toThrow('Network connection lost');
    const projected = await runInDurableObject(dayOf(house, date), (_day, { storage }) =>
      new Ledger(storage.sql).projectedSeq(),
    );
    expect(projected).toBe(0);
    await flushThrough(env.DB);
    expect(await caughtUp()).toBe(true);
  });

  test('that commits and loses the answer: the same again changes nothing', async () => {
    await booked(house, { date });
    await holdProjection();
    await env.DB.prepare('DELETE FROM reservations WHERE restaurant_id = ?').bind(house.id).run();
    // First the answer about the guests is lost, then the one about the reservations.
    for (const lost of [1, 2]) {
      const database = faultyD1((batch) => (batch === lost ? 'after' : null));
      await expect(flushThrough(database)).rejects.toThrow('Network connection lost');
    }
    const before = { rows: await rowsInD1(), outbox: await outboxSeqs() };
    await flushThrough(env.DB);
    expect({ rows: await rowsInD1(), outbox: await outboxSeqs() }).toEqual(before);
    expect(before.rows).toHaveLength(1);
    const { results } = await env.DB.prepare('SELECT count(*) AS n FROM guests WHERE restaurant_id = ?')
      .bind(house.id)
      .all();
    expect(results).toEqual([{ n: 1 }]);
  });

  test('that refuses one row: the event is parked with its reason, the rest goes on', async () => {
    const bookings = [];
    for (const partySize of [2, 2, 4]) bookings.push(await booked(house, { date, partySize }));
    const poison = bookings[1]?.id ?? 0;
    await holdProjection();
    await env.DB.prepare('DELETE FROM reservations WHERE restaurant_id = ?').bind(house.id).run();
    await env.DB.prepare('DELETE FROM outbox WHERE restaurant_id = ?').bind(house.id).run();
    const trigger = `CREATE TRIGGER poison BEFORE INSERT ON reservations WHEN NEW.id = ${String(poison)}
      BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: poison'); END`;
    await env.DB.prepare(trigger).run();
    await flushThrough(env.DB);
    await env.DB.prepare('DROP TRIGGER poison').run();
    const ids = (await rowsInD1()).map((row) => row.id);
    expect(ids).toEqual(bookings.filter((each) => each.id !== poison).map((each) => each.id));
    const parked = await env.DB.prepare('SELECT event_id, error FROM projection_failures WHERE restaurant_id = ?')
      .bind(house.id)
      .all();
    expect(parked.results).toHaveLength(1);
    expect(parked.results[0]?.['error']).toContain('poison');
    const remembered = await runInDurableObject(dayOf(house, date), (_day, { storage }) =>
      new Ledger(storage.sql).parked(),
    );
    expect(remembered).toHaveLength(1);
  });
});

describe('the alarm', () => {
  test('finishes what an evicted object had left', async () => {
    await booked(house, { date });
    await evictDurableObject(dayOf(house, date));
    expect(await eventually(caughtUp, Boolean)).toBe(true);
  });

  test('that fails comes again by itself, and never throws', async () => {
    await booked(house, { date });
    await eventually(caughtUp, Boolean);
    const stub = env.RESTAURANT_DAY.getByName(dayName(house.id, date));
    // An event that nobody can fold: everything in the alarm goes wrong.
    await runInDurableObject(stub, async (_day, { storage }) => {
      storage.sql.exec(
        `INSERT INTO events SELECT seq + 1, 'Nonsense', v, at, actor, source, '{}' FROM events ORDER BY seq DESC LIMIT 1`,
      );
      await storage.setAlarm(Date.now() + 60_000);
    });
    await evictDurableObject(stub);
    for (let round = 0; round < 7; round += 1) {
      await runInDurableObject(stub, async (_day, { storage }) => storage.setAlarm(Date.now() + 60_000));
      expect(await runDurableObjectAlarm(stub)).toBe(true);
      const next = await runInDurableObject(stub, (_day, { storage }) => storage.getAlarm());
      expect(next, `armed again after failure ${String(round + 1)}`).not.toBeNull();
    }
    // Repaired, the day goes on as if nothing had been; a fresh instance knows of no failures to wait for.
    await runInDurableObject(
      stub,
      (_day, { storage }) => void storage.sql.exec("DELETE FROM events WHERE type = 'Nonsense'"),
    );
    await evictDurableObject(stub);
    await booked(house, { date, partySize: 4 });
    expect(await eventually(caughtUp, Boolean)).toBe(true);
  });

  test('with nothing left to do is not set again before the next due time', async () => {
    await booked(house, { date });
    await eventually(caughtUp, Boolean);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const at = await runInDurableObject(dayOf(house, date), (_day, { storage }) => storage.getAlarm());
    expect(at).toBeGreaterThan(Date.now() + 3_600_000);
  });
});

test('the calendar follows bookings through the digest', async () => {
  for (let index = 0; index < 4; index += 1) await booked(house, { date });
  const times = async (): Promise<string[]> => {
    const query = `month=${date.slice(0, 7)}&partySize=2`;
    const path = `GET /api/restaurants/${String(house.id)}/availability/calendar?${query}`;
    const { days } = await json<{ days: { date: string; times: string[] }[] }>(ask(path));
    return days.find((each) => each.date === date)?.times ?? [];
  };
  const seen = await eventually(times, (open) => open.length > 0 && !open.includes('19:00'));
  expect(seen).not.toContain('19:00');
  expect(seen).toContain('21:00');
});
