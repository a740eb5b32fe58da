import type { FloorMap, UpdateFloorMap } from '../contract/floor-maps.ts';
import { instantText } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import { writeQuietly } from '../store/configuration-changes.ts';
import { type FloorMapRow, createFloorMap, listFloorMaps, updateFloorMap } from '../store/floor-maps.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { type TableRow, listTables, updateTable } from '../store/tables.ts';
import type { Actor } from './actor.ts';
import { matches, staleEdit } from './change-configuration.ts';
import { type ApiCall, type Handlers, type Reply, answer } from './operation.ts';
import { type ProblemAnswer, notFoundProblem } from './problem.ts';
import { unknownTable } from './table-changes.ts';
import { byTableNumber, liveStatesOf, seesAsStaff, tableView } from './table-view.ts';

export const floorMapHandlers = {
  'GET /api/restaurants/{id}/floor-maps': async ({ env, restaurant }) => {
    const maps = await listFloorMaps(env, restaurant.restaurantId);
    return { items: maps.map(mapView), nextCursor: null };
  },

  'POST /api/restaurants/{id}/floor-maps': async ({ env, restaurant, actor, body }) => {
    const { restaurantId, groupId } = restaurant;
    const { name, dimensions, staticElements } = body;
    const map = { restaurantId, name, ...dimensions, staticElements, createdAt: Date.now() };
    const audit = { restaurantId, groupId, actorUserId: actor.userId, action: 'add-floor-map', before: null };
    const row = await createFloorMap(env, map, { ...audit, after: { name, dimensions } });
    const location = `/api/restaurants/${restaurantId}/floor-map?floorMapId=${row.id}`;
    return answer({ ...mapView(row), staticElements: row.staticElements, tables: [] }, { etag: row.version, location });
  },

  'GET /api/restaurants/{id}/floor-map': async ({ env, restaurant, actor, query }) => {
    const found = await findMap(env, restaurant, query.floorMapId);
    return found === null ? notFoundProblem('floor map') : mapAnswer(env, restaurant, actor, found);
  },

  'PUT /api/restaurants/{id}/floor-map': async (call) => {
    const attempts = call.ifMatch === null ? 5 : 1;
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      const changed = await changeMap(call);
      if (changed !== 'stale') return changed;
    }
    return staleEdit();
  },
} satisfies Handlers;

interface FoundMap {
  readonly map: FloorMapRow;
  readonly tables: readonly TableRow[];
}

/** The map asked for, or the first active one. A table without a map of its own lies on the first. */
async function findMap(
  env: Env,
  { restaurantId }: RestaurantFacts,
  wanted: number | undefined,
): Promise<FoundMap | null> {
  const [maps, tables] = await Promise.all([listFloorMaps(env, restaurantId), listTables(env, restaurantId)]);
  const map =
    wanted === undefined ? (maps.find(({ isActive }) => isActive) ?? maps[0]) : maps.find(({ id }) => id === wanted);
  if (map === undefined) return null;
  const isFirst = map.id === maps[0]?.id;
  const lies = (table: TableRow): boolean => table.floorMapId === map.id || (table.floorMapId === null && isFirst);
  return { map, tables: tables.filter(lies).sort(byTableNumber) };
}

async function changeMap(
  call: ApiCall<'PUT /api/restaurants/{id}/floor-map'>,
): Promise<Reply<FloorMap> | ProblemAnswer | 'stale'> {
  const { env, restaurant, actor, query, body, ifMatch } = call;
  const found = await findMap(env, restaurant, query.floorMapId);
  if (found === null) return notFoundProblem('floor map');
  const { map } = found;
  if (!matches(ifMatch, map.version)) return staleEdit();
  const own = new Set((await listTables(env, restaurant.restaurantId)).map((table) => table.id));
  const stray = body.tables?.findIndex(({ id }) => !own.has(id)) ?? -1;
  if (stray >= 0) return unknownTable(`tables.${stray}.id`);
  const now = Date.now();
  const { restaurantId, groupId } = restaurant;
  const { tables, ...changes } = body;
  const { name, width, height, isActive } = map;
  const written = await writeQuietly(
    env,
    (database) => [
      updateFloorMap(database, map, { ...mapChanges(changes), updatedAt: now }),
      ...(tables ?? []).map(({ id, position, dimensions, rotation, shape }) =>
        updateTable(database, id, null, {
          ...position,
          ...dimensions,
          ...(rotation === undefined ? {} : { rotation }),
          ...(shape === undefined ? {} : { shape }),
          floorMapId: map.id,
          updatedAt: now,
        }),
      ),
    ],
    {
      restaurantId,
      groupId,
      actorUserId: actor.userId,
      action: 'change-floor-map',
      before: { id: map.id, name, width, height, isActive },
      after: { id: map.id, ...changes, tables },
    },
    now,
  );
  if (!written) return 'stale';
  const present = await findMap(env, restaurant, map.id);
  return present === null ? notFoundProblem('floor map') : mapAnswer(env, restaurant, actor, present);
}

function mapChanges({ name, dimensions, backgroundImage, staticElements, isActive }: Omit<UpdateFloorMap, 'tables'>) {
  return {
    ...(name === undefined ? {} : { name }),
    ...dimensions,
    ...(backgroundImage === undefined ? {} : { backgroundImage }),
    ...(staticElements === undefined ? {} : { staticElements }),
    ...(isActive === undefined ? {} : { isActive }),
  };
}

async function mapAnswer(
  env: Env,
  restaurant: RestaurantFacts,
  actor: Actor,
  { map, tables }: FoundMap,
): Promise<Reply<FloorMap>> {
  const live = await liveStatesOf(env, restaurant);
  const staff = seesAsStaff(actor, restaurant);
  const body: FloorMap = {
    ...mapView(map),
    staticElements: map.staticElements,
    tables: tables.map((row) => tableView(row, live, staff)),
  };
  return answer(body, { etag: map.version });
}

function mapView(row: FloorMapRow): Omit<FloorMap, 'tables' | 'staticElements'> {
  return {
    id: row.id,
    restaurantId: row.restaurantId,
    name: row.name,
    dimensions: { width: row.width, height: row.height },
    ...(row.backgroundImage === null ? {} : { backgroundImage: row.backgroundImage }),
    isActive: row.isActive,
    createdAt: instantText(row.createdAt),
    updatedAt: instantText(row.updatedAt),
  };
}
