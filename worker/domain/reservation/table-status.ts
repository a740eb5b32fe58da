/** The status of a table on the wire, from the day's state and its clock. */
import { blockAt } from './decide-table.ts';
import { isExpected, partyAt } from './state.ts';
import type { DayReservation, DayState } from './state.ts';

export type TableStatus = 'available' | 'occupied' | 'reserved' | 'cleaning' | 'maintenance';

export interface TableNow {
  readonly tableId: number;
  readonly status: TableStatus;
  readonly party: DayReservation | null;
  readonly block: { readonly blockId: string; readonly endsAt: number | null } | null;
  readonly lastCleaned: number | null;
}

/** A table counts as reserved when its next party starts within this time. */
const reservedAheadMinutes = 90;
const minuteMs = 60_000;

export function tableNow(state: DayState, tableId: number, now: number): TableNow {
  const party = partyAt(state, tableId) ?? null;
  const block = blockAt(state, tableId, now);
  const condition = state.conditions.get(tableId);
  const lastCleaned = condition?.lastCleaned ?? null;
  return { tableId, status: statusOf(), party, block, lastCleaned };

  function statusOf(): TableStatus {
    if (party !== null) return 'occupied';
    if (block !== null) return 'maintenance';
    if ((condition?.cleaningSince ?? null) !== null) return 'cleaning';
    return isPromised(state, tableId, now) ? 'reserved' : 'available';
  }
}

/** Held for a form, kept for a party that was called, or planned for a party that is here or soon will be. */
function isPromised(state: DayState, tableId: number, now: number): boolean {
  const until = now + reservedAheadMinutes * minuteMs;
  for (const hold of state.holds.values()) {
    if (hold.tableIds.includes(tableId) && hold.startsAt < until) return true;
  }
  for (const { call } of state.waitlist.values()) if (call?.tableIds.includes(tableId) === true) return true;
  for (const reservation of state.reservations.values()) {
    const planned = isExpected(reservation) && reservation.tableIds.includes(tableId);
    if (planned && reservation.startsAt < until) return true;
  }
  return false;
}
