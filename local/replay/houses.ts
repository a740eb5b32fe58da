/** Bookings become houses to replay them against: dates shifted into the future, and a floor of the place's size. */
import { addDays, daysBetween, wallMinuteOf } from '../../worker/domain/time/service-date.ts';
import type { FixedCombination, FixedFloor } from '../fixed-best-fit.ts';
import type { RealBooking } from './bookings-file.ts';

/** A zone whose clocks never jump, so that every hour of the file exists. */
export const zone = 'Asia/Tokyo';
/** Early enough that a guest at one in the night belongs to the evening before. */
export const dayBoundary = '05:00';
export const resetMinutes = 15;
export const turnTimes = [
  { partySizeMax: 2, minutes: 90 },
  { partySizeMax: 4, minutes: 105 },
  { partySizeMax: 6, minutes: 120 },
  { partySizeMax: 99, minutes: 150 },
];

/** What one booking asks for; `index` is its place in the order in which all were made. */
export interface ReplayRequest {
  readonly index: number;
  readonly date: string;
  readonly time: string;
  readonly partySize: number;
}

export interface ReplayHouse {
  readonly name: string;
  /** Table sizes, one number per table, and combinations by their places in that list. */
  readonly tableSizes: readonly number[];
  readonly joins: readonly FixedCombination[];
  readonly firstTime: string;
  readonly lastTime: string;
  readonly requests: readonly ReplayRequest[];
}

/** Sizes of tables that houses have; parties above the largest need a join. */
const sizes = [2, 4, 6, 8] as const;
/** A house is sized for its busy evenings, not for its busiest. */
const busyShare = 0.9;
const joinedMax = 8;
const dayMinutes = 1440;

/** Whole weeks, so that Fridays stay Fridays, and as few as bring the first booking past `today`. */
export function daysToShift(bookings: readonly RealBooking[], today: string): number {
  const earliest = bookings.map(({ bookedAt }) => bookedAt.slice(0, 10)).reduce((a, b) => (a < b ? a : b));
  return Math.ceil((daysBetween(earliest, today) + 1) / 7) * 7;
}

/** One place as it was, its floor sized by what it had to seat at the same time on a busy evening. */
export function houseOf(name: string, bookings: readonly RealBooking[], shiftDays: number): ReplayHouse {
  const requests = requestsOf(bookings, shiftDays);
  const peaks = peaksBySize(requests);
  const tableSizes = sizes.flatMap((size) => {
    const least = size <= 4 ? 2 : 0;
    return Array.from({ length: Math.max(least, quantile(peaks.get(size) ?? [], busyShare)) }, () => size);
  });
  return furnished(name, tableSizes, requests);
}

/** Everybody's bookings of a date in one house of `tableCount` tables, mixed as the parties of that date are. */
export function pooledHouse(
  name: string,
  bookings: readonly RealBooking[],
  shiftDays: number,
  tableCount: number,
): ReplayHouse {
  const requests = requestsOf(bookings, shiftDays);
  const counts = sizes.map((size) => requests.filter((request) => sizeFor(request.partySize) === size).length);
  const exact = counts.map((count) => (count / requests.length) * tableCount);
  const whole = exact.map(Math.floor);
  // Largest remainders get the tables that are left (Hamilton, 1792).
  const byRemainder = exact.map((share, index) => ({ index, rest: share % 1 })).sort((a, b) => b.rest - a.rest);
  const left = tableCount - whole.reduce((sum, count) => sum + count, 0);
  for (const { index } of byRemainder.slice(0, left)) whole[index] = (whole[index] ?? 0) + 1;
  const tableSizes = sizes.flatMap((size, index) => Array.from({ length: whole[index] ?? 0 }, () => size));
  return furnished(name, tableSizes, requests);
}

/** The same floor for the fixed best fit, with the ids that the server gave. */
export function floorOf({ tableSizes, joins }: ReplayHouse, tableIds: readonly number[]): FixedFloor {
  return {
    tables: tableIds.map((id, index) => ({ id, partySizeMin: 1, partySizeMax: tableSizes[index] ?? 0 })),
    combinations: joins.map((join) => ({ ...join, tableIds: join.tableIds.map((index) => tableIds[index] ?? 0) })),
  };
}

export function turnMinutesOf(partySize: number): number {
  return turnTimes.find(({ partySizeMax }) => partySize <= partySizeMax)?.minutes ?? 150;
}

function furnished(name: string, tableSizes: readonly number[], requests: readonly ReplayRequest[]): ReplayHouse {
  const minutes = requests.map(({ time }) => wallMinuteOf(time, dayBoundary)).sort((a, b) => a - b);
  // The last turn ends within the day: whoever came later than that is refused as the house would.
  const latest = dayMinutes - Math.max(...turnTimes.map((turn) => turn.minutes)) - resetMinutes;
  const last = Math.min(latest, minutes.at(-1) ?? 0);
  const hours = { firstTime: timeAt(Math.min(last, minutes[0] ?? 0)), lastTime: timeAt(last) };
  return { name, tableSizes, joins: joinsOf(tableSizes), ...hours, requests };
}

/** Hours of the night belong to the evening before. */
function requestsOf(bookings: readonly RealBooking[], shiftDays: number): ReplayRequest[] {
  return bookings.map(({ visitAt, partySize }, index) => {
    const [day = '', time = ''] = visitAt.split('T');
    return { index, date: addDays(day, time < dayBoundary ? shiftDays - 1 : shiftDays), time, partySize };
  });
}

/** Equal neighbours in a row, in groups of two, of three and so on. */
function joinsOf(tableSizes: readonly number[]): FixedCombination[] {
  return sizes.flatMap((size) => {
    const places = tableSizes.flatMap((each, index) => (each === size ? [index] : []));
    const counts = Array.from({ length: Math.max(0, Math.min(joinedMax, places.length) - 1) }, (_, index) => index + 2);
    return counts.flatMap((count) =>
      Array.from({ length: Math.floor(places.length / count) }, (_, group) => ({
        tableIds: places.slice(group * count, (group + 1) * count),
        partySizeMin: seatsOf(size, count - 1) + 1,
        partySizeMax: seatsOf(size, count),
      })),
    );
  });
}

/** Two seats are lost where two tables meet; the smallest tables meet at their empty sides. */
function seatsOf(size: number, count: number): number {
  return size === 2 ? 2 * count : count * (size - 2) + 2;
}

/** Per table size, how many parties of it were there at the same time, at most, on each date. */
function peaksBySize(requests: readonly ReplayRequest[]): Map<number, number[]> {
  const peaks = new Map<number, number[]>();
  for (const onDate of Map.groupBy(requests, ({ date }) => date).values()) {
    for (const size of sizes) {
      const spans = onDate
        .filter(({ partySize }) => sizeFor(partySize) === size)
        .map(({ time, partySize }) => {
          const from = wallMinuteOf(time, dayBoundary);
          return { from, until: from + turnMinutesOf(partySize) + resetMinutes };
        });
      const together = spans.map(({ from }) => spans.filter((span) => span.from <= from && from < span.until).length);
      peaks.set(size, [...(peaks.get(size) ?? []), Math.max(0, ...together)]);
    }
  }
  return peaks;
}

function sizeFor(partySize: number): number {
  return sizes.find((size) => partySize <= size) ?? 8;
}

function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? 0;
}

function timeAt(minute: number): string {
  const [hour, past] = [(Math.floor(minute / 60) + Number(dayBoundary.slice(0, 2))) % 24, minute % 60];
  return `${String(hour).padStart(2, '0')}:${String(past).padStart(2, '0')}`;
}
