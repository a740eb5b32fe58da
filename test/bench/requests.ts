/** How many bookings and availability questions a second, against how many bare inserts. */
import type { Chance } from '../../worker/domain/chance.ts';
import type { CallParts } from '../../local/api-client.ts';
import { dinnerRequests } from '../domain/seating/dinner-days.ts';
import type { BenchHouse } from './house.ts';

export interface Measured {
  readonly name: string;
  readonly unit: string;
  /** Ours and the ceiling's, round by round. */
  readonly rounds: (readonly [ours: number, ceiling: number])[];
}

/** Dates are booked side by side, each in order. */
const datesPerRound = 8;
const bookingsPerDate = 24;
const questionsPerDate = 24;

type Booking = NonNullable<CallParts<'POST /api/restaurants/{id}/reservations'>['body']>;

export async function benchRequests(
  house: BenchHouse,
  ceilingOrigin: string,
  chance: Chance,
  goesOn: (round: number) => boolean,
  passed: (done: number) => void,
): Promise<Measured[]> {
  const create: Measured = { name: 'book a table', unit: 'per second', rounds: [] };
  const ask: Measured = { name: 'ask for availability', unit: 'per second', rounds: [] };
  for (let round = 0; goesOn(round); round += 1) {
    const dates = Array.from({ length: datesPerRound }, () => house.freshDate());
    const bookings = dates.map((date) => bookingsOn(date, chance));
    await Promise.all(dates.map((date) => book(house, bookingsOn(date, chance)[0]!)));
    const inserted = await perSecond(bookings, (body) => insert(`${ceilingOrigin}/${body.date ?? ''}`, body));
    const booked = await perSecond(bookings, (body) => book(house, body));
    const questions = dates.map((date) => Array.from({ length: questionsPerDate }, () => date));
    const asked = await perSecond(questions, (date) => askFor(house, date, chance.whole(1, 8)));
    if (round === 0) continue;
    create.rounds.push([booked, inserted]);
    ask.rounds.push([asked, inserted]);
    passed(round);
  }
  return [create, ask];
}

function bookingsOn(date: string, chance: Chance): Booking[] {
  return dinnerRequests(bookingsPerDate, chance.whole(1, 1_000_000)).map(({ partySize, startMinute }, index) => ({
    date,
    time: `${Math.floor(startMinute / 60)}:${String(startMinute % 60).padStart(2, '0')}`,
    partySize,
    guestInfo: { name: `Guest ${index}`, phone: '+1 212 555 0100' },
  }));
}

/** Refusals cost as much as they cost; a forty-table house has few of them at this number of parties. */
async function book({ api, restaurantId }: BenchHouse, body: Booking): Promise<void> {
  const answer = await api.ask('POST /api/restaurants/{id}/reservations', { params: { id: restaurantId }, body });
  if (!answer.ok && answer.status !== 409) throw new Error(`a booking failed: ${answer.problem.detail}`);
}

async function askFor({ api, restaurantId }: BenchHouse, date: string, partySize: number): Promise<void> {
  const query = { date, partySize };
  await api.demand('GET /api/restaurants/{id}/availability', { params: { id: restaurantId }, query });
}

export async function insert(url: string, body: unknown): Promise<void> {
  const headers = { 'Content-Type': 'application/json', Authorization: `Bearer ${'x'.repeat(400)}` };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  await response.text();
}

/** Lists side by side, each list in order. */
async function perSecond<T>(lists: readonly (readonly T[])[], work: (item: T) => Promise<void>): Promise<number> {
  const started = performance.now();
  await Promise.all(
    lists.map(async (list) => {
      for (const item of list) await work(item);
    }),
  );
  return lists.flat().length / ((performance.now() - started) / 1000);
}
