/** Real bookings as days for the seating engine: the busiest dates of a file, each as one house that is too small for it. */
import { readFileSync } from 'node:fs';
import type { SeatingProblem } from '../../worker/domain/seating/problem.ts';
import { wallMinuteOf } from '../../worker/domain/time/service-date.ts';
import { readBookings } from '../../local/replay/bookings-file.ts';
import { dayBoundary, pooledHouse, resetMinutes, turnMinutesOf } from '../../local/replay/houses.ts';

const tableCount = 40;
const dates = 3;

export function realDays(file: string): { readonly name: string; readonly day: SeatingProblem }[] {
  const bookings = readBookings(readFileSync(file, 'utf8'));
  const byDate = [...Map.groupBy(bookings, ({ visitAt }) => visitAt.slice(0, 10))];
  const busiest = byDate.sort(([, one], [, other]) => other.length - one.length).slice(0, dates);
  return busiest.map(([date, ofDate]) => ({ name: date, day: dayOf(pooledHouse(date, ofDate, 0, tableCount)) }));
}

function dayOf({ tableSizes, joins, requests }: ReturnType<typeof pooledHouse>): SeatingProblem {
  return {
    tables: tableSizes.map((size, at) => ({
      id: at + 1,
      partySizeMin: 1,
      partySizeMax: size,
      areaId: 1,
      features: [],
      channels: ['online'],
    })),
    combinations: joins.map((join, at) => ({ ...join, id: at + 1, tableIds: join.tableIds.map((index) => index + 1) })),
    occupants: requests.map(({ index, time, partySize }) => {
      const startMinute = wallMinuteOf(time, dayBoundary);
      return {
        key: String(index).padStart(6, '0'),
        partySize,
        startMinute,
        endMinute: startMinute + turnMinutesOf(partySize) + resetMinutes,
        channel: 'online',
        requiredFeatures: [],
        wishedFeatures: [],
        tableIds: [],
        movable: true,
      };
    }),
    blocks: [],
  };
}
