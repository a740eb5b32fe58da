import type { Reservation, Table, WaitlistEntry } from '#contract';
import type { Situation } from './table-status.ts';

/** Whoever looks for a table: a booked party, or one that waits at the door. */
export type Seeker = Pick<
  Reservation,
  'id' | 'partySize' | 'status' | 'startsAt' | 'endsAt' | 'duration' | 'plannedTableIds'
>;

/** How long a party from the door is thought to stay when tables are marked; the day knows better. */
const stayAssumedMinutes = 90;

export function seekerAtTheDoor({ id, partySize, tableIds }: WaitlistEntry, now: number): Seeker {
  return {
    id,
    partySize,
    status: 'confirmed',
    startsAt: new Date(now).toISOString(),
    endsAt: new Date(now + stayAssumedMinutes * 60_000).toISOString(),
    duration: stayAssumedMinutes,
    plannedTableIds: tableIds,
  };
}

export interface FitQuestion {
  readonly table: Pick<Table, 'id' | 'capacity'>;
  readonly situation: Situation;
  /** Seated and planned at the table, by start. */
  readonly parties: readonly Reservation[];
  /** Who is being given a table. */
  readonly picked: Seeker;
  /** The day's clock, epoch milliseconds. */
  readonly now: number;
  /** Now, for who is here; else the plan of another time is changed. */
  readonly seatNow: boolean;
  readonly timeWords: (wallTime: string) => string;
}

/** What speaks against a table, in a few words for the table itself. */
export interface Misfit {
  readonly reason: string;
  /** Whose it is. */
  readonly name: string;
  /** False: the house may find another table for who is planned there. */
  readonly firm: boolean;
}

/** A hint that spares a host a refusal; null when the party fits. The decision is the day's. */
export function misfitOf({ table, situation, parties, picked, now, seatNow, timeWords }: FitQuestion): Misfit | null {
  if (situation.party?.id === picked.id) return firm('is here');
  if (situation.status === 'blocked') return firm('blocked');
  if (seatNow) {
    if (situation.status === 'seated' || situation.status === 'overdue') return firm('taken', situation.party);
    if (situation.status === 'cleaning') return firm('cleaning');
  }
  if (table.capacity < picked.partySize && !isJoinedFor(picked, table.id))
    return firm(`seats ${String(table.capacity)}`);
  const { startsAt, endsAt } = timeOf(picked, now, seatNow);
  const clash = parties.find(
    (party) => party.id !== picked.id && Date.parse(party.startsAt) < endsAt && Date.parse(party.endsAt) > startsAt,
  );
  if (clash === undefined) return null;
  const holdsOn = clash.pinned === true || clash.status === 'seated';
  return { reason: timeWords(clash.reservationTime), name: clash.guestInfo.name, firm: holdsOn };
}

function firm(reason: string, party: Reservation | null = null): Misfit {
  return { reason, name: party?.guestInfo.name ?? '', firm: true };
}

/** One table of a combination that the house planned for this party. */
function isJoinedFor(picked: Seeker, tableId: number): boolean {
  const planned = picked.plannedTableIds ?? [];
  return planned.length > 1 && planned.includes(tableId);
}

/** When the party would sit there, epoch milliseconds. */
function timeOf(picked: Seeker, now: number, seatNow: boolean): { startsAt: number; endsAt: number } {
  const endsAt = Date.parse(picked.endsAt);
  if (picked.status === 'seated') return { startsAt: now, endsAt: Math.max(endsAt, now) };
  if (!seatNow) return { startsAt: Date.parse(picked.startsAt), endsAt };
  return { startsAt: now, endsAt: now + picked.duration * 60_000 };
}
