/**
 * A reservation moves to another service date, which is another object: a saga of three recorded steps. (1) the source
 * starts it and refuses further edits; (2) the target decides once and remembers by move id; (3) the source lets go or
 * takes back. Whatever crashes in between, asking again leads to the same end. A party still seated when its day ends
 * goes the same way, without a wish: that cannot be refused.
 */
import type { DayCommand } from './commands.ts';
import { askedDuration, editable, findOnTables, refuseModification } from './decide-booking.ts';
import { accept } from './decision.ts';
import type { CommandContext, Decision } from './decision.ts';
import type { DayEvent } from './events.ts';
import { findStart, instantOfStart, wishFor } from './find-start.ts';
import { refuse } from './refusals.ts';
import { placeConflicts, replan, stateAfter } from './replan.ts';
import type { DayReservation, DayState, DepartingMove, MoveWish } from './state.ts';

type MoveCommand = Extract<
  DayCommand,
  { type: 'startMove' | 'acceptMove' | 'finishMove' | 'takeOverTables' | 'finishHandOver' | 'pointHome' }
>;
type Accept = Extract<MoveCommand, { type: 'acceptMove' }>;

export function decideMove(state: DayState, command: MoveCommand, context: CommandContext): Decision {
  switch (command.type) {
    case 'startMove':
      return startMove(state, command, context);
    case 'acceptMove':
      return acceptMove(state, command, context.now);
    case 'finishMove':
      return finishMove(state, command);
    case 'takeOverTables':
      return takeOverTables(state, command, context.now);
    case 'finishHandOver':
      return accept(state.handOverDue.length === 0 ? [] : [{ type: 'TablesHandedOver' }]);
    case 'pointHome': {
      const { id, date, version } = command;
      const known = state.departures.get(id)?.version ?? 0;
      return accept(known >= version ? [] : [{ type: 'HomePointed', id, date, version }]);
    }
  }
}

function startMove(
  state: DayState,
  command: Extract<MoveCommand, { type: 'startMove' }>,
  context: CommandContext,
): Decision {
  const reservation = state.reservations.get(command.id);
  // Asked again with the same move: it is under way already.
  if (reservation?.move?.moveId === command.moveId) return accept([], command.id);
  const editableNow = editable(state, command.id);
  if ('ok' in editableNow) return editableNow;
  const refusal = refuseModification(state, editableNow, { ...command, changes: { time: editableNow.time } }, context);
  if (refusal !== null) return refusal;
  const { changes, override } = command;
  const wish: MoveWish = {
    time: changes.time ?? editableNow.time,
    utcOffset: changes.utcOffset ?? null,
    partySize: changes.partySize ?? editableNow.partySize,
    durationMinutes: changes.durationMinutes ?? keptDuration(state, editableNow, changes.partySize),
    preferredSeating: changes.preferredSeating ?? editableNow.preferredSeating,
    tableIds: changes.tableIds !== undefined && changes.tableIds.length > 0 ? changes.tableIds : null,
    override,
  };
  const move: DepartingMove = { moveId: command.moveId, targetDate: command.targetDate, wish, startedAt: context.now };
  return accept([{ type: 'MoveStarted', id: command.id, move }], command.id);
}

/** A party of the same size keeps the duration that was asked for; else it gets the usual turn of its new start. */
function keptDuration(state: DayState, reservation: DayReservation, partySize: number | undefined): number | null {
  const sameSize = partySize === undefined || partySize === reservation.partySize;
  return sameSize ? askedDuration(state.configuration, reservation) : null;
}

function acceptMove(state: DayState, command: Accept, now: number): Decision {
  const { moveId, fromDate, wish } = command;
  const id = command.reservation.id;
  const decided = state.arrivals.get(moveId);
  if (decided?.accepted === true) return accept([], id);
  if (decided?.accepted === false)
    return refuse('no_table', 'There was no room for this party on that date; choose another one.');
  const arriving = wish === null ? handedOver(command.reservation, now) : placed(state, command, wish, now);
  if ('ok' in arriving) {
    const refused: DayEvent = { type: 'MoveInRefused', moveId, reservationId: id };
    return state.phase === 'open' ? { ...arriving, events: [refused] } : arriving;
  }
  const event = { type: 'MovedIn', moveId, fromDate, reservation: arriving.reservation, moves: [] } as const;
  const moves = wish === null ? replan(stateAfter(state, [event])) : arriving.moves;
  return accept([{ ...event, moves }], id);
}

function handedOver(reservation: DayReservation, now: number) {
  const { version } = reservation;
  return { reservation: { ...reservation, version: version + 1, move: null, updatedAt: now }, moves: [] };
}

function placed(state: DayState, command: Accept, asked: MoveWish, now: number) {
  const start = instantOfStart(state.configuration, asked.time, asked.utcOffset);
  if (!start.ok) return start;
  const { time, partySize, preferredSeating, override } = asked;
  const { channel } = command.reservation;
  const fields = { time, partySize, preferredSeating, channel, startsAt: start.at };
  const wish = wishFor(state.configuration, fields, asked.durationMinutes);
  const context = { now, exclude: String(command.reservation.id), override };
  const found =
    asked.tableIds === null ? findStart(state, wish, context) : findOnTables(state, wish, asked.tableIds, context);
  if (!found.ok) return found;
  const reservation: DayReservation = {
    ...command.reservation,
    ...wish,
    tableIds: found.tableIds,
    pinned: asked.tableIds !== null,
    version: command.reservation.version + 1,
    arrivedAt: null,
    late: false,
    move: null,
    updatedAt: now,
  };
  return { reservation, moves: found.moves };
}

/** Only the move that is under way ends here; a late echo of an older one finds nothing to do. */
function finishMove(state: DayState, command: Extract<MoveCommand, { type: 'finishMove' }>): Decision {
  const { id, moveId, accepted, version } = command;
  const move = state.reservations.get(id)?.move ?? null;
  if (move?.moveId !== moveId) return accept([], id);
  if (!accepted) return accept([{ type: 'MoveRefused', id, moveId }], id);
  const { targetDate } = move;
  const event = { type: 'MovedOut', id, moveId, targetDate, version, moves: [] } as const;
  return accept([{ ...event, moves: placeConflicts(state, event) }], id);
}

function takeOverTables(
  state: DayState,
  { fromDate, tableIds }: Extract<MoveCommand, { type: 'takeOverTables' }>,
  now: number,
): Decision {
  if (state.takenOverFrom.includes(fromDate)) return accept([]);
  return accept([{ type: 'TablesTakenOver', fromDate, tableIds, since: now }]);
}
