import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Reservation } from '../../../worker/contract/reservations.ts';
import type { Table } from '../../../worker/contract/tables.ts';
import type { CopiedShifts, Roster, Rotation, Section, Shift } from '../../../worker/contract/work.ts';
import { addDays, serviceDateAt } from '../../../worker/domain/time/service-date.ts';
import { booked, dayOf } from '../day/evening.ts';
import { type House, type Refused, addTables, ask, json, openHouse, person, problemOf } from './house.ts';

let house: House;
let tables: Table[];
let sofia: { id: number; token: string };
const today = serviceDateAt(Date.now(), 'Europe/Paris', '04:00');
/** A week that other tests leave alone. */
const week = (number: number): string => addDays(today, 7 * number);

beforeAll(async () => {
  house = await openHouse();
  tables = await addTables(house, 2, 4, 4, 6);
  sofia = await person('server', { restaurantId: house.id });
});

const at = (path: string): string => `/api/restaurants/${house.id}${path}`;
const idsOf = (...indexes: number[]): number[] => indexes.map((index) => tables[index]?.id ?? 0);
const addSection = (name: string, tableIds: number[], token = house.manager) =>
  ask(`POST ${at('/sections')}`, { token, body: { name, tableIds } });
const plan = (shift: object, token = house.manager) =>
  ask(`POST ${at('/shifts')}`, {
    token,
    body: { userId: sofia.id, startTime: '17:00', endTime: '23:00', duty: 'server', ...shift },
  });
const auditOf = async (action: string) =>
  env.DB.prepare('SELECT * FROM audit_entries WHERE restaurant_id = ? AND action = ? ORDER BY id DESC')
    .bind(house.id, action)
    .first<{ before: string | null; after: string | null; actor_user_id: number; subject_user_id: number | null }>();

describe('sections', () => {
  test('are made, listed in their order, changed and removed', async () => {
    const made = await addSection('Window', idsOf(0, 1));
    expect(made.headers.get('Location')).toMatch(/\/sections\/\d+$/);
    const window = await json<Section>(made, 201);
    const bar = await json<Section>(addSection('Bar', []), 201);
    expect(bar).toMatchObject({ name: 'Bar', tableIds: [], position: 1 });
    const path = at(`/sections/${window.id}`);
    const changed = await json<Section>(ask(`PUT ${path}`, { token: house.manager, body: { tableIds: idsOf(1) } }));
    expect(changed).toEqual({ ...window, tableIds: idsOf(1) });
    const listed = await json<{ items: Section[] }>(ask(`GET ${at('/sections')}`, { token: sofia.token }));
    expect(listed.items).toEqual([changed, bar]);
    expect(await auditOf('change-section')).toMatchObject({
      after: JSON.stringify({ id: window.id, tableIds: idsOf(1) }),
    });
    for (const { id } of listed.items) {
      expect((await ask(`DELETE ${at(`/sections/${id}`)}`, { token: house.manager })).status).toBe(204);
    }
    expect(await problemOf(ask(`DELETE ${path}`, { token: house.manager }))).toBe('404 not_found');
  });

  test('a table is in one of them; the refusal says in which', async () => {
    const first = await json<Section>(addSection('First', idsOf(0)), 201);
    const refused = await addSection('Second', idsOf(0, 1));
    expect(refused.status).toBe(409);
    expect((await refused.json<Refused>()).detail).toContain('Table 1 is in the section "First"');
    expect(await problemOf(addSection('First', []))).toBe('409 conflict');
    await ask(`DELETE ${at(`/sections/${first.id}`)}`, { token: house.manager });
  });

  test('two who take the same table at once: one gets it', async () => {
    const both = await Promise.all([addSection('Left', idsOf(2)), addSection('Right', idsOf(2))]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const { items } = await json<{ items: Section[] }>(ask(`GET ${at('/sections')}`, { token: house.manager }));
    expect(items.flatMap(({ tableIds }) => tableIds)).toEqual(idsOf(2));
    for (const { id } of items) await ask(`DELETE ${at(`/sections/${id}`)}`, { token: house.manager });
  });

  test('open dates learn whose tables are whose, and nothing of names', async () => {
    const date = week(5);
    await booked(house, { date });
    const known = async () => {
      const configuration = (await dayOf(house, date).state())?.configuration;
      return { version: configuration?.version, whose: configuration?.tables.map(({ sectionId }) => sectionId) };
    };
    const before = await known();
    expect(before.whose).toEqual([null, null, null, null]);
    const { id } = await json<Section>(addSection('Terrace', idsOf(0, 3)), 201);
    expect((await known()).whose).toEqual([id, null, null, id]);
    const path = at(`/sections/${id}`);
    await json(ask(`PUT ${path}`, { token: house.manager, body: { tableIds: idsOf(1) } }));
    const changed = await known();
    expect(changed.whose).toEqual([null, id, null, null]);
    await json(ask(`PUT ${path}`, { token: house.manager, body: { name: 'Veranda', position: 3 } }));
    expect(await known()).toEqual(changed);
    await ask(`DELETE ${path}`, { token: house.manager });
    expect((await known()).whose).toEqual([null, null, null, null]);
  });

  test('a table of another restaurant is no table here', async () => {
    const other = await openHouse();
    const [foreign] = await addTables(other, 2);
    expect(await problemOf(addSection('Foreign', [foreign?.id ?? 0]))).toBe('422 invalid');
  });

  test('a table that is removed leaves its section', async () => {
    const [extra] = await addTables(house, 2);
    const section = await json<Section>(addSection('Short', [...idsOf(3), extra?.id ?? 0]), 201);
    await json(ask(`DELETE ${at(`/tables/${extra?.id ?? 0}`)}`, { token: house.manager }));
    const { items } = await json<{ items: Section[] }>(ask(`GET ${at('/sections')}`, { token: house.manager }));
    expect(items.find(({ id }) => id === section.id)?.tableIds).toEqual(idsOf(3));
    await ask(`DELETE ${at(`/sections/${section.id}`)}`, { token: house.manager });
  });
});

describe('shifts', () => {
  test('one is planned, read, changed and removed', async () => {
    const section = await json<Section>(addSection('Main', idsOf(0)), 201);
    const made = await plan({ serviceDate: week(1), endTime: '01:30', sectionId: section.id });
    const shift = await json<Shift>(made, 201);
    expect(shift).toMatchObject({
      ...{ serviceDate: week(1), startTime: '17:00', endTime: '01:30', duty: 'server', version: 1 },
      ...{ person: { id: sofia.id }, section: { id: section.id, name: 'Main' } },
    });
    expect(Date.parse(shift.endsAt) - Date.parse(shift.startsAt)).toBe(8.5 * 3_600_000);
    const roster = await json<Roster>(
      ask(`GET ${at(`/shifts?from=${week(1)}&to=${week(1)}`)}`, { token: sofia.token }),
    );
    expect(roster.items).toEqual([shift]);
    expect(roster.people.find(({ id }) => id === sofia.id)).toMatchObject({ roles: ['server'] });

    const path = at(`/shifts/${shift.id}`);
    const changed = await ask(`PUT ${path}`, {
      token: house.manager,
      body: { duty: 'host' },
      headers: { 'If-Match': '"1"' },
    });
    expect(changed.headers.get('ETag')).toBe('"2"');
    expect(await json<Shift>(changed)).toMatchObject({ duty: 'host', section: null, version: 2 });
    const stale = ask(`PUT ${path}`, { token: house.manager, body: { notes: 'x' }, headers: { 'If-Match': '"1"' } });
    expect(await problemOf(stale)).toBe('412 stale_edit');
    expect(await auditOf('add-shift')).toMatchObject({ subject_user_id: sofia.id });
    expect((await ask(`DELETE ${path}`, { token: house.manager })).status).toBe(204);
    expect(await problemOf(ask(`PUT ${path}`, { token: house.manager, body: {} }))).toBe('404 not_found');
    await ask(`DELETE ${at(`/sections/${section.id}`)}`, { token: house.manager });
  });

  test.each([
    ['it ends before it starts', { startTime: '23:00', endTime: '17:00' }, 'endTime'],
    ['it passes the end of the day', { startTime: '17:00', endTime: '04:30' }, 'endTime'],
    ['of nobody who works here', { userId: 999_999 }, 'userId'],
    ['in a section that is not here', { sectionId: 999_999 }, 'sectionId'],
    ['a cook in a section', { duty: 'kitchen', sectionId: 1 }, 'sectionId'],
  ])('a shift is refused: %s', async (_what, shift, path) => {
    const refused = await plan({ serviceDate: week(2), ...shift });
    expect(refused.status).toBe(422);
    expect((await refused.json<Refused>()).errors?.[0]?.path).toBe(path);
  });

  test('somebody of the whole group works here, somebody suspended does not', async () => {
    const roving = await person('manager', { groupId: house.groupId });
    await json(plan({ serviceDate: week(2), userId: roving.id, duty: 'manager' }), 201);
    await env.DB.prepare('UPDATE memberships SET suspended_at = 1 WHERE user_id = ?').bind(roving.id).run();
    expect(await problemOf(plan({ serviceDate: week(3), userId: roving.id, duty: 'manager' }))).toBe('422 invalid');
  });

  test.each([
    ['within it', week(4), '18:00', '20:00', 409],
    ['over its end', week(4), '22:00', '01:00', 409],
    ['right after it', week(4), '23:00', '02:00', 201],
    ['the day after', addDays(week(4), 1), '17:00', '23:00', 201],
  ])('nobody works two shifts at once: %s', async (_what, serviceDate, startTime, endTime, status) => {
    await plan({ serviceDate: week(4) });
    expect((await plan({ serviceDate, startTime, endTime })).status).toBe(status);
  });

  test('nor at two locations of the group', async () => {
    const body = { groupId: house.groupId, name: 'Next door', zone: 'Europe/London' };
    const next = await json<{ id: number }>(ask('POST /api/restaurants', { token: house.owner, body }), 201);
    const both = await person('server', { groupId: house.groupId });
    await json(plan({ serviceDate: week(5), userId: both.id }), 201);
    const there = (startTime: string) =>
      ask(`POST /api/restaurants/${next.id}/shifts`, {
        token: house.owner,
        body: { userId: both.id, serviceDate: week(5), startTime, endTime: '23:30', duty: 'server' },
      });
    const refused = await there('21:30');
    expect((await refused.json<Refused>()).detail).toContain('at another location');
    // 23:00 in Paris is 22:00 in London.
    expect((await there('22:00')).status).toBe(201);
  });

  test('two who plan the same hours at once: one does', async () => {
    const both = await Promise.all([plan({ serviceDate: week(6) }), plan({ serviceDate: week(6) })]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('a shift given to somebody who works already is refused, to somebody free is not', async () => {
    const [karl, lena] = [
      await person('server', { restaurantId: house.id }),
      await person('server', { restaurantId: house.id }),
    ];
    const shift = await json<Shift>(plan({ serviceDate: week(7) }), 201);
    await json(plan({ serviceDate: week(7), userId: karl.id }), 201);
    const give = (userId: number) =>
      ask(`PUT ${at(`/shifts/${shift.id}`)}`, { token: house.manager, body: { userId } });
    expect(await problemOf(give(karl.id))).toBe('409 conflict');
    expect((await json<Shift>(give(lena.id))).person.id).toBe(lena.id);
  });

  test('a week is copied; what cannot be worked is left out and counted', async () => {
    const gone = await person('server', { restaurantId: house.id });
    await json(plan({ serviceDate: week(10) }), 201);
    await json(plan({ serviceDate: addDays(week(10), 6), startTime: '10:00', endTime: '15:00', notes: 'brunch' }), 201);
    await json(plan({ serviceDate: week(10), userId: gone.id }), 201);
    await env.DB.prepare('DELETE FROM memberships WHERE user_id = ?').bind(gone.id).run();
    const copy = () =>
      ask(`POST ${at('/shifts/copy')}`, { token: house.manager, body: { fromDate: week(10), toDate: week(12) } });
    const copied = await json<CopiedShifts>(copy(), 201);
    expect(copied.skipped).toBe(1);
    expect(copied.items).toMatchObject([
      { serviceDate: week(12), startTime: '17:00' },
      { serviceDate: addDays(week(12), 6), startTime: '10:00', notes: 'brunch' },
    ]);
    expect(await json<CopiedShifts>(copy(), 201)).toEqual({ items: [], skipped: 3 });
    const touching = { fromDate: week(10), toDate: addDays(week(10), 3) };
    expect(await problemOf(ask(`POST ${at('/shifts/copy')}`, { token: house.manager, body: touching }))).toBe(
      '422 invalid',
    );
  });

  test('the roster is read for six weeks at most', async () => {
    const read = (query: string) => ask(`GET ${at(`/shifts?${query}`)}`, { token: sofia.token });
    expect((await json<Roster>(read(''))).from).toBe(today);
    expect((await read(`from=${today}&to=${addDays(today, 41)}`)).status).toBe(200);
    expect(await problemOf(read(`from=${today}&to=${addDays(today, 42)}`))).toBe('422 invalid');
    expect(await problemOf(read(`from=${today}&to=${addDays(today, -1)}`))).toBe('422 invalid');
  });
});

describe('the rotation', () => {
  test('shows the servers on shift, what they carry, and who is up', async () => {
    const own = await openHouse();
    const [small, large] = await addTables(own, 4, 4);
    const post = async <T>(path: string, body: object) =>
      json<T>(ask(`POST /api/restaurants/${own.id}${path}`, { token: own.manager, body }), 201);
    const servers = await Promise.all([1, 2].map(async () => person('server', { restaurantId: own.id })));
    const rooms = [
      await post<Section>('/sections', { name: 'Left', tableIds: [small?.id] }),
      await post<Section>('/sections', { name: 'Right', tableIds: [large?.id] }),
    ];
    const whole = { serviceDate: today, startTime: '04:00', endTime: '04:00', duty: 'server' };
    for (const [index, { id }] of servers.entries()) {
      await post('/shifts', { ...whole, userId: id, sectionId: rooms[index]?.id });
    }
    await json<Reservation>(
      ask(`POST /api/restaurants/${own.id}/walk-ins`, {
        token: own.host,
        body: { partySize: 3, tableIds: [small?.id] },
      }),
      201,
    );
    const { items } = await json<Rotation>(ask(`GET /api/restaurants/${own.id}/rotation`, { token: own.kitchen }));
    expect(items).toMatchObject([
      { person: { id: servers[1]?.id }, section: { name: 'Right' }, coversNow: 0, turns: 0, nextUp: true },
      {
        person: { id: servers[0]?.id },
        section: { name: 'Left' },
        coversNow: 3,
        turns: 1,
        freeTables: 0,
        nextUp: false,
      },
    ]);
    const tomorrow = addDays(today, 1);
    const later = await json<Rotation>(
      ask(`GET /api/restaurants/${own.id}/rotation?date=${tomorrow}`, { token: own.host }),
    );
    expect(later).toEqual({ serviceDate: tomorrow, items: [], nextCursor: null });
  });
});
