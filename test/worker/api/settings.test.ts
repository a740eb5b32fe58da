import { env } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { retryConfigurationJobs } from '../../../worker/api/push-configuration.ts';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import type { ConfigurationApplied, Settings } from '../../../worker/contract/restaurants.ts';
import type { Table } from '../../../worker/contract/tables.ts';
import { RestaurantDay } from '../../../worker/day/restaurant-day.ts';
import { dayStub } from '../../../worker/day/stub.ts';
import { addDays } from '../../../worker/domain/time/service-date.ts';
import { restaurantFacts } from '../../../worker/store/restaurant-facts.ts';
import { type House, type Refused, addTables, ask, json, openHouse, problemOf } from './house.ts';

type Applied = Settings & ConfigurationApplied;

const inDays = (days: number): string => addDays(new Date().toISOString().slice(0, 10), days);

function putSettings(house: House, body: object, query = ''): Promise<Response> {
  return ask(`PUT /api/restaurants/${house.id}/settings${query}`, { token: house.manager, body });
}

async function book(house: House, date: string, partySize: number, time = '19:00'): Promise<Reservation> {
  const body = { date, time, partySize, guestInfo: { name: 'Ada' } };
  return json<Reservation>(ask(`POST /api/restaurants/${house.id}/reservations`, { token: house.host, body }), 201);
}

function read(house: House, id: number): Promise<Reservation> {
  return json<Reservation>(ask(`GET /api/reservations/${id}`, { token: house.host }));
}

/** The configuration that a date's object decides on. */
async function versionHeld(house: House, date: string): Promise<number | undefined> {
  const facts = await restaurantFacts(env, house.id);
  if (facts === null) throw new Error('the restaurant is gone');
  return (await dayStub(env, facts, date).floor())?.configurationVersion;
}

/** One date's object does not answer the push until this is restored. */
function outOfReach(date: string) {
  const answering = Object.getOwnPropertyDescriptor(RestaurantDay.prototype, 'configure')
    ?.value as RestaurantDay['configure'];
  return vi.spyOn(RestaurantDay.prototype, 'configure').mockImplementation(function (this: RestaurantDay, ...args) {
    const { name = '' } = (this as unknown as { ctx: DurableObjectState }).ctx.id;
    return name.endsWith(date) ? Promise.reject(new Error('not reachable')) : answering.apply(this, args);
  });
}

test('a new restaurant can be booked with the settings it starts with', async () => {
  const house = await openHouse();
  const settings = await json<Settings>(ask(`GET /api/restaurants/${house.id}/settings`, { token: house.kitchen }));
  expect(settings.version).toBe(1);
  expect(settings.periods.map((period) => period.name)).toEqual(['Lunch', 'Dinner']);
  await addTables(house, 2);
  expect((await book(house, inDays(3), 2)).status).toBe('confirmed');
});

test('any subset changes; lists replace lists, policies change one by one', async () => {
  const house = await openHouse();
  const changed = await json<Applied>(
    putSettings(house, {
      resetMinutes: 10,
      policies: { noticeMinutes: 30 },
      turnTimes: [{ partySizeMax: 8, minutes: 60 }],
    }),
  );
  expect(changed).toMatchObject({ version: 2, resetMinutes: 10, appliedDates: [], pendingDates: [], conflicts: [] });
  const settings = await json<Settings>(ask(`GET /api/restaurants/${house.id}/settings`, { token: house.host }));
  expect(settings.policies).toMatchObject({ noticeMinutes: 30, horizonDays: 90 });
  expect(settings.turnTimes).toEqual([{ partySizeMax: 8, minutes: 60 }]);
  expect(settings.periods).toHaveLength(2);
});

test('seating policies change one by one, and reach dates that are being sold already', async () => {
  const house = await openHouse();
  await addTables(house, 2, 2);
  const date = inDays(3);
  await book(house, date, 2);
  const weekdays = [0, 1, 2, 3, 4, 5, 6];
  const peaks = [{ weekdays, startTime: '19:00', endTime: '21:00' }];
  const changed = await json<Applied>(putSettings(house, { seating: { peaks, peakTurnMinutesLess: 30 } }));
  expect(changed).toMatchObject({ appliedDates: [date], conflicts: [] });
  expect((await book(house, date, 2)).duration).toBe(60);
  const again = await json<Applied>(putSettings(house, { seating: { slotShaping: true } }));
  expect(again.seating).toEqual({
    peaks,
    peakTurnMinutesLess: 30,
    peakLargeTables: null,
    bidPrices: false,
    slotShaping: true,
  });
  const wrong = putSettings(house, { seating: { peaks: [{ weekdays, startTime: '21:00', endTime: '19:00' }] } });
  const problem = await json<Refused>(wrong, 422);
  expect(problem.errors?.map(({ path }) => path)).toEqual(['seating.peaks.0.endTime']);
});

test('settings written before there were seating policies are read, kept and used with their default', async () => {
  const house = await openHouse();
  await addTables(house, 2);
  await env.DB.prepare(`UPDATE restaurants SET settings = json_remove(settings, '$.seating') WHERE id = ?`)
    .bind(house.id)
    .run();
  const off = { peaks: [], peakTurnMinutesLess: 0, peakLargeTables: null, bidPrices: false, slotShaping: false };
  const url = `GET /api/restaurants/${house.id}/settings`;
  expect((await json<Settings>(ask(url, { token: house.host }))).seating).toEqual(off);
  expect((await book(house, inDays(3), 2)).status).toBe('confirmed');
  const changed = await json<Applied>(putSettings(house, { seating: { bidPrices: true } }));
  expect(changed.seating).toEqual({ ...off, bidPrices: true });
});

test('settings that no day could work with are refused, with where and why', async () => {
  const house = await openHouse();
  const { periods } = await json<Settings>(ask(`GET /api/restaurants/${house.id}/settings`, { token: house.host }));
  const late = { ...periods[1], lastStartTime: '03:45' };
  const response = await putSettings(house, { periods: [late] });
  const problem = await response.clone().json<Refused>();
  expect(await problemOf(response)).toBe('422 invalid');
  expect(problem.errors?.[0]).toMatchObject({ path: 'periods.0.lastStartTime' });
  expect(problem.detail).toContain('day boundary');
  expect(await problemOf(putSettings(house, { periods: [{ ...periods[0], startTime: '25:00' }] }))).toBe('422 invalid');
  expect(await json(ask(`GET /api/restaurants/${house.id}`))).toMatchObject({ configurationVersion: 1 });
});

test('If-Match: of two editors the second is told; without it both changes are kept', async () => {
  const house = await openHouse();
  const url = `/api/restaurants/${house.id}/settings`;
  const etag = (await ask(`GET ${url}`, { token: house.host })).headers.get('ETag') ?? '';
  const edit = (body: object, headers = {}) => ask(`PUT ${url}`, { token: house.manager, body, headers });
  const guarded = await Promise.all([
    edit({ resetMinutes: 5 }, { 'If-Match': etag }),
    edit({ resetMinutes: 20 }, { 'If-Match': etag }),
  ]);
  expect(guarded.map((response) => response.status).sort()).toEqual([200, 412]);
  const free = await Promise.all([edit({ resetMinutes: 25 }), edit({ policies: { holdMinutes: 7 } })]);
  expect(free.map((response) => response.status)).toEqual([200, 200]);
  const settings = await json<Settings>(ask(`GET ${url}`, { token: house.host }));
  expect(settings).toMatchObject({ version: 4, resetMinutes: 25, policies: { holdMinutes: 7 } });
});

test('every opened date is told, and only those', async () => {
  const house = await openHouse();
  await addTables(house, 4, 4);
  const dates = [inDays(2), inDays(5), inDays(9)];
  for (const date of dates) await book(house, date, 2);
  const applied = await json<Applied>(putSettings(house, { resetMinutes: 0 }));
  expect(applied).toMatchObject({ appliedDates: dates, pendingDates: [], conflicts: [] });
  for (const date of dates) expect(await versionHeld(house, date)).toBe(applied.version);
});

test('a dry run says what would happen and changes nothing', async () => {
  const house = await openHouse();
  await addTables(house, 4);
  const date = inDays(3);
  const booked = await book(house, date, 2);
  const closed = { specialDays: [{ date, name: 'Wedding', closed: true, periods: null }] };
  const rehearsed = await json<Applied>(putSettings(house, closed, '?dryRun=true'));
  expect(rehearsed.conflicts).toMatchObject([
    { reservationId: booked.id, confirmationNumber: booked.confirmationNumber, reservationDate: date, partySize: 2 },
  ]);
  expect(rehearsed.appliedDates).toEqual([]);
  const settings = await json<Settings>(ask(`GET /api/restaurants/${house.id}/settings`, { token: house.host }));
  expect(settings).toMatchObject({ version: 2, specialDays: [] });
  // Done for good, the booking stays and staff are told.
  const applied = await json<Applied>(putSettings(house, closed));
  expect(applied.conflicts).toHaveLength(1);
  expect((await read(house, booked.id)).status).toBe('confirmed');
});

test('a table with bookings that fit nowhere else is not removed, unless asked to reassign', async () => {
  const house = await openHouse();
  const [small, large] = (await addTables(house, 2, 6)) as [Table, Table];
  const booked = await book(house, inDays(4), 5);
  expect(booked.plannedTableIds).toEqual([large.id]);
  const url = `DELETE /api/restaurants/${house.id}/tables/${large.id}`;
  const refused = await ask(url, { token: house.manager });
  const problem = await refused.clone().json<Refused>();
  expect(await problemOf(refused)).toBe('409 conflict');
  expect(problem.conflicts).toMatchObject([{ reservationId: booked.id, partySize: 5 }]);
  const rehearsed = await json<ConfigurationApplied>(ask(`${url}?dryRun=true`, { token: house.manager }));
  expect(rehearsed.conflicts).toHaveLength(1);
  await json(ask(`GET /api/restaurants/${house.id}/tables/${large.id}`));

  const applied = await json<ConfigurationApplied>(ask(`${url}?reassign=true`, { token: house.manager }));
  expect(applied.conflicts).toHaveLength(1);
  expect(await read(house, booked.id)).toMatchObject({ status: 'confirmed', conflict: true, plannedTableIds: [] });
  // Where another table fits, nobody is asked.
  const moved = await book(house, inDays(5), 2);
  const [third] = (await addTables(house, 2)) as [Table];
  await json(ask(`DELETE /api/restaurants/${house.id}/tables/${small.id}`, { token: house.manager }));
  expect((await read(house, moved.id)).plannedTableIds).toEqual([third.id]);
});

test('a table is not made smaller under a booking, unless asked to reassign', async () => {
  const house = await openHouse();
  const [table] = (await addTables(house, 6)) as [Table];
  await book(house, inDays(4), 5);
  const change = (query: string) =>
    ask(`PUT /api/restaurants/${house.id}/tables/${table.id}${query}`, { token: house.manager, body: { capacity: 4 } });
  expect(await problemOf(change(''))).toBe('409 conflict');
  const rehearsed = await json<Table & { conflicts: unknown[] }>(change('?dryRun=true'));
  expect(rehearsed).toMatchObject({ capacity: 6, conflicts: [{ partySize: 5 }] });
  expect(await json(change('?reassign=true'))).toMatchObject({ capacity: 4, conflicts: [{ partySize: 5 }] });
});

test('a date that cannot be reached is told later: 202, and the job finishes', async () => {
  const quiet = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const house = await openHouse();
  await addTables(house, 4);
  const [near, far] = [inDays(2), inDays(6)];
  await book(house, near, 2);
  await book(house, far, 2);
  const away = outOfReach(far);
  const answered = await putSettings(house, { resetMinutes: 0 });
  const applied = await json<Applied>(answered, 202);
  expect(applied).toMatchObject({ appliedDates: [near], pendingDates: [far] });

  await retryConfigurationJobs(env);
  expect(await jobs(house)).toEqual([]);
  away.mockRestore();
  await env.DB.prepare('UPDATE configuration_jobs SET next_attempt_at = 0').run();
  await retryConfigurationJobs(env);
  expect(await jobs(house)).toEqual([]);
  expect(await pendingDates(house)).toEqual([]);
  expect(await versionHeld(house, far)).toBe(applied.version);
  quiet.mockRestore();
});

test('a change whose Worker died right after writing is still told to every date', async () => {
  const house = await openHouse();
  await addTables(house, 4);
  const date = inDays(2);
  await book(house, date, 2);
  const quiet = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const crash = outOfReach(date);
  await json(putSettings(house, { resetMinutes: 0 }), 202);
  crash.mockRestore();
  quiet.mockRestore();
  expect(await pendingDates(house)).toEqual([date]);
  await env.DB.prepare('UPDATE configuration_jobs SET next_attempt_at = 0').run();
  await retryConfigurationJobs(env);
  expect(await pendingDates(house)).toEqual([]);
  expect(await versionHeld(house, date)).toBe(3);
});

async function jobs(house: House): Promise<unknown[]> {
  const now = Date.now();
  const { results } = await env.DB.prepare(
    'SELECT id FROM configuration_jobs WHERE restaurant_id = ? AND done_at IS NULL AND next_attempt_at <= ?',
  )
    .bind(house.id, now)
    .all();
  return results;
}

async function pendingDates(house: House): Promise<string[]> {
  const { results } = await env.DB.prepare(
    'SELECT pending_dates AS dates FROM configuration_jobs WHERE restaurant_id = ? AND done_at IS NULL',
  )
    .bind(house.id)
    .all<{ dates: string }>();
  return results.flatMap((row) => JSON.parse(row.dates) as string[]);
}

test('where in the group a table can be had, without asking any date', async () => {
  const house = await openHouse();
  await addTables(house, 4);
  const around = (query: string) =>
    json<{ items: { restaurantId: number; available: boolean; times: string[] }[] }>(
      ask(`GET /api/groups/${house.groupId}/availability?${query}`),
    );
  const date = inDays(3);
  const [found] = (await around(`date=${date}&time=19:00&partySize=4`)).items;
  expect(found).toMatchObject({ restaurantId: house.id, available: true });
  expect(found?.times).toContain('20:00');
  expect(found?.times).not.toContain('12:00');
  const [full] = (await around(`date=${date}&time=19:00&partySize=5`)).items;
  expect(full).toMatchObject({ available: false, times: [] });
  const [beyond] = (await around('date=2035-01-01&time=19:00&partySize=2')).items;
  expect(beyond).toMatchObject({ available: false, times: [] });
  const kept = await env.DB.prepare("SELECT count(*) AS n FROM digests WHERE service_date = '2035-01-01'").first('n');
  expect(kept).toBe(0);
  expect(await problemOf(ask(`GET /api/groups/999999/availability?date=${date}&time=19:00&partySize=2`))).toBe(
    '404 not_found',
  );
  const facts = await restaurantFacts(env, house.id);
  const opened = await env.DB.prepare('SELECT count(*) AS n FROM open_days WHERE restaurant_id = ?')
    .bind(facts?.restaurantId ?? 0)
    .first('n');
  expect(opened).toBe(0);
});

test('a change renews what calendars know of dates without an object', async () => {
  const house = await openHouse();
  await addTables(house, 4);
  const date = inDays(10);
  await json(putSettings(house, { specialDays: [{ date, name: 'Holiday', closed: true, periods: null }] }));
  await vi.waitFor(async () => {
    const row = await env.DB.prepare(
      "SELECT starts, configuration_version AS version FROM digests WHERE restaurant_id = ? AND service_date = ? AND channel = 'online'",
    )
      .bind(house.id, date)
      .first<{ starts: string; version: number }>();
    expect(row).toEqual({ starts: '[]', version: 3 });
  });
});
