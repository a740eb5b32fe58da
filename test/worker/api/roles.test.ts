/** The matrix: roles that a group composes, bounded by who composes them, changed for everybody who has them at once. */
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { User } from '../../../worker/contract/auth.ts';
import type { CustomRole, RoleMatrix } from '../../../worker/contract/people.ts';
import { book, booked, dateAhead } from '../day/evening.ts';
import { type House, addTables, ask, json, openHouse, person, problemOf } from './house.ts';

let house: House;
let number = 0;

beforeAll(async () => {
  house = await openHouse();
});

const roles = (rest = '') => `/api/groups/${house.groupId}/roles${rest}`;
const matrix = (token = house.manager) => json<RoleMatrix>(ask(`GET ${roles()}`, { token }));

function compose(capabilities: string[], { token = house.owner, name }: { token?: string; name?: string } = {}) {
  number += 1;
  return ask(`POST ${roles()}`, { token, body: { name: name ?? `Role ${number}`, capabilities } });
}

function change(id: number, body: object, { token = house.owner, ifMatch }: { token?: string; ifMatch?: string } = {}) {
  return ask(`PUT ${roles(`/${id}`)}`, {
    token,
    body,
    ...(ifMatch === undefined ? {} : { headers: { 'If-Match': ifMatch } }),
  });
}

const remove = (id: number, token = house.owner) => ask(`DELETE ${roles(`/${id}`)}`, { token });

async function somebodyWith(role: CustomRole, restaurantIds: number[] | null = [house.id]) {
  const somebody = await person('server', { restaurantId: house.id });
  const body = { assignments: [{ role: 'custom', roleId: role.id, restaurantIds }] };
  await json(ask(`PUT /api/groups/${house.groupId}/staff/${somebody.id}`, { token: house.owner, body }));
  return somebody;
}

async function capabilitiesOf(token: string): Promise<string[]> {
  const { roles: held } = await json<User>(ask('GET /api/auth/me', { token }));
  return held.flatMap(({ capabilities }) => capabilities);
}

test('the matrix says in words what there is to allow, and what each role allows', async () => {
  const { capabilities, builtIn, custom } = await matrix();
  expect(capabilities.find(({ key }) => key === 'floor.operate')).toEqual({
    key: 'floor.operate',
    area: 'Floor',
    words: 'Seat, move and clear parties, take walk-ins',
    composable: true,
  });
  expect(capabilities.map(({ key }) => key)).not.toContain('platform.operate');
  expect(capabilities.filter(({ composable }) => !composable).map(({ key }) => key)).toEqual([
    'roles.compose',
    'keys.manage',
    'group.configure',
  ]);
  expect(builtIn.map(({ role }) => role)).toEqual(['server', 'host', 'kitchen', 'manager', 'owner']);
  expect(builtIn[0]?.capabilities).toContain('floor.operate');
  expect(custom).toEqual([]);
});

describe('composing', () => {
  test('a role comes into the matrix, its capabilities in order and once', async () => {
    const response = await compose(['floor.read', 'reservations.read', 'floor.read'], { name: 'Bar' });
    expect(response.headers.get('ETag')).toBe('"1"');
    const role = await json<CustomRole>(response, 201);
    expect(role).toMatchObject({ name: 'Bar', capabilities: ['reservations.read', 'floor.read'], people: 0 });
    expect((await matrix()).custom).toContainEqual(role);
    const audit = env.DB.prepare('SELECT action, after FROM audit_entries WHERE group_id = ? ORDER BY id DESC LIMIT 1');
    expect(await audit.bind(house.groupId).first()).toMatchObject({ action: 'compose-role' });
  });

  test.each(['platform.operate', 'roles.compose', 'keys.manage', 'group.configure', 'everything'])(
    '%s is in no composed role',
    async (capability) => {
      expect(await problemOf(compose([capability]))).toBe('422 invalid');
    },
  );

  test('a name is taken once per group, and free in another', async () => {
    await json(compose(['floor.read'], { name: 'Runner' }), 201);
    expect(await problemOf(compose(['floor.read'], { name: 'Runner' }))).toBe('409 conflict');
    const other = await openHouse();
    const body = { name: 'Runner', capabilities: ['floor.read'] };
    await json(ask(`POST /api/groups/${other.groupId}/roles`, { token: other.owner, body }), 201);
  });

  test('is for owners: a manager, even of the whole group, composes none', async () => {
    expect(await problemOf(compose(['floor.read'], { token: house.manager }))).toBe('403 forbidden');
    const wide = await person('manager', { groupId: house.groupId });
    expect(await problemOf(compose(['floor.read'], { token: wide.token }))).toBe('403 forbidden');
    const { key } = await json<{ key: string }>(
      ask(`POST /api/groups/${house.groupId}/keys`, {
        token: house.owner,
        body: { name: 'Key', capabilities: ['staff.read', 'staff.manage'], restaurantIds: null },
      }),
      201,
    );
    expect(await problemOf(compose(['floor.read'], { token: key }))).toBe('403 forbidden');
  });

  test('wants a fresh proof', async () => {
    const late = await person('owner', { groupId: house.groupId });
    await env.DB.prepare('UPDATE sessions SET authenticated_at = 1 WHERE user_id = ?').bind(late.id).run();
    expect(await problemOf(compose(['floor.read'], { token: late.token }))).toBe('403 reauthentication_required');
  });
});

describe('changing', () => {
  test('counts for everybody who has it at once, also in the open days', async () => {
    const role = await json<CustomRole>(compose(['reservations.read', 'reservations.write', 'floor.read']), 201);
    const { token } = await somebodyWith(role);
    const date = dateAhead(2);
    await addTables(house, 2, 2);
    await booked(house, { date });
    const goAgainst = () => book(house, { date, token, change: { override: true } });
    expect(await problemOf(goAgainst())).toBe('403 override_not_allowed');
    const changed = await json<CustomRole>(change(role.id, { capabilities: [...role.capabilities, 'floor.override'] }));
    expect(changed).toMatchObject({ people: 1, version: 2 });
    expect(await capabilitiesOf(token)).toContain('floor.override');
    expect((await goAgainst()).status).toBe(201);
    await json(change(role.id, { capabilities: ['floor.read'] }));
    expect(await capabilitiesOf(token)).toEqual(['floor.read']);
    expect(await problemOf(ask(`GET /api/restaurants/${house.id}/tasks`, { token }))).toBe('403 forbidden');
  });

  test('reaches the whole group where somebody has it there', async () => {
    const role = await json<CustomRole>(compose(['floor.read']), 201);
    await somebodyWith(role, null);
    const version = async () =>
      env.DB.prepare('SELECT configuration_version FROM restaurants WHERE id = ?')
        .bind(house.id)
        .first<number>('configuration_version');
    const before = (await version()) ?? 0;
    await json(change(role.id, { capabilities: ['floor.read', 'tasks.work'] }));
    expect(await version()).toBe(before + 1);
  });

  test('only at the version that was read', async () => {
    const role = await json<CustomRole>(compose(['floor.read']), 201);
    const first = await change(role.id, { name: 'Cellar' }, { ifMatch: '"1"' });
    expect(first.headers.get('ETag')).toBe('"2"');
    expect(await problemOf(change(role.id, { name: 'Pantry' }, { ifMatch: '"1"' }))).toBe('412 stale_edit');
    const names = ['Cellar A', 'Cellar B', 'Cellar C'];
    const all = await Promise.all(names.map((name) => change(role.id, { name })));
    expect(all.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await matrix()).custom.find(({ id }) => id === role.id)?.version).toBe(5);
  });

  test('to a name that is taken: 409', async () => {
    await json(compose(['floor.read'], { name: 'Taken' }), 201);
    const role = await json<CustomRole>(compose(['floor.read']), 201);
    expect(await problemOf(change(role.id, { name: 'Taken' }))).toBe('409 conflict');
  });

  test('another group’s role is not found', async () => {
    const other = await openHouse();
    const body = { name: 'Theirs', capabilities: ['floor.read'] };
    const theirs = await json<CustomRole>(
      ask(`POST /api/groups/${other.groupId}/roles`, { token: other.owner, body }),
      201,
    );
    expect(await problemOf(change(theirs.id, { name: 'Mine' }))).toBe('404 not_found');
    expect(await problemOf(remove(theirs.id))).toBe('404 not_found');
  });

  test('the scopes of a key are no role', async () => {
    const body = { name: 'Till', capabilities: ['floor.read'], restaurantIds: [house.id] };
    await json(ask(`POST /api/groups/${house.groupId}/keys`, { token: house.owner, body }), 201);
    const hidden = await env.DB.prepare('SELECT id FROM custom_roles WHERE for_key AND group_id = ?')
      .bind(house.groupId)
      .first<number>('id');
    expect((await matrix()).custom.map(({ id }) => id)).not.toContain(hidden);
    expect(await problemOf(change(hidden ?? 0, { capabilities: ['staff.manage'] }))).toBe('404 not_found');
    const somebody = await person('server', { restaurantId: house.id });
    const assignments = [{ role: 'custom', roleId: hidden, restaurantIds: [house.id] }];
    const path = `PUT /api/groups/${house.groupId}/staff/${somebody.id}`;
    expect(await problemOf(ask(path, { token: house.owner, body: { assignments } }))).toBe('404 not_found');
  });
});

describe('removing', () => {
  test('goes when nobody has it', async () => {
    const role = await json<CustomRole>(compose(['floor.read']), 201);
    expect((await remove(role.id)).status).toBe(204);
    expect((await matrix()).custom.map(({ id }) => id)).not.toContain(role.id);
    expect(await problemOf(remove(role.id))).toBe('404 not_found');
  });

  test('not while somebody has it, were they deactivated', async () => {
    const role = await json<CustomRole>(compose(['floor.read']), 201);
    const { id } = await somebodyWith(role);
    expect(await problemOf(remove(role.id))).toBe('409 conflict');
    const path = `/api/groups/${house.groupId}/staff/${id}`;
    await json(ask(`POST ${path}/deactivate`, { token: house.owner }));
    expect(await problemOf(remove(role.id))).toBe('409 conflict');
    await json(ask(`POST ${path}/reactivate`, { token: house.owner }));
    await json(ask(`PUT ${path}`, { token: house.owner, body: { assignments: [] } }));
    expect((await remove(role.id)).status).toBe(204);
  });

  test('not while somebody is invited to it', async () => {
    const role = await json<CustomRole>(compose(['floor.read']), 201);
    const assignment = { role: 'custom', roleId: role.id, restaurantIds: [house.id] };
    const body = { email: 'bar@example.com', name: 'Bar', assignment };
    const path = `/api/groups/${house.groupId}/invitations`;
    const { id } = await json<{ id: number }>(ask(`POST ${path}`, { token: house.owner, body }), 201);
    expect(await problemOf(remove(role.id))).toBe('409 conflict');
    await ask(`DELETE ${path}/${id}`, { token: house.owner });
    expect((await remove(role.id)).status).toBe(204);
  });

  test('given and removed at the same moment, it is one or the other', async () => {
    const role = await json<CustomRole>(compose(['floor.read']), 201);
    const somebody = await person('server', { restaurantId: house.id });
    const body = { assignments: [{ role: 'custom', roleId: role.id, restaurantIds: [house.id] }] };
    const path = `PUT /api/groups/${house.groupId}/staff/${somebody.id}`;
    const [removed] = await Promise.all([remove(role.id), ask(path, { token: house.owner, body })]);
    const orphans = env.DB.prepare(`SELECT count(*) AS n FROM memberships m
      WHERE custom_role_id = ? AND NOT EXISTS (SELECT 1 FROM custom_roles c WHERE c.id = m.custom_role_id)`);
    expect(await orphans.bind(role.id).first('n')).toBe(0);
    expect([204, 409]).toContain(removed.status);
  });
});
