import type { OperationKey, Problem, Reservation, WaitlistEntry } from '#contract';
import { call, type CallResult } from '#lib/api/client.ts';

type Fetch = typeof globalThis.fetch;

export type Outcome =
  | { readonly ok: true; readonly reservation: Reservation | null; readonly waiting?: WaitlistEntry }
  | { readonly ok: false; readonly problem: Problem };

/** One thing a host does, with the words for it while it runs and once it stands. */
export interface Command {
  readonly doing: string;
  readonly done: string;
  /** Tables and parties that are shown as busy until the answer is there. */
  readonly touches: readonly number[];
  /** `override` only after the house has refused and a person with the right to do so insisted. */
  send(fetch: Fetch, options: SendOptions): Promise<Outcome>;
  /** Takes it back, where that is possible. */
  readonly undo?: () => Command;
}

export interface SendOptions {
  readonly override: boolean;
  /** One per attempt of a person: a repeated request is answered, not carried out again. */
  readonly key: string;
}

type PartyStep = 'arrive' | 'confirm' | 'unseat' | 'complete';

export function partyLabel(party: Reservation): string {
  return party.guestInfo.name === '' ? `Party of ${String(party.partySize)}` : party.guestInfo.name;
}

/** Seats at these tables, or where the house chooses. */
export function seat(party: Reservation, tableIds: readonly number[], tables: string): Command {
  return {
    doing: `Seating ${partyLabel(party)}`,
    done: `${partyLabel(party)} seated at ${tables}`,
    touches: [party.id, ...tableIds],
    send: async (fetch, { override, key }) =>
      reservationOf(
        await call(fetch, 'PUT /api/reservations/{reservationId}/seat', {
          params: { reservationId: party.id },
          body: { ...chosen(tableIds), ...(override ? { override } : {}) },
          headers: keyed(key),
        }),
      ),
    undo: () => unseat(party, tableIds),
  };
}

/** Moves a seated party, or pins the plan of one that is still to come. */
export function move(party: Reservation, tableIds: readonly number[], tables: string): Command {
  const from = party.status === 'seated' ? party.tableIds : party.plannedTableIds;
  return {
    doing: `Moving ${partyLabel(party)}`,
    done: `${partyLabel(party)} ${party.status === 'seated' ? 'moved' : 'planned'} to ${tables}`,
    touches: [party.id, ...tableIds, ...(from ?? [])],
    send: async (fetch, { override, key }) =>
      reservationOf(
        await call(fetch, 'PUT /api/reservations/{reservationId}/move', {
          params: { reservationId: party.id },
          body: { ...chosen(tableIds), ...(override ? { override } : {}) },
          headers: keyed(key),
        }),
      ),
  };
}

export interface WalkInWish {
  readonly partySize: number;
  readonly name: string;
  readonly tableIds: readonly number[];
}

export function walkIn(restaurantId: number, wish: WalkInWish, tables: string): Command {
  return {
    doing: `Seating a walk-in of ${String(wish.partySize)}`,
    done: `Walk-in of ${String(wish.partySize)} seated${tables === '' ? '' : ` at ${tables}`}`,
    touches: wish.tableIds,
    send: async (fetch, { override, key }) =>
      reservationOf(
        await call(fetch, 'POST /api/restaurants/{id}/walk-ins', {
          params: { id: restaurantId },
          body: {
            partySize: wish.partySize,
            ...(wish.name === '' ? {} : { guestInfo: { name: wish.name } }),
            ...chosen(wish.tableIds),
            ...(override ? { override } : {}),
          },
          headers: keyed(key),
        }),
      ),
  };
}

export const arrive = (party: Reservation): Command => step(party, 'arrive', 'Marking', 'has arrived');
export const confirm = (party: Reservation): Command => step(party, 'confirm', 'Confirming', 'confirmed');

/** The party has left; its tables are to be cleaned. */
export function complete(party: Reservation, tableIds: readonly number[]): Command {
  return { ...step(party, 'complete', 'Clearing', 'has left'), touches: [party.id, ...tableIds] };
}

export function unseat(party: Reservation, tableIds: readonly number[]): Command {
  return {
    ...step(party, 'unseat', 'Unseating', 'is waiting again'),
    touches: [party.id, ...tableIds],
  };
}

export function noShow(party: Reservation): Command {
  return {
    ...markNoShow(party, false),
    undo: () => markNoShow(party, true),
  };
}

export function undoNoShow(party: Reservation): Command {
  return markNoShow(party, true);
}

export function cancel(party: Reservation, reason: string): Command {
  return {
    doing: `Cancelling ${partyLabel(party)}`,
    done: `${partyLabel(party)} cancelled`,
    touches: [party.id],
    send: async (fetch, { key }) =>
      reservationOf(
        await call(fetch, 'DELETE /api/reservations/{reservationId}', {
          params: { reservationId: party.id },
          query: reason === '' ? {} : { reason },
          headers: keyed(key),
        }),
      ),
  };
}

/** Clean and laid: the next party can sit down. */
export function markReady(tableId: number, tableNumber: string): Command {
  return tableStep(tableId, 'available', `Table ${tableNumber} is ready`);
}

export function markCleaning(tableId: number, tableNumber: string): Command {
  return tableStep(tableId, 'clean', `Table ${tableNumber} is being cleaned`);
}

export interface BlockWish {
  readonly restaurantId: number;
  readonly serviceDate: string;
  readonly tableId: number;
  readonly tableNumber: string;
  /** An instant; null until further notice. */
  readonly until: string | null;
  readonly notes: string;
}

export function block(wish: BlockWish): Command {
  return {
    doing: `Blocking table ${wish.tableNumber}`,
    done: `Table ${wish.tableNumber} blocked`,
    touches: [wish.tableId],
    send: async (fetch, { override, key }) =>
      plain(
        await call(fetch, 'POST /api/restaurants/{id}/blocks', {
          params: { id: wish.restaurantId },
          query: { date: wish.serviceDate },
          body: {
            tableId: wish.tableId,
            ...(wish.until === null ? {} : { until: wish.until }),
            ...(wish.notes === '' ? {} : { notes: wish.notes }),
            ...(override ? { override } : {}),
          },
          headers: keyed(key),
        }),
      ),
  };
}

export function unblock(restaurantId: number, serviceDate: string, table: BlockedTable): Command {
  return {
    doing: `Opening table ${table.tableNumber}`,
    done: `Table ${table.tableNumber} is in service again`,
    touches: [table.tableId],
    send: async (fetch, { key }) =>
      plain(
        await call(fetch, 'DELETE /api/restaurants/{id}/blocks/{blockId}', {
          params: { id: restaurantId, blockId: table.blockId },
          query: { date: serviceDate },
          headers: keyed(key),
        }),
      ),
  };
}

export interface BlockedTable {
  readonly tableId: number;
  readonly tableNumber: string;
  readonly blockId: string;
}

function step(party: Reservation, verb: PartyStep, doing: string, done: string): Command {
  return {
    doing: `${doing} ${partyLabel(party)}`,
    done: `${partyLabel(party)} ${done}`,
    touches: [party.id],
    send: async (fetch, { key }) =>
      reservationOf(
        await call(fetch, `PUT /api/reservations/{reservationId}/${verb}`, {
          params: { reservationId: party.id },
          headers: keyed(key),
        }),
      ),
  };
}

function markNoShow(party: Reservation, undo: boolean): Command {
  return {
    doing: `Marking ${partyLabel(party)}`,
    done: undo ? `${partyLabel(party)} is expected again` : `${partyLabel(party)} did not come`,
    touches: [party.id],
    send: async (fetch, { key }) =>
      reservationOf(
        await call(fetch, 'PUT /api/reservations/{reservationId}/no-show', {
          params: { reservationId: party.id },
          body: { undo },
          headers: keyed(key),
        }),
      ),
  };
}

function tableStep(tableId: number, verb: 'available' | 'clean', done: string): Command {
  return {
    doing: 'Updating the table',
    done,
    touches: [tableId],
    send: async (fetch, { key }) =>
      plain(await call(fetch, `PUT /api/tables/{tableId}/${verb}`, { params: { tableId }, headers: keyed(key) })),
  };
}

function chosen(tableIds: readonly number[]): { tableIds?: number[] } {
  return tableIds.length === 0 ? {} : { tableIds: [...tableIds] };
}

function keyed(key: string): Record<string, string> {
  return { 'idempotency-key': key };
}

function reservationOf(result: { ok: true; data: Reservation } | { ok: false; problem: Problem }): Outcome {
  return result.ok ? { ok: true, reservation: result.data } : result;
}

function plain<K extends OperationKey>(result: CallResult<K>): Outcome {
  return result.ok ? { ok: true, reservation: null } : result;
}
