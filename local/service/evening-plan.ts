/** Which evening is played, and what the people who booked it will do. */
import type { Reservation } from '../../worker/contract/reservations.ts';
import { addDays, resolveWallTime, serviceDateAt, weekdayOf } from '../../worker/domain/time/service-date.ts';
import type { ApiClient } from '../api-client.ts';
import type { Chance } from '../../worker/domain/chance.ts';

export interface EveningDate {
  readonly restaurantId: number;
  readonly restaurantName: string;
  readonly zone: string;
  readonly date: string;
  /** Half past four, when the first cook comes in; epoch milliseconds. */
  readonly startsAt: number;
  readonly booked: readonly Reservation[];
}

/** A party that booked before, and what it is up to. Instants in epoch milliseconds. */
export interface ExpectedParty {
  readonly reservation: Reservation;
  readonly fate: 'comes' | 'cancels' | 'no_show' | 'comes_after_no_show';
  /** When it calls, comes or would have come. */
  readonly at: number;
  readonly stayMinutes: number;
}

const firstCook = '16:30';
const datesLookedAt = 15;
const partiesMin = 12;
const friday = 5;
const minuteMs = 60_000;

/** The coming Friday with enough bookings, else another evening that has them; null where there is none. */
export async function chooseEvening(api: ApiClient, restaurantId: number): Promise<EveningDate | null> {
  const params = { id: restaurantId };
  const { zone, dayBoundary, name } = await api.demand('GET /api/restaurants/{id}', { params });
  const today = serviceDateAt(Date.now(), zone, dayBoundary);
  const dates = Array.from({ length: datesLookedAt }, (_, index) => addDays(today, index));
  const fridaysFirst = dates.sort((a, b) => Number(weekdayOf(b) === friday) - Number(weekdayOf(a) === friday));
  for (const date of fridaysFirst) {
    const start = resolveWallTime(date, firstCook, zone, dayBoundary);
    if (start.kind !== 'unique' || start.at < Date.now()) continue;
    const booked = await reservationsOn(api, restaurantId, date);
    const untouched = booked.every(
      ({ status }) => status === 'pending' || status === 'confirmed' || status === 'cancelled',
    );
    const tonight = booked.filter((each) => isExpected(each) && Date.parse(each.startsAt) >= start.at);
    if (!untouched || tonight.length < partiesMin) continue;
    return { restaurantId, restaurantName: name, zone, date, startsAt: start.at, booked };
  }
  return null;
}

/** Everything on one date, from its object. */
async function reservationsOn(api: ApiClient, restaurantId: number, date: string): Promise<Reservation[]> {
  const all: Reservation[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.demand('GET /api/restaurants/{id}/reservations', {
      params: { id: restaurantId },
      query: { date, limit: 200, cursor },
    });
    all.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return all;
}

export function isExpected({ status }: Reservation): boolean {
  return status === 'pending' || status === 'confirmed';
}

export function drawFate(reservation: Reservation, opensAt: number, chance: Chance): ExpectedParty {
  const startsAt = Date.parse(reservation.startsAt);
  const fate = chance.weighted([
    ['comes', 82],
    ['cancels', 7],
    ['no_show', 7],
    ['comes_after_no_show', 4],
  ] as const);
  return {
    reservation,
    fate,
    at: instantOf(fate, startsAt, opensAt, chance),
    stayMinutes: stayOf(reservation.duration, chance),
  };
}

function instantOf(fate: ExpectedParty['fate'], startsAt: number, opensAt: number, chance: Chance): number {
  if (fate === 'cancels') return Math.min(opensAt, startsAt) + Math.max(0, startsAt - opensAt) * chance.next() * 0.8;
  if (fate === 'no_show') return startsAt;
  if (fate === 'comes_after_no_show') return startsAt + chance.whole(36, 50) * minuteMs;
  const late = chance.happens(0.18);
  return startsAt + (late ? chance.whole(8, 25) : chance.whole(-8, 6)) * minuteMs;
}

/** Most leave before their turn is over, some outstay it. */
export function stayOf(turnMinutes: number, chance: Chance): number {
  return Math.round(turnMinutes * Math.min(1.35, Math.max(0.55, chance.normal(0.9, 0.16))));
}
