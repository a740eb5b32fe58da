/** People, restaurants, rooms and rules of the demo, through the API wherever it has an operation for it. Safe to repeat. */
import type { CreateTable } from '../../worker/contract/tables.ts';
import { addDays, serviceDateAt, weekdayOf } from '../../worker/domain/time/service-date.ts';
import type { ApiClient } from '../api-client.ts';
import type { FixedFloor } from '../fixed-best-fit.ts';
import { crews } from './crews.ts';
import type { DrawnMap } from './floor-drawing.ts';
import type { DemoHouse } from './house.ts';

export const demoPassword = 'demo-maitred-2026';
const group = { name: 'Demo Hospitality', slug: 'demo-hospitality' };

interface Person {
  readonly email: string;
  readonly name: string;
  readonly role: 'admin' | 'owner' | 'manager' | 'host' | 'server' | 'kitchen' | 'customer';
  /** What `npm start` says of it. */
  readonly place: string;
  readonly restaurantId?: number;
  readonly platform?: true;
}

export const people: readonly Person[] = [
  { email: 'admin@demo.test', name: 'Ada Admin', role: 'admin', place: 'the platform', platform: true },
  { email: 'owner@demo.test', name: 'Olympia Rossi', role: 'owner', place: 'all three restaurants' },
  { email: 'manager@demo.test', name: 'Marguerite Duval', role: 'manager', place: 'restaurant 1', restaurantId: 1 },
  { email: 'host@demo.test', name: 'Henrik Sørensen', role: 'host', place: 'restaurant 1', restaurantId: 1 },
  { email: 'server@demo.test', name: 'Sofía Ibáñez', role: 'server', place: 'restaurant 1', restaurantId: 1 },
  { email: 'kitchen@demo.test', name: 'Kenjirō Itō', role: 'kitchen', place: 'restaurant 1', restaurantId: 1 },
  { email: 'guest@demo.test', name: 'Grace Walker', role: 'customer', place: 'a guest' },
];

/** They fill the rosters; nobody needs to sign in as them. */
const colleagues = crews.flatMap(({ place, colleagues: each }) => each.map((one) => ({ ...one, restaurantId: place })));

/** The group's id. Asks the local route, since the API opens accounts for customers alone. */
export async function addPeople(origin: string): Promise<number> {
  const response = await fetch(new URL('/__local/people', origin), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      group,
      people: [...people.map(({ place: _place, ...person }) => person), ...colleagues].map((person) => ({
        ...person,
        password: demoPassword,
      })),
    }),
  });
  if (!response.ok) throw new Error(`people could not be added: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { groupId: number }).groupId;
}

/** Whether the state belongs to somebody who opened restaurants without the demo: then nothing is filled in. */
export async function belongsToOthers(api: ApiClient): Promise<boolean> {
  const { items } = await api.demand('GET /api/groups');
  return items.some(({ slug }) => slug !== group.slug);
}

/** Restaurants get their ids in the order of the list. */
export async function openRestaurants(api: ApiClient, groupId: number, houses: readonly DemoHouse[]): Promise<void> {
  const { items } = await api.demand('GET /api/restaurants', { query: { limit: 200 } });
  for (const { profile, place } of houses) {
    if (items.some(({ slug }) => slug === profile.slug)) continue;
    const { id } = await api.demand('POST /api/restaurants', { body: { ...profile, groupId } });
    if (id !== place) throw new Error(`${profile.name} became restaurant ${id}, not ${place}`);
  }
}

/** A house with its tables as they are known to the server. */
export interface OpenedHouse {
  readonly house: DemoHouse;
  readonly restaurantId: number;
  readonly floor: FixedFloor;
}

/** Areas, rules, maps, tables, combinations. `at` is the first start, which the closure ahead is counted from. */
export async function furnish(api: ApiClient, house: DemoHouse, at: number): Promise<OpenedHouse> {
  const restaurantId = house.place;
  const params = { id: restaurantId };
  await api.demand('PUT /api/restaurants/{id}/areas', { params, body: { areas: house.areas } });
  const specialDays = [closureOf(house, at)];
  await api.demand('PUT /api/restaurants/{id}/settings', { params, body: { ...house.settings, specialDays } });
  const present = await api.demand('GET /api/restaurants/{id}/tables', { params });
  if (present.items.length === 0) await drawMaps(api, house);
  const { items: tables } = await api.demand('GET /api/restaurants/{id}/tables', { params });
  const idOf = (tableNumber: string): number => {
    const table = tables.find((each) => each.tableNumber === tableNumber);
    if (table === undefined) throw new Error(`there is no table ${tableNumber}`);
    return table.id;
  };
  const combinations = house.combinations.map(({ tableNumbers, ...sizes }) => ({
    ...sizes,
    tableIds: tableNumbers.map(idOf),
  }));
  await api.demand('PUT /api/restaurants/{id}/combinations', { params, body: { combinations } });
  const floor = {
    tables: tables.map(({ id, partySizeMin, capacity }) => ({ id, partySizeMin, partySizeMax: capacity })),
    combinations,
  };
  return { house, restaurantId, floor };
}

/** A day off, but never on the evenings that everybody wants to see. */
function closureOf(house: DemoHouse, at: number) {
  const { daysAhead, name } = house.closure;
  let date = addDays(serviceDateAt(at, house.profile.zone, '04:00'), daysAhead);
  while (weekdayOf(date) >= 5) date = addDays(date, 1);
  return { date, name, closed: true, periods: null };
}

/** The first map is there since the restaurant is, empty; its tables come last, so that a map without them is drawn again. */
async function drawMaps(api: ApiClient, { place, maps }: DemoHouse): Promise<void> {
  const params = { id: place };
  const { items: known } = await api.demand('GET /api/restaurants/{id}/floor-maps', { params });
  const tables: CreateTable[] = [];
  for (const [index, map] of maps.entries()) {
    const drawn = known[index];
    const floorMapId = drawn === undefined ? await addMap(api, params, map) : drawn.id;
    const { name, dimensions, staticElements } = map;
    await api.demand('PUT /api/restaurants/{id}/floor-map', {
      params,
      query: { floorMapId },
      body: { name, dimensions, staticElements: [...staticElements] },
    });
    tables.push(...map.tables.map((table) => ({ ...table, floorMapId })));
  }
  await api.demand('POST /api/restaurants/{id}/tables/bulk', { params, body: { tables } });
}

async function addMap(api: ApiClient, params: { readonly id: number }, { name }: DrawnMap): Promise<number> {
  return (await api.demand('POST /api/restaurants/{id}/floor-maps', { params, body: { name } })).id;
}
