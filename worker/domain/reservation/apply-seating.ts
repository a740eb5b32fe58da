/** A plan made beforehand becomes the plan, all of it or nothing, and only on the very state that it was made for. */
import { objectionToPlan } from '../seating/check-plan.ts';
import type { PlanObjection } from '../seating/check-plan.ts';
import type { DayCommand } from './commands.ts';
import { editable, notAllowed } from './decide-booking.ts';
import { accept } from './decision.ts';
import type { CommandContext, Decision } from './decision.ts';
import type { PlanChange } from './events.ts';
import { seatingProblem } from './floor-plan.ts';
import { refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { isExpected } from './state.ts';
import type { DayState } from './state.ts';
import { numbersOf } from './tables-by-hand.ts';

type Apply = Extract<DayCommand, { type: 'applySeating' }>;

export function applySeating(state: DayState, command: Apply, { actor }: CommandContext): Decision {
  const unknown = command.assignments.find(({ reservationId }) => !state.reservations.has(reservationId));
  if (unknown !== undefined) return refuse('unknown_reservation', 'There is no such reservation on this date.');
  if (command.seq !== state.seq) {
    return refuse('plan_outdated', 'Something has happened on this date since the plan was made; make it anew.');
  }
  const moves = movesOf(state, command);
  if ('ok' in moves) return moves;
  if (moves.length === 0) return accept([]);
  const objection = objectionToPlan(seatingProblem(state), moves);
  if (objection !== null) return refuseObjection(state, moves, objection);
  return accept([{ type: 'SeatingReplanned', by: actor.kind === 'system' ? 'house' : 'staff', moves }]);
}

/** Whoever would sit elsewhere than now. A plan may name those who stay, too, whatever keeps them there. */
function movesOf(state: DayState, { assignments }: Apply): PlanChange[] | Refusal {
  const moves = new Map<number, PlanChange>();
  for (const { reservationId, tableIds } of assignments) {
    if (sameSet(tableIds, state.reservations.get(reservationId)?.tableIds ?? [])) continue;
    const reservation = editable(state, reservationId);
    if ('ok' in reservation) return reservation;
    if (moves.has(reservationId)) {
      return refuse('transition_not_allowed', 'The plan names a party twice; make it anew.');
    }
    if (!isExpected(reservation)) return notAllowed(reservation, 'given another table by a plan');
    if (reservation.pinned) {
      const detail = `Staff fixed a party to table ${numbersOf(state, reservation.tableIds)}; release it there first.`;
      return refuse('transition_not_allowed', detail);
    }
    const key = String(reservationId);
    moves.set(reservationId, { key, tableIds: [...new Set(tableIds)].sort((one, other) => one - other) });
  }
  return [...moves.values()];
}

function sameSet(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((each) => other.includes(each));
}

function refuseObjection(state: DayState, moves: readonly PlanChange[], { key, issue }: PlanObjection): Refusal {
  const names = numbersOf(state, moves.find((move) => move.key === key)?.tableIds ?? []);
  const partySize = state.reservations.get(Number(key))?.partySize ?? 0;
  switch (issue) {
    case 'unknown_table':
      return refuse('unknown_table', 'The plan names a table that is not here.');
    case 'unfit':
      return refuse('table_too_small', `Table ${names} does not suit a party of ${String(partySize)} of this plan.`);
    case 'blocked':
      return refuse('table_blocked', `Table ${names} is out of service at that time.`);
    case 'clash':
      return refuse('table_taken', `Table ${names} would be given to two parties at once.`);
  }
}
