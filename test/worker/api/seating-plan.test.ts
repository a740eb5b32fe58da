/** The plan of a date: as it stands, as it could be, made the plan, and how tables turn. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SeatingOptimization, SeatingPlan, TableTurnover } from '../../../worker/contract/seating.ts';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import type { Table } from '../../../worker/contract/tables.ts';
import { setClockOffset } from '../../../worker/day/clock.ts';
import { resolveWallTime } from '../../../worker/domain/time/service-date.ts';
import { booked, dateAhead, eventually } from '../day/evening.ts';
import { type House, type Refused, addTables, ask, json, openHouse, problemOf } from './house.ts';

let house: House;
let tables: Table[];
const date = dateAhead(2);

beforeEach(async () => {
  house = await openHouse();
  tables = await addTables(house, 2, 4);
});
afterEach(() => {
  setClockOffset(house.id, 0);
});

const at = (path: string): string => `/api/restaurants/${String(house.id)}${path}`;
const idOf = (index: number): number => tables[index]?.id ?? 0;
const plan = (on = date): Promise<SeatingPlan> =>
  json<SeatingPlan>(ask(`GET ${at(`/seating/plan?date=${on}`)}`, { token: house.kitchen }));
const optimize = (body: object = { date }): Promise<Response> =>
  ask(`POST ${at('/seating/optimize')}`, { token: house.host, body });
const apply = (seq: number, assignments: object[], headers: Record<string, string> = {}): Promise<Response> =>
  ask(`POST ${at('/seating/apply')}`, { token: house.host, body: { date, seq, assignments }, headers });

/** Two at the four, since the two were taken when they booked. */
async function roomy(): Promise<Reservation> {
  const gone = await booked(house, { date });
  const stays = await booked(house, { date });
  await json(ask(`DELETE /api/reservations/${String(gone.id)}`, { token: house.host }));
  return stays;
}

describe('the plan', () => {
  test('says who is to sit where, how well and why', async () => {
    const { id } = await booked(house, { date });
    const { assignments, ...rest } = await plan();
    expect(assignments).toMatchObject([
      { reservationId: id, tableId: idOf(0), tableIds: [idOf(0)], fixed: null, partySize: 2 },
    ]);
    expect(assignments[0]?.score).toBeGreaterThan(80);
    expect(assignments[0]?.reasons[0]).toMatch(/\w+ .*\.$/);
    expect(rest).toMatchObject({ date, conflicts: [] });
    expect(rest.utilizationRate).toBeGreaterThan(0);
    expect(rest.utilizationRate).toBeLessThan(0.5);
  });
  test('of a date that nobody has booked is empty, and wakes nothing', async () => {
    expect(await plan()).toEqual({ date, seq: 0, assignments: [], utilizationRate: 0, conflicts: [] });
    const known = env.DB.prepare('SELECT count(*) AS days FROM open_days WHERE restaurant_id = ?').bind(house.id);
    expect(await known.first()).toEqual({ days: 0 });
  });
  test('shows the party that has no table, with what could be done', async () => {
    const { id } = await booked(house, { date, partySize: 4 });
    const block = { tableId: idOf(1), from: instant('18:00'), until: instant('23:00'), override: true };
    await json(ask(`POST ${at(`/blocks?date=${date}`)}`, { token: house.manager, body: block }), 201);
    const { conflicts, assignments } = await plan();
    expect(assignments).toEqual([]);
    expect(conflicts).toMatchObject([{ reservationId: id }]);
    expect(conflicts[0]?.suggestions.length).toBeGreaterThan(0);
  });
  test('marks what is fixed', async () => {
    const { id } = await booked(house, { date, change: { tableIds: [idOf(1)] } });
    expect((await plan()).assignments).toMatchObject([{ reservationId: id, fixed: 'pinned' }]);
  });
});

describe('a better plan', () => {
  test('is a preview: nothing has changed, and it says what would', async () => {
    const { id } = await roomy();
    const before = await plan();
    const better = await json<SeatingOptimization>(optimize());
    expect(better).toMatchObject({
      seq: before.seq,
      changes: [{ reservationId: id, fromTableIds: [idOf(1)], toTableIds: [idOf(0)] }],
      assignments: [{ reservationId: id, tableIds: [idOf(0)] }],
      before: { seatsWasted: 2, partiesMoved: 0 },
      after: { seatsWasted: 0, partiesMoved: 1 },
      certificate: { coversSeated: 2, coversMax: 2, isProvenBest: true },
    });
    expect(better.changes[0]?.reason).not.toBe('');
    expect(await plan()).toEqual(before);
  });
  test('leaves whoever sits or is fixed where they are', async () => {
    await booked(house, { date, change: { tableIds: [idOf(1)] } });
    expect((await json<SeatingOptimization>(optimize())).changes).toEqual([]);
  });
  test('of an empty date is no plan, and the number of steps has its bounds', async () => {
    expect(await json<SeatingOptimization>(optimize())).toMatchObject({ seq: 0, assignments: [], changes: [] });
    for (const iterations of [0, 20_001, 1.5]) {
      expect(await problemOf(optimize({ date, iterations }))).toBe('422 invalid');
    }
    expect(await problemOf(optimize({ date: '2031-05-05' }))).toBe('404 not_found');
  });
});

describe('applied', () => {
  test('it is the plan, and the same request again answers the same', async () => {
    const { id } = await roomy();
    const { seq, changes } = await json<SeatingOptimization>(optimize());
    const assignments = changes.map(({ reservationId, toTableIds }) => ({ reservationId, tableIds: toTableIds }));
    const key = { 'Idempotency-Key': crypto.randomUUID() };
    const applied = await json<SeatingPlan>(apply(seq, assignments, key));
    expect(applied.assignments).toMatchObject([{ reservationId: id, tableIds: [idOf(0)] }]);
    expect(applied.seq).toBe(seq + 1);
    expect(await json<SeatingPlan>(apply(seq, assignments, key))).toEqual(applied);
    // Without the key it is another request, for a date that has moved on.
    expect(await problemOf(apply(seq, assignments))).toBe('409 plan_outdated');
  });
  test('on a date that has moved on since is refused with a word', async () => {
    const { id } = await roomy();
    const { seq } = await plan();
    await booked(house, { date, time: '21:00' });
    const refused = await apply(seq, [{ reservationId: id, tableIds: [idOf(0)] }]);
    expect(refused.status).toBe(409);
    expect((await refused.json<Refused>()).detail).toContain('make it anew');
  });
  test('to what is not here is not found, whosever it is', async () => {
    const { seq } = await plan();
    const stranger = await openHouse();
    await addTables(stranger, 2);
    const theirs = await booked(stranger, { date });
    expect(await problemOf(apply(seq, [{ reservationId: theirs.id, tableIds: [idOf(0)] }]))).toBe('404 not_found');
    const { id } = await booked(house, { date });
    const now = (await plan()).seq;
    for (const reservationId of [theirs.id, id + 5]) {
      expect(await problemOf(apply(now, [{ reservationId, tableIds: [idOf(0)] }]))).toBe('404 unknown_reservation');
    }
    expect(await problemOf(apply(now, [{ reservationId: id, tableIds: [idOf(0) + 99] }]))).toBe('404 unknown_table');
    expect(await problemOf(apply(now, []))).toBe('422 invalid');
  });
});

describe('turnover', () => {
  const turnover = (index: number, on = date): Promise<TableTurnover> =>
    json(ask(`GET ${at(`/tables/${String(idOf(index))}/turnover?date=${on}`)}`, { token: house.host }));

  test('counts who sat, sits and will sit', async () => {
    setClockOffset(house.id, Date.parse(instant('19:00')) - Date.now());
    const first = await booked(house, { date, time: '19:15' });
    const put = (path: string): Promise<unknown> =>
      json(ask(`PUT /api/reservations/${path}`, { token: house.host, body: {} }));
    await put(`${String(first.id)}/seat`);
    setClockOffset(house.id, Date.parse(instant('20:10')) - Date.now());
    await put(`${String(first.id)}/complete`);
    await booked(house, { date, time: '21:00' });
    const counted = await turnover(0);
    expect(counted).toMatchObject({ tableNumber: '1', date, turnover: 2, seated: 1, planned: 1, covers: 4 });
    expect(counted.averageMinutes).toBeGreaterThan(68);
    expect(counted.averageMinutes).toBeLessThan(72);
    expect(await turnover(1)).toMatchObject({ turnover: 0, averageMinutes: null, occupiedShare: 0 });
  });
  test('of an archived date comes from D1', async () => {
    const { id } = await booked(house, { date });
    const projected = env.DB.prepare('SELECT count(*) AS found FROM reservations WHERE id = ?').bind(id);
    await eventually(
      () => projected.first(),
      (row) => row?.['found'] === 1,
    );
    const other = dateAhead(3);
    await env.DB.prepare('UPDATE reservations SET service_date = ? WHERE id = ?').bind(other, id).run();
    expect(await turnover(0, other)).toMatchObject({ turnover: 1, planned: 1, covers: 2 });
  });
  test('only of tables and dates that there are', async () => {
    const asked = (tableId: number, on: string): Promise<string> =>
      problemOf(ask(`GET ${at(`/tables/${String(tableId)}/turnover?date=${on}`)}`, { token: house.host }));
    expect(await asked(idOf(0) + 50, date)).toBe('404 not_found');
    expect(await asked(idOf(0), '2031-05-05')).toBe('404 not_found');
    expect(await asked(idOf(0), 'tonight')).toBe('422 invalid');
    const stranger = await openHouse();
    const [theirs] = await addTables(stranger, 2);
    expect(await asked(theirs?.id ?? 0, date)).toBe('404 not_found');
  });
});

function instant(time: string): string {
  const resolved = resolveWallTime(date, time, 'Europe/Paris', '04:00');
  if (resolved.kind !== 'unique') throw new Error('choose a time that exists once');
  return new Date(resolved.at).toISOString().replace('.000', '');
}

test('what is not of this house is nobody’s to plan', async () => {
  const stranger = await openHouse();
  expect(await problemOf(ask(`GET ${at(`/seating/plan?date=${date}`)}`, { token: stranger.owner }))).toBe(
    '404 not_found',
  );
  expect(await problemOf(ask(`GET ${at(`/seating/plan?date=${date}`)}`))).toBe('401 no_session');
});
