import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';
import { app } from '../../../worker/app.ts';
import { type House, ask, json, openHouse } from '../api/house.ts';
import { booked, happen, reservationOf, wake } from './bookings.ts';

interface Item {
  readonly id: number;
  readonly recipient: string;
  readonly subject: string;
  readonly state: string;
  readonly template: string;
  readonly text: string;
  readonly html: string | null;
  readonly reservationId: number;
  readonly sentAt: string | null;
}

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

const asJson = { headers: { Accept: 'application/json' } };

test('an empty outbox says so', async () => {
  expect(await (await ask('GET /dev/outbox')).text()).toContain('Nothing was sent yet.');
  expect(await json(ask('GET /dev/outbox', asJson))).toEqual({ items: [] });
});

test('mail lands in the outbox, the newest first, for machines and for people', async () => {
  const first = reservationOf(house, { guestEmail: 'first@example.com' });
  const second = reservationOf(house, {
    guestEmail: 'second@example.com',
    guestName: '"><img src=x onerror=alert(1)>',
  });
  await wake([[await happen(first, booked(first))]]);
  await wake([[await happen(second, booked(second))]]);
  const { items } = await json<{ items: Item[] }>(ask('GET /dev/outbox', asJson));
  expect(items.map(({ recipient }) => recipient)).toEqual(['second@example.com', 'first@example.com']);
  expect(items[1]).toMatchObject({ state: 'sent', template: 'confirmation', reservationId: first.id });
  expect(items[1]?.text).toContain('Your table is booked');
  expect(items[1]?.html).toContain('<h1>Your table is booked</h1>');
  expect(items[1]?.sentAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

  const response = await ask('GET /dev/outbox');
  const policy = response.headers.get('Content-Security-Policy');
  expect(policy).toContain("default-src 'none'");
  expect(policy).not.toContain('script-src');
  const page = await response.text();
  expect(page).toContain('first@example.com');
  expect(page.match(/<iframe[^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/g)).toHaveLength(2);
  // A message is inside an attribute, escaped once more; as text it is escaped too.
  expect(page).not.toContain('<img');
});

test('where it is deployed there is no such page', async () => {
  const request = new Request('http://localhost/dev/outbox', asJson);
  const response = await app.fetch(request, { ...env, ENVIRONMENT: 'production' }, createExecutionContext());
  expect(response.status).toBe(404);
  expect(response.headers.get('Content-Type')).toBe('application/problem+json');
});

test('it is not part of the documented API', async () => {
  const { paths } = await json<{ paths: Record<string, unknown> }>(ask('GET /api/openapi.json'));
  expect(Object.keys(paths).filter((path) => path.startsWith('/dev'))).toEqual([]);
});
