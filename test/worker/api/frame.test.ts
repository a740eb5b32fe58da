import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test';
import { env, exports } from 'cloudflare:workers';
import { expect, test, vi } from 'vitest';
import { app } from '../../../worker/app.ts';
import type { Problem } from '../../../worker/contract/common.ts';
import type { Env } from '../../../worker/env.ts';
import { operations } from '../../../worker/contract/operations.ts';
import { type House, addTables, ask, json, openHouse, problemOf } from './house.ts';

let house: House | undefined;
async function theHouse(): Promise<House> {
  house ??= await openHouse();
  return house;
}

test('every answer has a request id, the caller’s own where it is sane', async () => {
  const own = await ask('GET /api/groups', { headers: { 'X-Request-Id': 'tablet-7:0001' } });
  expect(own.headers.get('X-Request-Id')).toBe('tablet-7:0001');
  const strange = await ask('GET /api/groups', { headers: { 'X-Request-Id': '<script>' } });
  expect(strange.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('answers carry the headers that keep browsers careful, and let no other site read them', async () => {
  const { headers } = await ask('GET /api/groups', { headers: { Origin: 'https://evil.example' } });
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Content-Security-Policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(headers.get('Strict-Transport-Security')).toContain('max-age');
  expect(headers.get('Referrer-Policy')).toBe('no-referrer');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
});

test('an unknown address is a 404 problem, a wrong verb a 405 with Allow', async () => {
  const unknown = await ask('GET /api/no/such/thing');
  expect(unknown.headers.get('X-Request-Id')).not.toBeNull();
  expect(await problemOf(unknown)).toBe('404 not_found');
  const verb = await ask('DELETE /api/groups');
  expect(verb.headers.get('Allow')).toBe('GET, HEAD');
  expect(await problemOf(verb)).toBe('405 method_not_allowed');
  const { id } = await theHouse();
  const literal = await ask(`GET /api/restaurants/${id}/tables/bulk`);
  expect(literal.headers.get('Allow')).toBe('POST');
});

test('HEAD answers like GET without a body', async () => {
  const response = await ask('HEAD /api/groups');
  expect(response.status).toBe(200);
  expect(await response.text()).toBe('');
});

test('a body that is no JSON, not said to be JSON, or too large is refused', async () => {
  const { id, manager } = await theHouse();
  const url = `POST /api/restaurants/${id}/tables`;
  expect(await problemOf(ask(url, { token: manager, body: '{"tableNumber":' }))).toBe('400 malformed_json');
  const form = ask(url, { token: manager, body: 'tableNumber=1', headers: { 'Content-Type': 'text/plain' } });
  expect(await problemOf(form)).toBe('415 unsupported_media_type');
  const large = { tableNumber: '1', capacity: 2, notes: 'x'.repeat(1_000_000) };
  expect(await problemOf(ask(url, { token: manager, body: large }))).toBe('413 body_too_large');
  expect(await problemOf(ask(url, { token: manager }))).toBe('422 invalid');
  expect(await problemOf(ask(url, { token: manager, body: '[]' }))).toBe('422 invalid');
  expect(await problemOf(ask(url, { token: manager, body: 'null' }))).toBe('422 invalid');
});

test('a body without a length is counted too', async () => {
  const { id, manager } = await theHouse();
  let sent = 0;
  const body = new ReadableStream({
    pull(controller) {
      sent += 1;
      if (sent > 100) controller.close();
      else controller.enqueue(new Uint8Array(16_384).fill(32));
    },
  });
  const response = await exports.default.fetch(`http://localhost/api/restaurants/${id}/tables`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${manager}`, 'Content-Type': 'application/json' },
    body,
  });
  expect(await problemOf(response)).toBe('413 body_too_large');
});

test('what is wrong is said field by field', async () => {
  const { id, manager } = await theHouse();
  const body = { tableNumber: '', capacity: 0, position: { x: -5, y: 'a' } };
  const response = await ask(`POST /api/restaurants/${id}/tables`, { token: manager, body });
  const problem = await response.json<Problem>();
  expect(problem).toMatchObject({ status: 422, code: 'invalid', type: '/problems/invalid' });
  expect(problem.errors?.map((error) => error.path)).toEqual(['tableNumber', 'capacity', 'position.x', 'position.y']);
  const query = await ask('GET /api/restaurants?limit=0');
  expect((await query.json<Problem>()).errors?.map((error) => error.path)).toEqual(['limit']);
});

test('a fault says nothing of its cause', async () => {
  const { id, manager } = await theHouse();
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  await env.DB.prepare('ALTER TABLE floor_maps RENAME TO floor_maps_away').run();
  const response = await ask(`GET /api/restaurants/${id}/floor-maps`, { token: manager });
  await env.DB.prepare('ALTER TABLE floor_maps_away RENAME TO floor_maps').run();
  const text = await response.text();
  expect(response.status).toBe(500);
  expect(text).not.toMatch(/floor_maps|sql|drizzle/i);
  // We find it by the id that the caller was given.
  expect(logged.mock.calls[0]?.[0]).toContain(response.headers.get('X-Request-Id'));
  logged.mockRestore();
});

test('the log has a line per request, without what an address may hold', async () => {
  const { id } = await theHouse();
  const lines = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  const loud: Env = { ...Object.fromEntries(Object.entries(env)), LOG_LEVEL: 'info' } as Env;
  const fetch = async (path: string) => {
    const ctx = createExecutionContext();
    await app.fetch(new Request(`http://localhost${path}`), loud, ctx);
    await waitOnExecutionContext(ctx);
  };
  await fetch(`/api/restaurants/${id}/tables?limit=5&secret=name`);
  await fetch('/api/holds/r7:2026-11-22:a-hold-that-nobody-else-may-know');
  const logged = lines.mock.calls.map(([line]) => JSON.parse(line as string) as Record<string, unknown>);
  lines.mockRestore();
  expect(logged).toMatchObject([
    { event: 'request', route: '/api/restaurants/{id}/tables', restaurantId: id, status: 200, caller: 'anonymous' },
    { event: 'request', route: 'none', status: 405 },
  ]);
  expect(JSON.stringify(logged)).not.toMatch(/secret|nobody-else/);
});

test('an Idempotency-Key of a stranger must be long', async () => {
  const { id } = await theHouse();
  const body = { date: '2031-01-01', time: '19:00', partySize: 2 };
  const short = ask(`POST /api/restaurants/${id}/holds`, { body, headers: { 'Idempotency-Key': '12345' } });
  expect(await problemOf(short)).toBe('422 invalid');
});

test('health answers when database, object and file store do, and keeps nothing', async () => {
  expect(await json(ask('GET /api/health'))).toMatchObject({
    status: 'ok',
    checks: { d1: 'ok', object: 'ok', r2: 'ok' },
  });
});

test('health says which part is silent', async () => {
  const quiet = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  const uploads = { head: () => Promise.reject(new Error('away')) };
  const sick = { ...Object.fromEntries(Object.entries(env)), UPLOADS: uploads } as unknown as Env;
  const ctx = createExecutionContext();
  const response = await app.fetch(new Request('http://localhost/api/health'), sick, ctx);
  quiet.mockRestore();
  expect(response.headers.get('Retry-After')).not.toBeNull();
  expect(await response.clone().text()).toContain('No answer from: r2.');
  expect(await problemOf(response)).toBe('503 unavailable');
});

test('the OpenAPI document has every operation with its security, schemas and problems', async () => {
  const document = await json<Document>(ask('GET /api/openapi.json'));
  expect(document.openapi).toBe('3.1.0');
  const described = Object.entries(document.paths).flatMap(([path, verbs]) =>
    Object.keys(verbs).map((verb) => `${verb.toUpperCase()} ${path}`),
  );
  expect(described.sort()).toEqual(Object.keys(operations).sort());
  const ids = Object.values(document.paths).flatMap((verbs) => Object.values(verbs).map((each) => each.operationId));
  expect(new Set(ids).size).toBe(ids.length);
  const operation = (path: string, verb: string) => document.paths[path]?.[verb];
  expect(operation('/api/restaurants', 'get')?.security).toEqual([]);
  expect(operation('/api/restaurants/{id}/settings', 'put')?.security).toEqual([{ bearer: [] }, { session: [] }]);
  expect(operation('/api/reservations/{reservationId}', 'get')?.security).toHaveLength(3);
  expect(
    operation('/api/restaurants/{id}/tables', 'get')
      ?.parameters?.map((each) => each.name)
      .sort(),
  ).toEqual(['cursor', 'id', 'limit']);
  const created = operation('/api/restaurants/{id}/tables', 'post')?.responses['201'];
  expect(created?.content['application/json']?.schema).toEqual({ $ref: '#/components/schemas/Table' });
  const refused = operation('/api/restaurants/{id}/tables', 'post')?.responses['409'];
  expect(refused?.content['application/problem+json']?.schema).toEqual({ $ref: '#/components/schemas/Problem' });
  // Every reference leads somewhere.
  const references = JSON.stringify(document).matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g);
  for (const [, kind = '', name = ''] of references) expect(document.components[kind]).toHaveProperty(name);
});

interface Described {
  readonly operationId: string;
  readonly security: unknown[];
  readonly parameters?: { name: string }[];
  readonly responses: Record<string, { content: Record<string, { schema: unknown }> }>;
}
interface Document {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Described>>;
  readonly components: Record<string, Record<string, unknown>>;
}

test('the documentation page loads from this site alone', async () => {
  const page = await ask('GET /api/docs');
  expect(page.headers.get('Content-Type')).toContain('text/html');
  expect(page.headers.get('Content-Security-Policy')).toContain("script-src 'self';");
  expect(await page.text()).not.toContain('http');
  expect((await ask('GET /api/docs/start.js')).headers.get('Content-Type')).toContain('javascript');
});

test('guests never see what is for staff', async () => {
  const fresh = await openHouse();
  const [table] = await addTables(fresh, 4);
  const url = `GET /api/restaurants/${fresh.id}/tables/${table?.id}`;
  const asGuest = await json<Record<string, unknown>>(ask(url));
  for (const secret of ['qrCode', 'currentOrder', 'notes']) expect(asGuest).not.toHaveProperty(secret);
  expect(await json(ask(url, { token: fresh.host }))).toHaveProperty('qrCode');
});
