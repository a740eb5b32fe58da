import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GroupDetails, SecurityPolicy } from '../../../worker/contract/groups.ts';
import type { Areas, Combination, Restaurant, Settings } from '../../../worker/contract/restaurants.ts';
import type { FloorMap } from '../../../worker/contract/floor-maps.ts';
import type { Table } from '../../../worker/contract/tables.ts';
import type { Section } from '../../../worker/contract/work.ts';
import { defaultSecurityPolicy } from '../../../worker/domain/security-policy.ts';
import type * as z from 'zod';
import { type House, type Refused, addTables, ask, json, openHouse, person, problemOf } from './house.ts';

let house: House;
const path = (rest = ''): string => `/api/groups/${house.groupId}${rest}`;

beforeAll(async () => {
  house = await openHouse();
});

describe('a group', () => {
  test('is seen by whoever works in it, with the places where they do', async () => {
    const body = { groupId: house.groupId, name: 'Second', zone: 'Europe/Paris' };
    const second = await json<Restaurant>(ask('POST /api/restaurants', { token: house.owner, body }), 201);
    const seen = await json<GroupDetails>(ask(`GET ${path()}`, { token: house.kitchen }));
    expect(seen).toMatchObject({ id: house.groupId, sharesGuests: false });
    expect(seen.restaurants).toEqual([{ id: house.id, name: house.restaurant.name }]);
    const whole = await json<GroupDetails>(ask(`GET ${path()}`, { token: house.owner }));
    expect(whole.restaurants.map(({ id }) => id)).toEqual([house.id, second.id]);
  });

  test('its name and sharing are changed by owners, at a version, with a note', async () => {
    const read = await ask(`GET ${path()}`, { token: house.owner });
    const etag = read.headers.get('ETag') ?? '';
    const put = (body: object, headers = {}) => ask(`PUT ${path()}`, { token: house.owner, body, headers });
    const changed = await put({ name: 'Renamed', sharesGuests: true }, { 'If-Match': etag });
    expect(await json<GroupDetails>(changed)).toMatchObject({ name: 'Renamed', sharesGuests: true });
    expect(changed.headers.get('ETag')).not.toBe(etag);
    expect(await problemOf(put({ name: 'Late' }, { 'If-Match': etag }))).toBe('412 stale_edit');
    expect(await json<GroupDetails>(put({ sharesGuests: false }))).toMatchObject({
      name: 'Renamed',
      sharesGuests: false,
    });
    expect(await problemOf(put({ name: ' ' }))).toBe('422 invalid');
    const note = await env.DB.prepare(
      "SELECT before, after FROM audit_entries WHERE group_id = ? AND action = 'change-group' ORDER BY id DESC",
    )
      .bind(house.groupId)
      .first();
    expect(note).toEqual({ before: '{"sharesGuests":true}', after: '{"sharesGuests":false}' });
    const manager = ask(`PUT ${path()}`, { token: house.manager, body: { name: 'Mine' } });
    expect(await problemOf(manager)).toBe('403 forbidden');
  });

  test('what a restaurant says of its group is new at once', async () => {
    await json(ask(`GET /api/restaurants/${house.id}`));
    await json(ask(`PUT ${path()}`, { token: house.owner, body: { name: 'Third name' } }));
    expect((await json<Restaurant>(ask(`GET /api/restaurants/${house.id}`))).groupName).toBe('Third name');
  });
});

describe('what a group asks of its people', () => {
  const put = (body: object, token = house.owner) => ask(`PUT ${path('/security')}`, { token, body });

  test('has a usual form, and is changed in parts', async () => {
    expect(await json(ask(`GET ${path('/security')}`, { token: house.owner }))).toEqual(defaultSecurityPolicy);
    const quietHours = { from: '23:00', to: '07:00' };
    expect(await json<SecurityPolicy>(put({ quietHours }))).toEqual({ ...defaultSecurityPolicy, quietHours });
    expect(await json<SecurityPolicy>(put({ idleHours: 8 }))).toMatchObject({ quietHours, idleHours: 8 });
    expect(await problemOf(put({ idleHours: 0 }))).toBe('422 invalid');
    expect(await problemOf(put({ quietHours: { from: '23:00', to: '23:00' } }))).toBe('422 invalid');
    await json(put({ quietHours: null }));
  });

  test('present sessions last no longer than the policy lets new ones last', async () => {
    const own = await openHouse();
    await json(
      ask(`PUT /api/groups/${own.groupId}/security`, {
        token: own.owner,
        body: { ...defaultSecurityPolicy, absoluteDays: 1, idleHours: 1 },
      }),
    );
    await env.DB.prepare('UPDATE sessions SET idle_ms = 9e9, expires_at = created_at + 9e9').run();
    await json(ask(`PUT /api/groups/${own.groupId}/security`, { token: own.owner, body: { idleHours: 2 } }));
    const { results } = await env.DB.prepare(
      `SELECT s.idle_ms AS idle, s.expires_at - s.created_at AS lasts, m.user_id IS NOT NULL AS works FROM sessions s
       LEFT JOIN memberships m ON m.user_id = s.user_id AND (m.group_id = ?1 OR m.restaurant_id = ?2)`,
    )
      .bind(own.groupId, own.id)
      .all<{ idle: number; lasts: number; works: number }>();
    const theirs = results.filter(({ works }) => works === 1);
    expect(theirs).toHaveLength(4);
    expect(theirs.every(({ idle, lasts }) => idle === 7_200_000 && lasts === 86_400_000)).toBe(true);
    expect(results.filter(({ works }) => works === 0).every(({ idle }) => idle === 9e9)).toBe(true);
  });

  test('a second factor is not asked of the others by who has none', async () => {
    const refused = await put({ secondFactor: 'managers' });
    expect(refused.status).toBe(409);
    expect((await refused.json<Refused>()).detail).toContain('lock you out');
    await json(put({ secondFactor: 'nobody' }));

    const strong = await person('owner', { groupId: house.groupId });
    await env.DB.prepare('UPDATE sessions SET factors = 2 WHERE user_id = ?').bind(strong.id).run();
    expect(await json<SecurityPolicy>(put({ secondFactor: 'everybody' }, strong.token))).toMatchObject({
      secondFactor: 'everybody',
    });
    expect(await problemOf(ask(`GET ${path('/security')}`, { token: house.owner }))).toBe('403 second_factor_needed');
    expect(await problemOf(ask(`GET /api/restaurants/${house.id}/floor`, { token: house.host }))).toBe(
      '403 second_factor_needed',
    );
    await json(put({ secondFactor: 'nobody' }, strong.token));
    await json(ask(`GET /api/restaurants/${house.id}/floor`, { token: house.host }));
  });

  test('only shortly after the owner proved who they are', async () => {
    const idle = await person('owner', { groupId: house.groupId });
    await env.DB.prepare('UPDATE sessions SET authenticated_at = authenticated_at - 1000000 WHERE user_id = ?')
      .bind(idle.id)
      .run();
    expect(await problemOf(put({ idleHours: 9 }, idle.token))).toBe('403 reauthentication_required');
  });
});

describe('another location like this one', () => {
  type AreaList = z.infer<typeof Areas>;
  const read = async <T>(id: number, what: string, token: string) =>
    json<T>(ask(`GET /api/restaurants/${id}/${what}`, { token }));
  const clone = (own: House, body: object, token = own.owner) =>
    ask(`POST /api/groups/${own.groupId}/restaurants/clone`, { token, body: { fromRestaurantId: own.id, ...body } });

  test('has the same rules, rooms and tables, its own ids and codes, and nobody in it', async () => {
    const own = await openHouse();
    const put = (what: string, body: object) =>
      json(ask(`PUT /api/restaurants/${own.id}${what}`, { token: own.owner, body }));
    const add = async <T>(what: string, body: object) =>
      json<T>(ask(`POST /api/restaurants/${own.id}/${what}`, { token: own.owner, body }), 201);
    await put('/areas', {
      areas: [
        { key: 'main', name: 'Salle' },
        { key: 'terrace', name: 'Terrasse' },
      ],
    });
    await put('/settings', { resetMinutes: 25, policies: { horizonDays: 44 } });
    await put('', { cuisine: 'Breton' });
    const terrace = await add<FloorMap>('floor-maps', { name: 'Terrace' });
    const walls = [{ id: 'w1', type: 'wall', position: { x: 0, y: 0 }, dimensions: { width: 9, height: 90 } }];
    await put(`/floor-map?floorMapId=${terrace.id}`, { staticElements: walls });
    const indoors = await addTables(own, 2, 4);
    const outdoors = await add<Table>('tables', {
      ...{ tableNumber: 'T1', capacity: 6, location: 'terrace', floorMapId: terrace.id, rotation: 45, notes: 'shade' },
      features: ['outdoor'],
    });
    const gone = await addTables(own, 2);
    await json(ask(`DELETE /api/restaurants/${own.id}/tables/${gone[0]?.id ?? 0}`, { token: own.owner }));
    const pair = indoors.map(({ id }) => id);
    await put('/combinations', { combinations: [{ tableIds: pair, partySizeMin: 5, partySizeMax: 6 }] });
    await add<Section>('sections', { name: 'Inside', tableIds: pair });

    const made = await clone(own, { name: 'Copie', zone: 'America/New_York', phone: '+1 212 555 0100' });
    const copy = await json<Restaurant>(made, 201);
    expect(made.headers.get('Location')).toBe(`/api/restaurants/${copy.id}`);
    expect(copy).toMatchObject({
      ...{ groupId: own.groupId, slug: 'copie', zone: 'America/New_York', cuisine: 'Breton', phone: '+1 212 555 0100' },
    });

    const [settings, areas, maps, tables, combined, sections] = await Promise.all([
      read<Settings>(copy.id, 'settings', own.owner),
      read<AreaList>(copy.id, 'areas', own.owner),
      read<{ items: FloorMap[] }>(copy.id, 'floor-maps', own.owner),
      read<{ items: Table[] }>(copy.id, 'tables', own.owner),
      read<{ items: Combination[] }>(copy.id, 'combinations', own.owner),
      read<{ items: Section[] }>(copy.id, 'sections', own.owner),
    ]);
    expect(settings).toMatchObject({ resetMinutes: 25, policies: { horizonDays: 44 } });
    expect(areas.items.map(({ key, name }) => [key, name])).toEqual([
      ['main', 'Salle'],
      ['terrace', 'Terrasse'],
    ]);
    expect(maps.items.map(({ name }) => name)).toEqual(['Main Dining', 'Terrace']);
    const drawn = await read<FloorMap>(copy.id, `floor-map?floorMapId=${maps.items[1]?.id ?? 0}`, own.owner);
    expect(drawn.staticElements).toMatchObject(walls);
    expect(drawn.tables.map(({ tableNumber }) => tableNumber)).toEqual(['T1']);
    expect(tables.items.map(({ tableNumber }) => tableNumber)).toEqual(['1', '2', 'T1']);
    expect(tables.items[2]).toMatchObject({ location: 'terrace', rotation: 45, notes: 'shade', features: ['outdoor'] });
    expect(tables.items.every(({ restaurantId }) => restaurantId === copy.id)).toBe(true);
    const codes = [...tables.items, ...indoors, outdoors].map(({ qrCode }) => qrCode);
    expect(new Set(codes).size).toBe(6);
    const [one, two] = tables.items.map(({ id }) => id);
    expect(combined.items).toMatchObject([{ tableIds: [one, two], partySizeMin: 5, partySizeMax: 6 }]);
    expect(sections.items).toMatchObject([{ name: 'Inside', tableIds: [one, two] }]);

    const members = await env.DB.prepare('SELECT count(*) AS n FROM memberships WHERE restaurant_id = ?')
      .bind(copy.id)
      .first('n');
    expect(members).toBe(0);
    const note = await env.DB.prepare('SELECT action, group_id FROM audit_entries WHERE restaurant_id = ?')
      .bind(copy.id)
      .first();
    expect(note).toEqual({ action: 'clone-restaurant', group_id: own.groupId });
    const more = await json<Table>(
      ask(`POST /api/restaurants/${copy.id}/tables`, { token: own.owner, body: { tableNumber: '9', capacity: 2 } }),
      201,
    );
    expect(tables.items.map(({ id }) => id)).not.toContain(more.id);
  });

  test('an empty house is copied, too; a slug that is taken is refused or numbered', async () => {
    const own = await openHouse();
    const first = await json<Restaurant>(clone(own, { name: 'Même nom' }), 201);
    const second = await json<Restaurant>(clone(own, { name: 'Même nom' }), 201);
    expect(second.slug).toBe(`${first.slug}-2`);
    expect(await problemOf(clone(own, { name: 'Other', slug: first.slug }))).toBe('409 conflict');
  });

  test("another group's house is no model, and managers of one house open none", async () => {
    const [own, other] = [await openHouse(), await openHouse()];
    expect(await problemOf(clone(own, { name: 'Stolen', fromRestaurantId: other.id }))).toBe('422 invalid');
    expect(await problemOf(clone(own, { name: 'Mine' }, own.manager))).toBe('403 forbidden');
    expect(await problemOf(clone(own, { name: 'Mine' }, other.owner))).toBe('404 not_found');
  });
});
