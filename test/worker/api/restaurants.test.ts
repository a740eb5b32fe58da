import { expect, test } from 'vitest';
import type { Group, Restaurant } from '../../../worker/contract/restaurants.ts';
import { addTables, ask, json, openHouse, person, problemOf } from './house.ts';

test('everybody finds groups and restaurants, page by page', async () => {
  const house = await openHouse();
  await openHouse();
  const groups = await json<{ items: Group[]; nextCursor: string | null }>(ask('GET /api/groups?limit=1'));
  expect(groups.items).toHaveLength(1);
  const more = await json<{ items: Group[] }>(ask(`GET /api/groups?limit=200&cursor=${groups.nextCursor}`));
  expect(more.items.map((group) => group.id)).not.toContain(groups.items[0]?.id);
  const bySlug = await json<{ items: Restaurant[] }>(ask(`GET /api/restaurants?slug=${house.restaurant.slug}`));
  expect(bySlug.items).toEqual([house.restaurant]);
  const ofGroup = await json<{ items: Restaurant[] }>(ask(`GET /api/restaurants?groupId=${house.groupId}`));
  expect(ofGroup.items.map((each) => each.id)).toEqual([house.id]);
});

test('an owner opens a restaurant in the own group: slug from the name, an area, a floor map, settings that work', async () => {
  const house = await openHouse();
  const body = { groupId: house.groupId, name: 'Café Zoë & Söhne', zone: 'Europe/Berlin' };
  const response = await ask('POST /api/restaurants', { token: house.owner, body });
  const created = await json<Restaurant>(response.clone(), 201);
  expect(response.headers.get('Location')).toBe(`/api/restaurants/${created.id}`);
  expect(created).toMatchObject({ slug: 'cafe-zoe-sohne', dayBoundary: '04:00', configurationVersion: 1 });
  const again = await json<Restaurant>(ask('POST /api/restaurants', { token: house.owner, body }), 201);
  expect(again.slug).toBe('cafe-zoe-sohne-2');
  const maps = await json<{ items: { name: string }[] }>(ask(`GET /api/restaurants/${created.id}/floor-maps`));
  expect(maps.items.map((map) => map.name)).toEqual(['Main Dining']);
  const areas = await json<{ items: { key: string }[] }>(ask(`GET /api/restaurants/${created.id}/areas`));
  expect(areas.items.map((area) => area.key)).toEqual(['main']);
});

test('opening a restaurant is refused without the role, in another group, with a taken slug or a strange zone', async () => {
  const house = await openHouse();
  const other = await openHouse();
  const body = { groupId: house.groupId, name: 'Second', zone: 'Europe/Paris' };
  expect(await problemOf(ask('POST /api/restaurants', { body }))).toBe('401 no_session');
  expect(await problemOf(ask('POST /api/restaurants', { token: other.owner, body }))).toBe('404 not_found');
  const groupManager = await person('manager', { groupId: house.groupId });
  expect(await problemOf(ask('POST /api/restaurants', { token: groupManager.token, body }))).toBe('403 forbidden');
  const taken = { ...body, slug: house.restaurant.slug };
  expect(await problemOf(ask('POST /api/restaurants', { token: house.owner, body: taken }))).toBe('409 conflict');
  const nowhere = { ...body, zone: 'Mars/Olympus' };
  expect(await problemOf(ask('POST /api/restaurants', { token: house.owner, body: nowhere }))).toBe('422 invalid');
  const noon = { ...body, dayBoundary: '13:00' };
  expect(await problemOf(ask('POST /api/restaurants', { token: house.owner, body: noon }))).toBe('422 invalid');
});

test('an administrator of the platform opens a restaurant in any group', async () => {
  const house = await openHouse();
  const admin = await person('admin');
  const body = { groupId: house.groupId, name: 'By the platform', zone: 'Asia/Tokyo' };
  await json(ask('POST /api/restaurants', { token: admin.token, body }), 201);
});

test('a manager changes the profile; a stale edit is told', async () => {
  const house = await openHouse();
  const url = `/api/restaurants/${house.id}`;
  const read = await ask(`GET ${url}`);
  const etag = read.headers.get('ETag') ?? '';
  const changed = await json<Restaurant>(
    ask(`PUT ${url}`, { token: house.manager, body: { cuisine: 'Breton' }, headers: { 'If-Match': etag } }),
  );
  expect(changed).toMatchObject({ cuisine: 'Breton', name: house.restaurant.name });
  const stale = ask(`PUT ${url}`, { token: house.manager, body: { cuisine: 'Thai' }, headers: { 'If-Match': etag } });
  expect(await problemOf(stale)).toBe('412 stale_edit');
  expect(await json<Restaurant>(ask(`GET ${url}`))).toMatchObject({ cuisine: 'Breton' });
});

test('ten profile changes at once all arrive', async () => {
  const house = await openHouse();
  const changes = Array.from({ length: 4 }, (_, index) =>
    ask(`PUT /api/restaurants/${house.id}`, { token: house.manager, body: { cuisine: `Cuisine ${index}` } }),
  );
  expect((await Promise.all(changes)).map((response) => response.status)).toEqual([200, 200, 200, 200]);
});

test('zone and day boundary change until a date is open', async () => {
  const house = await openHouse();
  const url = `PUT /api/restaurants/${house.id}`;
  await json(ask(url, { token: house.manager, body: { zone: 'Europe/Berlin', dayBoundary: '05:00' } }));
  await addTables(house, 4);
  await bookSomething(house.id, house.host);
  const refused = ask(url, { token: house.manager, body: { zone: 'Asia/Tokyo' } });
  expect(await problemOf(refused)).toBe('409 conflict');
  // A form that sends everything it shows is no change of zone.
  await json(ask(url, { token: house.manager, body: { zone: 'Europe/Berlin', cuisine: 'Any' } }));
});

test('the profile is not for guests, other tenants or the kitchen to change', async () => {
  const house = await openHouse();
  const other = await openHouse();
  const body = { cuisine: 'x' };
  const url = `PUT /api/restaurants/${house.id}`;
  expect(await problemOf(ask(url, { body }))).toBe('401 no_session');
  expect(await problemOf(ask(url, { body, token: other.owner }))).toBe('404 not_found');
  expect(await problemOf(ask(url, { body, token: house.kitchen }))).toBe('403 forbidden');
  expect(await problemOf(ask('GET /api/restaurants/16000000'))).toBe('404 not_found');
  expect(await problemOf(ask('GET /api/restaurants/abc'))).toBe('404 not_found');
});

async function bookSomething(id: number, token: string): Promise<void> {
  const date = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
  const body = { date, time: '19:00', partySize: 2, guestInfo: { name: 'Ada' } };
  await json(ask(`POST /api/restaurants/${id}/reservations`, { token, body }), 201);
}
