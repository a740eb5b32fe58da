/** Months of service that lie behind: every party at a table that was free, as a careful host would have kept the book. */
import { addDays } from '../../worker/domain/time/service-date.ts';
import { openFixedBook } from '../fixed-best-fit.ts';
import type { FixedFloor } from '../fixed-best-fit.ts';
import { datesFrom, drawParties } from './demand.ts';
import type { DrawnParty } from './demand.ts';
import type { DemoHouse } from './house.ts';
import type { PastGuest, PastReservation } from './past-rows.ts';

export interface Past {
  readonly guests: readonly PastGuest[];
  readonly reservations: readonly PastReservation[];
}

const minuteMs = 60_000;

/** `days` dates before `today`. */
export function pastOf(house: DemoHouse, floor: FixedFloor, today: string, days: number): Past {
  const guests = new Map<number, PastGuest>();
  const reservations: PastReservation[] = [];
  for (const date of datesFrom(addDays(today, -days), days)) {
    const parties = seatAll(house, floor, drawParties(house, date));
    parties.forEach(({ party, tableIds }, index) => {
      reservations.push(rowOf(house, party, tableIds, index + 1));
      if (party.guest !== null) remember(guests, party, party.guest);
    });
  }
  return { guests: [...guests.values()], reservations };
}

interface SeatedParty {
  readonly party: DrawnParty;
  readonly tableIds: readonly number[];
}

/** In the order in which they booked; a party for which no table was left was turned away and is nowhere. */
function seatAll(house: DemoHouse, floor: FixedFloor, parties: readonly DrawnParty[]): SeatedParty[] {
  const book = openFixedBook(floor);
  return parties.flatMap((party): SeatedParty[] => {
    if (party.fate === 'cancels') return [{ party, tableIds: [] }];
    const seatedAt = seatedAtOf(party);
    const promisedUntil = party.startsAt + turnMinutesOf(house, party.partySize) * minuteMs;
    const leavesAt = Math.max(promisedUntil, seatedAt + party.stayMinutes * minuteMs);
    const tableIds = book.book({
      partySize: party.partySize,
      from: Math.min(party.startsAt, seatedAt) / minuteMs,
      until: leavesAt / minuteMs + house.settings.resetMinutes,
    });
    return tableIds === null ? [] : [{ party, tableIds }];
  });
}

function turnMinutesOf(house: DemoHouse, partySize: number): number {
  const { turnTimes } = house.settings;
  return (turnTimes.find(({ partySizeMax }) => partySize <= partySizeMax) ?? turnTimes.at(-1))?.minutes ?? 90;
}

/** Coats, a word at the door. */
function seatedAtOf({ source, arrivesAt }: DrawnParty): number {
  return arrivesAt + (source === 'walk_in' ? 0 : 2 * minuteMs);
}

function rowOf(house: DemoHouse, party: DrawnParty, tableIds: readonly number[], sequence: number): PastReservation {
  const { guest, fate, source, date, time, startsAt, bookedAt, arrivesAt } = party;
  const came = fate === 'comes';
  const seatedAt = seatedAtOf(party);
  const completedAt = seatedAt + party.stayMinutes * minuteMs;
  return {
    sequence,
    version: came ? 4 : 2,
    serviceDate: date,
    status: came ? 'completed' : fate === 'cancels' ? 'cancelled' : 'no_show',
    source,
    startsAt,
    time,
    partySize: party.partySize,
    durationMinutes: turnMinutesOf(house, party.partySize),
    tableIds: [...tableIds],
    guestId: guest?.id ?? null,
    guestName: guest?.name ?? 'Walk-in',
    guestPhone: guest?.phone ?? '',
    guestEmail: guest?.email ?? null,
    specialRequests: party.request,
    occasion: party.occasion,
    notes: party.notes,
    preferred: party.preferred,
    arrivedAt: came ? arrivesAt : null,
    seatedAt: came ? seatedAt : null,
    completedAt: came ? completedAt : null,
    late: false,
    conflict: false,
    createdAt: bookedAt,
    updatedAt: came ? completedAt : fate === 'cancels' ? party.cancelledAt : startsAt + 45 * minuteMs,
  };
}

function remember(
  guests: Map<number, PastGuest>,
  party: DrawnParty,
  { id, name, phone, email }: NonNullable<DrawnParty['guest']>,
): void {
  const known = guests.get(id);
  guests.set(id, {
    id,
    name,
    phoneDigits: phone.replace(/\D/g, ''),
    email,
    createdAt: Math.min(known?.createdAt ?? Infinity, party.bookedAt),
    lastSeenAt: Math.max(known?.lastSeenAt ?? 0, party.startsAt),
  });
}
