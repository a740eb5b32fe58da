/** The promise: book, confirm, modify on the same date, cancel. */
import { composeDayId, sequenceMax } from '../ids.ts';
import { placeOn } from '../seating/chosen-tables.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import type { DayCommand } from './commands.ts';
import { accept } from './decision.ts';
import type { CommandContext, Decision } from './decision.ts';
import type { PlanChange } from './events.ts';
import { findStart, instantOfStart, isUsual, wishFor } from './find-start.ts';
import type { StartContext, StartFound } from './find-start.ts';
import { occupancyOf, seatingRequest } from './floor-plan.ts';
import { refuse } from './refusals.ts';
import type { Refusal } from './refusals.ts';
import { placeConflicts } from './replan.ts';
import { refusalOfClash, refusalOfTables } from './tables-by-hand.ts';
import { isExpected } from './state.ts';
import type { DayHold, DayReservation, DayState, PartyWish, ReservationStatus } from './state.ts';

type Book = Extract<DayCommand, { type: 'bookTable' }>;
type Modify = Extract<DayCommand, { type: 'modifyReservation' }>;
type BookingCommand = Book | Modify | Extract<DayCommand, { type: 'confirmReservation' | 'cancelReservation' }>;

const minuteMs = 60_000;

export function decideBooking(state: DayState, command: BookingCommand, context: CommandContext): Decision {
  if (command.type === 'bookTable') return bookTable(state, command, context);
  const reservation = editable(state, command.id);
  if ('ok' in reservation) return reservation;
  switch (command.type) {
    case 'confirmReservation':
      return confirmReservation(reservation);
    case 'modifyReservation':
      return modifyReservation(state, reservation, command, context);
    case 'cancelReservation':
      return cancelReservation(state, reservation, context);
  }
}

/** The reservation, unless it is not here or on its way to another date. */
export function editable(state: DayState, id: number): DayReservation | Refusal {
  const reservation = state.reservations.get(id);
  if (reservation === undefined) return refuse('unknown_reservation', 'There is no such reservation on this date.');
  if (reservation.move === null) return reservation;
  return refuse('move_in_progress', 'This reservation is just moving to another date; try again in a moment.');
}

function bookTable(state: DayState, command: Book, { now, actor }: CommandContext): Decision {
  const { configuration } = state;
  const sequence = state.reservationSequence + 1;
  if (sequence > sequenceMax) return refuse('day_full', 'This date has taken as many bookings as it can number.');
  const hold = holdOf(state, command.holdId);
  if (hold !== null && 'ok' in hold) return hold;
  const start = instantOfStart(configuration, command.time, command.utcOffset);
  if (!start.ok) return start;
  const { time, partySize, channel, preferredSeating } = command;
  const asked = { time, partySize, channel, preferredSeating, startsAt: start.at };
  const wish = wishFor(configuration, asked, command.durationMinutes);
  const found = tablesFor(state, wish, command, hold, now);
  if (!found.ok) return found;
  const id = composeDayId({
    restaurantId: configuration.restaurantId,
    serviceDate: configuration.serviceDate,
    kind: 'reservation',
    sequence,
  });
  const reservation: DayReservation = {
    ...wish,
    id,
    version: 1,
    status: beginsPending(state, command, actor.kind) ? 'pending' : 'confirmed',
    source: command.source,
    tableIds: found.tableIds,
    pinned: command.tableIds !== null,
    ...notYetHere,
    createdAt: now,
    updatedAt: now,
  };
  const { override } = command;
  return accept(
    [{ type: 'ReservationBooked', reservation, holdId: hold?.holdId ?? null, override, moves: found.moves }],
    id,
  );
}

/** What service fills in later. */
export const notYetHere = {
  late: false,
  orderId: null,
  occupiedFrom: null,
  occupiedUntil: null,
  arrivedAt: null,
  seatedAt: null,
  completedAt: null,
  move: null,
} as const;

/** The hold that a booking takes over; a hold already used means that the form was sent twice. */
function holdOf(state: DayState, holdId: string | null): DayHold | Refusal | null {
  if (holdId === null) return null;
  if (state.bookedHolds.has(holdId)) return refuse('hold_gone', 'This form has already been used for a booking.');
  // An expired hold costs the guest nothing while there is still room.
  return state.holds.get(holdId) ?? null;
}

function tablesFor(
  state: DayState,
  wish: PartyWish,
  command: Book,
  hold: DayHold | null,
  now: number,
): StartFound | Refusal {
  if (hold !== null && command.tableIds === null && keeps(hold, wish)) {
    return { ok: true, tableIds: hold.tableIds, moves: [] };
  }
  const context = { now, exclude: hold?.holdId, override: command.override };
  return command.tableIds === null
    ? findStart(state, wish, context)
    : findOnTables(state, wish, command.tableIds, context);
}

/** A hold keeps its promise even if notice has run out meanwhile. */
function keeps(hold: DayHold, wish: PartyWish): boolean {
  const sameWishes = hold.preferredSeating.join() === wish.preferredSeating.join();
  const sameSpan = hold.startsAt === wish.startsAt && hold.durationMinutes === wish.durationMinutes;
  return sameSpan && sameWishes && hold.partySize === wish.partySize && hold.channel === wish.channel;
}

/** A start on tables chosen by hand: calendar and pacing decide as always, then these tables. */
export function findOnTables(
  state: DayState,
  wish: PartyWish,
  tableIds: readonly number[],
  context: StartContext,
): StartFound | Refusal {
  const anywhere = findStart(state, wish, context);
  const aboutTables = ['no_table', 'kept_for_demand', 'party_too_large', 'party_too_small', 'no_table_with_features'];
  if (!anywhere.ok && !aboutTables.includes(anywhere.reason)) return anywhere;
  const request = seatingRequest(state.configuration, wish);
  const refusal = refusalOfTables(state, request, tableIds, context);
  if (refusal !== null) return refusal;
  const placed = placeOn(occupancyOf(state), request, tableIds, { exclude: context.exclude });
  if (placed.ok) return { ok: true, tableIds, moves: placed.moves };
  return refusalOfClash(state, tableIds, placed.objections);
}

function beginsPending(state: DayState, command: Book, actor: CommandContext['actor']['kind']): boolean {
  if (actor === 'staff') return false;
  const { confirmByHand, pendingFromPartySize } = state.configuration.policies;
  return confirmByHand || (pendingFromPartySize !== null && command.partySize >= pendingFromPartySize);
}

function confirmReservation(reservation: DayReservation): Decision {
  if (reservation.status === 'confirmed') return accept([], reservation.id);
  if (reservation.status !== 'pending') return notAllowed(reservation, 'confirmed');
  return accept([{ type: 'ReservationConfirmed', id: reservation.id }], reservation.id);
}

/** `wanted` as in "it cannot be cancelled". */
export function notAllowed(reservation: DayReservation, wanted: string): Refusal {
  const detail = `This party ${statusWords[reservation.status]}, so it cannot be ${wanted}.`;
  return refuse('transition_not_allowed', detail);
}

const statusWords: Readonly<Record<ReservationStatus, string>> = {
  pending: 'is not confirmed yet',
  confirmed: 'has a booking and is not seated',
  seated: 'is seated',
  completed: 'has left',
  cancelled: 'has cancelled',
  no_show: 'did not come',
};

function cancelReservation(state: DayState, reservation: DayReservation, { now, actor }: CommandContext): Decision {
  if (!isExpected(reservation)) return notAllowed(reservation, 'cancelled');
  const { cancelUntilMinutes } = state.configuration.policies;
  if (isGuest(actor.kind) && now > reservation.startsAt - cancelUntilMinutes * minuteMs) {
    return refuse('too_late_to_change', 'It is too late to cancel online; please call the restaurant.');
  }
  const event = { type: 'ReservationCancelled', id: reservation.id, moves: [] } as const;
  return accept([{ ...event, moves: placeConflicts(state, event) }], reservation.id);
}

function isGuest(kind: CommandContext['actor']['kind']): boolean {
  return kind === 'guest' || kind === 'customer' || kind === 'anonymous';
}

function modifyReservation(
  state: DayState,
  reservation: DayReservation,
  command: Modify,
  context: CommandContext,
): Decision {
  const refusal = refuseModification(state, reservation, command, context);
  if (refusal !== null) return refusal;
  const changed = changedFields(reservation, command);
  if (changed.length === 0 && command.changedDetails.length === 0) return accept([], reservation.id);
  const wish = wishAfter(state, reservation, command);
  if ('ok' in wish) return wish;
  const plan = planAfter(state, reservation, wish, command, context.now);
  if (!plan.ok) return plan;
  return accept(
    [
      {
        type: 'ReservationModified',
        id: reservation.id,
        wish,
        tableIds: plan.tableIds,
        pinned: plan.pinned,
        changed,
        changedDetails: command.changedDetails,
        override: command.override,
        moves: plan.moves,
      },
    ],
    reservation.id,
  );
}

/** Also asked before a change of date begins. */
export function refuseModification(
  state: DayState,
  reservation: DayReservation,
  command: { readonly version: number | null; readonly changes: Modify['changes'] },
  { now, actor }: CommandContext,
): Refusal | null {
  if (command.version !== null && command.version !== reservation.version) {
    return refuse('stale_edit', 'Somebody else changed this reservation meanwhile; look at it again.');
  }
  const asksForRoom = Object.values(command.changes).some((value) => value !== undefined);
  if (!isExpected(reservation) && (asksForRoom || isGuest(actor.kind))) return notAllowed(reservation, 'changed');
  const { modifyUntilMinutes } = state.configuration.policies;
  if (isGuest(actor.kind) && now > reservation.startsAt - modifyUntilMinutes * minuteMs) {
    return refuse('too_late_to_change', 'It is too late to change this online; please call the restaurant.');
  }
  return null;
}

function changedFields(reservation: DayReservation, { changes }: Modify): string[] {
  const changed: string[] = [];
  if (changes.time !== undefined && changes.time !== reservation.time) changed.push('time');
  if (changes.partySize !== undefined && changes.partySize !== reservation.partySize) changed.push('partySize');
  const { durationMinutes } = changes;
  if (durationMinutes !== undefined && durationMinutes !== reservation.durationMinutes) changed.push('duration');
  const wishes = changes.preferredSeating;
  if (wishes !== undefined && wishes.join() !== reservation.preferredSeating.join()) changed.push('preferredSeating');
  const { tableIds } = changes;
  if (tableIds !== undefined && (tableIds.join() !== reservation.tableIds.join() || !reservation.pinned)) {
    if (tableIds.length > 0 || reservation.pinned || reservation.tableIds.length === 0) changed.push('tables');
  }
  return changed;
}

function wishAfter(state: DayState, reservation: DayReservation, { changes }: Modify): PartyWish | Refusal {
  const time = changes.time ?? reservation.time;
  const partySize = changes.partySize ?? reservation.partySize;
  const { channel } = reservation;
  const preferredSeating = changes.preferredSeating ?? reservation.preferredSeating;
  let { startsAt } = reservation;
  if (time !== reservation.time) {
    const start = instantOfStart(state.configuration, time, changes.utcOffset ?? null);
    if (!start.ok) return start;
    startsAt = start.at;
  }
  const sameSize = partySize === reservation.partySize;
  const kept = sameSize ? askedDuration(state.configuration, reservation) : null;
  const durationMinutes = changes.durationMinutes ?? kept;
  return wishFor(state.configuration, { time, partySize, channel, preferredSeating, startsAt }, durationMinutes);
}

/** The duration that somebody asked for; null where it is the usual one, which depends on the start. */
export function askedDuration(configuration: DayConfiguration, reservation: DayReservation): number | null {
  return isUsual(configuration, reservation) ? null : reservation.durationMinutes;
}

type PlanAfter = { ok: true; tableIds: readonly number[]; pinned: boolean; moves: readonly PlanChange[] } | Refusal;

function planAfter(
  state: DayState,
  reservation: DayReservation,
  wish: PartyWish,
  command: Modify,
  now: number,
): PlanAfter {
  const { tableIds, pinned } = reservation;
  const chosen = command.changes.tableIds;
  const sameNeeds = changedFields(reservation, command).length === 0;
  if (sameNeeds) return { ok: true, tableIds, pinned, moves: [] };
  const keepsStart = wish.startsAt === reservation.startsAt;
  const context = { now, exclude: String(reservation.id), override: command.override, keepsStart };
  if (chosen !== undefined && chosen.length > 0) {
    const found = findOnTables(state, wish, chosen, context);
    return found.ok ? { ...found, pinned: true } : found;
  }
  if (pinned && chosen === undefined) {
    const found = findOnTables(state, wish, tableIds, context);
    if (found.ok) return { ...found, pinned };
  }
  const found = findStart(state, wish, context);
  return found.ok ? { ...found, pinned: false } : found;
}
