/**
 * decide(state, command, now) → refused(reason) | accepted(events). Pure: equal inputs give equal answers, and the state
 * handed in is never changed. Each family of commands has its file; here stands who may, and on which days.
 */
import { capabilitiesOfMember } from '../service/staff-member.ts';
import { decideWaitlist, unknownEntry } from '../waitlist/decide-waitlist.ts';
import { applySeating } from './apply-seating.ts';
import { decideBooking } from './decide-booking.ts';
import { decideConfiguration } from './decide-configuration.ts';
import { decideHold } from './decide-hold.ts';
import { decideMove } from './decide-move.ts';
import { decideSeatingOf } from './decide-service.ts';
import { decideTable } from './decide-table.ts';
import { seatWalkIn } from './decide-walk-in.ts';
import { capabilityFor, staffCapabilityFor } from './commands.ts';
import type { DayCommand } from './commands.ts';
import type { CommandContext, Decision } from './decision.ts';
import type { CommandActor } from './events.ts';
import { refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import type { DayState } from './state.ts';

export function decide(state: DayState, command: DayCommand, context: CommandContext): Decision {
  const refusal = refuseByPermission(state, command, context.actor) ?? refuseByPhase(state, command);
  if (refusal !== null) return refusal;
  const decision = decideCommand(state, command, context);
  if (!decision.ok || decision.events.length === 0 || state.phase !== 'unopened') return decision;
  return { ...decision, events: [{ type: 'DayOpened', configuration: state.configuration }, ...decision.events] };
}

function decideCommand(state: DayState, command: DayCommand, context: CommandContext): Decision {
  switch (command.type) {
    case 'placeHold':
    case 'extendHold':
    case 'releaseHold':
      return decideHold(state, command, context);
    case 'bookTable':
    case 'confirmReservation':
    case 'modifyReservation':
    case 'cancelReservation':
      return decideBooking(state, command, context);
    case 'markArrived':
    case 'seatParty':
    case 'moveParty':
    case 'unseatParty':
    case 'completeSeating':
    case 'markNoShow':
    case 'undoNoShow':
      return decideSeatingOf(state, command, context);
    case 'seatWalkIn':
      return seatWalkIn(state, command, context.now);
    case 'joinWaitlist':
    case 'callParty':
    case 'seatFromWaitlist':
    case 'leaveWaitlist':
      return decideWaitlist(state, command, context);
    case 'applySeating':
      return applySeating(state, command, context);
    case 'cleanTable':
    case 'readyTable':
    case 'blockTable':
    case 'unblockTable':
      return decideTable(state, command, context);
    case 'applyConfiguration':
      return decideConfiguration(state, command);
    case 'startMove':
    case 'acceptMove':
    case 'finishMove':
    case 'takeOverTables':
    case 'finishHandOver':
    case 'pointHome':
      return decideMove(state, command, context);
  }
}

/** The object does not trust a token's roles: whoever left the house an hour ago is refused here. */
function refuseByPermission(state: DayState, command: DayCommand, actor: CommandActor): Refusal | null {
  if (actor.kind === 'system') return null;
  const needed = capabilityFor[command.type];
  if (needed === 'house') return refuse('not_staff_here', 'Only the house itself does this.');
  if (actor.kind !== 'staff') {
    return needed === 'anyone' ? null : refuse('not_staff_here', 'Only the staff of this restaurant can do this.');
  }
  const capabilities = capabilitiesOfMember(state.configuration.staff, actor.userId);
  const capability = needed === 'anyone' ? staffCapabilityFor[command.type] : needed;
  if (capability !== undefined && !capabilities.has(capability)) {
    return refuse('not_staff_here', 'Your role at this restaurant does not allow this.');
  }
  const overrides = 'override' in command && command.override;
  if (overrides && !capabilities.has('floor.override')) {
    return refuse('override_not_allowed', 'Going against this warning needs a manager.');
  }
  return null;
}

/**
 * What nothing can be said about on a date where nothing was ever accepted: such a command must not open it. Null for
 * commands that may be the first of a date.
 */
export function refuseUnopened(command: DayCommand): Refusal | null {
  if ('id' in command && command.type !== 'pointHome') {
    return unknownReservation();
  }
  if ('waitlistId' in command) return unknownEntry();
  switch (command.type) {
    case 'extendHold':
    case 'releaseHold':
      return refuse('hold_gone', 'The table is no longer kept for you; please choose a time again.');
    case 'unblockTable':
      return refuse('unknown_block', 'This block is over already.');
    default:
      return null;
  }
}

function unknownReservation(): Refusal {
  return refuse('unknown_reservation', 'There is no such reservation on this date.');
}

/** What still reaches a closed day: the ends of what began before. */
const afterClose = new Set<DayCommand['type']>(['finishMove', 'finishHandOver', 'pointHome']);

function refuseByPhase(state: DayState, command: DayCommand): Refusal | null {
  if (state.phase !== 'closed' || afterClose.has(command.type)) return null;
  // A party that was handed over is not over: its new date answers for it.
  if ('id' in command && !state.reservations.has(command.id)) return unknownReservation();
  return refuse('day_closed', 'This service date is over.');
}
