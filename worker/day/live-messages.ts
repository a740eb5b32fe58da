/**
 * What a socket is told when the day went from one state to another. Made by comparing the two, never by reading the
 * events: what a client missed is the comparison of the state it knew with the present one.
 */
import type { FloorSnapshot, LiveMessage, TableStatusEvent } from '../contract/live.ts';
import type { Capability } from '../domain/access.ts';
import type { DayReservation, DayState } from '../domain/reservation/state.ts';
import { instantText } from '../domain/time/service-date.ts';
import { withinBudget } from './message-budget.ts';
import { reservationView, tableView, trimReservation } from './views.ts';
import type { ViewContext } from './views.ts';
import { trimWaitlistEntry, waitlistOf, waitlistView } from './waitlist-view.ts';

export interface LiveContext extends ViewContext {
  readonly now: number;
  readonly notesOf: (state: DayState, tableId: number) => string | undefined;
}

export function snapshotOf(state: DayState, context: LiveContext): FloorSnapshot {
  const { configuration } = state;
  return {
    type: 'snapshot',
    seq: state.seq,
    restaurantId: configuration.restaurantId,
    serviceDate: configuration.serviceDate,
    zone: configuration.zone,
    now: instantText(context.now),
    phase: state.phase,
    tables: tableStates(state, context),
    reservations: [...state.reservations.values()].map((each) => reservationView(state, each, context)),
    waitlist: waitlistOf(state, context),
    heldTableIds: heldTableIds(state),
    lateAfterMinutes: configuration.policies.lateAfterMinutes,
    configurationVersion: configuration.version,
  };
}

/** The floor as a role may see it. */
export function trimSnapshot(snapshot: FloorSnapshot, capabilities: ReadonlySet<Capability>): FloorSnapshot {
  return {
    ...snapshot,
    reservations: snapshot.reservations.map((each) => trimReservation(each, capabilities)),
    waitlist: snapshot.waitlist.map((each) => trimWaitlistEntry(each, capabilities)),
  };
}

export function tableStates(state: DayState, context: LiveContext): FloorSnapshot['tables'] {
  return state.configuration.tables.map(({ id }) => tableView(state, id, context.now, context.notesOf(state, id)));
}

/** For a socket that opens: what it missed since the seq it knew, or the whole floor where that cannot be told. */
export function firstMessages(
  state: DayState,
  since: number,
  stateAt: (seq: number) => DayState | null,
  context: LiveContext,
): LiveMessage[] {
  const known = Number.isInteger(since) && since > 0 && since <= state.seq ? stateAt(since) : null;
  return known === null ? [snapshotOf(state, context)] : messagesBetween(known, state, context);
}

export function messagesBetween(before: DayState, after: DayState, context: LiveContext): LiveMessage[] {
  const messages: LiveMessage[] = [
    ...changedReservations(before, after, context),
    ...tableMessages(before, after, context),
    ...waitlistMessages(before, after, context),
  ];
  const held = heldTableIds(after);
  if (held.join() !== heldTableIds(before).join()) {
    messages.push({ type: 'holds', seq: after.seq, heldTableIds: held });
  }
  if (before.configuration.version !== after.configuration.version) {
    messages.push({ type: 'config', seq: after.seq, configurationVersion: after.configuration.version });
  }
  return messages.map(withinBudget);
}

/** How some reservations stand now, apart from any event. */
export function reservationMessages(state: DayState, ids: readonly number[], context: LiveContext): LiveMessage[] {
  return ids.flatMap((id) => {
    const reservation = state.reservations.get(id);
    if (reservation === undefined) return [];
    const message = frame(state, context, 'reservation_update', reservation.tableIds[0] ?? 0);
    message.data.reservation = reservationView(state, reservation, context);
    return [withinBudget(message)];
  });
}

function changedReservations(before: DayState, after: DayState, context: LiveContext): TableStatusEvent[] {
  const messages: TableStatusEvent[] = [];
  for (const [id, reservation] of after.reservations) {
    const old = before.reservations.get(id);
    if (old === reservation) continue;
    const seatingChanged = (old?.status === 'seated') !== (reservation.status === 'seated');
    const type = seatingChanged ? 'occupancy_change' : 'reservation_update';
    const message = frame(after, context, type, reservation.tableIds[0] ?? 0);
    message.data.reservation = reservationView(after, reservation, context);
    messages.push(message);
  }
  for (const [id, gone] of before.reservations) {
    if (after.reservations.has(id)) continue;
    const message = frame(after, context, 'reservation_update', gone.tableIds[0] ?? 0);
    message.data.removedReservationId = id;
    messages.push(message);
  }
  return messages;
}

function waitlistMessages(before: DayState, after: DayState, context: LiveContext): LiveMessage[] {
  return [...after.waitlist.values()].flatMap((party) => {
    if (before.waitlist.get(party.id) === party) return [];
    return [{ type: 'waitlist', seq: after.seq, entry: waitlistView(after, party, context) }];
  });
}

/** Only tables that something touched: comparing all would cost every command a walk over the floor. */
function tableMessages(before: DayState, after: DayState, context: LiveContext): TableStatusEvent[] {
  const messages: TableStatusEvent[] = [];
  for (const tableId of touchedTables(before, after)) {
    const notes = context.notesOf(after, tableId);
    const old = tableView(before, tableId, context.now, notes);
    const state = tableView(after, tableId, context.now, notes);
    if (JSON.stringify(old) === JSON.stringify(state)) continue;
    const message = frame(after, context, 'status_change', tableId);
    message.data = { previousStatus: old.status, newStatus: state.status, state };
    if (state.currentOrder !== undefined) message.data.occupancy = state.currentOrder;
    messages.push(message);
  }
  return messages;
}

function touchedTables(before: DayState, after: DayState): Set<number> {
  const touched = new Set<number>();
  const add = (party: DayReservation | { tableIds: readonly number[] } | undefined): void => {
    for (const tableId of party?.tableIds ?? []) touched.add(tableId);
  };
  for (const [id, party] of after.reservations) {
    const old = before.reservations.get(id);
    if (old !== party) [old, party].forEach(add);
  }
  for (const [id, party] of before.reservations) if (!after.reservations.has(id)) add(party);
  for (const [id, hold] of after.holds) if (before.holds.get(id) !== hold) [before.holds.get(id), hold].forEach(add);
  for (const [id, hold] of before.holds) if (!after.holds.has(id)) add(hold);
  for (const [id, party] of after.waitlist) {
    const old = before.waitlist.get(id);
    if (old !== party) [old?.call ?? undefined, party.call ?? undefined].forEach(add);
  }
  for (const [tableId, condition] of after.conditions) {
    if (before.conditions.get(tableId) !== condition) touched.add(tableId);
  }
  for (const state of [before, after]) {
    const other = state === before ? after : before;
    for (const [id, block] of state.blocks) if (other.blocks.get(id) !== block) touched.add(block.tableId);
  }
  if (before.configuration !== after.configuration) {
    for (const table of after.configuration.tables) touched.add(table.id);
  }
  return touched;
}

function frame(
  state: DayState,
  context: LiveContext,
  type: TableStatusEvent['type'],
  tableId: number,
): TableStatusEvent {
  return {
    type,
    seq: state.seq,
    restaurantId: state.configuration.restaurantId,
    serviceDate: state.configuration.serviceDate,
    tableId,
    data: { newStatus: tableView(state, tableId, context.now, undefined).status },
    timestamp: instantText(context.now),
  };
}

function heldTableIds(state: DayState): number[] {
  return [...new Set([...state.holds.values()].flatMap((hold) => hold.tableIds))].sort((a, b) => a - b);
}
