/** The waitlist at the door, from the API to the mail that calls. Tonight is a date ahead: each house has its own clock. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FloorSnapshot, LiveMessage } from '../../../worker/contract/live.ts';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import type { Table } from '../../../worker/contract/tables.ts';
import type { WaitQuote, WaitlistEntry } from '../../../worker/contract/waitlist.ts';
import { setClockOffset } from '../../../worker/day/clock.ts';
import { composeDayId } from '../../../worker/domain/ids.ts';
import { resolveWallTime } from '../../../worker/domain/time/service-date.ts';
import { dateAhead, dayOf, eventually } from '../day/evening.ts';
import { type House, addTables, ask, json, openHouse, origin, person, problemOf } from './house.ts';

let house: House;
let tables: Table[];
const date = dateAhead(3);

beforeEach(async () => {
  house = await openHouse();
  tables = await addTables(house, 2, 4);
  itIs('18:30');
});
afterEach(() => {
  setClockOffset(house.id, 0);
});

function itIs(time: string): void {
  const at = resolveWallTime(date, time, 'Europe/Paris', '04:00');
  if (at.kind !== 'unique') throw new Error('choose a time that exists once');
  setClockOffset(house.id, at.at - Date.now());
}

const idOf = (index: number): number => tables[index]?.id ?? 0;
const at = (path: string): string => `/api/restaurants/${String(house.id)}${path}`;
const guest = { name: 'Mary Shelley', phone: '+33 6 11 22 33 44', email: 'mary@example.com', notes: 'High chair' };

function joining(partySize: number, change: object = {}, headers: Record<string, string> = {}): Promise<Response> {
  return ask(`POST ${at('/waitlist')}`, { token: house.host, body: { ...guest, partySize, ...change }, headers });
}
const joined = (partySize: number, change: object = {}): Promise<WaitlistEntry> =>
  json<WaitlistEntry>(joining(partySize, change), 201);
const list = async (token = house.host): Promise<WaitlistEntry[]> =>
  (await json<{ items: WaitlistEntry[] }>(ask(`GET ${at('/waitlist')}`, { token }))).items;
const put = <T>(path: string, body?: unknown): Promise<T> => json<T>(ask(`PUT ${path}`, { token: house.host, body }));

/** Somebody sits at every table. */
async function fullHouse(): Promise<void> {
  for (const { id, capacity } of tables) {
    const body = { partySize: capacity, tableIds: [id] };
    await json(ask(`POST ${at('/walk-ins')}`, { token: house.host, body }), 201);
  }
}

/** The party at a table leaves, and the table is clean. */
async function free(index: number): Promise<void> {
  await put(`/api/tables/${String(idOf(index))}/clean`);
  await put(`/api/tables/${String(idOf(index))}/available`);
}

async function wake(): Promise<void> {
  await runInDurableObject(dayOf(house, date), async (_day, { storage }) => storage.setAlarm(Date.now() + 60_000));
  await runDurableObjectAlarm(dayOf(house, date));
}

describe('at the door', () => {
  test('a party joins, is told its wait, is called as soon as a table is ready, and sits down', async () => {
    await fullHouse();
    const quoted = await json<WaitQuote>(ask(`GET ${at('/waitlist/quote?partySize=2')}`, { token: house.host }));
    expect(quoted).toMatchObject({ partySize: 2, partiesAhead: 0 });
    expect(quoted.minutes).toBeGreaterThan(0);

    const entry = await joined(2);
    expect(entry).toMatchObject({ position: 1, status: 'waiting', date, ...guest, tableIds: [], version: 1 });
    expect(entry.quotedMinutes).toBe(quoted.minutes);
    const behind = await joined(2);
    expect(behind.position).toBe(2);
    expect(behind.quotedMinutes).toBeGreaterThanOrEqual(entry.quotedMinutes ?? 0);

    await free(0);
    const [called, waits] = await list();
    expect(called).toMatchObject({ id: entry.id, status: 'called', tableIds: [idOf(0)], version: 2 });
    expect(waits).toMatchObject({ id: behind.id, status: 'waiting', position: 2 });

    const seated = await put<Reservation>(`/api/waitlist/${String(entry.id)}/seat`);
    expect(seated).toMatchObject({
      source: 'waitlist',
      status: 'seated',
      tableIds: [idOf(0)],
      guestInfo: { name: 'Mary Shelley', email: 'mary@example.com' },
      notes: 'High chair',
    });
    expect(await list()).toMatchObject([{ id: behind.id, position: 1 }]);
    const read = await json<Reservation>(ask(`GET /api/reservations/${String(seated.id)}`, { token: house.host }));
    expect(read.guestInfo.name).toBe('Mary Shelley');
  });

  test('before the doors open is told the time until then, and called at it', async () => {
    itIs('10:00');
    const { minutes, until, basis } = await json<WaitQuote>(
      ask(`GET ${at('/waitlist/quote?partySize=2')}`, { token: house.host }),
    );
    const settings = await json<{ periods: { startTime: string }[] }>(
      ask(`GET ${at('/settings')}`, { token: house.host }),
    );
    const opens = settings.periods.map(({ startTime }) => startTime).sort()[0] ?? '';
    expect(basis).toBe(`Tables are given from ${opens} on.`);
    const [hour = 0, minute = 0] = opens.split(':').map(Number);
    expect(Math.abs((minutes ?? 0) - ((hour - 10) * 60 + minute))).toBeLessThanOrEqual(1);
    expect(until).toBe(minutes);
    const entry = await joined(2);
    expect(entry.status).toBe('waiting');
    itIs(opens);
    await wake();
    expect(await list()).toMatchObject([{ id: entry.id, status: 'called' }]);
  });

  test('the same key joins once, and the answer stands', async () => {
    await fullHouse();
    const headers = { 'Idempotency-Key': crypto.randomUUID() };
    const first = await json<WaitlistEntry>(joining(2, {}, headers), 201);
    expect(await json<WaitlistEntry>(joining(2, {}, headers), 201)).toEqual(first);
    expect(await list()).toHaveLength(1);
    expect(await problemOf(joining(3, {}, headers))).toBe('422 key_reused');
  });

  test('whom staff call and let go', async () => {
    await fullHouse();
    const entry = await joined(2);
    expect(await problemOf(ask(`PUT /api/waitlist/${String(entry.id)}/call`, { token: house.host }))).toBe(
      '409 no_table',
    );
    const left = await json<WaitlistEntry>(ask(`DELETE /api/waitlist/${String(entry.id)}`, { token: house.host }));
    expect(left).toMatchObject({ status: 'left', position: null });
    expect(await json(ask(`DELETE /api/waitlist/${String(entry.id)}`, { token: house.host }))).toEqual(left);
    expect(await problemOf(ask(`PUT /api/waitlist/${String(entry.id)}/call`, { token: house.host }))).toBe(
      '409 transition_not_allowed',
    );
    expect(await list()).toEqual([]);
  });

  test('a call ends by the alarm, also after eviction', async () => {
    await fullHouse();
    const [first, second] = [await joined(2), await joined(2)];
    await free(0);
    const [called] = await list();
    await evictDurableObject(dayOf(house, date));
    setClockOffset(house.id, Date.parse(called?.keptUntil ?? '') + 1000 - Date.now());
    await wake();
    expect(await list()).toMatchObject([
      { id: first.id, status: 'waiting', position: 1 },
      { id: second.id, status: 'called', position: 2, tableIds: [idOf(0)] },
    ]);
  });

  test('says what is wrong with the request', async () => {
    expect(await problemOf(joining(0))).toBe('422 invalid');
    expect(await problemOf(joining(2, { name: ' ' }))).toBe('422 invalid');
    expect(await problemOf(joining(2, { email: 'mary' }))).toBe('422 invalid');
    itIs('23:59');
    expect(await problemOf(joining(2))).toBe('409 outside_service');
  });
});

describe('nobody’s business', () => {
  test('another house’s party, one that never was, and a reservation’s id are not found', async () => {
    const entry = await joined(2);
    const stranger = await openHouse();
    expect(await problemOf(ask(`DELETE /api/waitlist/${String(entry.id)}`, { token: stranger.owner }))).toBe(
      '404 not_found',
    );
    const parts = { restaurantId: house.id, serviceDate: date, sequence: 1 };
    const never = composeDayId({ ...parts, kind: 'waitlist', sequence: 9 });
    expect(await problemOf(ask(`PUT /api/waitlist/${String(never)}/seat`, { token: house.host }))).toBe(
      '404 unknown_waitlist_entry',
    );
    for (const id of [
      composeDayId({ ...parts, kind: 'reservation' }),
      composeDayId({ ...parts, kind: 'waitlist', serviceDate: dateAhead(9) }),
    ]) {
      expect(await problemOf(ask(`PUT /api/waitlist/${String(id)}/call`, { token: house.host }))).toBe('404 not_found');
    }
  });
  test('contacts are for those who may see them', async () => {
    const server = await person('server', { restaurantId: house.id });
    await joined(2);
    expect((await list(house.kitchen))[0]).toMatchObject({ name: 'Mary Shelley', phone: '' });
    expect((await list(house.kitchen))[0]).not.toHaveProperty('email');
    const body = { ...guest, partySize: 2 };
    const answered = await json<WaitlistEntry>(ask(`POST ${at('/waitlist')}`, { token: server.token, body }), 201);
    expect(answered.phone).toBe('');
    const floor = await json<FloorSnapshot>(ask(`GET ${at('/floor')}`, { token: house.kitchen }));
    expect(JSON.stringify(floor)).not.toContain('mary@');
    expect(floor.waitlist).toHaveLength(2);
  });
  test('no name is in the ledger, nor in D1 once the party has gone', async () => {
    const entry = await joined(2);
    const rowOf = () =>
      env.DB.prepare('SELECT status, guest_name AS name, guest_email AS email FROM waitlist_entries WHERE id = ?')
        .bind(entry.id)
        .first();
    expect(await eventually(rowOf, (row) => row !== null)).toEqual({
      status: 'called',
      name: 'Mary Shelley',
      email: 'mary@example.com',
    });
    await json(ask(`DELETE /api/waitlist/${String(entry.id)}`, { token: house.host }));
    expect(await eventually(rowOf, (row) => row?.['status'] === 'left')).toEqual({
      status: 'left',
      name: null,
      email: null,
    });
    const events = await env.DB.prepare('SELECT body FROM outbox WHERE restaurant_id = ?').bind(house.id).all();
    expect(JSON.stringify(events.results)).not.toContain('Shelley');
  });
});

describe('told', () => {
  test('the tablets, each change of the list whole', async () => {
    await fullHouse();
    const messages: LiveMessage[] = [];
    const answer = await exports.default.fetch(`${origin}/ws/restaurant/${String(house.id)}/tables`, {
      headers: { Upgrade: 'websocket', Authorization: `Bearer ${house.kitchen}` },
    });
    answer.webSocket?.addEventListener('message', ({ data }) => {
      messages.push(JSON.parse(data as string) as LiveMessage);
    });
    answer.webSocket?.accept();
    const entry = await joined(2);
    await free(0);
    await put(`/api/waitlist/${String(entry.id)}/seat`);
    const told = () => Promise.resolve(messages.filter((message) => message.type === 'waitlist'));
    const seen = await eventually(told, (all) => all.length === 3);
    expect(seen.map(({ entry: { status, phone } }) => [status, phone])).toEqual([
      ['waiting', ''],
      ['called', ''],
      ['seated', ''],
    ]);
    expect(Math.max(...seen.map((message) => JSON.stringify(message).length))).toBeLessThanOrEqual(1024);
    expect(messages[0]).toMatchObject({ type: 'snapshot', waitlist: [] });
  });

  test('the guest, once, by mail', async () => {
    await fullHouse();
    const entry = await joined(2);
    await free(0);
    const [called] = await list();
    const sent = await eventually(
      async () => (await outbox()).filter((item) => item.waitlistId === entry.id),
      (items) => items.some((item) => item.state === 'sent'),
    );
    expect(sent).toMatchObject([{ template: 'table_ready', recipient: 'mary@example.com', state: 'sent' }]);
    const until = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone: 'Europe/Paris' });
    const keptUntil = until.format(Date.parse(called?.keptUntil ?? ''));
    expect(sent[0]?.text).toContain(`We keep it for you until ${keptUntil}`);
    expect(sent[0]?.text).toContain('Hello Mary Shelley,');
    // Seated from the waitlist nobody is sent a confirmation as well.
    const seated = await put<Reservation>(`/api/waitlist/${String(entry.id)}/seat`);
    const expanded = env.DB.prepare(
      'SELECT count(*) AS waiting FROM outbox WHERE restaurant_id = ? AND expanded_at IS NULL',
    ).bind(house.id);
    await eventually(
      () => expanded.first(),
      (row) => row?.['waiting'] === 0,
    );
    expect((await outbox()).filter((item) => item.reservationId === seated.id)).toEqual([]);
  });

  interface Item {
    readonly waitlistId: number | null;
    readonly reservationId: number | null;
    readonly template: string;
    readonly recipient: string;
    readonly state: string;
    readonly text: string;
  }
  async function outbox(): Promise<Item[]> {
    const headers = { Accept: 'application/json' };
    return (await json<{ items: Item[] }>(ask('GET /dev/outbox', { headers }))).items;
  }
});
