import { expect, test } from 'vitest';
import type { FloorMap } from '../../../worker/contract/floor-maps.ts';
import { addTables, ask, json, openHouse, problemOf } from './house.ts';

const wall = { id: 'w1', type: 'wall', position: { x: 0, y: 0 }, dimensions: { width: 400, height: 8 } };

test('the floor map shows the room with its tables; guests see no codes', async () => {
  const house = await openHouse();
  await addTables(house, 4, 2);
  const map = await json<FloorMap>(ask(`GET /api/restaurants/${house.id}/floor-map`));
  expect(map).toMatchObject({ restaurantId: house.id, name: 'Main Dining', isActive: true, staticElements: [] });
  expect(map.tables.map((table) => [table.tableNumber, table.status])).toEqual([
    ['1', 'available'],
    ['2', 'available'],
  ]);
  expect(map.tables[0]).not.toHaveProperty('qrCode');
  const asHost = await json<FloorMap>(ask(`GET /api/restaurants/${house.id}/floor-map`, { token: house.host }));
  expect(asHost.tables[0]).toHaveProperty('qrCode');
});

test('a manager changes the map and places tables; tables left out stay', async () => {
  const house = await openHouse();
  const [table] = await addTables(house, 4, 2);
  const body = {
    name: 'Dining room',
    dimensions: { width: 900, height: 600 },
    staticElements: [wall],
    tables: [{ id: table?.id, position: { x: 50, y: 60 }, rotation: 45, shape: 'circle' }],
  };
  const url = `/api/restaurants/${house.id}/floor-map`;
  const changed = await json<FloorMap>(ask(`PUT ${url}`, { token: house.manager, body }));
  expect(changed).toMatchObject({ name: 'Dining room', dimensions: body.dimensions, staticElements: [wall] });
  expect(changed.tables).toHaveLength(2);
  expect(changed.tables[0]).toMatchObject({ position: { x: 50, y: 60 }, rotation: 45, shape: 'circle', capacity: 4 });
  expect(await json(ask(`GET /api/restaurants/${house.id}`))).toMatchObject({ configurationVersion: 2 });
});

test('If-Match keeps two editors from overwriting each other', async () => {
  const house = await openHouse();
  const url = `/api/restaurants/${house.id}/floor-map`;
  const etag = (await ask(`GET ${url}`)).headers.get('ETag') ?? '';
  const edit = (name: string) =>
    ask(`PUT ${url}`, { token: house.manager, body: { name }, headers: { 'If-Match': etag } });
  const both = await Promise.all([edit('mine'), edit('yours')]);
  expect(both.map((response) => response.status).sort()).toEqual([200, 412]);
});

test('several maps: each table lies on one, the list says which there are', async () => {
  const house = await openHouse();
  const [table] = await addTables(house, 4, 2);
  const created = await ask(`POST /api/restaurants/${house.id}/floor-maps`, {
    token: house.manager,
    body: { name: 'Patio', staticElements: [wall] },
  });
  const patio = await json<FloorMap>(created.clone(), 201);
  expect(patio).toMatchObject({
    name: 'Patio',
    tables: [],
    staticElements: [wall],
    dimensions: { width: 1200, height: 800 },
  });
  const location = created.headers.get('Location') ?? '';
  await json(ask(`PUT ${location}`, { token: house.manager, body: { tables: [{ id: table?.id }] } }));
  const on = async (path: string) => (await json<FloorMap>(ask(`GET ${path}`))).tables.map((each) => each.tableNumber);
  expect(await on(location)).toEqual(['1']);
  expect(await on(`/api/restaurants/${house.id}/floor-map`)).toEqual(['2']);
  const list = await json<{ items: { name: string }[] }>(ask(`GET /api/restaurants/${house.id}/floor-maps`));
  expect(list.items.map((map) => map.name)).toEqual(['Main Dining', 'Patio']);
});

test('a map that is not there, a foreign table or a strange element is refused', async () => {
  const house = await openHouse();
  const other = await openHouse();
  const [foreign] = await addTables(other, 4);
  const { items } = await json<{ items: { id: number }[] }>(ask(`GET /api/restaurants/${other.id}/floor-maps`));
  const url = `/api/restaurants/${house.id}/floor-map`;
  expect(await problemOf(ask(`GET ${url}?floorMapId=${items[0]?.id}`))).toBe('404 not_found');
  expect(await problemOf(ask(`GET ${url}?floorMapId=x`))).toBe('422 invalid');
  const put = (body: object) => ask(`PUT ${url}`, { token: house.manager, body });
  expect(await problemOf(put({ tables: [{ id: foreign?.id, position: { x: 1, y: 1 } }] }))).toBe('422 invalid');
  expect(await problemOf(put({ staticElements: [{ ...wall, type: 'moat' }] }))).toBe('422 invalid');
  expect(await problemOf(put({ staticElements: [{ ...wall, color: 'red;x' }] }))).toBe('422 invalid');
});
