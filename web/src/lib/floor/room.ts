import type { FloorMap, Table } from '#contract';
import { call } from '#lib/api/client.ts';

/** What stands still during service: the tables and the maps they stand on. */
export interface Room {
  readonly maps: readonly FloorPlan[];
  readonly tables: readonly Table[];
}

export interface FloorPlan extends Pick<FloorMap, 'id' | 'name' | 'staticElements'> {
  readonly tableIds: readonly number[];
}

/** The active maps with their elements, and every table, also those that no map shows yet. */
export async function loadRoom(fetch: typeof globalThis.fetch, restaurantId: number): Promise<Room> {
  const params = { id: restaurantId };
  const [maps, tables] = await Promise.all([
    call(fetch, 'GET /api/restaurants/{id}/floor-maps', { params }),
    call(fetch, 'GET /api/restaurants/{id}/tables', { params, query: {} }),
  ]);
  const active = maps.ok ? maps.data.items.filter(({ isActive }) => isActive) : [];
  const plans = await Promise.all(
    active.map(({ id }) =>
      call(fetch, 'GET /api/restaurants/{id}/floor-map', { params, query: { floorMapId: String(id) } }),
    ),
  );
  return {
    maps: plans.flatMap((plan) => (plan.ok ? [planOf(plan.data)] : [])),
    tables: tables.ok ? tables.data.items : [],
  };
}

function planOf({ id, name, staticElements, tables }: FloorMap): FloorPlan {
  return { id, name, staticElements, tableIds: tables.map((table) => table.id) };
}

/** `12`, `12+13` */
export function tableWords(room: Room, tableIds: readonly number[]): string {
  return tableIds.map((id) => numberOf(room, id)).join('+');
}

export function numberOf(room: Room, tableId: number): string {
  return room.tables.find(({ id }) => id === tableId)?.tableNumber ?? '?';
}
