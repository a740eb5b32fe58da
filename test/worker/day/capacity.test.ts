/** A table is never sold twice, whoever asks at once and however often. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import type { Problem } from '../../../worker/contract/common.ts';
import { type House, addTables, ask, json, openHouse } from '../api/house.ts';
import { book, booked, dateAhead, dayOf } from './evening.ts';

let house: House;
const date = dateAhead(3);

beforeEach(async () => {
  house = await openHouse();
});

describe('at once', () => {
  test('200 requests for the last tables: each a booking or a no with alternatives, no overlap, no party without a table', async () => {
    await addTables(house, 2, 2, 4, 4, 6);
    const sizes = [2, 3, 4, 5, 6];
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, index) => book(house, { date, partySize: sizes[index % 5] ?? 2 })),
    );
    const statuses = answers.map((answer) => answer.status);
    expect(new Set(statuses)).toEqual(new Set([201, 409]));
    expect(statuses.filter((status) => status === 201)).toHaveLength(5);
    for (const answer of answers) {
      if (answer.status !== 409) continue;
      const problem = await answer.json<Problem>();
      expect(problem.alternativeTimes?.length).toBeGreaterThan(0);
    }
    const { items } = await json<{ items: Reservation[] }>(list(house), 200);
    const tables = items.flatMap((each) => each.plannedTableIds ?? []);
    expect(items).toHaveLength(5);
    expect(new Set(tables).size).toBe(tables.length);
    expect(items.every((each) => (each.plannedTableIds ?? []).length > 0)).toBe(true);
  });

  test('the same key 50 times: one booking, identical answers', async () => {
    await addTables(house, 4, 4);
    const key = crypto.randomUUID();
    const answers = await Promise.all(Array.from({ length: 50 }, () => book(house, { date, key })));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([201]));
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect((await json<{ items: Reservation[] }>(list(house))).items).toHaveLength(1);
  });

  test('many forms hold the last table: one gets it, and books it', async () => {
    await addTables(house, 2);
    const place = () =>
      ask(`POST /api/restaurants/${String(house.id)}/holds`, {
        token: house.host,
        body: { date, time: '19:00', partySize: 2 },
      });
    const holds = await Promise.all(Array.from({ length: 20 }, place));
    const won = holds.filter((hold) => hold.status === 201);
    expect(won).toHaveLength(1);
    const { holdId } = await json<{ holdId: string }>(won[0] as Response, 201);
    expect((await book(house, { date })).status).toBe(409);
    expect((await book(house, { date, change: { holdId } })).status).toBe(201);
  });
});

describe('request keys', () => {
  beforeEach(async () => {
    await addTables(house, 4, 4);
  });

  test('another body under the same key is refused and changes nothing', async () => {
    const key = crypto.randomUUID();
    await booked(house, { date, key });
    const other = await book(house, { date, key, partySize: 3 });
    expect(other.status).toBe(422);
    expect(await other.json()).toMatchObject({ code: 'key_reused' });
    expect((await json<{ items: Reservation[] }>(list(house))).items).toHaveLength(1);
  });

  test('the answer is remembered across eviction, and stays what it was after later changes', async () => {
    const key = crypto.randomUUID();
    const first = await booked(house, { date, key });
    await json(ask(`PUT /api/reservations/${String(first.id)}`, { token: house.host, body: { partySize: 4 } }));
    await evictDurableObject(dayOf(house, date));
    expect(await booked(house, { date, key })).toEqual(first);
  });

  test('a refusal is not remembered: once there is room the same key books', async () => {
    const key = crypto.randomUUID();
    const blockers = [await booked(house, { date }), await booked(house, { date })];
    expect((await book(house, { date, key })).status).toBe(409);
    await json(ask(`DELETE /api/reservations/${String(blockers[0]?.id)}`, { token: house.host }));
    expect((await book(house, { date, key })).status).toBe(201);
  });

  test("another caller's equal key is another key", async () => {
    const key = crypto.randomUUID();
    const one = await booked(house, { date, key });
    const other = await booked(house, { date, key, token: house.manager });
    expect(other.id).not.toBe(one.id);
  });
});

describe('memory', () => {
  test('rebuilt from the ledger equals what was live', async () => {
    await addTables(house, 2, 4);
    const { id } = await booked(house, { date });
    await json(ask(`PUT /api/reservations/${String(id)}/arrive`, { token: house.host }));
    const before = await dayOf(house, date).floor();
    await evictDurableObject(dayOf(house, date));
    const after = await dayOf(house, date).floor();
    expect({ ...after, now: '' }).toEqual({ ...before, now: '' });
  });

  test('that fell behind the ledger is noticed, not believed', async () => {
    await addTables(house, 2);
    await booked(house, { date });
    const stub = dayOf(house, date);
    // Somebody else's write, as another instance of the object would have left it.
    await runInDurableObject(stub, (_instance, { storage }) => {
      storage.sql.exec(
        `INSERT INTO events SELECT seq + 1, 'PartyArrived', v, at, actor, source, json_object('id', json_extract(body, '$.reservation.id'), 'arrivedAt', at)
         FROM events ORDER BY seq DESC LIMIT 1`,
      );
    });
    // The next command finds out and is decided on the truth.
    await booked(house, { date, time: '21:00' });
    const { items } = await json<{ items: Reservation[] }>(list(house));
    expect(items.some((each) => each.arrivedAt !== undefined)).toBe(true);
  });
});

test('a fault in the middle of a command leaves nothing behind', async () => {
  await addTables(house, 2, 2);
  await booked(house, { date });
  const day = dayOf(house, date);
  const head = () =>
    runInDurableObject(day, (_day, { storage }) => storage.sql.exec('SELECT max(seq) AS seq FROM events').one());
  const before = await head();
  // The answer cannot be remembered, after the events were written.
  await runInDurableObject(day, (_day, { storage }) => {
    storage.sql.exec(`CREATE TRIGGER fault BEFORE INSERT ON request_keys BEGIN SELECT RAISE(ABORT, 'fault'); END`);
  });
  const refused = await book(house, { date, key: crypto.randomUUID() });
  expect(refused.status).toBe(500);
  expect(await head()).toEqual(before);
  await runInDurableObject(day, (_day, { storage }) => void storage.sql.exec('DROP TRIGGER fault'));
  expect((await booked(house, { date, key: crypto.randomUUID() })).plannedTableIds).toHaveLength(1);
});

describe('nothing is written', () => {
  test.each([
    ['a closed time', { time: '03:00' }],
    ['a party that no table seats', { partySize: 40 }],
    ['beyond the horizon', { date: dateAhead(300) }],
    ['the past', { date: dateAhead(-3) }],
  ] as [string, { date?: string; time?: string; partySize?: number }][])('for %s', async (_what, change) => {
    await addTables(house, 4);
    const answer = await book(house, { date, ...change });
    expect([409, 422]).toContain(answer.status);
    const created = await runInDurableObject(
      dayOf(house, change.date ?? date),
      (_day, { storage }) => storage.sql.databaseSize,
    );
    expect(created).toBe(await emptySize());
  });

  /** What an object weighs that was only looked at. */
  async function emptySize(): Promise<number> {
    return runInDurableObject(dayOf(house, '2031-01-01'), (_day, { storage }) => storage.sql.databaseSize);
  }
});

function list(of: House): Promise<Response> {
  return ask(`GET /api/restaurants/${String(of.id)}/reservations?date=${date}`, { token: of.host });
}
