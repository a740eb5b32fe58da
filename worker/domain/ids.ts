/**
 * Ids that route. A reservation's id says which restaurant and service date decide on it, so no look-up stands between a
 * request and its object: restaurant 24 bits, service date 15, kind 2, sequence 12, together the 53 that a number holds
 * exactly. Composed by arithmetic, since JavaScript's bit operators cut at 32.
 */
import type { ServiceDate } from './service/configuration.ts';
import { addDays, daysBetween, firstServiceDate, isServiceDate } from './time/service-date.ts';

export type DayIdKind = 'reservation' | 'order' | 'waitlist';

export interface DayId {
  readonly restaurantId: number;
  readonly serviceDate: ServiceDate;
  readonly kind: DayIdKind;
  /** 1 … `sequenceMax`, counted per service date and kind. */
  readonly sequence: number;
}

export const sequenceMax = 4095;

const restaurantIdMax = 2 ** 24 - 1;
const sequences = sequenceMax + 1;
const kinds = 4;
const days = 2 ** 15;
/** By their number in the id; the fourth is spare. */
const kindNames: readonly DayIdKind[] = ['reservation', 'order', 'waitlist'];

/** Throws RangeError when a part does not fit: callers refuse the 4096th booking of a date before they come here. */
export function composeDayId(parts: DayId): number {
  requireWithin('restaurant', parts.restaurantId, restaurantIdMax);
  requireWithin('sequence', parts.sequence, sequenceMax);
  if (!isServiceDate(parts.serviceDate)) throw new RangeError(`not a service date: ${parts.serviceDate}`);
  const day = daysBetween(firstServiceDate, parts.serviceDate);
  return ((parts.restaurantId * days + day) * kinds + kindNames.indexOf(parts.kind)) * sequences + parts.sequence;
}

/** Null for any number that `composeDayId` cannot have made. */
export function parseDayId(id: number): DayId | null {
  if (!Number.isSafeInteger(id) || id < 0) return null;
  const sequence = id % sequences;
  const kind = kindNames[Math.floor(id / sequences) % kinds];
  const day = Math.floor(id / (sequences * kinds)) % days;
  const restaurantId = Math.floor(id / (sequences * kinds * days));
  if (restaurantId === 0 || sequence === 0 || kind === undefined) return null;
  return { restaurantId, serviceDate: addDays(firstServiceDate, day), kind, sequence };
}

/** The id of a thing configured for one restaurant (table, area, floor map …), `number` counted from 1 per restaurant. */
export function composeRestaurantItemId(restaurantId: number, number: number): number {
  requireWithin('restaurant', restaurantId, restaurantIdMax);
  requireWithin('item number', number, sequenceMax);
  return restaurantId * sequences + number;
}

/** The restaurant of a configured thing, or null for a number that `composeRestaurantItemId` cannot have made. */
export function restaurantOfItem(id: number): number | null {
  if (!Number.isSafeInteger(id) || id < 0 || id % sequences === 0) return null;
  const restaurantId = Math.floor(id / sequences);
  return restaurantId >= 1 && restaurantId <= restaurantIdMax ? restaurantId : null;
}

/** The name of the object that decides on a service date, `r7:2026-11-22`. */
export function dayName(restaurantId: number, date: ServiceDate): string {
  return `r${restaurantId}:${date}`;
}

/** Null for any text that `dayName` cannot have made. */
export function parseDayName(name: string): { restaurantId: number; serviceDate: ServiceDate } | null {
  const match = /^r([1-9]\d{0,7}):(.+)$/.exec(name);
  const [, number, serviceDate] = match ?? [];
  if (number === undefined || serviceDate === undefined || !isServiceDate(serviceDate)) return null;
  const restaurantId = Number(number);
  return restaurantId <= restaurantIdMax ? { restaurantId, serviceDate } : null;
}

function requireWithin(name: string, value: number, max: number): void {
  if (!Number.isInteger(value) || value < 1 || value > max) {
    throw new RangeError(`${name} ${value} is not an integer from 1 to ${max}`);
  }
}
