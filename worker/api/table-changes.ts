/** Changing, placing and removing tables. What days decide on goes the way of configuration; positions and texts do not. */
import type { Table, UpdateTable } from '../contract/tables.ts';
import type { RestaurantConfiguration } from '../domain/service/configuration.ts';
import type { Env } from '../env.ts';
import { ensureArea, listAreas } from '../store/areas.ts';
import { writeQuietly } from '../store/configuration-changes.ts';
import { listFloorMaps } from '../store/floor-maps.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import {
  type TableChanges,
  type TableRow,
  findTable,
  listTables,
  readTables,
  removeTable,
  updateTable,
} from '../store/tables.ts';
import { type PlannedChange, changeConfiguration, matches, staleEdit, statusOf } from './change-configuration.ts';
import { type ApiCall, type Handlers, type Reply, answer } from './operation.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';
import { liveStatesOf, tableView } from './table-view.ts';
import { diningTable, numberTaken, unknownMap } from './tables.ts';

type UpdateCall = ApiCall<'PUT /api/restaurants/{id}/tables/{tableId}'>;

export const tableChangeHandlers = {
  'PUT /api/restaurants/{id}/tables/{tableId}': async (call) => {
    const { env, restaurant, params, body, query, ifMatch } = call;
    const row = await findTable(env, params.tableId);
    if (row === null) return notFoundProblem('table');
    if (!matches(ifMatch, row.version)) return staleEdit();
    const refused = await refuseChange(env, restaurant, row, body);
    if (refused !== null) return refused;
    if (concernsDays(row, body)) return changeForDays(call);
    return query.dryRun === 'true' ? tableAnswer(call, row) : changeQuietly(call, row);
  },

  'DELETE /api/restaurants/{id}/tables/{tableId}': async (call) => {
    const { env, params, query, ifMatch } = call;
    const applied = await changeConfiguration(call, {
      action: 'remove-table',
      dryRun: query.dryRun === 'true',
      refuseConflicts: query.reassign !== 'true',
      retryRaces: ifMatch === null,
      plan: async (present) => {
        const row = await findTable(env, params.tableId);
        if (row === null) return notFoundProblem('table');
        if (!matches(ifMatch, row.version)) return staleEdit();
        return planRemoval(present, row);
      },
    });
    if (applied instanceof ProblemAnswer) return applied;
    return answer(applied, { status: statusOf(applied) });
  },

  'PUT /api/restaurants/{id}/tables/positions': async ({ env, restaurant, actor, body }) => {
    const placed = new Map(body.positions.map(({ tableId, position }) => [tableId, position]));
    const known = await readTables(env, [...placed.keys()]);
    const own = new Set(known.filter((row) => row.restaurantId === restaurant.restaurantId).map((row) => row.id));
    const stray = body.positions.findIndex(({ tableId }) => !own.has(tableId));
    if (stray >= 0) return unknownTable(`positions.${stray}.tableId`);
    const now = Date.now();
    await writeQuietly(
      env,
      (database) => [...placed].map(([id, { x, y }]) => updateTable(database, id, null, { x, y, updatedAt: now })),
      {
        ...place(restaurant),
        actorUserId: actor.userId,
        action: 'place-tables',
        before: known.map(({ id, x, y }) => ({ id, x, y })),
        after: body.positions,
      },
      now,
    );
    const [rows, live] = await Promise.all([readTables(env, [...placed.keys()]), liveStatesOf(env, restaurant)]);
    return { items: rows.map((row) => tableView(row, live, true)) };
  },
} satisfies Handlers;

export function unknownTable(path: string): ProblemAnswer {
  const message = 'There is no such table at this restaurant.';
  return problem('invalid', message, { errors: [{ path, message }] });
}

async function refuseChange(
  env: Env,
  restaurant: RestaurantFacts,
  row: TableRow,
  body: UpdateTable,
): Promise<ProblemAnswer | null> {
  if ((body.partySizeMin ?? row.partySizeMin) > (body.capacity ?? row.capacity)) {
    const message = 'The smallest party cannot be larger than the capacity.';
    return problem('invalid', message, { errors: [{ path: 'partySizeMin', message }] });
  }
  if (body.floorMapId !== undefined && body.floorMapId !== row.floorMapId) {
    const maps = await listFloorMaps(env, restaurant.restaurantId);
    if (maps.every((map) => map.id !== body.floorMapId)) return unknownMap('floorMapId');
  }
  if (body.tableNumber !== undefined && body.tableNumber !== row.tableNumber) {
    const others = await listTables(env, restaurant.restaurantId);
    if (others.some((other) => other.tableNumber === body.tableNumber)) return numberTaken(body.tableNumber);
  }
  return null;
}

/** Days decide on these; the rest is for eyes. */
function concernsDays(row: TableRow, body: UpdateTable): boolean {
  const { tableNumber, capacity, partySizeMin, location, features, channels } = body;
  const differs = (given: unknown, present: unknown): boolean =>
    given !== undefined && JSON.stringify(given) !== JSON.stringify(present);
  return (
    differs(tableNumber, row.tableNumber) ||
    differs(capacity, row.capacity) ||
    differs(partySizeMin, row.partySizeMin) ||
    differs(location, row.areaKey) ||
    differs(features, row.features) ||
    differs(channels, row.channels)
  );
}

async function changeForDays(call: UpdateCall): Promise<Reply<Table> | ProblemAnswer> {
  const { env, params, body, query, ifMatch } = call;
  const applied = await changeConfiguration(call, {
    action: 'change-table',
    dryRun: query.dryRun === 'true',
    refuseConflicts: query.reassign !== 'true',
    retryRaces: ifMatch === null,
    plan: async (present) => {
      const row = await findTable(env, params.tableId);
      if (row === null) return notFoundProblem('table');
      if (!matches(ifMatch, row.version)) return staleEdit();
      return planChange(env, present, row, body);
    },
  });
  if (applied instanceof ProblemAnswer) return applied;
  const row = await findTable(env, params.tableId);
  if (row === null) return notFoundProblem('table');
  const live = await liveStatesOf(env, call.restaurant);
  const table = { ...tableView(row, live, true), conflicts: applied.conflicts };
  return answer(table, { status: statusOf(applied), etag: row.version });
}

async function planChange(
  env: Env,
  present: RestaurantConfiguration,
  row: TableRow,
  body: UpdateTable,
): Promise<PlannedChange> {
  const { restaurantId } = row;
  const areas = await listAreas(env, restaurantId);
  const changes = changesOf(body, Date.now());
  const changed = diningTable({ ...row, ...changes }, new Map(areas.map((area) => [area.key, area.id])));
  const newKey =
    body.location !== undefined && areas.every((area) => area.key !== body.location) ? body.location : null;
  return {
    configuration: { ...present, tables: present.tables.map((table) => (table.id === row.id ? changed : table)) },
    statements: (database) => [
      ...(newKey === null ? [] : [ensureArea(database, restaurantId, newKey)]),
      updateTable(database, row.id, row.version, changes),
    ],
    ...beforeAndAfter(row, changes),
  };
}

async function changeQuietly(call: UpdateCall, row: TableRow): Promise<Reply<Table> | ProblemAnswer> {
  const { env, restaurant, actor, body, ifMatch } = call;
  const now = Date.now();
  const changes = changesOf(body, now);
  const version = ifMatch === null ? null : row.version;
  const audit = { ...place(restaurant), actorUserId: actor.userId, action: 'change-table' };
  const written = await writeQuietly(
    env,
    (database) => [updateTable(database, row.id, version, changes)],
    { ...audit, ...beforeAndAfter(row, changes) },
    now,
  );
  const present = await findTable(env, row.id);
  if (!written || present === null) return written ? notFoundProblem('table') : staleEdit();
  return tableAnswer(call, present);
}

async function tableAnswer({ env, restaurant }: UpdateCall, row: TableRow): Promise<Reply<Table>> {
  return answer(tableView(row, await liveStatesOf(env, restaurant), true), { etag: row.version });
}

function planRemoval(present: RestaurantConfiguration, row: TableRow): PlannedChange {
  return {
    configuration: {
      ...present,
      tables: present.tables.filter((table) => table.id !== row.id),
      combinations: present.combinations.filter((combination) => !combination.tableIds.includes(row.id)),
    },
    statements: (database) => removeTable(database, row, row.version, Date.now()),
    before: { id: row.id, tableNumber: row.tableNumber, capacity: row.capacity },
    after: null,
  };
}

function changesOf(body: UpdateTable, now: number): TableChanges {
  const { position, dimensions, location, ...rest } = body;
  return {
    ...rest,
    ...(location === undefined ? {} : { areaKey: location }),
    ...position,
    ...dimensions,
    updatedAt: now,
  };
}

function beforeAndAfter(row: TableRow, changes: TableChanges): { before: unknown; after: unknown } {
  const before = Object.fromEntries(Object.keys(changes).map((key) => [key, row[key as keyof TableRow]]));
  return { before: { id: row.id, ...before }, after: { id: row.id, ...changes } };
}

function place({ restaurantId, groupId }: RestaurantFacts): { restaurantId: number; groupId: number } {
  return { restaurantId, groupId };
}
