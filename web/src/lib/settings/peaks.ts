import type { Settings } from '#contract';

export type Seating = Settings['seating'];
export type Peak = Seating['peaks'][number];
export type LargeTables = NonNullable<Seating['peakLargeTables']>;

/** Friday and Saturday evening: where most houses begin. */
export function newPeak(): Peak {
  return { weekdays: [5, 6], startTime: '19:00', endTime: '21:00' };
}

/** Half of the larger tables of most rooms. */
export function newLargeTables(): LargeTables {
  return { seatsMin: 6, partySizeMin: 5 };
}
