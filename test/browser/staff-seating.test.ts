import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { houseClock } from '../../local/house-clock.ts';
import { addDays } from '../../worker/domain/time/service-date.ts';
import { visit } from '../support/browser.ts';
import { overflow, smallTargets, violations, violationsInBothThemes, weightOf } from './page-quality.ts';
import { openStaffHouse, type StaffHouse, tableSays } from './staff-house.ts';

let staff: StaffHouse;
let manager: Page;
let host: Page;

beforeAll(async () => {
  staff = await openStaffHouse();
  await staff.setTime('15:00');
  [manager, host] = await Promise.all([staff.signIn('manager'), staff.signIn('host')]);
});

afterAll(async () => {
  await staff.stop();
});

const planPath = (days = 1): string => `${staff.path}/seating?date=${addDays(staff.date, days)}`;

interface Wish {
  readonly name: string;
  readonly time: string;
  readonly partySize: number;
  /** Promised to the party. */
  readonly tables?: readonly string[];
}

/** A booking so many days after the evening that it is. */
async function book(days: number, { name, time, partySize, tables }: Wish): Promise<number> {
  const { id } = await staff.manager.demand('POST /api/restaurants/{id}/reservations', {
    params: { id: staff.restaurantId },
    body: {
      ...{ reservationDate: addDays(staff.date, days), reservationTime: time, partySize, source: 'phone' },
      guestInfo: { name, phone: '+1 212 555 0123' },
      ...(tables === undefined ? {} : { tableIds: tables.map((number) => staff.tableId(number)) }),
    },
  });
  return id;
}

/** Two parties are promised tables larger than they need, so that Eva Lund has to take the largest; then the promises are taken back. */
async function leaveRoomToImprove(days: number): Promise<void> {
  const time = '19:00';
  const promised = [
    await book(days, { name: 'Cy Tanaka', time, partySize: 2, tables: ['3'] }),
    await book(days, { name: 'Di Moreau', time, partySize: 2, tables: ['4'] }),
  ];
  await book(days, { name: 'Gus Petit', time, partySize: 4, tables: ['5'] });
  await book(days, { name: 'Eva Lund', time, partySize: 4 });
  for (const reservationId of promised) {
    await staff.manager.demand('PUT /api/reservations/{reservationId}', {
      params: { reservationId },
      body: { tableIds: [] },
    });
  }
}

const rowOf = (page: Page, name: string): Locator =>
  page.getByRole('row').filter({ has: page.getByRole('rowheader', { name, exact: true }) });

/** The numbers of the tables of a party, as the plan's list says them. */
async function tablesOf(page: Page, name: string): Promise<string> {
  return (await rowOf(page, name).getByRole('cell').nth(2).textContent())?.trim() ?? '';
}

const bar = (page: Page, name: string): Locator => page.locator('a[data-party-id]').filter({ hasText: name }).first();
const barSays = async (page: Page, name: string): Promise<string> =>
  ((await bar(page, name).textContent()) ?? '').replaceAll(/\s+/g, ' ').trim();

describe('the plan of a date', () => {
  test('says who sits where and why, as a timeline and as a list', async () => {
    await book(1, { name: 'Ada Rossi', time: '18:00', partySize: 2 });
    await book(1, { name: 'Bo Weber', time: '18:30', partySize: 6, tables: ['6'] });
    await visit(manager, planPath());
    await bar(manager, 'Ada Rossi').waitFor();
    expect(await barSays(manager, 'Bo Weber')).toBe('6 Bo Weber, 6:30 PM to 8:30 PM, table 6, promised');
    await bar(manager, 'Ada Rossi').click();
    const sheet = manager.getByRole('dialog', { name: 'Ada Rossi' });
    expect(await sheet.getByRole('heading', { name: /^Why table [12]$/ }).count()).toBe(1);
    expect(await sheet.getByRole('listitem').count()).toBeGreaterThan(0);
    await manager.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });

    await manager.getByRole('link', { name: 'List' }).click();
    await manager.getByRole('table', { name: 'Who sits where, by time' }).waitFor();
    expect(await tablesOf(manager, 'Bo Weber')).toBe('6');
  });

  test('is walked through with arrow keys, and one stop of Tab', async () => {
    await visit(manager, planPath());
    await bar(manager, 'Ada Rossi').waitFor();
    // Without scripts every bar is a stop.
    await expect.poll(() => manager.locator('a[data-party-id][tabindex="0"]').count()).toBe(1);
    await bar(manager, 'Ada Rossi').focus();
    await manager.keyboard.press('ArrowDown');
    await manager.keyboard.press('Enter');
    await manager.getByRole('dialog', { name: 'Bo Weber' }).waitFor();
    await manager.keyboard.press('Escape');
  });

  test('is there without scripts, with a party’s reasons under its address', async () => {
    const context = await staff.browser.newContext({
      javaScriptEnabled: false,
      storageState: await manager.context().storageState(),
    });
    const page = await context.newPage();
    await visit(page, planPath());
    await bar(page, 'Ada Rossi').click();
    await page.getByRole('heading', { name: /^Why table/ }).waitFor();
    await page.getByRole('button', { name: 'Improve the plan' }).click();
    await page.getByText('Nothing to improve').waitFor();
    await context.close();
  });

  test('is for reading only without the right to write bookings', async () => {
    const server = await staff.signIn('server');
    await visit(server, planPath());
    await bar(server, 'Ada Rossi').waitFor();
    expect(await server.getByRole('button', { name: 'Improve the plan' }).count()).toBe(0);
    await server.context().close();
  });
});

describe('a better plan', () => {
  const applyButton = (): Locator => manager.getByRole('button', { name: /^Apply \d+ changes?$/ });
  const improve = (): Promise<void> => manager.getByRole('button', { name: 'Improve the plan' }).click();

  test('is shown before it is applied, and then is the plan', async () => {
    await visit(manager, planPath(2));
    await leaveRoomToImprove(2);
    await improve();
    await manager.getByRole('heading', { name: 'A better plan' }).waitFor();
    await manager
      .getByText(/This plan seats \d+ covers\. Without taking a table from anybody, no plan could seat more/)
      .waitFor();
    const change = manager.getByRole('listitem').filter({ hasText: 'Eva Lund' });
    expect(await change.textContent()).toMatch(/from 6\s*to [345]/);
    expect(await barSays(manager, 'Eva Lund')).toMatch(/table [345], planned from 6$/);

    expect(await violations(manager)).toEqual([]);
    await manager.getByRole('button', { name: 'On the map' }).click();
    await manager.getByRole('button', { name: /^Table [345], .*Eva Lund, 4 guests; changed, was/ }).waitFor();
    expect([await violations(manager), await overflow(manager)]).toEqual([[], 0]);

    await applyButton().click();
    await manager.getByText(/another table now/).waitFor();
    await manager.getByRole('link', { name: 'List' }).click();
    await expect.poll(() => tablesOf(manager, 'Eva Lund')).toMatch(/^[345]$/);
  });

  test('is refused when the date has moved on, with a way to look again', async () => {
    await visit(manager, planPath(3));
    await leaveRoomToImprove(3);
    await improve();
    await applyButton().waitFor();
    await book(3, { name: 'Jo Meanwhile', time: '21:00', partySize: 2 });
    await manager.getByText('Something has changed since this preview').waitFor();
    await applyButton().click();
    await manager.getByRole('alert').getByText('The date has moved on since this preview').waitFor();
    await manager.getByRole('button', { name: 'Preview again' }).click();
    await manager.getByText('Something has changed since this preview').waitFor({ state: 'detached' });
    await applyButton().click();
    await manager.getByText(/another table now/).waitFor();
  });
});

describe('the waitlist on the floor', () => {
  const walkIn = (table: string, partySize: number) =>
    staff.manager.demand('POST /api/restaurants/{id}/walk-ins', {
      params: { id: staff.restaurantId },
      body: { partySize, tableIds: [staff.tableId(table)], override: true },
    });

  test('a party is told its wait, called when a table comes free, and seated', async () => {
    await staff.setTime('18:30');
    const seated = [];
    for (const [number, size] of [
      ['1', 2],
      ['2', 2],
      ['3', 4],
      ['4', 4],
      ['5', 4],
      ['6', 6],
    ] as const)
      seated.push(await walkIn(number, size));
    await visit(host, `${staff.path}/floor?panel=waitlist`);
    const panel = host.getByRole('region', { name: 'Waitlist' });
    await panel
      .getByRole('status')
      .getByText(/About|No table for them/)
      .waitFor();
    await panel.getByLabel('Name').fill('Kim Waits');
    await panel.getByRole('button', { name: 'Put on the waitlist' }).click();
    const entry = panel.getByRole('listitem').filter({ hasText: 'Kim Waits' });
    await entry.getByText(/^Waited 0 min, told /).waitFor();

    await staff.manager.demand('PUT /api/reservations/{reservationId}/complete', {
      params: { reservationId: seated[0]?.id ?? 0 },
    });
    await staff.manager.demand('PUT /api/tables/{tableId}/available', { params: { tableId: staff.tableId('1') } });
    await entry.getByText('Called.').waitFor();
    await entry.getByText(/Table 1 is kept/).waitFor();
    await entry.getByRole('button', { name: 'Seat at 1' }).click();
    await tableSays(host, '1', /seated, party of 2, Kim Waits/);
    await panel.getByText('Nobody is waiting.').waitFor();
  });

  test('one who waits is seated at a table that is pointed at, or goes', async () => {
    // Longer than a live message may be: the floor reads it by itself.
    const notes = `A quiet corner. ${'静'.repeat(400)}`;
    const body = (name: string) => ({ name, partySize: 2, ...(name === 'Lea First' ? { notes } : {}) });
    const params = { id: staff.restaurantId };
    for (const name of ['Lea First', 'Max Second'])
      await staff.manager.demand('POST /api/restaurants/{id}/waitlist', { params, body: body(name) });
    const panel = host.getByRole('region', { name: 'Waitlist' });
    const entry = (name: string): Locator => panel.getByRole('listitem').filter({ hasText: name });
    await entry('Lea First')
      .getByText(/^A quiet corner/)
      .waitFor();
    await entry('Max Second').getByRole('button', { name: 'Left' }).click();
    await entry('Max Second').waitFor({ state: 'detached' });
    await entry('Lea First').getByRole('button', { name: 'Choose a table …' }).click();
    await host.getByText('touch the table they sit down at').waitFor();
    await host.keyboard.press('Escape');
    await entry('Lea First').getByRole('button', { name: 'Left' }).click();
    await panel.getByText('Nobody is waiting.').waitFor();
  });

  test('works without scripts', async () => {
    const context = await staff.browser.newContext({
      javaScriptEnabled: false,
      storageState: await host.context().storageState(),
    });
    const page = await context.newPage();
    await visit(page, `${staff.path}/floor?panel=waitlist`);
    const panel = page.getByRole('region', { name: 'Waitlist' });
    await panel.getByRole('button', { name: 'How long would they wait?' }).click();
    await panel.getByText(/About|No table for them|A table is free/).waitFor();
    await panel.getByLabel('Name').fill('Noa Plain');
    await panel.getByRole('button', { name: 'Put on the waitlist' }).click();
    const entry = panel.getByRole('listitem').filter({ hasText: 'Noa Plain' });
    await entry.waitFor();
    await entry.getByRole('button', { name: 'Left' }).click();
    await panel.getByText('Nobody is waiting.').waitFor();
    await context.close();
  });

  test('a name that is missing is asked for', async () => {
    await visit(host, `${staff.path}/floor?panel=waitlist`);
    await host.getByRole('button', { name: 'Put on the waitlist' }).click();
    await host.getByRole('alert').getByRole('link', { name: 'Give a name to call.' }).waitFor();
  });
});

describe('what may be expected', () => {
  test('the forecast shows what is booked and how likely a table is', async () => {
    await visit(manager, `${staff.path}/forecast?date=${addDays(staff.date, 2)}&time=19:00`);
    await manager.getByText('Nothing is learned yet').waitFor();
    await manager.getByText('The numbers').click();
    const row = manager.getByRole('row').filter({ has: manager.getByRole('rowheader', { name: '7:00 PM' }) });
    expect(await row.getByRole('cell').first().textContent()).toBe('12');
    const free = manager.getByRole('table', { name: 'Whether a table will be free, by party size' });
    expect(await free.getByRole('row').count()).toBeGreaterThan(3);
    expect(await free.getByText(/^\d+(\.\d)? %$/).count()).toBeGreaterThan(2);
  });

  test('a seated party’s likely end stands in its row', async () => {
    await visit(manager, `${staff.path}/floor`);
    await manager.locator('[data-party-id]').filter({ hasText: 'Kim Waits' }).locator('button.row').click();
    await manager.getByText(/^Likely free \d+:\d\d PM, between/).waitFor();
  });

  test('a booking says why its table', async () => {
    await visit(manager, `${staff.path}/reservations?from=${addDays(staff.date, 2)}&to=${addDays(staff.date, 2)}`);
    await manager.getByRole('link', { name: 'Eva Lund' }).click();
    await manager.getByRole('heading', { name: /^Why table [345]$/ }).waitFor();
  });
});

const pages: Record<string, () => string> = {
  'plan of today': () => `${staff.path}/seating`,
  plan: () => planPath(2),
  'plan as a list': () => `${planPath(2)}&view=list`,
  forecast: () => `${staff.path}/forecast`,
  'what if': () => `${staff.path}/what-if`,
  waitlist: () => `${staff.path}/floor?panel=waitlist`,
};

test.each([
  [390, 844],
  [1280, 900],
])('at %i × %i nothing is amiss, by light and in the dark', async (width, height) => {
  const page = await staff.signIn('manager', { viewport: { width, height } });
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  for (const [name, address] of Object.entries(pages)) {
    // Charts and the wait for a table come after the page.
    await page.goto(address(), { waitUntil: 'networkidle' });
    const found = {
      violations: await violationsInBothThemes(page),
      beside: await overflow(page),
      small: await smallTargets(page),
    };
    expect({ name, ...found }).toEqual({ name, violations: [], beside: 0, small: [] });
  }
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('the plan is light, and the library for charts comes on pages with charts alone', async () => {
  const page = await manager.context().newPage();
  const weight = await weightOf(page, planPath(2), staff.house.origin);
  expect(weight.foreign).toEqual([]);
  expect(weight.script).toBeLessThan(120_000);
  const largestScript = (): Promise<number> =>
    page.evaluate<number>(`
      Math.max(...performance.getEntriesByType('resource')
        .filter(({ name }) => name.endsWith('.js'))
        .map(({ decodedBodySize }) => decodedBodySize))
    `);
  const library = 130_000;
  expect(await largestScript()).toBeLessThan(library);
  await visit(page, `${staff.path}/forecast`);
  await page.locator('canvas[style*="height"]').waitFor();
  expect(await largestScript()).toBeGreaterThan(library);
  expect(await largestScript()).toBeLessThan(200_000);
  await page.close();
});

test('past nights are played again under other rules', async () => {
  const clock = houseClock(staff.house.origin, staff.restaurantId);
  await clock.set(Date.parse(`${addDays(staff.date, 1)}T17:00:00Z`));
  await visit(manager, `${staff.path}/what-if`);
  await manager.getByLabel('From', { exact: true }).first().fill(staff.date);
  await manager.getByLabel('To', { exact: true }).fill(staff.date);
  await manager.getByRole('button', { name: 'Run these nights again' }).click();
  await manager.getByRole('alert').getByText('Change something first').waitFor();

  await manager.getByLabel('For 4', { exact: true }).fill('0');
  await manager.getByRole('button', { name: 'Run these nights again' }).click();
  await manager.getByRole('heading', { name: /covers? fewer in 1 night/ }).waitFor();
  const covers = manager
    .getByRole('row')
    .filter({ has: manager.getByRole('rowheader', { name: 'Covers', exact: true }) });
  const [asItIs, asItWouldBe] = await covers.getByRole('cell').allTextContents();
  expect(Number(asItIs)).toBeGreaterThan(Number(asItWouldBe));
  expect(await manager.getByRole('heading', { name: 'What this cannot know' }).count()).toBe(1);
  // What was asked stays in the form.
  expect(await manager.getByLabel('For 4', { exact: true }).inputValue()).toBe('0');
});
