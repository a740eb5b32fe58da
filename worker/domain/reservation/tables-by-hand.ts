/** Tables that a person chose: what speaks against them, as a refusal. */
import { reasonsAgainst } from '../seating/chosen-tables.ts';
import type { SeatingObjection } from '../seating/chosen-tables.ts';
import type { SeatingRequest } from '../seating/problem.ts';
import { occupancyOf } from './floor-plan.ts';
import { refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { partyAt } from './state.ts';
import type { DayState } from './state.ts';

interface HandContext {
  readonly exclude?: string | undefined;
  readonly override?: boolean;
}

/** Null when only movable parties stand in the way, or none. An override goes over size, never over who sits there. */
export function refusalOfTables(
  state: DayState,
  request: SeatingRequest,
  tableIds: readonly number[],
  context: HandContext,
): Refusal | null {
  const reasons = reasonsAgainst(occupancyOf(state), request, tableIds, { exclude: context.exclude });
  for (const reason of reasons) {
    if (reason.kind === 'unknown_table') return refuse('unknown_table', 'There is no such table here.');
    if (reason.kind === 'blocked') {
      return refuse('table_blocked', `Table ${numbersOf(state, tableIds)} is out of service at that time.`);
    }
    if (reason.kind === 'lacks_feature' && context.override !== true) {
      const need = reason.feature.replaceAll('_', ' ');
      return refuse(
        'no_table_with_features',
        `Table ${numbersOf(state, tableIds)} is not ${need}, which this party needs.`,
      );
    }
    if (reason.kind === 'too_small' && context.override !== true) {
      const { partySize } = request;
      const detail = `Table ${numbersOf(state, tableIds)} is too small for a party of ${String(partySize)}.`;
      return refuse('table_too_small', detail);
    }
  }
  return null;
}

/** Whoever holds the tables in the plan and cannot go elsewhere. */
export function refusalOfClash(
  state: DayState,
  tableIds: readonly number[],
  objections: readonly SeatingObjection[],
): Refusal {
  const called = objections.some((each) => each.kind === 'clash' && state.waitlist.has(Number(each.key)));
  const names = numbersOf(state, tableIds);
  if (called) return refuse('table_taken', `Table ${names} is kept for a party called from the waitlist.`);
  return refuse('table_taken', `Another party is planned at table ${names} then, and no other table is free for it.`);
}

/** Whether anybody or anything stands on the tables at this moment; nobody sits down on a party's lap. */
export function refuseIfInUse(state: DayState, tableIds: readonly number[], exclude: number | null): Refusal | null {
  for (const tableId of tableIds) {
    const party = partyAt(state, tableId);
    if (party !== undefined && party.id !== exclude) {
      return refuse(
        'table_occupied',
        `A party of ${String(party.partySize)} sits at table ${numbersOf(state, [tableId])}.`,
      );
    }
    if ((state.conditions.get(tableId)?.cleaningSince ?? null) !== null) {
      return refuse('table_occupied', `Table ${numbersOf(state, [tableId])} is being cleaned; mark it as ready first.`);
    }
  }
  return null;
}

export function numbersOf(state: DayState, tableIds: readonly number[]): string {
  const numberOf = (id: number): string =>
    state.configuration.tables.find((table) => table.id === id)?.tableNumber ?? '?';
  return tableIds.map(numberOf).join(' + ');
}
