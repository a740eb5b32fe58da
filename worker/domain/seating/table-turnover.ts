/** How often one table turns on a date. */
import { occupiedShareOf } from './utilization.ts';
import type { SeatedSpan, ServiceSpan } from './utilization.ts';

export interface TableParty extends SeatedSpan {
  readonly tableIds: readonly number[];
  readonly progress: 'planned' | 'seated' | 'left';
}

export interface Turnover {
  /** Parties that sat or sit there, and those planned. */
  readonly turnover: number;
  readonly seated: number;
  readonly planned: number;
  /** Guests of all these parties; a party at joined tables counts at each. */
  readonly covers: number;
  /** From sitting down to leaving, of those that have left; null before the first has. */
  readonly averageMinutes: number | null;
  /** Of the minutes in service, the share in which somebody sits there or is planned, 0 to 1. */
  readonly occupiedShare: number;
}

export function calculateTableTurnover(
  tableId: number,
  parties: readonly TableParty[],
  service: readonly ServiceSpan[],
): Turnover {
  const here = parties.filter(({ tableIds }) => tableIds.includes(tableId));
  const planned = here.filter(({ progress }) => progress === 'planned').length;
  const stays = here
    .filter(({ progress }) => progress === 'left')
    .map(({ startMinute, endMinute }) => endMinute - startMinute);
  return {
    turnover: here.length,
    seated: here.length - planned,
    planned,
    covers: here.reduce((sum, { partySize }) => sum + partySize, 0),
    averageMinutes: stays.length === 0 ? null : stays.reduce((sum, minutes) => sum + minutes, 0) / stays.length,
    occupiedShare: occupiedShareOf(here, service),
  };
}
