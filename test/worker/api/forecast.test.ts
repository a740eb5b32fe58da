/** Learning from the past, and what is said from it: a house in Paris on a date ahead, with its own clock. */
import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AvailabilityPrediction, Expectations, Forecast } from '../../../worker/contract/forecast.ts';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import worker from '../../../worker/index.ts';
import { learnNow } from '../../../worker/api/learn-houses.ts';
import { questionOf } from '../../../worker/api/predictions.ts';
import { now as clockNow, setClockOffset } from '../../../worker/day/clock.ts';
import { composeDayId } from '../../../worker/domain/ids.ts';
import { addDays, resolveWallTime } from '../../../worker/domain/time/service-date.ts';
import { directory, groupDatabase } from '../../../worker/store/database.ts';
import { guestsPast, learnedHouse, readHistory, takeDueHouses } from '../../../worker/store/house-models.ts';
import { type ReservationProjection, projectReservations } from '../../../worker/store/reservations.ts';
import { restaurantFacts } from '../../../worker/store/restaurant-facts.ts';
import { houseModels } from '../../../worker/store/schema/directory.ts';
import { dateAhead, dayOf, eventually } from '../day/evening.ts';
import { type House, addTables, ask, json, openHouse, problemOf } from './house.ts';

const date = dateAhead(3);
const minuteMs = 60_000;
let house: House;

beforeEach(async () => {
  house = await openHouse();
  await addTables(house, 2, 2);
  itIs('18:00');
});
afterEach(() => {
  setClockOffset(house.id, 0);
});

function startOf(day: string, time: string): number {
  const at = resolveWallTime(day, time, 'Europe/Paris', '04:00');
  if (at.kind === 'gap') throw new Error(`${time} does not exist`);
  return at.kind === 'unique' ? at.at : at.at[0];
}

function itIs(time: string): void {
  setClockOffset(house.id, startOf(date, time) - Date.now());
}

/** A couple at 19:00 that stayed 70 minutes, on a date so many days before. */
function couple(
  daysBefore: number,
  sequence: number,
  more: Partial<ReservationProjection> = {},
): ReservationProjection {
  const serviceDate = addDays(date, -daysBefore);
  const startsAt = startOf(serviceDate, '19:00');
  return {
    id: composeDayId({ restaurantId: house.id, serviceDate, kind: 'reservation', sequence }),
    restaurantId: house.id,
    version: 1,
    serviceDate,
    status: 'completed',
    source: 'online',
    startsAt,
    time: '19:00',
    partySize: 2,
    durationMinutes: 90,
    tableIds: [],
    confirmationNumber: `T${String(daysBefore)}-${String(sequence)}`,
    guestId: null,
    guestName: 'Ada Lovelace',
    guestPhone: '',
    guestEmail: null,
    specialRequests: null,
    occasion: null,
    notes: null,
    preferred: [],
    arrivedAt: startsAt,
    seatedAt: startsAt,
    completedAt: startsAt + 70 * minuteMs,
    late: false,
    conflict: false,
    createdAt: startsAt - 2 * 86_400_000,
    updatedAt: startsAt + 70 * minuteMs,
    ...more,
  };
}

const remember = (rows: readonly ReservationProjection[]) =>
  projectReservations(groupDatabase(env, house.groupId), rows, []);

/** Six couples on each of sixty days before, one of whom did not come. */
async function sixtyDays(): Promise<void> {
  const days = Array.from({ length: 60 }, (_, index) => index + 1);
  await remember(
    days.flatMap((day) =>
      [1, 2, 3, 4, 5, 6].map((sequence) =>
        couple(day, sequence, sequence === 6 ? { status: 'no_show', seatedAt: null, completedAt: null } : {}),
      ),
    ),
  );
}

async function learn(): Promise<void> {
  await learnNow(env, (await restaurantFacts(env, house.id))!, Date.now());
}

const at = (path: string): string => `/api/restaurants/${String(house.id)}${path}`;
const prediction = async (time = '19:00', on = date): Promise<AvailabilityPrediction> =>
  json(ask(`GET ${at(`/availability/prediction?date=${on}&time=${time}`)}`));
const forecast = async (): Promise<Forecast> =>
  json(ask(`GET ${at(`/seating/forecast?date=${date}`)}`, { token: house.host }));
const expectations = async (): Promise<Expectations> =>
  json(ask(`GET ${at(`/seating/expectations?date=${date}`)}`, { token: house.host }));

async function booked(time: string, partySize = 2): Promise<Reservation> {
  const guestInfo = { name: 'Mary', phone: '+33 6 11 22 33 44' };
  const body = { reservationDate: date, reservationTime: time, partySize, guestInfo };
  return json(ask(`POST ${at('/reservations')}`, { token: house.host, body }), 201);
}

describe('prediction', () => {
  test('without a past it is the book alone, and says so; no object is made for it', async () => {
    const answer = await prediction();
    expect(answer.basis).toMatchObject({ kind: 'book', days: 0, learnedAt: null });
    expect(answer.partySizes.map(({ partySize }) => partySize)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(answer.partySizes[1]).toEqual({ partySize: 2, availableNow: true, probability: 1, expectedWaitMinutes: 0 });
    expect(answer.partySizes[5]).toMatchObject({ availableNow: false, probability: 0, expectedWaitMinutes: null });
  });

  test('bookings take the chance away, and say when a table comes free', async () => {
    await booked('19:00');
    await booked('19:00');
    const couples = (await prediction()).partySizes[1]!;
    expect(couples).toEqual({ partySize: 2, availableNow: false, probability: 0, expectedWaitMinutes: 105 });
  });

  test('a past in which the house was full makes an empty book less than certain', async () => {
    itIs('10:00');
    await sixtyDays();
    await learn();
    const { partySizes, basis } = await prediction('19:00', addDays(date, 7));
    expect(basis).toMatchObject({ kind: 'history', days: 60, seatings: 300 });
    expect(partySizes[1]).toMatchObject({ availableNow: true });
    expect(partySizes[1]!.probability).toBeLessThan(0.3);
  });

  test('outside service and in the past nothing is free', async () => {
    for (const time of ['16:00', '12:30']) {
      const { partySizes } = await prediction(time);
      expect(partySizes.every((each) => each.probability === 0 && !each.availableNow)).toBe(true);
    }
  });

  test('a date out of reach and a time that is none are refused', async () => {
    expect(await problemOf(ask(`GET ${at('/availability/prediction?date=2089-01-01&time=19:00')}`))).toBe(
      '422 invalid',
    );
    expect(await problemOf(ask(`GET ${at(`/availability/prediction?date=${date}&time=25:00`)}`))).toBe('422 invalid');
    expect(await problemOf(ask(`GET /api/restaurants/999999/availability/prediction?date=${date}&time=19:00`))).toBe(
      '404 not_found',
    );
  });

  test('is worked out once for a book, and anew after whatever happens to it', async () => {
    itIs('10:01');
    await booked('19:00');
    const made = await prediction();
    const asked = Math.floor(clockNow(house.id) / 300_000) * 300_000;
    const question = questionOf('19:00', asked, null);
    const day = dayOf(house, date);
    const kept = await eventually(
      async () => (await day.prediction(question))?.known ?? null,
      (known) => known !== null,
    );
    expect(kept).toEqual(made);
    // Whoever asks within the same five minutes is told what is kept, whatever it says.
    const marked = { ...made, basis: { ...made.basis, text: 'kept' } };
    const { seq } = (await day.floor())!;
    await day.keepPrediction(seq, question, marked);
    itIs('10:04');
    expect(await prediction()).toEqual(marked);
    expect((await prediction('19:15')).basis.text).not.toBe('kept');
    itIs('10:05');
    expect(await prediction()).toEqual(made);
    itIs('10:04');
    await booked('19:00');
    // Worked out before the booking, brought back after it: of no use any more.
    await day.keepPrediction(seq, question, marked);
    const after = await prediction();
    expect(after.basis.text).not.toBe('kept');
    expect(after.partySizes[1]).toMatchObject({ availableNow: false, probability: 0 });
  });

  test('of a date without an object is the same for the same configuration, and follows it', async () => {
    itIs('10:01');
    const made = await prediction();
    itIs('10:04');
    expect(await prediction()).toEqual(made);
    await addTables(house, 6);
    const sixes = (of: AvailabilityPrediction) => of.partySizes.find(({ partySize }) => partySize === 6)?.availableNow;
    expect([sixes(made), sixes(await prediction())]).toEqual([false, true]);
  });

  test('a stranger cannot ask without end', async () => {
    const headers = { 'CF-Connecting-IP': '10.99.0.1' };
    const asked = [];
    for (let index = 0; index < 61; index += 1) {
      asked.push(ask(`GET ${at(`/availability/prediction?date=${date}&time=16:00`)}`, { headers }));
    }
    const answers = await Promise.all(asked);
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
  });
});

describe('forecast', () => {
  test('a new house believes what it configured, and expects nobody', async () => {
    const answer = await forecast();
    expect(answer).toMatchObject({ date, learnedAt: null, days: 0, noShowRate: null, cancellationRate: null });
    expect(answer.turns.map(({ partySizeMin, minutes, seatings }) => [partySizeMin, minutes, seatings])).toEqual([
      [1, 90, 0],
      [3, 105, 0],
      [5, 120, 0],
      [7, 150, 0],
    ]);
    expect(answer.demand.every(({ parties, coversUntil }) => parties === 0 && coversUntil === 0)).toBe(true);
  });

  test('turns, demand and no-shows come from the past; what is booked stands beside what is expected', async () => {
    await sixtyDays();
    await learn();
    await booked('19:00');
    const { turns, demand, noShowRate, days, seatings } = await forecast();
    expect({ days, seatings }).toEqual({ days: 60, seatings: 300 });
    const couples = turns.find(({ partySizeMin, period }) => partySizeMin === 1 && period === 'Dinner')!;
    expect(couples.minutes).toBeLessThan(75);
    expect(noShowRate).toBeCloseTo(1 / 6, 1);
    const at19 = demand.find(({ time }) => time === '19:00')!;
    expect(at19.parties).toBeCloseTo(6, 0);
    expect(at19.coversBooked).toBe(2);
  });

  test('is for those who may read reservations', async () => {
    const other = await openHouse();
    const path = at(`/seating/forecast?date=${date}`);
    expect(await problemOf(ask(`GET ${path}`))).toBe('401 no_session');
    expect(await problemOf(ask(`GET ${path}`, { token: other.manager }))).toBe('404 not_found');
    expect(await problemOf(ask(`GET ${at('/seating/forecast?date=2089-01-01')}`, { token: house.host }))).toBe(
      '404 not_found',
    );
  });
});

describe('expectations', () => {
  test('a party that sits is expected to leave when parties like it do, and its table to be reset', async () => {
    await sixtyDays();
    await learn();
    const { id } = await booked('18:00');
    await json(ask(`PUT /api/reservations/${String(id)}/seat`, { token: house.host, body: {} }));
    itIs('18:20');
    const { seatings } = await expectations();
    expect(seatings).toHaveLength(1);
    const [end] = seatings;
    expect(end!.reservationId).toBe(id);
    expect(end!.tableIds).toHaveLength(1);
    const freeAfter = (Date.parse(end!.freeAt) - startOf(date, '18:00')) / minuteMs;
    // Seventy minutes, and fifteen to reset; configured were ninety.
    expect(freeAfter).toBeGreaterThan(80);
    expect(freeAfter).toBeLessThan(95);
    expect(Date.parse(end!.from)).toBeLessThan(Date.parse(end!.freeAt));
    expect(Date.parse(end!.until)).toBeGreaterThan(Date.parse(end!.freeAt));
  });

  test('hints for those who are still to come, never for who is here; nothing while nothing is learned', async () => {
    const coming = await booked('19:00');
    const here = await booked('19:00');
    await json(ask(`PUT /api/reservations/${String(here.id)}/arrive`, { token: house.host, body: {} }));
    expect((await expectations()).attendance).toEqual([]);
    await sixtyDays();
    await learn();
    const { attendance } = await expectations();
    expect(attendance.map(({ reservationId }) => reservationId)).toEqual([coming.id]);
    const [hint] = attendance;
    expect(hint!.noShowProbability).toBeGreaterThan(0.05);
    expect(hint!.noShowProbability).toBeLessThan(0.4);
    expect(hint!.usualNoShowRate).toBeCloseTo(1 / 6, 1);
  });

  test('strangers and other houses hear nothing', async () => {
    const path = at(`/seating/expectations?date=${date}`);
    expect(await problemOf(ask(`GET ${path}`))).toBe('401 no_session');
    expect(await problemOf(ask(`GET ${path}`, { token: (await openHouse()).owner }))).toBe('404 not_found');
  });
});

describe('learning', () => {
  const range = () => ({ from: addDays(date, -182), until: date });

  test('the past of a guest is what was before, at this house, and of nobody else', async () => {
    const guestId = 4_711;
    await remember([
      couple(30, 1, { guestId }),
      couple(20, 1, { guestId, status: 'no_show' }),
      couple(10, 1, { guestId }),
      couple(10, 2, { guestId: 4_712 }),
      couple(5, 1),
      couple(4, 1, { status: 'confirmed' }),
    ]);
    const history = await readHistory(groupDatabase(env, house.groupId), house.id, range());
    const known = history
      .filter(({ serviceDate }) => serviceDate !== addDays(date, -4))
      .map(({ serviceDate, priorVisits, priorNoShows }) => [serviceDate, priorVisits, priorNoShows])
      .sort();
    expect(history).toHaveLength(5);
    expect(known).toEqual([
      [addDays(date, -30), 0, 0],
      [addDays(date, -20), 1, 0],
      [addDays(date, -10), 0, 0],
      [addDays(date, -10), 1, 1],
      [addDays(date, -5), 0, 0],
    ]);
    await remember([couple(0, 9, { guestId, status: 'confirmed' })]);
    const pasts = await guestsPast(groupDatabase(env, house.groupId), house.id, { date, from: range().from });
    expect([...pasts.values()].map(({ priorVisits, priorNoShows }) => [priorVisits, priorNoShows])).toEqual([[2, 1]]);
  });

  test('the cron learns every house, once a night', async () => {
    await sixtyDays();
    // Ten houses a minute, and this file has opened more.
    for (let minute = 0; minute < 3; minute += 1) {
      await worker.scheduled(createScheduledController({ cron: '* * * * *' }), env);
    }
    expect((await learnedHouse(env, house.id))?.model.days).toBe(60);
    const due = await directory(env).select().from(houseModels);
    const { dueAt } = due.find(({ restaurantId }) => restaurantId === house.id)!;
    expect(dueAt).toBeGreaterThan(Date.now() + 3_600_000);
    expect(dueAt).toBeLessThan(Date.now() + 27 * 3_600_000);
    expect(await takeDueHouses(env, { now: Date.now(), leaseMs: 1_000, limit: 1_000 })).not.toContain(house.id);
  });

  test('a house that cannot be learned does not keep the others waiting', async () => {
    const taken = await takeDueHouses(env, { now: Date.now(), leaseMs: 60_000, limit: 1_000 });
    expect(taken).toContain(house.id);
    expect(await takeDueHouses(env, { now: Date.now(), leaseMs: 60_000, limit: 1_000 })).toEqual([]);
    expect(await takeDueHouses(env, { now: Date.now() + 61_000, leaseMs: 60_000, limit: 1_000 })).toContain(house.id);
    expect(await learnedHouse(env, house.id)).toBeNull();
  });
});
