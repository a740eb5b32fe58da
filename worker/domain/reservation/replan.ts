/** Plans that must change because something else did: room that came free, a table lost, a party that stays on. */
import type { SeatingOccupant, SeatingProblem } from '../seating/problem.ts';
import { reassignAll } from '../seating/reassign-all.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import type { DayEvent, LedgerEntry, PlanChange } from './events.ts';
import { seatingProblem } from './floor-plan.ts';
import { fold } from './fold.ts';
import { isInConflict } from './state.ts';
import type { DayState } from './state.ts';

/**
 * The changes that make the plan of `state` valid again, under another configuration if one is given. Parties for whom
 * no table is left get an empty plan: they are in conflict, never dropped.
 */
export function replan(state: DayState, configuration: DayConfiguration = state.configuration): PlanChange[] {
  const problem = seatingProblem(state, configuration);
  const robbed = problem.occupants.filter(
    (occupant) => isPinned(state, occupant) && isRobbed(occupant, problem, state),
  );
  // A promise outranks a policy: who was accepted may get any table before it gets none.
  const occupants = problem.occupants
    .filter((occupant) => !robbed.includes(occupant))
    .map((occupant) => ({ ...occupant, seatsMax: null }));
  const { assignments, unplaced } = reassignAll({ ...problem, occupants });
  const lost = occupants.filter(({ key, tableIds }) => tableIds.length > 0 && unplaced.includes(key));
  return [...assignments, ...[...lost, ...robbed].map(({ key }) => ({ key, tableIds: [] }))];
}

function isPinned(state: DayState, occupant: SeatingOccupant): boolean {
  return !occupant.movable && occupant.tableIds.length > 0 && !isSeated(state, occupant.key);
}

/**
 * Whether what staff fixed by hand is impossible now: its table is gone, out of service, or somebody still sits there.
 * Such a party is not quietly given another table: staff had their reasons and decide again.
 */
function isRobbed(pinned: SeatingOccupant, problem: SeatingProblem, state: DayState): boolean {
  const overlaps = (other: { readonly startMinute: number; readonly endMinute: number }): boolean =>
    other.startMinute < pinned.endMinute && pinned.startMinute < other.endMinute;
  return pinned.tableIds.some(
    (tableId) =>
      !problem.tables.some((table) => table.id === tableId) ||
      problem.blocks.some((block) => block.tableId === tableId && overlaps(block)) ||
      problem.occupants.some(
        (other) => isSeated(state, other.key) && other.tableIds.includes(tableId) && overlaps(other),
      ),
  );
}

/** After room came free: tables for parties in conflict. Nothing is searched when there are none. */
export function placeConflicts(state: DayState, freeing: DayEvent): PlanChange[] {
  const inConflict = [...state.reservations.values()].some(isInConflict);
  return inConflict ? replan(stateAfter(state, [freeing])) : [];
}

/** What the state will be once these events are in the ledger. */
export function stateAfter(state: DayState, events: readonly DayEvent[]): DayState {
  const entries = events.map((event, index): LedgerEntry => ({
    seq: state.seq + 1 + index,
    at: state.lastEventAt,
    actor: { kind: 'system', userId: null },
    source: 'preview',
    event,
  }));
  return fold(state, entries);
}

function isSeated(state: DayState, key: string): boolean {
  return state.reservations.get(Number(key))?.status === 'seated';
}
