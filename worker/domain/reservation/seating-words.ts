/** The names by which the seating functions speak of tables and times, where they say why. */
import type { SeatingWords } from '../seating/words.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import { wallTimeAt } from '../time/service-date.ts';

const minuteMs = 60_000;

export function seatingWords({ tables, startsAt, zone }: DayConfiguration): SeatingWords {
  const numbers = new Map(tables.map(({ id, tableNumber }) => [id, tableNumber]));
  return {
    tableName: (tableId) => numbers.get(tableId) ?? '?',
    timeAt: (minute) => wallTimeAt(startsAt + minute * minuteMs, zone),
  };
}
