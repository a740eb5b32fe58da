/** Who works in a group: seen, changed, deactivated and given back, never beyond what the one who does it has. */
import { env, exports } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { User } from '../../../worker/contract/auth.ts';
import type { CustomRole, StaffPerson } from '../../../worker/contract/people.ts';
import type { Restaurant } from '../../../worker/contract/restaurants.ts';
import { wallTimeAt } from '../../../worker/domain/time/service-date.ts';
import { grantRole } from '../../../worker/store/users.ts';
import { book, booked, dateAhead, eventually } from '../day/evening.ts';
import { type House, addTables, ask, json, newestMail, openHouse, origin, person, problemOf } from './house.ts';

let house: House;
let siblingId: number;
let ownerId: number;

beforeAll(async () => {
  house = await openHouse();
  const body = { groupId: house.groupId, name: 'Next door', zone: 'Europe/Paris', currency: 'EUR' };
  siblingId = (await json<Restaurant>(ask('POST /api/restaurants', { token: house.owner, body }), 201)).id;
  ownerId = (await json<User>(ask('GET /api/auth/me', { token: house.owner }))).id;
});

const staffPath = (rest = '') => `/api/groups/${house.groupId}/staff${rest}`;
const here = () => ({ restaurantId: house.id });
const nextDoor = () => ({ restaurantId: siblingId });

async function staff(token: string, query = ''): Promise<StaffPerson[]> {
  const { items } = await json<{ items: StaffPerson[] }>(ask(`GET ${staffPath(`?limit=200${query}`)}`, { token }));
  return items;
}

async function one(id: number, token = house.owner): Promise<StaffPerson> {
  return json<StaffPerson>(ask(`GET ${staffPath(`/${id}`)}`, { token }));
}

function assign(id: number, assignments: object[], token: string): Promise<Response> {
  return ask(`PUT ${staffPath(`/${id}`)}`, { token, body: { assignments } });
}

function act(id: number, what: 'deactivate' | 'reactivate', token: string): Promise<Response> {
  return ask(`POST ${staffPath(`/${id}/${what}`)}`, { token });
}

const me = (token: string) => ask('GET /api/auth/me', { token });
const floor = (token: string, id = house.id) => ask(`GET /api/restaurants/${id}/floor`, { token });

async function rename(id: number, name: string): Promise<void> {
  await env.DB.prepare('UPDATE users SET name = ? WHERE id = ?').bind(name, id).run();
}

async function auditOf(
  id: number,
): Promise<{ action: string; restaurant_id: number | null; before: string; after: string }[]> {
  const rows = env.DB.prepare('SELECT * FROM audit_entries WHERE subject_user_id = ? ORDER BY id').bind(id);
  return (await rows.all<{ action: string; restaurant_id: number | null; before: string; after: string }>()).results;
}

describe('the list', () => {
  test('says who works where as what, and whom the caller may change', async () => {
    const both = await person('server', here());
    await json(assign(both.id, [{ role: 'server', restaurantIds: [house.id, siblingId] }], house.owner));
    const seen = await one(both.id);
    expect(seen).toMatchObject({
      active: true,
      assignments: [{ role: 'server', roleName: 'Server', restaurantIds: [house.id, siblingId] }],
      secondFactor: false,
      hasPin: false,
      editable: true,
    });
    expect(seen.lastSeenAt).toMatch(/^20\d\d-/);
    const owner = await one(ownerId);
    expect(owner).toMatchObject({ assignments: [{ role: 'owner', restaurantIds: null }], editable: false });
  });

  test('a manager sees the people of their places, and owners, and nobody of next door', async () => {
    const theirs = await person('host', nextDoor());
    const split = await person('server', here());
    await json(assign(split.id, [{ role: 'server', restaurantIds: [house.id, siblingId] }], house.owner));
    const seen = await staff(house.manager);
    const ids = seen.map(({ userId }) => userId);
    expect(ids).toContain(ownerId);
    expect(ids).not.toContain(theirs.id);
    expect(seen.find(({ userId }) => userId === split.id)?.assignments).toEqual([
      { role: 'server', roleName: 'Server', restaurantIds: [house.id] },
    ]);
    expect(await problemOf(ask(`GET ${staffPath(`/${theirs.id}`)}`, { token: house.manager }))).toBe('404 not_found');
    expect(await problemOf(ask(`GET ${staffPath(`?restaurantId=${siblingId}`)}`, { token: house.manager }))).toBe(
      '404 not_found',
    );
  });

  test('finds by name without regard to accents, and by address', async () => {
    const zoe = await person('server', here());
    await rename(zoe.id, 'Zoë Müller-Ångström');
    expect((await staff(house.owner, '&q=zoe%20mul')).map(({ userId }) => userId)).toEqual([zoe.id]);
    const { email } = await one(zoe.id);
    expect((await staff(house.owner, `&q=${email.slice(0, -8)}`)).map(({ userId }) => userId)).toContain(zoe.id);
    expect(await staff(house.owner, '&q=nobody%20at%20all')).toEqual([]);
  });

  test('filters by place and by who is active', async () => {
    const gone = await person('server', nextDoor());
    await json(act(gone.id, 'deactivate', house.owner));
    const idsOf = async (query: string) => (await staff(house.owner, query)).map(({ userId }) => userId);
    expect(await idsOf('&active=false')).toContain(gone.id);
    expect(await idsOf('&active=true')).not.toContain(gone.id);
    expect(await idsOf(`&restaurantId=${siblingId}`)).toContain(gone.id);
    expect(await idsOf(`&restaurantId=${house.id}`)).not.toContain(gone.id);
  });

  test('comes in pages, by name', async () => {
    const all = (await staff(house.owner)).map(({ userId }) => userId);
    const paged: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const path = staffPath(`?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      const page: { items: StaffPerson[]; nextCursor: string | null } = await json(
        ask(`GET ${path}`, { token: house.owner }),
      );
      paged.push(...page.items.map(({ userId }) => userId));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(all);
    const names = (await staff(house.owner)).map(({ name }) => name);
    expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b)));
  });

  test('an API key is nobody who works here', async () => {
    const body = { name: 'Till', capabilities: ['floor.read'], restaurantIds: null };
    await json(ask(`POST /api/groups/${house.groupId}/keys`, { token: house.owner, body }), 201);
    expect((await staff(house.owner)).map(({ name }) => name)).not.toContain('Till');
  });
});

describe('giving and taking roles', () => {
  test('counts at once in quiet hours too, and the mail that tells of it waits for their end', async () => {
    const own = await openHouse();
    const hour = 3_600_000;
    const quietHours = {
      from: wallTimeAt(Date.now() - hour, 'Europe/Paris'),
      to: wallTimeAt(Date.now() + hour, 'Europe/Paris'),
    };
    await json(ask(`PUT /api/groups/${own.groupId}/security`, { token: own.owner, body: { quietHours } }));
    const { id, token } = await person('server', { restaurantId: own.id });
    const assignments = [{ role: 'host', restaurantIds: [own.id] }];
    const path = `/api/groups/${own.groupId}/staff/${id}`;
    const changed = await json<StaffPerson>(ask(`PUT ${path}`, { token: own.owner, body: { assignments } }));
    const user = await json<User>(me(token));
    expect(user.roles.map(({ role }) => role)).toContain('host');
    const mail = await newestMail(changed.email, 'access-changed');
    expect((mail?.nextAttemptAt ?? 0) - Date.now()).toBeGreaterThan(hour / 2);
    expect(mail?.state).toBe('pending');
  });

  test('counts at once, also in tokens that are out, is told by mail and noted', async () => {
    const { id, token } = await person('server', here());
    expect((await floor(token)).status).toBe(200);
    expect(await problemOf(writeTask(token))).toBe('403 forbidden');
    const changed = await json<StaffPerson>(assign(id, [{ role: 'host', restaurantIds: [house.id] }], house.manager));
    expect(changed.assignments).toEqual([{ role: 'host', roleName: 'Host', restaurantIds: [house.id] }]);
    expect(await problemOf(writeTask(token))).toBe('422 invalid');
    const mail = await newestMail(changed.email, 'access-changed');
    expect(mail?.facts['what']).toContain('You are now: Host');
    const [note] = (await auditOf(id)).slice(-1);
    expect(note).toMatchObject({ action: 'change-roles', restaurant_id: house.id });
    expect([note?.before, note?.after].map((text) => JSON.parse(text ?? 'null') as unknown)).toEqual([
      { roles: ['Server'] },
      { roles: ['Host'] },
    ]);
  });

  const writeTask = (token: string) => ask(`POST /api/restaurants/${house.id}/tasks`, { token, body: {} });

  test('reaches the open days: what goes against a warning needs a manager, from one moment to the next', async () => {
    const { id, token } = await person('host', here());
    const date = dateAhead(4);
    await addTables(house, 2, 2, 2);
    await booked(house, { date });
    const goAgainst = () => book(house, { date, token, change: { override: true } });
    expect(await problemOf(goAgainst())).toBe('403 override_not_allowed');
    await json(assign(id, [{ role: 'manager', restaurantIds: [house.id] }], house.manager));
    expect((await goAgainst()).status).toBe(201);
    await json(assign(id, [{ role: 'host', restaurantIds: [house.id] }], house.owner));
    expect(await problemOf(goAgainst())).toBe('403 override_not_allowed');
  });

  test('changes nothing when nothing changes', async () => {
    const { id } = await person('server', here());
    const before = await one(id);
    await json(assign(id, [{ role: 'server', restaurantIds: [house.id] }], house.manager));
    expect(await one(id)).toEqual(before);
    expect(await auditOf(id)).toEqual([]);
  });

  test('a manager leaves alone what is next door, and each place has its own note', async () => {
    const { id } = await person('server', here());
    await json(assign(id, [{ role: 'server', restaurantIds: [house.id, siblingId] }], house.owner));
    await json(assign(id, [{ role: 'kitchen', restaurantIds: [house.id] }], house.manager));
    const { assignments } = await one(id);
    expect(assignments.map(({ role, restaurantIds }) => [role, restaurantIds])).toEqual([
      ['server', [siblingId]],
      ['kitchen', [house.id]],
    ]);
    expect((await auditOf(id)).map((note) => note.restaurant_id)).toEqual([siblingId, house.id]);
  });

  test('with its last role somebody is gone', async () => {
    const { id, token } = await person('server', here());
    const gone = await json<StaffPerson>(assign(id, [], house.manager));
    expect(gone).toMatchObject({ assignments: [], active: false, editable: false });
    expect(await problemOf(floor(token))).toBe('404 not_found');
    expect(await problemOf(ask(`GET ${staffPath(`/${id}`)}`, { token: house.owner }))).toBe('404 not_found');
  });

  test('two who give the same at once give it once', async () => {
    const { id } = await person('server', here());
    const wanted = [{ role: 'host', restaurantIds: [house.id, siblingId] }];
    await Promise.all(Array.from({ length: 8 }, async () => json(assign(id, wanted, house.owner))));
    const rows = await env.DB.prepare('SELECT count(*) AS n FROM memberships WHERE user_id = ?').bind(id).first('n');
    expect(rows).toBe(2);
  });

  test('a composed role is given like any other, and only where its group is', async () => {
    const { id, token } = await person('server', here());
    const body = { name: 'Bar', capabilities: ['floor.read', 'reservations.read'] };
    const role = await json<CustomRole>(
      ask(`POST /api/groups/${house.groupId}/roles`, { token: house.owner, body }),
      201,
    );
    const custom = { role: 'custom', roleId: role.id, restaurantIds: [house.id] };
    const changed = await json<StaffPerson>(assign(id, [custom], house.manager));
    expect(changed.assignments).toEqual([{ ...custom, roleName: 'Bar' }]);
    const { roles } = await json<User>(me(token));
    expect(roles.find((grant) => grant.role === 'custom')?.capabilities).toEqual(['reservations.read', 'floor.read']);
    const stranger = await openHouse();
    const theirs = await person('server', { restaurantId: stranger.id });
    const foreign = { role: 'custom', roleId: role.id, restaurantIds: [stranger.id] };
    const path = `PUT /api/groups/${stranger.groupId}/staff/${theirs.id}`;
    expect(await problemOf(ask(path, { token: stranger.owner, body: { assignments: [foreign] } }))).toBe(
      '404 not_found',
    );
  });

  test.each<[what: string, assignments: () => object[], code: string]>([
    ['a role that nobody knows', () => [{ role: 'chef', restaurantIds: [house.id] }], '422 invalid'],
    ['a composed role without its id', () => [{ role: 'custom', restaurantIds: [house.id] }], '422 invalid'],
    ['a composed role that never was', () => [{ role: 'custom', roleId: 99999, restaurantIds: null }], '404 not_found'],
    ['a place that never was', () => [{ role: 'server', restaurantIds: [9_999_999] }], '404 not_found'],
    ['no place', () => [{ role: 'server', restaurantIds: [] }], '422 invalid'],
    ['administration of the platform', () => [{ role: 'admin', restaurantIds: null }], '422 invalid'],
  ])('%s is refused', async (_what, assignments, code) => {
    const { id } = await person('server', here());
    expect(await problemOf(assign(id, assignments(), house.owner))).toBe(code);
    expect((await one(id)).assignments).toHaveLength(1);
  });
});

describe('nobody gives more than they have', () => {
  test.each<[what: string, assignments: () => object[]]>([
    ['an owner', () => [{ role: 'owner', restaurantIds: [house.id] }]],
    ['a role next door', () => [{ role: 'server', restaurantIds: [house.id, siblingId] }]],
    ['a role in the whole group', () => [{ role: 'server', restaurantIds: null }]],
  ])('a manager gives nobody %s', async (_what, assignments) => {
    const { id } = await person('server', here());
    expect(await problemOf(assign(id, assignments(), house.manager))).toBe('403 forbidden');
    expect((await one(id)).assignments).toMatchObject([{ role: 'server', restaurantIds: [house.id] }]);
  });

  test('a manager of the whole group makes no owners, and changes none', async () => {
    const wide = await person('manager', { groupId: house.groupId });
    const { id } = await person('server', here());
    expect(await problemOf(assign(id, [{ role: 'owner', restaurantIds: null }], wide.token))).toBe('403 forbidden');
    expect(await problemOf(assign(ownerId, [], wide.token))).toBe('403 forbidden');
    expect(await problemOf(act(ownerId, 'deactivate', wide.token))).toBe('403 forbidden');
    await json(assign(id, [{ role: 'manager', restaurantIds: null }], wide.token));
  });

  test('nobody changes themselves, whatever they are', async () => {
    const self = (await json<User>(me(house.manager))).id;
    expect(await problemOf(assign(self, [], house.manager))).toBe('403 forbidden');
    expect(await problemOf(act(self, 'deactivate', house.manager))).toBe('403 forbidden');
    expect(await problemOf(assign(ownerId, [{ role: 'server', restaurantIds: null }], house.owner))).toBe(
      '403 forbidden',
    );
  });

  test('a manager changes nobody of next door or of the whole group', async () => {
    const theirs = await person('server', nextDoor());
    const wide = await person('server', { groupId: house.groupId });
    expect(await problemOf(assign(theirs.id, [], house.manager))).toBe('404 not_found');
    for (const refused of [assign(wide.id, [], house.manager), act(wide.id, 'deactivate', house.manager)]) {
      expect(await problemOf(refused)).toBe('403 forbidden');
    }
    expect((await one(wide.id)).active).toBe(true);
  });

  test('who is invited to manage by a composed role without more gives nothing', async () => {
    const body = { name: 'Clerk', capabilities: ['staff.read', 'staff.manage'] };
    const role = await json<CustomRole>(
      ask(`POST /api/groups/${house.groupId}/roles`, { token: house.owner, body }),
      201,
    );
    const clerk = await person('server', here());
    const clerking = { role: 'custom', roleId: role.id, restaurantIds: [house.id] };
    await json(assign(clerk.id, [clerking], house.owner));
    const { id } = await person('kitchen', here());
    expect(await problemOf(assign(id, [{ role: 'server', restaurantIds: [house.id] }], clerk.token))).toBe(
      '403 forbidden',
    );
    expect(await problemOf(act(id, 'deactivate', clerk.token))).toBe('403 forbidden');
  });

  test('changes want a fresh proof of who asks', async () => {
    const { id } = await person('server', here());
    const late = await person('manager', here());
    await env.DB.prepare('UPDATE sessions SET authenticated_at = 1 WHERE user_id = ?').bind(late.id).run();
    expect(await problemOf(assign(id, [], late.token))).toBe('403 reauthentication_required');
    expect(await problemOf(act(id, 'reactivate', late.token))).toBe('403 reauthentication_required');
    // Showing somebody the door never waits.
    expect((await act(id, 'deactivate', late.token)).status).toBe(200);
  });

  test('another group learns nothing', async () => {
    const stranger = await openHouse();
    const { id } = await person('server', here());
    expect(await problemOf(assign(id, [], stranger.owner))).toBe('404 not_found');
    const path = `POST /api/groups/${stranger.groupId}/staff/${id}/deactivate`;
    expect(await problemOf(ask(path, { token: stranger.owner }))).toBe('404 not_found');
  });
});

describe('the last owner', () => {
  test('is neither reduced nor deactivated; of two who turn each other out at once one stays', async () => {
    const alone = await openHouse();
    const path = (id: number, rest = '') => `/api/groups/${alone.groupId}/staff/${id}${rest}`;
    const first = (await json<User>(me(alone.owner))).id;
    const second = await person('owner', { groupId: alone.groupId });
    const outcomes = await Promise.all([
      ask(`POST ${path(first, '/deactivate')}`, { token: second.token }),
      ask(`PUT ${path(second.id)}`, { token: alone.owner, body: { assignments: [] } }),
    ]);
    const statuses = outcomes.map(({ status }) => status).sort();
    expect(statuses[0]).toBe(200);
    expect([401, 403, 404, 409]).toContain(statuses[1]);
    const left = env.DB.prepare(`SELECT count(*) AS n FROM memberships WHERE group_id = ? AND role = 'owner'
      AND suspended_at IS NULL`);
    expect(await left.bind(alone.groupId).first('n')).toBe(1);
  });

  test('an administrator cannot take the last one away either', async () => {
    const alone = await openHouse();
    const admin = await person('admin');
    const { id } = await json<User>(me(alone.owner));
    const path = `/api/groups/${alone.groupId}/staff/${id}`;
    expect(await problemOf(ask(`POST ${path}/deactivate`, { token: admin.token }))).toBe('409 conflict');
    const body = { assignments: [{ role: 'manager', restaurantIds: null }] };
    expect(await problemOf(ask(`PUT ${path}`, { token: admin.token, body }))).toBe('409 conflict');
    expect((await me(alone.owner)).status).toBe(200);
    await person('owner', { groupId: alone.groupId });
    await json(ask(`PUT ${path}`, { token: admin.token, body }));
  });
});

describe('deactivating', () => {
  test('ends every session at once and closes the floor; reactivating gives back what was', async () => {
    const { id, token } = await person('host', here());
    const date = dateAhead(2);
    await addTables(house, 2);
    await booked(house, { date });
    const code = await closingCode(token, date);
    const gone = await json<StaffPerson>(act(id, 'deactivate', house.manager));
    expect(gone).toMatchObject({ active: false, assignments: [{ role: 'host', restaurantIds: [house.id] }] });
    expect(await eventually(code, (closed) => closed !== 0)).toBe(4401);
    expect(await problemOf(me(token))).toBe('401 session_expired');
    expect(await problemOf(floor(token))).toBe('401 session_expired');

    expect(await problemOf(assign(id, [{ role: 'server', restaurantIds: [house.id] }], house.manager))).toBe(
      '409 conflict',
    );
    const back = await json<StaffPerson>(act(id, 'reactivate', house.manager));
    expect(back).toMatchObject({ active: true, assignments: [{ role: 'host', restaurantIds: [house.id] }] });
    expect((await auditOf(id)).map(({ action }) => action)).toEqual(['deactivate-person', 'reactivate-person']);
    expect((await newestMail(back.email, 'access-changed'))?.facts['what']).toContain('Host');
    // Old sessions stay ended.
    expect(await problemOf(me(token))).toBe('401 session_expired');
  });

  test('closes also what the ended sessions have open at another group', async () => {
    const other = await openHouse();
    const { id, token } = await person('host', { restaurantId: other.id });
    await grantRole(env, id, { role: 'server', restaurantId: house.id, groupId: null });
    const date = dateAhead(2);
    await addTables(other, 2);
    await booked(other, { date });
    const code = await closingCode(token, date, other.id);
    await json(act(id, 'deactivate', house.manager));
    expect(await eventually(code, (closed) => closed !== 0)).toBe(4401);
  });

  async function closingCode(token: string, date: string, at = house.id): Promise<() => Promise<number>> {
    const { webSocket } = await exports.default.fetch(`${origin}/ws/restaurant/${at}/tables?date=${date}`, {
      headers: { Upgrade: 'websocket', Authorization: `Bearer ${token}` },
    });
    let code = 0;
    webSocket?.addEventListener('close', (event) => {
      code = event.code;
    });
    webSocket?.accept();
    return async () => code;
  }

  test('twice is once', async () => {
    const { id } = await person('server', here());
    await json(act(id, 'deactivate', house.manager));
    await json(act(id, 'deactivate', house.manager));
    expect(await auditOf(id)).toHaveLength(1);
  });

  test('one place only: what is next door goes on', async () => {
    const { id } = await person('server', here());
    await json(assign(id, [{ role: 'server', restaurantIds: [house.id, siblingId] }], house.owner));
    expect(await json<StaffPerson>(act(id, 'deactivate', house.manager))).toMatchObject({ active: false });
    expect(await one(id)).toMatchObject({ active: true, assignments: [{ restaurantIds: [siblingId] }] });
  });

  test('a manager does not bring back somebody with more than they have', async () => {
    const { id } = await person('owner', here());
    await json(act(id, 'deactivate', house.owner));
    expect(await problemOf(act(id, 'reactivate', house.manager))).toBe('403 forbidden');
    expect((await one(id)).active).toBe(false);
  });
});

describe('ending somebody’s sessions', () => {
  test('signs them out everywhere and leaves their roles', async () => {
    const { id, token } = await person('server', here());
    const end = ask(`DELETE ${staffPath(`/${id}/sessions`)}`, { token: house.manager });
    expect((await end).status).toBe(204);
    expect(await problemOf(me(token))).toBe('401 session_expired');
    expect((await one(id)).active).toBe(true);
    expect((await auditOf(id)).map(({ action }) => action)).toEqual(['end-sessions']);
  });

  test('is for those who may change the person', async () => {
    expect(await problemOf(ask(`DELETE ${staffPath(`/${ownerId}/sessions`)}`, { token: house.manager }))).toBe(
      '403 forbidden',
    );
    expect((await me(house.owner)).status).toBe(200);
  });
});
