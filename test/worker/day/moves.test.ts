/** A reservation moves to another date: never no booking, never two, whatever crashes in between. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import { dayName } from '../../../worker/domain/ids.ts';
import { executeCommand } from '../../../worker/day/decision-log.ts';
import { Ledger } from '../../../worker/day/ledger.ts';
import { foldLedger } from '../../../worker/domain/reservation/fold.ts';
import type { DayReservation } from '../../../worker/domain/reservation/state.ts';
import type { DayRequest } from '../../../worker/day/messages.ts';
import { type House, addTables, ask, json, openHouse } from '../api/house.ts';
import { book, booked, dateAhead, dayOf } from './evening.ts';

let house: House;
const [from, to, further] = [dateAhead(5), dateAhead(6), dateAhead(7)];

beforeEach(async () => {
  house = await openHouse();
  await addTables(house, 2, 4);
});

function move(id: number, reservationDate: string, key?: string, change = {}): Promise<Response> {
  const headers: Record<string, string> = key === undefined ? {} : { 'Idempotency-Key': key };
  return ask(`PUT /api/reservations/${String(id)}`, {
    token: house.host,
    headers,
    body: { reservationDate, ...change },
  });
}

async function read(id: number): Promise<Reservation> {
  return json<Reservation>(ask(`GET /api/reservations/${String(id)}`, { token: house.host }));
}

/** On which dates the reservation stands: exactly one once a move has ended. */
async function datesWith(id: number): Promise<string[]> {
  const dates = [from, to, further];
  const lists = await Promise.all(dates.map((date) => dayOf(house, date).reservations()));
  return dates.filter((_, index) => lists[index]?.some((each) => each.id === id));
}

describe('a move', () => {
  test('carries the reservation, its details and its version', async () => {
    const before = await booked(house, { date: from, change: { notes: 'By the window' } });
    const after = await json<Reservation>(move(before.id, to, undefined, { partySize: 3 }));
    expect(after).toMatchObject({ id: before.id, reservationDate: to, partySize: 3, notes: 'By the window' });
    expect(after.confirmationNumber).toBe(before.confirmationNumber);
    expect(after.guestInfo).toEqual(before.guestInfo);
    expect(after.version).toBeGreaterThan(before.version);
    expect(await datesWith(before.id)).toEqual([to]);
    expect((await read(before.id)).reservationDate).toBe(to);
    // Personal details do not stay behind.
    const left = await runInDurableObject(dayOf(house, from), (_day, { storage }) =>
      storage.sql.exec('SELECT count(*) AS n FROM party_details').one(),
    );
    expect(left).toEqual({ n: 0 });
  });

  test('to a full date is refused with its alternatives, and everything stays', async () => {
    const { id } = await booked(house, { date: from });
    await booked(house, { date: to });
    await booked(house, { date: to });
    const refused = await move(id, to);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'no_table' });
    expect(await read(id)).toMatchObject({ reservationDate: from, status: 'confirmed' });
    expect((await move(id, to, undefined, { reservationTime: '21:00' })).status).toBe(200);
  });

  test('goes on and back: one hop to wherever it is', async () => {
    const { id } = await booked(house, { date: from });
    await json(move(id, to));
    await json(move(id, further));
    expect(await datesWith(id)).toEqual([further]);
    expect((await read(id)).reservationDate).toBe(further);
    const home = await dayOf(house, from).reservation(id);
    expect(home).toMatchObject({ ok: false, movedTo: further });
    await json(move(id, from));
    expect(await datesWith(id)).toEqual([from]);
    await json(ask(`DELETE /api/reservations/${String(id)}`, { token: house.host }));
    expect((await read(id)).status).toBe('cancelled');
  });

  test('repeated under its key gives the same answer, also after it moved on', async () => {
    const { id } = await booked(house, { date: from });
    const key = crypto.randomUUID();
    const first = await json<Reservation>(move(id, to, key));
    expect(await json(move(id, to, key))).toEqual(first);
    await json(move(id, further));
    const again = await json<Reservation>(move(id, to, key));
    expect(again.reservationDate).toBe(further);
    expect(await datesWith(id)).toEqual([further]);
  });

  test('two dates moving into each other settle', async () => {
    const ones = [await booked(house, { date: from }), await booked(house, { date: from })];
    const others = [await booked(house, { date: to }), await booked(house, { date: to })];
    // Both dates are full: whoever leaves first makes room, or both are refused; nobody is lost or doubled.
    await Promise.all([...ones.map((each) => move(each.id, to)), ...others.map((each) => move(each.id, from))]);
    for (const { id } of [...ones, ...others]) expect(await datesWith(id)).toHaveLength(1);
    const sizes = await Promise.all([from, to].map(async (date) => (await dayOf(house, date).reservations()).length));
    expect(sizes.every((size) => size <= 4)).toBe(true);
  });
});

describe('a crash', () => {
  const wish = {
    time: '19:00',
    utcOffset: null,
    partySize: 2,
    durationMinutes: null,
    preferredSeating: [],
    tableIds: null,
    override: false,
  };

  /** Runs one command on a date as if the object had died right after its transaction. */
  async function onlyTransact(date: string, command: DayRequest['command']): Promise<void> {
    await runInDurableObject(dayOf(house, date), (_day, { storage }) => {
      const ledger = new Ledger(storage.sql);
      const state = foldLedger(ledger.after(0));
      if (state === null) throw new Error('the date is not open');
      const request: DayRequest = { command, actor: { kind: 'system', userId: null }, source: 'test', key: null };
      storage.transactionSync(() => executeCommand(ledger, state, request, Date.now()));
    });
    await evictDurableObject(dayOf(house, date));
  }

  const start = (id: number, targetDate: string): Promise<void> =>
    onlyTransact(from, {
      type: 'startMove',
      id,
      moveId: 'm1',
      targetDate,
      changes: {},
      version: null,
      override: false,
    });

  const accept = async (id: number, date: string): Promise<void> => {
    const moving = await runInDurableObject(dayOf(house, from), (_day, { storage }) =>
      foldLedger(new Ledger(storage.sql).after(0))?.reservations.get(id),
    );
    await dayOf(house, date).execute({
      command: { type: 'acceptMove', moveId: 'm1', fromDate: from, reservation: moving as DayReservation, wish },
      actor: { kind: 'system', userId: null },
      source: 'move',
      key: null,
      carried: { details: { details: { name: 'Ada Lovelace' }, guestId: null }, change: {}, keys: [] },
    });
  };

  test('after the start: edits wait, the alarm finishes', async () => {
    const { id } = await booked(house, { date: from });
    await start(id, to);
    expect(await (await move(id, further)).json()).toMatchObject({ code: 'move_in_progress' });
    expect((await read(id)).status).toBe('confirmed');
    await wake(from);
    expect(await datesWith(id)).toEqual([to]);
  });

  test('after the target accepted: the alarm lets go, once', async () => {
    const { id } = await booked(house, { date: from });
    await start(id, to);
    await accept(id, to);
    expect((await datesWith(id)).length).toBe(2);
    await evictDurableObject(dayOf(house, to));
    await wake(from);
    expect(await datesWith(id)).toEqual([to]);
    expect((await dayOf(house, to).reservations()).filter((each) => each.id === id)).toHaveLength(1);
  });

  test('after the target refused: the alarm takes back, and a late echo changes nothing', async () => {
    const { id } = await booked(house, { date: from });
    await booked(house, { date: to });
    const full = await booked(house, { date: to });
    await start(id, to);
    await accept(id, to);
    // Room appears, but the refusal stands: the source may already have heard it.
    await json(ask(`DELETE /api/reservations/${String(full.id)}`, { token: house.host }));
    await wake(from);
    expect(await datesWith(id)).toEqual([from]);
    await accept(id, to).catch(() => undefined);
    expect(await datesWith(id)).toEqual([from]);
    expect((await book(house, { date: from })).status).toBe(201);
  });

  test('of the whole chain: home points on before the source lets go', async () => {
    const { id } = await booked(house, { date: to });
    await json(move(id, from));
    await onlyTransact(from, {
      type: 'startMove',
      id,
      moveId: 'm2',
      targetDate: further,
      changes: {},
      version: null,
      override: false,
    });
    await wake(from);
    expect(await datesWith(id)).toEqual([further]);
    expect(await dayOf(house, to).reservation(id)).toMatchObject({ movedTo: further });
  });

  async function wake(date: string): Promise<void> {
    // A crashed object still has its alarm; in a test it may have fired already.
    const stub = env.RESTAURANT_DAY.getByName(dayName(house.id, date));
    await runInDurableObject(stub, async (_day, { storage }) => storage.setAlarm(Date.now() + 60_000));
    await runDurableObjectAlarm(stub);
  }
});
