import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Task, TaskDay, TaskOccurrence } from '../../../worker/contract/work.ts';
import { addDays, serviceDateAt, weekdayOf } from '../../../worker/domain/time/service-date.ts';
import { type House, type Refused, ask, json, openHouse, person, problemOf } from './house.ts';

let house: House;
let server: { id: number; token: string };
const today = serviceDateAt(Date.now(), 'Europe/Paris', '04:00');

beforeAll(async () => {
  house = await openHouse();
  server = await person('server', { restaurantId: house.id });
});

const at = (path = ''): string => `/api/restaurants/${house.id}/tasks${path}`;
const write = (task: object, token = house.manager) =>
  ask(`POST ${at()}`, { token, body: { list: 'opening', ...task } });
const on = async (date: string) => json<TaskDay>(ask(`GET ${at(`?date=${date}`)}`, { token: server.token }));
const tick = (id: number, done: boolean, token = server.token, date = today) =>
  ask(`PUT ${at(`/${id}/done`)}`, { token, body: { date, done } });

describe('writing tasks', () => {
  test('one for today, with what is left unsaid', async () => {
    const made = await write({ title: 'Polish the glasses' });
    const task = await json<Task>(made, 201);
    expect(task).toMatchObject({
      ...{
        title: 'Polish the glasses',
        fromDate: today,
        weekdays: null,
        assignee: null,
        assigneeRole: null,
        version: 1,
      },
    });
    expect(made.headers.get('Location')).toBe(at(`/${task.id}`));
    expect((await on(today)).items.map(({ id }) => id)).toContain(task.id);
    expect((await on(addDays(today, 1))).items.map(({ id }) => id)).not.toContain(task.id);
  });

  test('one that repeats, for a person, with a time', async () => {
    const weekdays = [weekdayOf(addDays(today, 2))];
    const untilDate = addDays(today, 9);
    const task = await json<Task>(
      write({ title: 'Order fish', weekdays, untilDate, dueTime: '15:00', assigneeUserId: server.id }),
      201,
    );
    expect(task.assignee).toMatchObject({ id: server.id });
    const dates = [2, 3, 9, 16].map((days) => addDays(today, days));
    const seen = await Promise.all(dates.map(async (date) => (await on(date)).items.some(({ id }) => id === task.id)));
    expect(seen).toEqual([true, false, true, false]);
    const [occurrence] = (await on(addDays(today, 2))).items.filter(({ id }) => id === task.id);
    expect(occurrence).toMatchObject({ done: null, overdue: false, serviceDate: addDays(today, 2) });
  });

  test('what is written is listed while it is not over, in the order of a day', async () => {
    const own = await openHouse();
    const path = `/api/restaurants/${own.id}/tasks`;
    const add = async (task: object) => json<Task>(ask(`POST ${path}`, { token: own.host, body: task }), 201);
    await add({ list: 'follow_up', title: 'Call the florist' });
    await add({ list: 'closing', title: 'Lock up', weekdays: [0, 1, 2, 3, 4, 5, 6], dueTime: '00:30' });
    await add({ list: 'closing', title: 'Fridges', dueTime: '23:00' });
    await add({ list: 'opening', title: 'Second', position: 2 });
    await add({ list: 'opening', title: 'Noon', position: 1, dueTime: '12:00' });
    await add({ list: 'opening', title: 'Ten', position: 1, dueTime: '10:00' });
    await add({ list: 'opening', title: 'Long ago', fromDate: '2024-01-01' });
    const { items } = await json<{ items: Task[] }>(ask(`GET ${path}/written`, { token: own.host }));
    expect(items.map(({ title }) => title)).toEqual([
      'Ten',
      'Noon',
      'Second',
      'Fridges',
      'Lock up',
      'Call the florist',
    ]);
  });

  test.each([
    ['no title', { title: ' ' }, 'title'],
    ['no weekday', { title: 'x', weekdays: [] }, 'weekdays'],
    ['an end without a repeat', { title: 'x', untilDate: today }, 'untilDate'],
    ['an end before the beginning', { title: 'x', weekdays: [1], untilDate: '2020-01-01' }, 'untilDate'],
    ['nobody who works here', { title: 'x', assigneeUserId: 999_999 }, 'assigneeUserId'],
    ["somebody else's booking", { title: 'x', reservationId: 5 }, 'reservationId'],
  ])('is refused: %s', async (_what, task, path) => {
    const refused = await write(task);
    expect(refused.status).toBe(422);
    expect((await refused.json<Refused>()).errors?.[0]?.path).toBe(path);
  });

  test('a person and a role at once are refused', async () => {
    const task = { title: 'x', assigneeUserId: server.id, assigneeRole: 'server' };
    expect(await problemOf(write(task))).toBe('422 invalid');
  });

  test('is changed at its version, and removed', async () => {
    const { id } = await json<Task>(write({ title: 'Typo' }), 201);
    const put = (body: object, version: number) =>
      ask(`PUT ${at(`/${id}`)}`, { token: house.manager, body, headers: { 'If-Match': `"${version}"` } });
    expect(await json<Task>(put({ title: 'Mended' }, 1))).toMatchObject({ title: 'Mended', version: 2 });
    expect(await problemOf(put({ title: 'Late' }, 1))).toBe('412 stale_edit');
    expect((await ask(`DELETE ${at(`/${id}`)}`, { token: house.manager })).status).toBe(204);
    expect(await problemOf(ask(`DELETE ${at(`/${id}`)}`, { token: house.manager }))).toBe('404 not_found');
    const { results } = await env.DB.prepare(
      `SELECT action FROM audit_entries WHERE restaurant_id = ? AND json_extract(coalesce(after, before), '$.title') IN ('Typo', 'Mended') ORDER BY id`,
    )
      .bind(house.id)
      .all<{ action: string }>();
    expect(results.map(({ action }) => action)).toEqual(['add-task', 'change-task', 'remove-task']);
  });

  test('another restaurant does not see it', async () => {
    const other = await openHouse();
    const { id } = await json<Task>(write({ title: 'Mine' }), 201);
    const path = `/api/restaurants/${other.id}/tasks/${id}`;
    expect(await problemOf(ask(`PUT ${path}`, { token: other.owner, body: {} }))).toBe('404 not_found');
    const done = { date: today, done: true };
    expect(await problemOf(ask(`PUT ${path}/done`, { token: other.owner, body: done }))).toBe('404 not_found');
  });
});

describe('ticking off', () => {
  test('says who did it and when; the first who did stands', async () => {
    const { id } = await json<Task>(write({ title: 'Light the candles' }), 201);
    const first = await json<TaskOccurrence>(tick(id, true));
    expect(first.done?.by.id).toBe(server.id);
    expect(await json<TaskOccurrence>(tick(id, true, house.host))).toEqual(first);
    expect((await on(today)).items.find((each) => each.id === id)).toEqual(first);
  });

  test('who did it takes it back, or who writes tasks; nobody else', async () => {
    const { id } = await json<Task>(write({ title: 'Set table 5' }), 201);
    await json(tick(id, true));
    expect(await problemOf(tick(id, false, house.kitchen))).toBe('403 forbidden');
    expect((await json<TaskOccurrence>(tick(id, false))).done).toBeNull();
    expect((await json<TaskOccurrence>(tick(id, false, house.kitchen))).done).toBeNull();
    await json(tick(id, true));
    expect((await json<TaskOccurrence>(tick(id, false, house.manager))).done).toBeNull();
  });

  test('on a date on which it does not occur there is nothing to do, and tomorrow is still to come', async () => {
    const { id } = await json<Task>(write({ title: 'Once' }), 201);
    expect(await problemOf(tick(id, true, server.token, addDays(today, -1)))).toBe('404 not_found');
    const daily = await json<Task>(write({ title: 'Daily', weekdays: [0, 1, 2, 3, 4, 5, 6] }), 201);
    expect(await problemOf(tick(daily.id, true, server.token, addDays(today, 1)))).toBe('409 conflict');
  });

  test('what was not done by its time is late', async () => {
    const yesterday = addDays(today, -1);
    const { id } = await json<Task>(write({ title: 'Forgotten', fromDate: yesterday, dueTime: '15:00' }), 201);
    const late = async () => (await on(yesterday)).items.find((each) => each.id === id)?.overdue;
    expect(await late()).toBe(true);
    await json(tick(id, true, server.token, yesterday));
    expect(await late()).toBe(false);
  });
});
