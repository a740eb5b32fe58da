import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import type {
  AvailabilityCalendar,
  AvailabilityResult,
  TableAvailability,
} from '../../../worker/contract/availability.ts';
import type { FloorSnapshot } from '../../../worker/contract/live.ts';
import type { HouseModel } from '../../../worker/domain/forecast/house-model.ts';
import { addDays } from '../../../worker/domain/time/service-date.ts';
import worker from '../../../worker/index.ts';
import { directory } from '../../../worker/store/database.ts';
import { keepModel, learnedHouse } from '../../../worker/store/house-models.ts';
import { restaurantFacts } from '../../../worker/store/restaurant-facts.ts';
import { configurationJobs, houseModels } from '../../../worker/store/schema/directory.ts';
import { type House, type Refused, addTables, ask, json, openHouse } from './house.ts';

const date = addDays(new Date().toISOString().slice(0, 10), 20);

/** More couples than any room has tables, at every quarter of dinner, all of them booking late. */
const crowded: HouseModel = {
  form: 1,
  days: 100,
  seatings: 1_000,
  turns: [],
  demand: {
    minutes: Array.from({ length: 13 }, (_, index) => 14 * 60 + index * 15),
    weekdays: Array.from({ length: 7 }, () => ({
      bookings: Array<number>(13).fill(30),
      walkIns: Array<number>(13).fill(0),
    })),
    sizes: [{ period: null, shares: [[2, 1]] }],
    dispersion: 2,
    leadMinutes: [0, 60, 1440],
  },
  attendance: null,
};

async function houseThatKeeps(): Promise<House> {
  const house = await openHouse();
  await addTables(house, 2);
  await keepModel(env, house.id, { model: crowded, learnedAt: 1, dueAt: Date.now() + 86_400_000, tellFrom: null });
  const body = { seating: { bidPrices: true } };
  await json(ask(`PUT /api/restaurants/${house.id}/settings`, { token: house.manager, body }));
  return house;
}

function book(house: House, partySize: number, token?: string, time = '19:00'): Promise<Response> {
  const guestInfo = { name: 'Ada', phone: '+33612345678', email: 'ada@example.com' };
  const body = { date, time, partySize, guestInfo };
  const door = token === undefined ? 'reservations/public' : 'reservations';
  return ask(`POST /api/restaurants/${house.id}/${door}`, { token, body });
}

test('what was learned comes with the configuration: the last table waits for a couple, and the phone decides', async () => {
  const house = await houseThatKeeps();
  const refused = await json<Refused & { alternativeTimes: string[] }>(book(house, 1), 409);
  expect(refused).toMatchObject({ code: 'kept_for_demand' });
  expect(refused.detail).toContain('please call us');
  expect(refused.alternativeTimes.every((time) => time < '17:00')).toBe(true);
  await json(book(house, 1, house.host), 201);
});

test('availability says the same as booking; calendars leave the date to be asked', async () => {
  const house = await houseThatKeeps();
  const times = async (partySize: number): Promise<string[]> => {
    const url = `GET /api/restaurants/${house.id}/availability?date=${date}&partySize=${partySize}`;
    return (await json<TableAvailability>(ask(url))).timeSlots.map(({ time }) => time);
  };
  expect(await times(2)).toContain('19:00');
  expect(await times(1)).not.toContain('19:00');
  const body = { date, time: '19:00', partySize: 1 };
  const check = await json<AvailabilityResult>(ask(`POST /api/restaurants/${house.id}/availability/check`, { body }));
  expect(check).toMatchObject({ available: false, code: 'kept_for_demand' });
  const calendar = `GET /api/restaurants/${house.id}/availability/calendar?month=${date.slice(0, 7)}&partySize=1`;
  const { days } = await json<AvailabilityCalendar>(ask(calendar));
  expect(days.find((day) => day.date === date)?.times).toContain('19:00');
  await json(book(house, 2), 201);
});

test('without the policy nothing is read of what was learned, and nobody is refused for it', async () => {
  const house = await houseThatKeeps();
  const body = { seating: { bidPrices: false } };
  await json(ask(`PUT /api/restaurants/${house.id}/settings`, { token: house.manager, body }));
  await json(book(house, 1), 201);
});

describe('what is learned at night', () => {
  /** The house is due to learn, and the cron does what it has to; then the next minute's. */
  async function night(house: House): Promise<void> {
    await directory(env).update(houseModels).set({ dueAt: 0 }).where(eq(houseModels.restaurantId, house.id));
    const everyMinute = createScheduledController({ cron: '* * * * *' });
    for (let minute = 0; minute < 4; minute += 1) await worker.scheduled(everyMinute, env);
  }
  const versionOf = async (house: House): Promise<number> => {
    const url = `GET /api/restaurants/${house.id}/floor?date=${date}`;
    return (await json<FloorSnapshot>(ask(url, { token: house.host }))).configurationVersion;
  };
  const jobsOf = (house: House) =>
    directory(env).select().from(configurationJobs).where(eq(configurationJobs.restaurantId, house.id));

  test('reaches the open dates of a house that keeps tables for whom it expects', async () => {
    const house = await houseThatKeeps();
    await json(book(house, 2, house.host, '12:00'), 201);
    await json(book(house, 1), 409);
    const before = await versionOf(house);
    // Its own past is empty: from now on it expects nobody.
    await night(house);
    expect(await versionOf(house)).toBe(before + 1);
    const [job] = (await jobsOf(house)).slice(-1);
    expect(job?.pendingDates).toEqual([]);
    expect(job?.doneAt).not.toBeNull();
    await json(book(house, 1), 201);
  });

  test('costs a house without the policy nothing: no version, no job', async () => {
    const house = await openHouse();
    await addTables(house, 2);
    await json(book(house, 2, house.host, '12:00'), 201);
    const [before, jobs] = [await versionOf(house), await jobsOf(house)];
    await night(house);
    expect((await learnedHouse(env, house.id))?.model.days).toBe(0);
    expect(await versionOf(house)).toBe(before);
    expect(await jobsOf(house)).toEqual(jobs);
    const facts = await restaurantFacts(env, house.id, { fresh: true });
    expect(facts?.configurationVersion).toBe(before);
  });
});

test('guests online see the times that keep the book tight; staff see all', async () => {
  const house = await openHouse();
  await addTables(house, 2);
  const body = { seating: { slotShaping: true } };
  await json(ask(`PUT /api/restaurants/${house.id}/settings`, { token: house.manager, body }));
  await json(book(house, 2, house.host, '18:00'), 201);
  const url = `GET /api/restaurants/${house.id}/availability?date=${date}&partySize=2`;
  const seen = async (token?: string): Promise<string[]> =>
    (await json<TableAvailability>(ask(url, { token }))).timeSlots.map(({ time }) => time);
  const [guests, hosts] = [await seen(), await seen(house.host)];
  const hidden = hosts.filter((time) => !guests.includes(time));
  expect(hidden.length).toBeGreaterThan(0);
  const named = await json<TableAvailability>(ask(`${url}&time=${hidden[0] ?? ''}`));
  expect(named.timeSlots.map(({ time }) => time)).toEqual([hidden[0]]);
});
