import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import type { Table } from '../../../worker/contract/tables.ts';
import { restaurantOfItem } from '../../../worker/domain/ids.ts';
import { addTables, ask, json, openHouse, problemOf } from './house.ts';

const list = (id: number, query = '') =>
  json<{ items: Table[]; nextCursor: string | null }>(ask(`GET /api/restaurants/${id}/tables${query}`));

test('a manager adds a table; it has an id of the restaurant, a code nobody guesses, and the version counts', async () => {
  const house = await openHouse();
  const body = { tableNumber: '12', capacity: 4, features: ['window_view'], notes: 'wobbly' };
  const response = await ask(`POST /api/restaurants/${house.id}/tables`, { token: house.manager, body });
  const table = await json<Table>(response.clone(), 201);
  expect(response.headers.get('Location')).toBe(`/api/restaurants/${house.id}/tables/${table.id}`);
  expect(restaurantOfItem(table.id)).toBe(house.id);
  expect(table).toMatchObject({
    ...body,
    restaurantId: house.id,
    partySizeMin: 1,
    location: 'main',
    status: 'available',
    position: { x: 0, y: 0 },
    dimensions: { width: 80, height: 80 },
    shape: 'square',
    channels: ['online', 'in_house', 'walk_in'],
  });
  expect(table.qrCode).toMatch(/^[\w-]{22}$/);
  expect(await json(ask(`GET /api/restaurants/${house.id}`))).toMatchObject({ configurationVersion: 2 });
  expect((await list(house.id)).items).toHaveLength(1);
});

test('tables are listed in the order a person counts, page by page', async () => {
  const house = await openHouse();
  const tables = ['10', '9', 'A2', '1', 'A10'].map((tableNumber) => ({ tableNumber, capacity: 2 }));
  await json(ask(`POST /api/restaurants/${house.id}/tables/bulk`, { token: house.manager, body: { tables } }), 201);
  const first = await list(house.id, '?limit=2');
  const second = await list(house.id, `?limit=10&cursor=${first.nextCursor}`);
  expect([...first.items, ...second.items].map((table) => table.tableNumber)).toEqual(['1', '9', '10', 'A2', 'A10']);
  expect(second.nextCursor).toBeNull();
});

test('many tables at once: all or none', async () => {
  const house = await openHouse();
  await addTables(house, 2);
  const url = `POST /api/restaurants/${house.id}/tables/bulk`;
  const taken = [
    { tableNumber: '7', capacity: 2 },
    { tableNumber: '1', capacity: 2 },
  ];
  const refused = await ask(url, { token: house.manager, body: { tables: taken } });
  expect(await refused.clone().text()).toContain('table 1 already');
  expect(await problemOf(refused)).toBe('409 conflict');
  const twice = [
    { tableNumber: '7', capacity: 2 },
    { tableNumber: '7', capacity: 4 },
  ];
  expect(await problemOf(ask(url, { token: house.manager, body: { tables: twice } }))).toBe('409 conflict');
  const small = [
    { tableNumber: '7', capacity: 2 },
    { tableNumber: '8', capacity: 2, partySizeMin: 3 },
  ];
  expect(await problemOf(ask(url, { token: house.manager, body: { tables: small } }))).toBe('422 invalid');
  expect((await list(house.id)).items).toHaveLength(1);
});

test('two hundred tables in one request', async () => {
  const house = await openHouse();
  const tables = Array.from({ length: 200 }, (_, index) => ({ tableNumber: String(index + 1), capacity: 2 }));
  await json(ask(`POST /api/restaurants/${house.id}/tables/bulk`, { token: house.manager, body: { tables } }), 201);
  expect((await list(house.id)).items).toHaveLength(200);
});

test('ten tables added by ten people at once: each there once, with a number and an id of its own', async () => {
  const house = await openHouse();
  const add = (tableNumber: string) =>
    ask(`POST /api/restaurants/${house.id}/tables`, { token: house.manager, body: { tableNumber, capacity: 2 } });
  const distinct = await Promise.all(Array.from({ length: 4 }, (_, index) => add(`T${index}`)));
  expect(distinct.map((response) => response.status)).toEqual([201, 201, 201, 201]);
  const same = await Promise.all(Array.from({ length: 4 }, () => add('same')));
  expect(same.map((response) => response.status).sort()).toEqual([201, 409, 409, 409]);
  const { items } = await list(house.id);
  expect(new Set(items.map((table) => table.id)).size).toBe(5);
});

test('a table’s location makes its area, which cannot be taken away under it', async () => {
  const house = await openHouse();
  const body = { tableNumber: '1', capacity: 2, location: 'roof_terrace' };
  await json(ask(`POST /api/restaurants/${house.id}/tables`, { token: house.manager, body }), 201);
  const areas = async () =>
    (await json<{ items: { id: number; key: string; name: string }[] }>(ask(`GET /api/restaurants/${house.id}/areas`)))
      .items;
  expect((await areas()).map(({ key, name }) => [key, name])).toEqual([
    ['main', 'Main'],
    ['roof_terrace', 'Roof terrace'],
  ]);
  const set = (...keys: string[]) =>
    ask(`PUT /api/restaurants/${house.id}/areas`, {
      token: house.manager,
      body: { areas: keys.map((key) => ({ key, name: key.toUpperCase() })) },
    });
  expect(await problemOf(set('main'))).toBe('409 conflict');
  expect(await problemOf(set('roof_terrace', 'roof_terrace'))).toBe('422 invalid');
  const before = await areas();
  await json(set('roof_terrace', 'bar'));
  const after = await areas();
  expect(after.map(({ key, name }) => [key, name])).toEqual([
    ['roof_terrace', 'ROOF_TERRACE'],
    ['bar', 'BAR'],
  ]);
  expect(after[0]?.id).toBe(before[1]?.id);
});

test('changing what days decide on moves the configuration on; a place or a note does not', async () => {
  const house = await openHouse();
  const [table] = await addTables(house, 4);
  const url = `/api/restaurants/${house.id}/tables/${table?.id}`;
  const version = async () =>
    (await json<{ configurationVersion: number }>(ask(`GET /api/restaurants/${house.id}`))).configurationVersion;
  expect(await version()).toBe(2);
  const moved = await json<Table>(
    ask(`PUT ${url}`, { token: house.manager, body: { position: { x: 7, y: 8 }, notes: 'by the door', capacity: 4 } }),
  );
  expect(moved).toMatchObject({ position: { x: 7, y: 8 }, notes: 'by the door' });
  expect(await version()).toBe(2);
  await json(ask(`PUT ${url}`, { token: house.manager, body: { capacity: 6, location: 'patio' } }));
  expect(await version()).toBe(3);
  expect(await json(ask(`GET ${url}`))).toMatchObject({ capacity: 6, location: 'patio' });
  const cleared = await json<Table>(ask(`PUT ${url}`, { token: house.manager, body: { notes: null } }));
  expect(cleared).not.toHaveProperty('notes');
});

test('what does not fit is refused: a taken number, a foreign map, a smallest party above the capacity', async () => {
  const house = await openHouse();
  const other = await openHouse();
  const [table] = await addTables(house, 4, 2);
  const { items: maps } = await json<{ items: { id: number }[] }>(ask(`GET /api/restaurants/${other.id}/floor-maps`));
  const change = (body: object) =>
    ask(`PUT /api/restaurants/${house.id}/tables/${table?.id}`, { token: house.manager, body });
  expect(await problemOf(change({ tableNumber: '2' }))).toBe('409 conflict');
  expect(await problemOf(change({ floorMapId: maps[0]?.id }))).toBe('422 invalid');
  expect(await problemOf(change({ partySizeMin: 5 }))).toBe('422 invalid');
  expect(await problemOf(change({ capacity: 0 }))).toBe('422 invalid');
});

test('If-Match: who read an older table is told, whatever was changed', async () => {
  const house = await openHouse();
  const [table] = await addTables(house, 4);
  const url = `/api/restaurants/${house.id}/tables/${table?.id}`;
  const etag = (await ask(`GET ${url}`)).headers.get('ETag') ?? '';
  const change = (body: object, ifMatch: string) =>
    ask(`PUT ${url}`, { token: house.manager, body, headers: { 'If-Match': ifMatch } });
  const changed = await change({ capacity: 5 }, etag);
  expect(changed.status).toBe(200);
  for (const body of [{ capacity: 6 }, { notes: 'x' }]) {
    expect(await problemOf(change(body, etag))).toBe('412 stale_edit');
  }
  expect(await problemOf(ask(`DELETE ${url}`, { token: house.manager, headers: { 'If-Match': etag } }))).toBe(
    '412 stale_edit',
  );
  expect((await change({ notes: 'x' }, changed.headers.get('ETag') ?? '')).status).toBe(200);
  expect((await change({ notes: 'y' }, '*')).status).toBe(200);
});

test('a removed table is gone, its number is free, its combinations go with it', async () => {
  const house = await openHouse();
  const [one, two, three] = (await addTables(house, 4, 4, 4)).map((table) => table.id);
  const combinations = [
    { tableIds: [one, two], partySizeMin: 5, partySizeMax: 7 },
    { tableIds: [two, three], partySizeMin: 5, partySizeMax: 6 },
  ];
  await json(ask(`PUT /api/restaurants/${house.id}/combinations`, { token: house.manager, body: { combinations } }));
  const url = `/api/restaurants/${house.id}/tables/${one}`;
  const removed = await json<{ conflicts: unknown[]; version: number }>(ask(`DELETE ${url}`, { token: house.manager }));
  expect(removed).toMatchObject({ conflicts: [], pendingDates: [] });
  expect(await problemOf(ask(`GET ${url}`))).toBe('404 not_found');
  expect(await problemOf(ask(`DELETE ${url}`, { token: house.manager }))).toBe('404 not_found');
  const left = await json<{ items: { tableIds: number[] }[] }>(
    ask(`GET /api/restaurants/${house.id}/combinations`, { token: house.host }),
  );
  expect(left.items.map((each) => each.tableIds)).toEqual([[two, three]]);
  const body = { tableNumber: '1', capacity: 2 };
  const again = await json<Table>(ask(`POST /api/restaurants/${house.id}/tables`, { token: house.manager, body }), 201);
  expect(again.id).not.toBe(one);
});

test('positions of many tables are set at once; a stranger among them refuses all', async () => {
  const house = await openHouse();
  const [one, two] = await addTables(house, 2, 2);
  const place = (positions: object[]) =>
    ask(`PUT /api/restaurants/${house.id}/tables/positions`, { token: house.manager, body: { positions } });
  const placed = await json<{ items: Table[] }>(
    place([
      { tableId: one?.id, position: { x: 1, y: 2 } },
      { tableId: two?.id, position: { x: 3, y: 4 } },
    ]),
  );
  expect(placed.items.map((table) => table.position)).toEqual([
    { x: 1, y: 2 },
    { x: 3, y: 4 },
  ]);
  const [foreign] = await addTables(await openHouse(), 2);
  const mixed = place([
    { tableId: one?.id, position: { x: 9, y: 9 } },
    { tableId: foreign?.id, position: { x: 9, y: 9 } },
  ]);
  expect(await problemOf(mixed)).toBe('422 invalid');
  expect((await list(house.id)).items[0]?.position).toEqual({ x: 1, y: 2 });
});

test('combinations keep their ids while their tables stay the same', async () => {
  const house = await openHouse();
  const [one, two, three] = (await addTables(house, 4, 4, 4)).map((table) => table.id);
  const set = (...combinations: object[]) =>
    ask(`PUT /api/restaurants/${house.id}/combinations`, { token: house.manager, body: { combinations } });
  const first = await json<{ items: { id: number }[] }>(
    set({ tableIds: [one, two], partySizeMin: 5, partySizeMax: 7 }),
  );
  const second = await json<{ items: { id: number; partySizeMax: number }[] }>(
    set(
      { tableIds: [two, one], partySizeMin: 5, partySizeMax: 6 },
      { tableIds: [one, two, three], partySizeMin: 7, partySizeMax: 9 },
    ),
  );
  expect(second.items.map((each) => each.partySizeMax)).toEqual([6, 9]);
  expect(second.items[0]?.id).toBe(first.items[0]?.id);
  const list = `/api/restaurants/${house.id}/combinations`;
  const etag = (await ask(`GET ${list}`, { token: house.host })).headers.get('ETag') ?? '';
  const empty = { token: house.manager, body: { combinations: [] }, headers: { 'If-Match': etag } };
  expect((await ask(`PUT ${list}?dryRun=true`, empty)).status).toBe(200);
  expect((await ask(`PUT ${list}`, { ...empty, body: { combinations: second.items } })).status).toBe(200);
  expect(await problemOf(ask(`PUT ${list}`, empty))).toBe('412 stale_edit');
  const [foreign] = await addTables(await openHouse(), 2);
  for (const tableIds of [[one, one], [one, foreign?.id], [one]]) {
    expect(await problemOf(set({ tableIds, partySizeMin: 5, partySizeMax: 6 }))).toBe('422 invalid');
  }
  const same = { tableIds: [one, two], partySizeMin: 5, partySizeMax: 6 };
  expect(await problemOf(set(same, { ...same, tableIds: [two, one] }))).toBe('422 invalid');
});

test('every change of configuration is in the audit, with who made it', async () => {
  const house = await openHouse();
  const [table] = await addTables(house, 4);
  await json(
    ask(`PUT /api/restaurants/${house.id}/tables/${table?.id}`, { token: house.owner, body: { capacity: 5 } }),
  );
  const { results } = await env.DB.prepare(
    'SELECT action, actor_user_id AS who, before, after FROM audit_entries WHERE restaurant_id = ? ORDER BY id',
  )
    .bind(house.id)
    .all<{ action: string; who: number; before: string; after: string }>();
  expect(results.map((row) => row.action)).toEqual(['open-restaurant', 'add-tables', 'change-table']);
  expect(JSON.parse(results[2]?.before ?? '')).toMatchObject({ capacity: 4 });
  expect(JSON.parse(results[2]?.after ?? '')).toMatchObject({ capacity: 5 });
  expect(new Set(results.map((row) => row.who)).size).toBe(2);
});
