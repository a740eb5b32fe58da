/** Who changed what: seen by those who may, page by page, exported without what would reach anybody. */
import { parse } from 'csv-parse/sync';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, test } from 'vitest';
import type { User } from '../../../worker/contract/auth.ts';
import type { AuditEntry } from '../../../worker/contract/people.ts';
import type { Restaurant } from '../../../worker/contract/restaurants.ts';
import { auditStatement } from '../../../worker/store/audit.ts';
import { directory } from '../../../worker/store/database.ts';
import { type House, addTables, ask, json, openHouse, person, problemOf } from './house.ts';

let house: House;
let siblingId: number;
let ownerId: number;

interface Page {
  readonly items: AuditEntry[];
  readonly nextCursor: string | null;
}

beforeAll(async () => {
  house = await openHouse();
  const body = { groupId: house.groupId, name: 'Next door', zone: 'Europe/Paris', currency: 'EUR' };
  siblingId = (await json<Restaurant>(ask('POST /api/restaurants', { token: house.owner, body }), 201)).id;
  ownerId = (await json<User>(ask('GET /api/auth/me', { token: house.owner }))).id;
  await addTables(house, 2, 4);
  const role = { name: 'Bar', capabilities: ['floor.read'] };
  await json(ask(`POST /api/groups/${house.groupId}/roles`, { token: house.owner, body: role }), 201);
});

const path = (rest = '') => `/api/groups/${house.groupId}/audit${rest}`;
const audit = (query = '', token = house.owner) => json<Page>(ask(`GET ${path(`?${query}`)}`, { token }));

async function exported(query = '', token = house.owner): Promise<Record<string, string>[]> {
  const { csv } = await json<{ csv: string }>(ask(`GET ${path(`/export?${query}`)}`, { token }));
  return parse(csv, { columns: true, record_delimiter: '\r\n' });
}

interface Note {
  readonly restaurantId?: number | null;
  readonly action: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly subjectUserId?: number;
  readonly actorUserId?: number | null;
  readonly at?: number;
}

async function note({ at = Date.now(), ...more }: Note): Promise<void> {
  const rest = { restaurantId: house.id, groupId: house.groupId, actorUserId: ownerId, before: null, after: null };
  await auditStatement(directory(env), { ...rest, ...more }, at);
}

describe('the list', () => {
  test('has who, what, whom and where, the newest first', async () => {
    const { id } = await person('server', { restaurantId: house.id });
    const body = { assignments: [{ role: 'host', restaurantIds: [house.id] }] };
    const headers = { 'CF-Connecting-IP': '203.0.113.77' };
    await json(ask(`PUT /api/groups/${house.groupId}/staff/${id}`, { token: house.manager, body, headers }));
    const { items } = await audit();
    expect(items[0]).toMatchObject({
      action: 'change-roles',
      actorName: (await json<User>(ask('GET /api/auth/me', { token: house.manager }))).name,
      actingName: null,
      subjectName: expect.stringContaining('server') as string,
      restaurantId: house.id,
      address: '203.0.113.0',
      before: { roles: ['Server'] },
      after: { roles: ['Host'] },
    });
    const instants = items.map(({ at }) => at);
    expect(instants).toEqual([...instants].sort().reverse());
  });

  test('comes in pages that lose and repeat nothing, also within one millisecond', async () => {
    const at = Date.now();
    for (let each = 0; each < 5; each += 1) await note({ action: 'same-moment', at });
    const paged: number[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page: Page = await audit(`limit=2&action=same-moment${cursor === '' ? '' : `&cursor=${cursor}`}`);
      paged.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(paged).toHaveLength(5);
    expect(paged).toEqual([...paged].sort((one, other) => other - one));
  });

  test('filters by date, action, person and place', async () => {
    await note({ action: 'long-ago', at: Date.parse('2024-02-29T23:59:59.999Z'), actorUserId: null });
    const actions = async (query: string) => (await audit(query)).items.map(({ action }) => action);
    expect(await actions('from=2024-02-29&to=2024-02-29')).toEqual(['long-ago']);
    expect(await actions('to=2024-02-28')).toEqual([]);
    expect(await actions('from=2024-03-01&to=2024-12-31')).toEqual([]);
    expect(new Set(await actions('action=compose-role'))).toEqual(new Set(['compose-role']));
    const byOwner = await audit(`actorUserId=${ownerId}&limit=200`);
    expect(byOwner.items.length).toBeGreaterThan(0);
    expect((await audit('action=long-ago')).items[0]?.actorName).toBe('maitred');
    const nextDoor = await audit(`restaurantId=${siblingId}&limit=200`);
    expect(new Set(nextDoor.items.map(({ restaurantId }) => restaurantId))).toEqual(new Set([siblingId]));
    expect(await problemOf(ask(`GET ${path('?from=2024-02-30')}`, { token: house.owner }))).toBe('422 invalid');
  });

  test('names the administrator behind an "act as"', async () => {
    const admin = await person('admin');
    const acting = { restaurantId: house.id, groupId: house.groupId, actorUserId: ownerId, actingUserId: admin.id };
    await auditStatement(directory(env), { ...acting, action: 'acted', before: null, after: null }, Date.now());
    expect((await audit('action=acted')).items[0]?.actingName).toMatch(/^admin/);
  });
});

describe('who may read it', () => {
  test('a manager reads their places, and nothing of the group or of next door', async () => {
    const { items } = await audit('limit=200', house.manager);
    expect(items.length).toBeGreaterThan(0);
    expect(new Set(items.map(({ restaurantId }) => restaurantId))).toEqual(new Set([house.id]));
    const elsewhere = ask(`GET ${path(`?restaurantId=${siblingId}`)}`, { token: house.manager });
    expect(await problemOf(elsewhere)).toBe('404 not_found');
    expect(new Set((await exported('', house.manager)).map(({ restaurant }) => restaurant))).toEqual(
      new Set([house.restaurant.name]),
    );
  });

  test('an owner reads everything of the group, and nothing of another', async () => {
    const stranger = await openHouse();
    await addTables(stranger, 2);
    const { items } = await audit('limit=200');
    expect(items.map(({ restaurantId }) => restaurantId)).toContain(null);
    expect(items.map(({ restaurantId }) => restaurantId)).not.toContain(stranger.id);
    expect(await problemOf(ask(`GET ${path()}`, { token: stranger.owner }))).toBe('404 not_found');
    expect(await problemOf(ask(`GET ${path('/export')}`, { token: stranger.owner }))).toBe('404 not_found');
    expect(await problemOf(ask(`GET ${path(`?restaurantId=${stranger.id}`)}`, { token: house.owner }))).toBe(
      '404 not_found',
    );
  });

  test('no host does', async () => {
    expect(await problemOf(ask(`GET ${path()}`, { token: house.host }))).toBe('403 forbidden');
    expect(await problemOf(ask(`GET ${path('/export')}`, { token: house.host }))).toBe('403 forbidden');
  });
});

describe('the export', () => {
  test('masks people in every column, and has what the list has', async () => {
    const { id } = await person('server', { restaurantId: house.id });
    await env.DB.prepare('UPDATE users SET name = ? WHERE id = ?').bind('Ada King Lovelace', id).run();
    const after = { name: 'Ada King', contact: [{ email: 'ada@example.com', phone: '+33 1 23 45 67 89' }] };
    await note({ action: 'told-all', subjectUserId: id, actorUserId: id, after });
    const [row] = await exported('action=told-all');
    expect(row).toMatchObject({
      action: 'told-all',
      by: 'A. K. L.',
      whom: 'A. K. L.',
      restaurant: house.restaurant.name,
    });
    expect(JSON.parse(row?.['after'] ?? '')).toEqual({
      name: 'A. K.',
      contact: [{ email: 'a***@example.com', phone: '***89' }],
    });
    expect(await exported()).toHaveLength((await audit('limit=200')).items.length);
  });

  test('an invitation leaves without the address it went to', async () => {
    const assignment = { role: 'host', restaurantIds: [house.id] };
    const body = { email: 'secret.guest@example.com', name: 'Secret Guest', assignment };
    await json(ask(`POST /api/groups/${house.groupId}/invitations`, { token: house.manager, body }), 201);
    const text = JSON.stringify(await exported('action=invite-person'));
    expect(text).toContain('s***@example.com');
    expect(text).not.toMatch(/secret/i);
  });

  test('runs nothing in a spreadsheet', async () => {
    await env.DB.prepare('UPDATE restaurants SET name = ? WHERE id = ?').bind('=cmd|calc', siblingId).run();
    await note({ restaurantId: siblingId, action: '=1+1' });
    const [row] = await exported(`restaurantId=${siblingId}&action=%3D1%2B1`);
    expect(row).toMatchObject({ action: "'=1+1", restaurant: "'=cmd|calc" });
  });
});

test('nothing in it can be changed or deleted', async () => {
  for (const statement of ['UPDATE audit_entries SET action = 1', 'DELETE FROM audit_entries']) {
    await expect(env.DB.prepare(statement).run()).rejects.toThrow('append-only');
  }
});
