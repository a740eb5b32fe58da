/** The requirements' Table: what D1 knows of it, what its day says of it now, trimmed to what the caller may see. */
import type { Table, TableState } from '../contract/tables.ts';
import { now as clockNow } from '../day/clock.ts';
import { instantText } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import { currentMaintenance } from '../store/maintenance.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import type { TableRow } from '../store/tables.ts';
import { type Actor, actorCan } from './actor.ts';
import { today } from './ask-day.ts';
import { openedDay } from './day-reader.ts';

/** What a day says of its tables now, by table. Without an open day only maintenance is known. */
export type LiveStates = ReadonlyMap<number, Pick<TableState, 'status' | 'currentOrder' | 'lastCleaned'>>;

export async function liveStatesOf(env: Env, facts: RestaurantFacts): Promise<LiveStates> {
  const day = await openedDay(env, facts, today(facts));
  const states = day === null ? [] : await day.tableStates();
  if (states.length > 0) return new Map(states.map((state) => [state.tableId, state]));
  const blocked = await currentMaintenance(env, facts.restaurantId, clockNow(facts.restaurantId));
  return new Map(blocked.map((tableId) => [tableId, { status: 'maintenance' }]));
}

/** `staff`: whether the caller may see what guests never receive. */
export function tableView(row: TableRow, live: LiveStates, staff: boolean): Table {
  const state = live.get(row.id);
  return {
    id: row.id,
    restaurantId: row.restaurantId,
    tableNumber: row.tableNumber,
    capacity: row.capacity,
    partySizeMin: row.partySizeMin,
    location: row.areaKey,
    floorMapId: row.floorMapId,
    position: { x: row.x, y: row.y },
    dimensions: { width: row.width, height: row.height },
    rotation: row.rotation,
    shape: row.shape,
    status: state?.status ?? 'available',
    features: row.features,
    channels: row.channels,
    ...(state?.lastCleaned === undefined ? {} : { lastCleaned: state.lastCleaned }),
    ...(staff ? staffPart(row, state) : {}),
    createdAt: instantText(row.createdAt),
    updatedAt: instantText(row.updatedAt),
  };
}

export function seesAsStaff(actor: Actor, facts: RestaurantFacts): boolean {
  return actorCan(actor, 'floor.read', facts);
}

/** `2` before `10`, `A2` before `A10`. */
export function byTableNumber(one: TableRow, other: TableRow): number {
  return one.tableNumber.localeCompare(other.tableNumber, 'en', { numeric: true }) || one.id - other.id;
}

function staffPart(row: TableRow, state: ReturnType<LiveStates['get']>): Partial<Table> {
  return {
    qrCode: row.qrCode,
    ...(state?.currentOrder === undefined ? {} : { currentOrder: state.currentOrder }),
    ...(row.notes === null ? {} : { notes: row.notes }),
  };
}
