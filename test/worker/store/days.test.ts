import { env } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';
import { defaultSettings } from '../../../worker/domain/service/default-settings.ts';
import { writeConfiguration } from '../../../worker/store/configuration-changes.ts';
import { isDayOpened, markDay, openDay, openedDatesFrom } from '../../../worker/store/days.ts';
import { createGroup } from '../../../worker/store/groups.ts';
import { type RestaurantFacts, forgetFacts, restaurantFacts } from '../../../worker/store/restaurant-facts.ts';
import { createRestaurant } from '../../../worker/store/restaurants.ts';
import { updateSettings } from '../../../worker/store/settings.ts';
import { grantRole } from '../../../worker/store/users.ts';

let facts: RestaurantFacts;

beforeAll(async () => {
  const { id: groupId } = await createGroup(env, { name: 'Group', slug: 'group' });
  const at = Date.now();
  const profile = { groupId, name: 'House', slug: 'house', zone: 'Europe/Paris', dayBoundary: '04:00' };
  const audit = { groupId, actorUserId: 1, action: 'open-restaurant', before: null, after: null };
  const restaurant = { ...profile, settings: defaultSettings(), createdAt: at, updatedAt: at };
  const id = await createRestaurant(env, restaurant, audit);
  await grantRole(env, 1, { role: 'host', restaurantId: id, groupId: null });
  await grantRole(env, 1, { role: 'host', restaurantId: id, groupId: null });
  await grantRole(env, 1, { role: 'manager', restaurantId: id, groupId: null });
  await grantRole(env, 2, { role: 'owner', restaurantId: null, groupId });
  await grantRole(env, 3, { role: 'admin', restaurantId: null, groupId: null });
  await grantRole(env, 4, { role: 'host', restaurantId: 999, groupId: null });
  await grantRole(env, 5, { role: 'customer', restaurantId: null, groupId: null });
  const read = await restaurantFacts(env, id ?? 0);
  if (read === null) throw new Error('the restaurant was not written');
  facts = read;
});

test('opening a date registers it once and reads the configuration with everybody who may act there', async () => {
  expect(await isDayOpened(env, facts.restaurantId, '2026-12-01')).toBe(false);
  const configuration = await openDay(env, facts, '2026-12-01');
  expect(configuration).toMatchObject({
    version: 1,
    restaurantId: facts.restaurantId,
    groupId: facts.groupId,
    zone: 'Europe/Paris',
    tables: [],
    staff: [
      { userId: 1, roles: ['host', 'manager'] },
      { userId: 2, roles: ['owner'] },
      { userId: 3, roles: ['admin'] },
    ],
  });
  await openDay(env, facts, '2026-12-01');
  await openDay(env, facts, '2026-12-03');
  expect(await openedDatesFrom(env, facts.restaurantId, '2026-12-01')).toEqual(['2026-12-01', '2026-12-03']);
  expect(await openedDatesFrom(env, facts.restaurantId, '2026-12-02')).toEqual(['2026-12-03']);
});

test('an archived date has no object to ask any more', async () => {
  await openDay(env, facts, '2026-01-01');
  await markDay(env, facts.restaurantId, '2026-01-01', { state: 'archived', seq: 12 });
  expect(await isDayOpened(env, facts.restaurantId, '2026-01-01')).toBe(false);
  expect(await openedDatesFrom(env, facts.restaurantId, '2026-01-01')).not.toContain('2026-01-01');
});

test('of changes made from the same version one is written, with a job for the opened dates', async () => {
  const settings = { ...defaultSettings(), resetMinutes: 5 };
  const { restaurantId, groupId } = facts;
  const write = () =>
    writeConfiguration(env, {
      restaurantId,
      fromVersion: 1,
      statements: (database) => [updateSettings(database, restaurantId, settings)],
      itemsTaken: 0,
      audit: { restaurantId, groupId, actorUserId: 1, action: 'change-settings', before: null, after: null },
      fromDate: '2026-12-02',
      now: Date.now(),
    });
  const outcomes = await Promise.all([write(), write(), write()]);
  const written = outcomes.filter((outcome) => outcome.ok);
  expect(written).toEqual([{ ok: true, version: 2, job: { id: expect.any(Number) as number, dates: ['2026-12-03'] } }]);
  expect((await openDay(env, facts, '2026-12-01')).settings.resetMinutes).toBe(5);
});

test('facts are remembered until they are forgotten or asked for anew', async () => {
  await env.DB.prepare('UPDATE restaurants SET name = ? WHERE id = ?').bind('Renamed', facts.restaurantId).run();
  expect((await restaurantFacts(env, facts.restaurantId))?.name).toBe('House');
  expect((await restaurantFacts(env, facts.restaurantId, { fresh: true }))?.name).toBe('Renamed');
  await env.DB.prepare('UPDATE restaurants SET name = ? WHERE id = ?').bind('Again', facts.restaurantId).run();
  forgetFacts(facts.restaurantId);
  expect((await restaurantFacts(env, facts.restaurantId))?.name).toBe('Again');
  expect(await restaurantFacts(env, 12_345)).toBeNull();
});
