/** The live floor: a snapshot, then every change; nothing that a role may not see; a cut is no loss. */
import { evictDurableObject } from 'cloudflare:test';
import { exports } from 'cloudflare:workers';
import { beforeEach, describe, expect, test } from 'vitest';
import type { FloorSnapshot, LiveMessage } from '../../../worker/contract/live.ts';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import type { TableState } from '../../../worker/contract/tables.ts';
import { type House, addTables, ask, json, openHouse, origin, person, problemOf } from '../api/house.ts';
import { booked, dateAhead, dayOf } from './evening.ts';

let house: House;
const date = dateAhead(2);

beforeEach(async () => {
  house = await openHouse();
  await addTables(house, 2, 4);
});

function knock(token: string | null, query = `date=${date}`, headers: Record<string, string> = {}): Promise<Response> {
  const authorization: Record<string, string> = token === null ? {} : { Authorization: `Bearer ${token}` };
  return exports.default.fetch(`${origin}/ws/restaurant/${String(house.id)}/tables?${query}`, {
    headers: { Upgrade: 'websocket', ...authorization, ...headers },
  });
}

/** A tablet: what it was told, folded into what it shows. */
class Tablet {
  readonly messages: LiveMessage[] = [];
  readonly reservations = new Map<number, Reservation>();
  readonly tables = new Map<number, TableState>();
  seq = 0;
  socket: WebSocket | null = null;

  async open(token: string, since?: number): Promise<this> {
    const answer = await knock(token, since === undefined ? undefined : `date=${date}&since=${String(since)}`);
    if (answer.webSocket === null) throw new Error(`no socket: ${String(answer.status)}`);
    this.socket = answer.webSocket;
    this.socket.addEventListener('message', ({ data }) => {
      if (data === 'pong') return;
      this.apply(JSON.parse(data as string) as LiveMessage);
    });
    this.socket.accept();
    return this;
  }

  apply(message: LiveMessage): void {
    this.messages.push(message);
    if ('seq' in message) this.seq = message.seq;
    if (message.type === 'snapshot') {
      this.reservations.clear();
      for (const each of message.reservations) this.reservations.set(each.id, each);
      for (const each of message.tables) this.tables.set(each.tableId, each);
    } else if ('data' in message) {
      const { reservation, removedReservationId, state } = message.data;
      if (reservation !== undefined) this.reservations.set(reservation.id, reservation);
      if (removedReservationId !== undefined) this.reservations.delete(removedReservationId);
      if (state !== undefined) this.tables.set(state.tableId, state);
    }
  }

  async settle(): Promise<void> {
    for (let known = -1; known !== this.messages.length;) {
      known = this.messages.length;
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
  }
}

async function fresh(): Promise<FloorSnapshot> {
  return json<FloorSnapshot>(ask(`GET /api/restaurants/${String(house.id)}/floor?date=${date}`, { token: house.host }));
}

async function evening(): Promise<void> {
  const first = await booked(house, { date });
  const second = await booked(house, { date, partySize: 4 });
  const put = (path: string, body?: unknown): Promise<unknown> =>
    json(ask(`PUT /api/reservations/${path}`, { token: house.host, body }));
  await put(`${String(first.id)}/arrive`);
  await put(`${String(first.id)}/seat`, {});
  await put(String(second.id), { partySize: 3 });
  await put(`${String(first.id)}/complete`);
  await json(ask(`DELETE /api/reservations/${String(second.id)}`, { token: house.host }));
}

function expectSame(tablet: Tablet, snapshot: FloorSnapshot): void {
  expect([...tablet.reservations.values()]).toEqual(snapshot.reservations);
  expect([...tablet.tables.values()]).toEqual(snapshot.tables);
}

test('begins with the whole floor, then says every change', async () => {
  const tablet = await new Tablet().open(house.host);
  await tablet.settle();
  expect(tablet.messages[0]).toMatchObject({ type: 'snapshot', reservations: [] });
  await evening();
  await tablet.settle();
  expectSame(tablet, await fresh());
  const types = new Set(tablet.messages.map((message) => message.type));
  for (const type of ['reservation_update', 'occupancy_change', 'status_change']) expect(types).toContain(type);
});

test('after a cut goes on from its last seq, also when the object was evicted meanwhile', async () => {
  await booked(house, { date, time: '12:00' });
  const tablet = await new Tablet().open(house.host);
  await tablet.settle();
  tablet.socket?.close();
  await evening();
  await evictDurableObject(dayOf(house, date));
  const before = tablet.messages.length;
  await tablet.open(house.host, tablet.seq);
  await tablet.settle();
  expect(tablet.messages.slice(before).some((message) => message.type === 'snapshot')).toBe(false);
  expectSame(tablet, await fresh());
});

test('a seq from the future or from nowhere gets the whole floor', async () => {
  await booked(house, { date });
  for (const since of [9_999, 0]) {
    const tablet = await new Tablet().open(house.host, since);
    await tablet.settle();
    expect(tablet.messages[0]?.type).toBe('snapshot');
  }
});

test('survives eviction of its object', async () => {
  const tablet = await new Tablet().open(house.host);
  await tablet.settle();
  await booked(house, { date });
  await evictDurableObject(dayOf(house, date), { webSockets: 'hibernate' });
  await booked(house, { date, partySize: 4 });
  await tablet.settle();
  expectSame(tablet, await fresh());
});

test('stays small: a change is at most 1 kB', async () => {
  const tablet = await new Tablet().open(house.host);
  await tablet.settle();
  await evening();
  await tablet.settle();
  const sizes = tablet.messages
    .filter((message) => message.type !== 'snapshot')
    .map((each) => JSON.stringify(each).length);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1024);
});

test('tells how many people look at the floor', async () => {
  const tablet = await new Tablet().open(house.host);
  await new Tablet().open(house.manager);
  await tablet.settle();
  const presence = tablet.messages.filter((message) => message.type === 'presence');
  expect(presence.at(-1)).toEqual({ type: 'presence', staffOnline: 2 });
});

describe('who may look', () => {
  test('the kitchen sees parties, never contacts', async () => {
    const tablet = await new Tablet().open(house.kitchen);
    await evening();
    await tablet.settle();
    const text = JSON.stringify(tablet.messages);
    expect(text).toContain('Ada Lovelace');
    expect(text).not.toContain('ada@example.com');
    expect(text).not.toContain('+33');
  });

  test('nobody without a session, no customer, nobody from another house', async () => {
    expect(await problemOf(knock(null))).toBe('401 no_session');
    expect(await problemOf(knock('forged'))).toBe('401 session_expired');
    expect(await problemOf(knock((await person('customer')).token))).toBe('404 not_found');
    const stranger = await openHouse();
    expect(await problemOf(knock(stranger.manager))).toBe('404 not_found');
  });

  test('no date that nobody can have booked', async () => {
    expect(await problemOf(knock(house.host, 'date=2031-05-05'))).toBe('404 not_found');
    expect(await problemOf(knock(house.host, 'date=tomorrow'))).toBe('422 invalid');
  });

  test('who is struck from the staff is shown out', async () => {
    const tablet = await new Tablet().open(house.host);
    await booked(house, { date });
    await tablet.settle();
    let closed = 0;
    tablet.socket?.addEventListener('close', ({ code }) => {
      closed = code;
    });
    const { readConfiguration } = await import('../../../worker/store/configuration.ts');
    const { env } = await import('cloudflare:workers');
    const now = await readConfiguration(env, { restaurantId: house.id, groupId: house.groupId }, Date.now());
    await dayOf(house, date).configure({ ...now, version: now.version + 1, staff: [] }, { dryRun: false });
    await tablet.settle();
    expect(closed).toBe(4401);
  });
});
