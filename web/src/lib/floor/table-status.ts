import type { Reservation, TableState } from '#contract';

/** What a host sees; the wire has five, the room seven. */
export const shownStatuses = ['available', 'held', 'reserved', 'seated', 'overdue', 'cleaning', 'blocked'] as const;
export type ShownStatus = (typeof shownStatuses)[number];

export const statusWords: Readonly<Record<ShownStatus, string>> = {
  available: 'Free',
  held: 'Held',
  reserved: 'Reserved',
  seated: 'Seated',
  overdue: 'Overdue',
  cleaning: 'Cleaning',
  blocked: 'Blocked',
};

/** A table is shown as reserved when its next party is due within this time. */
export const reservedWithin_ms = 90 * 60_000;

export interface Situation {
  readonly status: ShownStatus;
  /** Who sits there; null also when someone sits there without a booking on record. */
  readonly party: Reservation | null;
  /** How many sit there. */
  readonly guestCount: number | null;
  /** Who comes next, however far away. */
  readonly next: Reservation | null;
  readonly elapsedMinutes: number | null;
  /** Minutes until the table is expected to be free; negative when it should be already. */
  readonly freeInMinutes: number | null;
  /** The next party should have been here for longer than the house waits before it says so. */
  readonly late: boolean;
  /** Who sits there is expected to stay into the next party's time. */
  readonly conflict: boolean;
  /** The other tables of a joined party, seated or next. */
  readonly joinedTableIds: readonly number[];
  readonly block: TableState['block'] | null;
}

export interface TableFacts {
  readonly state: TableState;
  /** Seated and planned there, by start. */
  readonly parties: readonly Reservation[];
  readonly held: boolean;
  /** The day's clock, epoch milliseconds. */
  readonly now: number;
  readonly lateAfterMinutes: number;
}

export function situationOf({ state, parties, held, now, lateAfterMinutes }: TableFacts): Situation {
  const party = parties.find(({ status }) => status === 'seated') ?? null;
  const next = parties.find(({ status }) => status !== 'seated') ?? null;
  const occupied = party !== null || state.status === 'occupied';
  const stay = occupied ? stayOf(state, party) : null;
  const freeInMinutes = stay === null ? null : minutesBetween(now, stay.endsAt);
  const status = occupied ? ((freeInMinutes ?? 0) < 0 ? 'overdue' : 'seated') : restingStatus(state, next, held, now);
  const joined = party ?? (status === 'reserved' ? next : null);
  return {
    status,
    party,
    guestCount: occupied ? (party?.partySize ?? state.currentOrder?.guestCount ?? null) : null,
    next,
    elapsedMinutes: stay === null ? null : Math.max(0, minutesBetween(stay.seatedAt, now)),
    freeInMinutes,
    late: next !== null && isLate(next, now, lateAfterMinutes),
    conflict: stay !== null && next !== null && Date.parse(next.startsAt) < Math.max(stay.endsAt, now),
    joinedTableIds: joined === null ? [] : tablesOf(joined).filter((id) => id !== state.tableId),
    block: state.block ?? null,
  };
}

/** Not here although its time has come and the grace has passed. */
export function isLate(party: Reservation, now: number, lateAfterMinutes: number): boolean {
  if (party.status !== 'confirmed' && party.status !== 'pending') return false;
  if (party.arrivedAt !== undefined) return false;
  return now - Date.parse(party.startsAt) > lateAfterMinutes * 60_000;
}

function restingStatus(state: TableState, next: Reservation | null, held: boolean, now: number): ShownStatus {
  if (state.status === 'maintenance') return 'blocked';
  if (state.status === 'cleaning') return 'cleaning';
  if (next !== null && Date.parse(next.startsAt) - now <= reservedWithin_ms) return 'reserved';
  return held ? 'held' : 'available';
}

function stayOf(state: TableState, party: Reservation | null): { seatedAt: number; endsAt: number } | null {
  if (party !== null) {
    return { seatedAt: Date.parse(party.seatedAt ?? party.startsAt), endsAt: Date.parse(party.endsAt) };
  }
  if (state.currentOrder === undefined) return null;
  const seatedAt = Date.parse(state.currentOrder.seatedAt);
  return { seatedAt, endsAt: seatedAt + state.currentOrder.estimatedDuration * 60_000 };
}

function tablesOf(party: Reservation): readonly number[] {
  return (party.status === 'seated' ? party.tableIds : party.plannedTableIds) ?? [];
}

/** Whole minutes, rounded towards the past, so that "0 minutes" is less than one. */
function minutesBetween(from: number, to: number): number {
  return Math.floor((to - from) / 60_000);
}
