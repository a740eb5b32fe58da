/** The evening: arrive, seat, move, unseat, complete, no-show and its undo. */
import { composeDayId } from '../ids.ts';
import { findBestTable } from '../seating/find-best-table.ts';
import { placeOn } from '../seating/chosen-tables.ts';
import type { SeatingRequest } from '../seating/problem.ts';
import type { DayCommand } from './commands.ts';
import { editable, findOnTables, notAllowed } from './decide-booking.ts';
import { accept } from './decision.ts';
import type { CommandContext, Decision } from './decision.ts';
import type { DayEvent, PlanChange } from './events.ts';
import { findStart } from './find-start.ts';
import { findTableNow, noneFreeText } from './find-table-now.ts';
import { minuteOf, occupancyOf, seatingRequest } from './floor-plan.ts';
import { refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { placeConflicts, replan, stateAfter } from './replan.ts';
import { isExpected } from './state.ts';
import type { DayReservation, DayState } from './state.ts';
import { refusalOfClash, refusalOfTables, refuseIfInUse } from './tables-by-hand.ts';

type ServiceCommand = Extract<
  DayCommand,
  {
    type: 'markArrived' | 'seatParty' | 'moveParty' | 'unseatParty' | 'completeSeating' | 'markNoShow' | 'undoNoShow';
  }
>;
type Seated = Extract<DayEvent, { type: 'PartySeated' }>;

const minuteMs = 60_000;

export function decideSeatingOf(state: DayState, command: ServiceCommand, context: CommandContext): Decision {
  const reservation = editable(state, command.id);
  if ('ok' in reservation) return reservation;
  switch (command.type) {
    case 'markArrived':
      return markArrived(reservation, context.now);
    case 'seatParty':
      return seatParty(state, reservation, command, context.now);
    case 'moveParty':
      return moveParty(state, reservation, command, context.now);
    case 'unseatParty':
      return unseatParty(state, reservation);
    case 'completeSeating':
      return completeSeating(state, reservation, context.now);
    case 'markNoShow':
      return markNoShow(state, reservation);
    case 'undoNoShow':
      return undoNoShow(state, reservation, context.now);
  }
}

function markArrived(reservation: DayReservation, now: number): Decision {
  if (!isExpected(reservation)) return notAllowed(reservation, 'marked as arrived');
  if (reservation.arrivedAt !== null) return accept([], reservation.id);
  return accept([{ type: 'PartyArrived', id: reservation.id, arrivedAt: now }], reservation.id);
}

interface SeatChoice {
  readonly tableIds: readonly number[] | null;
  readonly override: boolean;
}

function seatParty(state: DayState, reservation: DayReservation, choice: SeatChoice, now: number): Decision {
  if (reservation.status !== 'confirmed' && reservation.status !== 'no_show') return notAllowed(reservation, 'seated');
  const { configuration } = state;
  // Seated before its service date began, a party holds the table at its own time.
  const occupiedFrom = now < configuration.startsAt ? reservation.startsAt : now;
  const tableIds = choice.tableIds ?? houseChoice(state, reservation, occupiedFrom);
  if ('ok' in tableIds) return tableIds;
  const durationMinutes = choice.override
    ? reservation.durationMinutes
    : minutesAt(state, reservation, tableIds, occupiedFrom);
  const request = seatingRequest(configuration, { ...reservation, startsAt: occupiedFrom, durationMinutes });
  const event: Seated = {
    type: 'PartySeated',
    id: reservation.id,
    tableIds,
    orderId: orderIdAfter(state),
    seatedAt: now,
    occupiedFrom,
    occupiedUntil: occupiedFrom + durationMinutes * minuteMs,
    override: choice.override,
    moves: [],
  };
  const moves = movesFor(state, request, event, String(reservation.id));
  return 'ok' in moves ? moves : accept([{ ...event, moves }], reservation.id);
}

/** The planned tables where they are free, else the best ones that are. */
function houseChoice(state: DayState, reservation: DayReservation, occupiedFrom: number): readonly number[] | Refusal {
  const { tableIds, id } = reservation;
  const exclude = String(id);
  if (tableIds.length > 0 && refuseIfInUse(state, tableIds, id) === null) {
    const durationMinutes = minutesAt(state, reservation, tableIds, occupiedFrom);
    const stay = seatingRequest(state.configuration, { ...reservation, startsAt: occupiedFrom, durationMinutes });
    if (placeOn(occupancyOf(state), stay, tableIds, { exclude }).ok) return tableIds;
  }
  const request = seatingRequest(state.configuration, { ...reservation, startsAt: occupiedFrom });
  const decision = findTableNow(state, request, { exclude });
  if (decision.ok) return decision.tableIds;
  return refuse(decision.reason, noneFreeText(decision.reason, request.partySize));
}

/**
 * Its usual turn. At its own tables, where others are promised what a late party would need beyond its promised end, the
 * time to that end: being late costs the party minutes, not its table.
 */
function minutesAt(
  state: DayState,
  reservation: DayReservation,
  tableIds: readonly number[],
  occupiedFrom: number,
): number {
  const { id, durationMinutes, startsAt } = reservation;
  const isOwn =
    tableIds.length === reservation.tableIds.length && tableIds.every((each) => reservation.tableIds.includes(each));
  if (!isOwn || occupiedFrom <= startsAt) return durationMinutes;
  const request = seatingRequest(state.configuration, { ...reservation, startsAt: occupiedFrom });
  if (placeOn(occupancyOf(state), request, tableIds, { exclude: String(id) }).ok) return durationMinutes;
  const left = Math.floor((startsAt - occupiedFrom) / minuteMs) + durationMinutes;
  return left > 0 ? left : durationMinutes;
}

/**
 * The plans that must change so that a party can sit at these tables now. Who sits there already cannot be moved by any
 * override; who is only planned there can, and becomes a conflict if nothing else is left.
 */
export function movesFor(
  state: DayState,
  request: SeatingRequest,
  event: Seated | Extract<DayEvent, { type: 'PartyMoved' }>,
  exclude: string,
): readonly PlanChange[] | Refusal {
  const { tableIds, override } = event;
  const refusal =
    refuseIfInUse(state, tableIds, event.id) ?? refusalOfTables(state, request, tableIds, { exclude, override });
  if (refusal !== null) return refusal;
  const placed = placeOn(occupancyOf(state), request, tableIds, { exclude });
  if (placed.ok) return placed.moves;
  if (override) return replan(stateAfter(state, [event]));
  return refusalOfClash(state, tableIds, placed.objections);
}

export function orderIdAfter(state: DayState): number {
  const { restaurantId, serviceDate } = state.configuration;
  return composeDayId({ restaurantId, serviceDate, kind: 'order', sequence: state.orderSequence + 1 });
}

function moveParty(
  state: DayState,
  reservation: DayReservation,
  command: Extract<ServiceCommand, { type: 'moveParty' }>,
  now: number,
): Decision {
  const { tableIds, override } = command;
  const { id } = reservation;
  const event = { type: 'PartyMoved', id, tableIds, leftTableIds: [], override, moves: [] } as const;
  if (isExpected(reservation)) {
    const context = { now, exclude: String(id), override, keepsStart: true };
    const found = findOnTables(state, reservation, tableIds, context);
    return found.ok ? accept([{ ...event, moves: found.moves }], id) : found;
  }
  if (reservation.status !== 'seated') return notAllowed(reservation, 'moved');
  const request = seatedRemainder(state, reservation, now);
  const leftTableIds = reservation.tableIds.filter((tableId) => !tableIds.includes(tableId));
  const moves = movesFor(state, request, { ...event, leftTableIds }, String(id));
  return 'ok' in moves ? moves : accept([{ ...event, leftTableIds, moves }], id);
}

/** The rest of a seating, from now to when it is expected to end. */
function seatedRemainder(state: DayState, reservation: DayReservation, now: number): SeatingRequest {
  const { configuration } = state;
  const startsAt = Math.max(now, reservation.occupiedFrom ?? now);
  const startMinute = minuteOf(configuration, startsAt);
  const endMinute = minuteOf(configuration, reservation.occupiedUntil ?? startsAt) + configuration.resetMinutes;
  return {
    ...seatingRequest(configuration, reservation),
    startMinute,
    endMinute: Math.max(endMinute, startMinute + 1),
  };
}

function unseatParty(state: DayState, reservation: DayReservation): Decision {
  if (reservation.status !== 'seated') return notAllowed(reservation, 'taken from its table');
  const { id } = reservation;
  const exclude = String(id);
  const request = seatingRequest(state.configuration, reservation);
  const back = placeOn(occupancyOf(state), request, reservation.tableIds, { exclude });
  const found = back.ok ? back : findBestTable(occupancyOf(state), request, { exclude });
  const plan = found.ok ? { tableIds: found.tableIds, moves: found.moves } : { tableIds: [], moves: [] };
  return accept([{ type: 'PartyUnseated', id, ...plan }], id);
}

export function completeSeating(state: DayState, reservation: DayReservation, now: number): Decision {
  if (reservation.status !== 'seated') return notAllowed(reservation, 'marked as gone');
  const event = { type: 'SeatingCompleted', id: reservation.id, completedAt: now, moves: [] } as const;
  return accept([{ ...event, moves: placeConflicts(state, event) }], reservation.id);
}

function markNoShow(state: DayState, reservation: DayReservation): Decision {
  if (reservation.status !== 'confirmed') return notAllowed(reservation, 'marked as a no-show');
  const event = { type: 'NoShowMarked', id: reservation.id, moves: [] } as const;
  return accept([{ ...event, moves: placeConflicts(state, event) }], reservation.id);
}

function undoNoShow(state: DayState, reservation: DayReservation, now: number): Decision {
  if (reservation.status !== 'no_show') return notAllowed(reservation, 'expected again');
  const found = findStart(state, reservation, {
    now,
    exclude: String(reservation.id),
    keepsStart: true,
    override: true,
  });
  if (!found.ok) return found;
  const { tableIds, moves } = found;
  return accept([{ type: 'NoShowUndone', id: reservation.id, tableIds, moves }], reservation.id);
}
