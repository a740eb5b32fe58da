/** Tables during service: their statuses, who is put on them, what takes them out of service. */
import { randomUUID } from 'node:crypto';
import type { FloorSnapshot } from '../contract/live.ts';
import type { Table, TableStatus } from '../contract/tables.ts';
import { capabilitiesAt } from '../domain/access.ts';
import type { DayCommand } from '../domain/reservation/commands.ts';
import type { DayState } from '../domain/reservation/state.ts';
import { now } from '../day/clock.ts';
import type { DetailsChange } from '../day/ledger.ts';
import { snapshotOf, trimSnapshot } from '../day/live-messages.ts';
import { endMaintenance, startMaintenance } from '../store/maintenance.ts';
import { findTable } from '../store/tables.ts';
import type { UserActor } from './actor.ts';
import { askDay, mayHaveObject, today } from './ask-day.ts';
import type { DayCall } from './ask-day.ts';
import { changeConfiguration } from './change-configuration.ts';
import { readDay } from './day-reader.ts';
import type { ApiCall, Handlers } from './operation.ts';
import { answer } from './operation.ts';
import { ProblemAnswer, notFoundProblem, problem } from './problem.ts';
import { liveStatesOf, tableView } from './table-view.ts';

export const floorHandlers = {
  'GET /api/restaurants/{id}/floor': async (call) => {
    const snapshot = await floorOf(call, call.query.date);
    if (snapshot instanceof ProblemAnswer) return snapshot;
    return trimSnapshot(snapshot, capabilitiesAt(call.actor.grants, call.restaurant));
  },

  'GET /api/restaurants/{id}/tables/status': async (call) => {
    const snapshot = await floorOf(call, call.query.date);
    return snapshot instanceof ProblemAnswer ? snapshot : { items: snapshot.tables, nextCursor: null };
  },

  'PUT /api/restaurants/{id}/tables/{tableId}/status': async (call) => {
    const { status, guestCount, reservationId, until, notes } = call.body;
    const onTable: OnTable = { ...call, params: { tableId: call.params.tableId } };
    return changeStatus[status](onTable, { guestCount, reservationId, until, notes });
  },
  'PUT /api/tables/{tableId}/occupy': (call) =>
    changeStatus.occupied(call, {
      guestCount: call.body?.guestCount,
      reservationId: call.body?.reservationId,
      durationMinutes: call.body?.duration,
    }),
  'PUT /api/tables/{tableId}/clean': (call) => changeStatus.cleaning(call, {}),
  'PUT /api/tables/{tableId}/available': (call) => changeStatus.available(call, {}),
  'PUT /api/tables/{tableId}/maintenance': (call) =>
    changeStatus.maintenance(call, { until: call.body?.until, notes: call.body?.notes }),

  'POST /api/restaurants/{id}/blocks': async (call) => {
    const { tableId, from, until, notes, override = false } = call.body;
    const date = call.query.date ?? today(call.restaurant);
    if (!mayHaveObject(call.restaurant, date)) return notFoundProblem('date');
    const command: DayCommand = {
      type: 'blockTable',
      blockId: `block-${randomUUID()}`,
      tableId,
      from: instantOf(from),
      until: instantOf(until),
      override,
    };
    const blocked = await askDay(call, date, command, { notes });
    if (blocked instanceof ProblemAnswer) return blocked;
    if (!blocked.ok || blocked.block === null) throw new Error('a block was accepted without one');
    const path = `/api/restaurants/${String(call.restaurant.restaurantId)}/blocks/${blocked.block.blockId}`;
    return answer(blocked.block, { location: `${path}?date=${date}` });
  },

  'DELETE /api/restaurants/{id}/blocks/{blockId}': async (call) => {
    const date = call.query.date ?? today(call.restaurant);
    const { blockId } = call.params;
    if (!mayHaveObject(call.restaurant, date)) return notFoundProblem('block');
    const ended = await askDay(call, date, { type: 'unblockTable', blockId });
    if (ended instanceof ProblemAnswer) return ended;
    return ended.ok && ended.block !== null ? ended.block : notFoundProblem('block');
  },
} satisfies Handlers;

/** The floor of a date; one that was never opened is an empty room. */
export async function floorOf(
  { env, restaurant }: Pick<DayCall, 'env' | 'restaurant'>,
  asked: string | undefined,
): Promise<FloorSnapshot | ProblemAnswer> {
  const date = asked ?? today(restaurant);
  if (!mayHaveObject(restaurant, date)) return notFoundProblem('date');
  const empty = (state: DayState, at: number): FloorSnapshot =>
    snapshotOf(state, { ...noDetails, now: at, notesOf: (of, tableId) => maintenanceNotes(of, tableId) });
  return readDay(env, restaurant, date, (stub) => stub.floor(), empty);
}

/** Nobody has booked an empty room, so nothing is looked up. */
const noDetails = { confirmationKey: [], detailsOf: () => ({ details: {}, guestId: null }) };

function maintenanceNotes(state: DayState, tableId: number): string | undefined {
  return state.configuration.maintenance.find((block) => block.tableId === tableId)?.notes ?? undefined;
}

interface StatusChange {
  readonly guestCount?: number | undefined;
  readonly reservationId?: number | undefined;
  readonly durationMinutes?: number | undefined;
  readonly until?: string | undefined;
  readonly notes?: string | undefined;
}
type OnTable = Omit<ApiCall<'PUT /api/tables/{tableId}/clean'>, 'body'> & {
  readonly body?: unknown;
};

/** A table at which nobody said how many sit. */
const guestCountUnsaid = 2;

const changeStatus = {
  async occupied(call, { guestCount, reservationId, durationMinutes }) {
    const { tableId } = call.params;
    if (reservationId !== undefined) {
      return tableAfter(call, { type: 'seatParty', id: reservationId, tableIds: [tableId], override: false });
    }
    const row = await findTable(call.env, tableId);
    if (row === null) return notFoundProblem('table');
    const partySize = guestCount ?? Math.max(row.partySizeMin, Math.min(guestCountUnsaid, row.capacity));
    return tableAfter(call, {
      type: 'seatWalkIn',
      partySize,
      tableIds: [tableId],
      durationMinutes: durationMinutes ?? null,
      preferredSeating: [],
      override: false,
    });
  },
  cleaning: (call, _change) => tableAfter(call, { type: 'cleanTable', tableId: call.params.tableId }),
  async available(call, _change) {
    const { tableId } = call.params;
    const ended = await endMaintenanceOf(call, tableId);
    return ended instanceof ProblemAnswer ? ended : tableAfter(call, { type: 'readyTable', tableId });
  },
  async reserved(_call, _change) {
    return problem('transition_not_allowed', 'A table becomes reserved by a booking, not by hand.');
  },
  maintenance: (call, { until, notes }) => takeOutOfService(call, until, notes),
} satisfies Record<TableStatus, (call: OnTable, change: StatusChange) => Promise<Table | ProblemAnswer>>;

/** Asks today's object, then answers the table as it is now. */
async function tableAfter(call: OnTable, command: DayCommand, details?: DetailsChange): Promise<Table | ProblemAnswer> {
  const { env, restaurant, params } = call;
  const row = await findTable(env, params.tableId);
  if (row === null) return notFoundProblem('table');
  const done = await askDay(call, today(restaurant), command, details);
  if (done instanceof ProblemAnswer) return done;
  if (!done.ok) return problem('transition_not_allowed', `This reservation is now on ${done.movedTo}, not today.`);
  return tableView(row, await liveStatesOf(env, restaurant), true);
}

/** Maintenance may outlast the day, so it is configuration: every date it touches applies it. */
async function takeOutOfService(
  call: OnTable,
  until: string | undefined,
  notes: string | undefined,
): Promise<Table | ProblemAnswer> {
  const { env, restaurant, params } = call;
  const { tableId } = params;
  const row = await findTable(env, tableId);
  if (row === null) return notFoundProblem('table');
  const before = (await liveStatesOf(env, restaurant)).get(tableId);
  if (before?.status === 'occupied') return problem('table_occupied', 'A party sits at this table; clear it first.');
  const startsAt = now(restaurant.restaurantId);
  const endsAt = instantOf(until);
  if (endsAt !== null && endsAt <= startsAt) {
    const errors = [{ path: 'until', message: 'Give an instant in the future, or leave it out.' }];
    return problem('invalid', 'The maintenance would end before it begins.', { errors });
  }
  const block = { restaurantId: restaurant.restaurantId, tableId, startsAt, endsAt, notes: notes ?? null };
  const changed = await changeConfiguration(staffCall(call), {
    action: 'start-maintenance',
    dryRun: false,
    retryRaces: true,
    plan: async (present) => ({
      configuration: { ...present, maintenance: [...present.maintenance, { ...block, id: 0 }] },
      statements: (database) => [startMaintenance(database, block)],
      before: null,
      after: { tableId, startsAt, endsAt },
    }),
  });
  return changed instanceof ProblemAnswer ? changed : tableView(row, await liveStatesOf(env, restaurant), true);
}

/** Null when the table was not under maintenance. */
async function endMaintenanceOf(call: OnTable, tableId: number): Promise<ProblemAnswer | null> {
  const { env, restaurant } = call;
  const states = await liveStatesOf(env, restaurant);
  if (states.get(tableId)?.status !== 'maintenance') return null;
  const at = now(restaurant.restaurantId);
  const changed = await changeConfiguration(staffCall(call), {
    action: 'end-maintenance',
    dryRun: false,
    retryRaces: true,
    plan: async (present) => ({
      configuration: { ...present, maintenance: present.maintenance.filter((each) => each.tableId !== tableId) },
      statements: (database) => [endMaintenance(database, tableId, at)],
      before: present.maintenance.filter((each) => each.tableId === tableId),
      after: null,
    }),
  });
  return changed instanceof ProblemAnswer ? changed : null;
}

function staffCall(
  call: OnTable,
): Pick<DayCall, 'env' | 'ctx' | 'restaurant' | 'request'> & { readonly actor: UserActor } {
  const { env, ctx, restaurant, actor, request } = call;
  return { env, ctx, restaurant, actor, request };
}

function instantOf(text: string | undefined): number | null {
  return text === undefined ? null : Date.parse(text);
}
