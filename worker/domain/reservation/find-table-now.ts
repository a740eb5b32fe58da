/** A table for a party that sits down this minute: free in the plan, and nobody is still clearing it. */
import { findBestTable } from '../seating/find-best-table.ts';
import { prepareOccupancy } from '../seating/occupancy.ts';
import type { Occupancy } from '../seating/occupancy.ts';
import type { SeatingDecision, SeatingOptions, SeatingRefusal, SeatingRequest } from '../seating/problem.ts';
import { occupancyOf, seatingProblem } from './floor-plan.ts';
import type { DayState } from './state.ts';

/** As `findBestTable`, for a request that starts now; a table being cleaned is passed over, however long that takes. */
export function findTableNow(state: DayState, request: SeatingRequest, options: SeatingOptions = {}): SeatingDecision {
  return findBestTable(occupancyAt(state, request.startMinute), request, options);
}

const prepared = new WeakMap<DayState, { readonly minute: number; readonly occupancy: Occupancy }>();

function occupancyAt(state: DayState, minute: number): Occupancy {
  const uncleared = [...state.conditions].flatMap(([tableId, { cleaningSince }]) =>
    cleaningSince === null ? [] : [tableId],
  );
  if (uncleared.length === 0) return occupancyOf(state);
  const known = prepared.get(state);
  if (known?.minute === minute) return known.occupancy;
  const problem = seatingProblem(state);
  // Only this minute: a plan for later may count on the table.
  const blocks = uncleared.map((tableId) => ({ tableId, startMinute: minute, endMinute: minute + 1 }));
  const occupancy = prepareOccupancy({ ...problem, blocks: [...problem.blocks, ...blocks] });
  prepared.set(state, { minute, occupancy });
  return occupancy;
}

/** What a host says at the door. */
export function noneFreeText(reason: SeatingRefusal, partySize: number): string {
  switch (reason) {
    case 'party_too_large':
      return `No table or combination of tables seats ${String(partySize)}.`;
    case 'party_too_small':
      return `Every table is kept for parties larger than ${String(partySize)}.`;
    case 'no_table_with_features':
      return 'No table for this party has what it needs.';
    case 'no_table':
      return `No table for ${String(partySize)} is free for long enough right now.`;
  }
}
