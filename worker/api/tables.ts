import { randomBytes } from 'node:crypto';
import type { CreateTable } from '../contract/tables.ts';
import { composeRestaurantItemId, sequenceMax } from '../domain/ids.ts';
import type { DiningTable, RestaurantConfiguration } from '../domain/service/configuration.ts';
import type { Env } from '../env.ts';
import { ensureArea, listAreas } from '../store/areas.ts';
import { isDuplicate } from '../store/d1-errors.ts';
import { listFloorMaps } from '../store/floor-maps.ts';
import { nextItemNumber } from '../store/item-numbers.ts';
import { type NewTable, findTable, insertTable, listTables, readTables } from '../store/tables.ts';
import { type ChangeOptions, type PlannedChange, changeConfiguration } from './change-configuration.ts';
import { type ApiCall, type Handlers, answer } from './operation.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';
import { byTableNumber, liveStatesOf, seesAsStaff, tableView } from './table-view.ts';

export const tableHandlers = {
  'GET /api/restaurants/{id}/tables': async ({ env, restaurant, actor, query }) => {
    const [rows, live] = await Promise.all([listTables(env, restaurant.restaurantId), liveStatesOf(env, restaurant)]);
    const sorted = rows.sort(byTableNumber);
    const start = sorted.findIndex((row) => String(row.id) === query.cursor) + 1;
    const page = sorted.slice(start, start + query.limit);
    const staff = seesAsStaff(actor, restaurant);
    const more = start + query.limit < sorted.length;
    return {
      items: page.map((row) => tableView(row, live, staff)),
      nextCursor: more ? String(page.at(-1)?.id) : null,
    };
  },

  'GET /api/restaurants/{id}/tables/{tableId}': async ({ env, restaurant, actor, params }) => {
    const [row, live] = await Promise.all([findTable(env, params.tableId), liveStatesOf(env, restaurant)]);
    if (row === null) return notFoundProblem('table');
    return answer(tableView(row, live, seesAsStaff(actor, restaurant)), { etag: row.version });
  },

  'POST /api/restaurants/{id}/tables': async (call) => {
    const created = await createTables(call, [call.body]);
    if (created instanceof ProblemAnswer) return created;
    const [table] = created;
    if (table === undefined) throw new Error('the table was not written');
    const location = `/api/restaurants/${table.restaurantId}/tables/${table.id}`;
    return answer(table, { etag: 1, location });
  },

  'POST /api/restaurants/{id}/tables/bulk': async (call) => {
    const created = await createTables(call, call.body.tables);
    return created instanceof ProblemAnswer ? created : { items: created };
  },
} satisfies Handlers;

type CreateCall = ApiCall<'POST /api/restaurants/{id}/tables'> | ApiCall<'POST /api/restaurants/{id}/tables/bulk'>;

/** All or none. */
async function createTables(call: CreateCall, wanted: readonly CreateTable[]) {
  const { env, restaurant } = call;
  const twice = firstRepeated(wanted.map((table) => table.tableNumber));
  if (twice !== undefined) return numberTaken(twice);
  let rows: NewTable[] = [];
  const plan: ChangeOptions['plan'] = async (present) => {
    const planned = await planTables(env, present, wanted);
    if (planned instanceof ProblemAnswer) return planned;
    rows = planned.rows;
    return planned.change;
  };
  try {
    const applied = await changeConfiguration(call, { action: 'add-tables', dryRun: false, retryRaces: true, plan });
    if (applied instanceof ProblemAnswer) return applied;
  } catch (error) {
    // Numbers were looked at before; this is somebody else's table of the same moment.
    if (!isDuplicate(error, 'dining_tables.table_number')) throw error;
    return numberTaken(rows[0]?.tableNumber ?? '');
  }
  const [written, live] = await Promise.all([
    readTables(
      env,
      rows.map((row) => row.id),
    ),
    liveStatesOf(env, restaurant),
  ]);
  return written.map((row) => tableView(row, live, true));
}

async function planTables(
  env: Env,
  present: RestaurantConfiguration,
  wanted: readonly CreateTable[],
): Promise<{ rows: NewTable[]; change: PlannedChange } | ProblemAnswer> {
  const { restaurantId } = present;
  const [firstNumber, known, areas, maps] = await Promise.all([
    nextItemNumber(env, restaurantId),
    listTables(env, restaurantId),
    listAreas(env, restaurantId),
    listFloorMaps(env, restaurantId),
  ]);
  if (firstNumber + wanted.length - 1 > sequenceMax) {
    return problem('conflict', 'This restaurant has had as many tables as it can have.');
  }
  const numbers = new Set(known.map((table) => table.tableNumber));
  const taken = wanted.find((table) => numbers.has(table.tableNumber));
  if (taken !== undefined) return numberTaken(taken.tableNumber);
  const stray = wanted.findIndex(
    ({ floorMapId }) => floorMapId !== undefined && !maps.some(({ id }) => id === floorMapId),
  );
  if (stray >= 0) return unknownMap(wanted.length === 1 ? 'floorMapId' : `tables.${stray}.floorMapId`);
  const now = Date.now();
  const rows = wanted.map((table, index) =>
    newTable(restaurantId, firstNumber + index, table, maps[0]?.id ?? null, now),
  );
  const newKeys = [...new Set(rows.map((row) => row.areaKey))].filter((key) => areas.every((area) => area.key !== key));
  const areaIds = new Map(areas.map((area) => [area.key, area.id]));
  const change: PlannedChange = {
    configuration: { ...present, tables: [...present.tables, ...rows.map((row) => diningTable(row, areaIds))] },
    statements: (database) => [
      ...newKeys.map((key) => ensureArea(database, restaurantId, key)),
      ...rows.map((row) => insertTable(database, row)),
    ],
    before: null,
    after: rows.map(({ id, tableNumber, capacity, areaKey }) => ({ id, tableNumber, capacity, areaKey })),
    itemsTaken: rows.length,
  };
  return { rows, change };
}

function newTable(
  restaurantId: number,
  number: number,
  wanted: CreateTable,
  defaultMapId: number | null,
  now: number,
): NewTable {
  const { position, dimensions, location, notes, floorMapId, ...rest } = wanted;
  return {
    ...rest,
    id: composeRestaurantItemId(restaurantId, number),
    restaurantId,
    areaKey: location,
    floorMapId: floorMapId ?? defaultMapId,
    ...position,
    ...dimensions,
    qrCode: randomBytes(16).toString('base64url'),
    notes: notes ?? null,
    createdAt: now,
    updatedAt: now,
  };
}

/** A table as days see it. An area that is only being made has no id yet, which matters to nobody before it is written. */
export function diningTable(
  row: Pick<NewTable, 'id' | 'tableNumber' | 'capacity' | 'partySizeMin' | 'areaKey' | 'features' | 'channels'>,
  areaIds: ReadonlyMap<string, number>,
): DiningTable {
  const { id, tableNumber, partySizeMin, capacity, areaKey, features, channels } = row;
  const areaId = areaIds.get(areaKey) ?? 0;
  return { id, tableNumber, partySizeMin, partySizeMax: capacity, areaId, features, channels };
}

export function numberTaken(tableNumber: string): ProblemAnswer {
  return problem('conflict', `There is a table ${tableNumber} already; every table has a number of its own.`);
}

export function unknownMap(path: string): ProblemAnswer {
  const message = 'There is no such floor map at this restaurant.';
  return problem('invalid', message, { errors: [{ path, message }] });
}

function firstRepeated(texts: readonly string[]): string | undefined {
  return texts.find((text, index) => texts.indexOf(text) < index);
}
