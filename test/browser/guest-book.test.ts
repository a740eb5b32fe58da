import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type House, launchBrowser, openHouse, visit } from '../support/browser.ts';
import { type GuestRestaurant, openRestaurant } from './guest-restaurant.ts';

let house: House;
let browser: Browser;
let place: GuestRestaurant;
let daysAhead = 2;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse({ demo: false }), launchBrowser()]);
  place = await openRestaurant(house, 'Osteria Lume');
});

afterAll(async () => {
  await Promise.all([browser.close(), house.stop()]);
});

afterEach(async () => {
  daysAhead += 1;
  await Promise.all(browser.contexts().map(async (context) => context.close()));
});

/** A visitor of their own: cookies are not shared. Every test has its own date. */
async function visitor(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: house.origin, timezoneId: 'America/New_York', ...options });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

const today = (): string => place.date(daysAhead);

async function chooseTime(page: Page, time = '7:30 PM', partySize = 2): Promise<void> {
  await visit(page, `${place.path}?date=${today()}&time=19:30&partySize=${String(partySize)}`);
  await page.getByRole('radio', { name: time }).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.waitForURL(/\/book\?/);
  await page.getByRole('button', { name: 'Book this table' }).waitFor();
}

async function fillIn(page: Page, name: string): Promise<void> {
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Phone').fill(`+1 212 555 01${String(10 + daysAhead)}`);
}

async function bookings(): Promise<{ status: string; partySize: number; guestInfo: { name: string } }[]> {
  const list = await place.asOwner<{ items: [] }>(
    `GET /api/restaurants/${String(place.id)}/reservations?date=${today()}`,
  );
  return list.items;
}

const heading = async (page: Page): Promise<string> => page.getByRole('heading', { level: 1 }).innerText();

test('a guest searches, chooses a time, books and sees the booking, all without JavaScript', async () => {
  const page = await visitor({ javaScriptEnabled: false });
  await visit(page, '/');
  await page.getByLabel('Guests').fill('2');
  await page.getByLabel('Date').fill(today());
  await page.getByLabel('Time').selectOption('7:30 PM');
  await page.getByRole('button', { name: 'Find a table' }).click();
  await page.getByRole('link', { name: '7:30 PM at Osteria Lume' }).click();
  expect(await page.getByRole('radio', { name: '7:30 PM' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Your table is kept for you until').waitFor();
  await fillIn(page, 'Ada Lovelace');
  await page.getByLabel('E-mail').fill('ada@example.com');
  await page.getByLabel('Quiet').check();
  await page.getByLabel('Anything we should know').fill('One of us is allergic to hazelnuts.');
  await page.getByRole('button', { name: 'I need more time' }).click();
  expect(await page.getByLabel('Name').inputValue(), 'more time keeps what was typed').toBe('Ada Lovelace');
  await page.getByRole('button', { name: 'Book this table' }).click();
  expect(await heading(page)).toBe("You're booked");
  await page.getByText('One of us is allergic to hazelnuts.').waitFor();
  expect(await bookings()).toMatchObject([
    { status: 'confirmed', partySize: 2, source: 'online', guestInfo: { name: 'Ada Lovelace' } },
  ]);
});

test('the Back button leads to the booking and never books again, without JavaScript', async () => {
  const page = await visitor({ javaScriptEnabled: false });
  await chooseTime(page);
  await fillIn(page, 'Back Again');
  await page.getByRole('button', { name: 'Book this table' }).click();
  await page.waitForURL(/\/b\//);
  const booked = new URL(page.url()).pathname;
  await page.goBack();
  // The form stands there again from the browser's cache, or the server has already led on to the booking.
  const again = page.getByRole('button', { name: 'Book this table' });
  if (await again.isVisible()) await again.click();
  expect(new URL(page.url()).pathname).toBe(booked);
  expect(await bookings()).toHaveLength(1);
});

test('with JavaScript the same pages book without a reload, and the form leaves the history', async () => {
  const page = await visitor();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await chooseTime(page);
  await page.getByText(/^\d+:\d\d$/).waitFor();
  let documents = 0;
  page.on('request', (request) => (documents += request.resourceType() === 'document' ? 1 : 0));
  await fillIn(page, 'Grace Hopper');
  await page.getByLabel('Name').press('Enter');
  await page.waitForURL(/\/b\//);
  await page.getByRole('heading', { level: 1, name: "You're booked" }).waitFor();
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: 'Osteria Lume' }).waitFor();
  expect(await bookings()).toHaveLength(1);
  expect(documents, 'no page was loaded anew').toBe(0);
  expect(complaints).toEqual([]);
});

test('the same form sent many times at once is one booking', async () => {
  const page = await visitor();
  await chooseTime(page);
  const form = await page.evaluate<Record<string, string>>(
    `Object.fromEntries(new FormData(document.querySelector('form[novalidate]')))`,
  );
  const send = async (): Promise<string> => {
    const answer = await page.request.post(page.url().replace('book?', 'book?/book&'), {
      form: { ...form, name: 'Double Click', phone: '+1 212 555 0177' },
      headers: { origin: house.origin, accept: 'text/html' },
      maxRedirects: 0,
    });
    return answer.headers()['location'] ?? `no redirect: ${String(answer.status())}`;
  };
  const led = await Promise.all(Array.from({ length: 8 }, send));
  expect(new Set(led.map((location) => location.split('?')[0])).size).toBe(1);
  expect(led[0]).toMatch(/^\/b\/m1\./);
  expect(await bookings()).toHaveLength(1);
});

test.each([true, false])(
  'errors are summed up with focus, linked, and nothing typed is lost (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const page = await visitor({ javaScriptEnabled });
    await chooseTime(page);
    await page.getByLabel('Phone').fill('12');
    await page.getByLabel('E-mail').fill('not an address');
    await page.getByLabel('Anything we should know').fill('A pram.');
    await page.getByRole('button', { name: 'Book this table' }).click();
    const summary = page.getByRole('alert', { name: 'Please check the form' });
    await summary.waitFor();
    await page.locator('[role=alert]:focus').waitFor();
    expect(await summary.getByRole('link').count()).toBe(3);
    expect(await page.title()).toMatch(/^Error: /);
    await summary.getByRole('link', { name: 'Give a name for the booking.' }).click();
    await page.locator('#name:focus').waitFor();
    expect(await page.getByLabel('Name').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Phone').inputValue()).toBe('12');
    expect(await page.getByLabel('E-mail').inputValue()).toBe('not an address');
    expect(await page.getByLabel('Anything we should know').inputValue()).toBe('A pram.');
    expect(await bookings()).toHaveLength(0);
  },
);

test('what another guest keeps is not offered; choosing again gives it back', async () => {
  const [first, second] = [await visitor(), await visitor()];
  await chooseTime(first, '7:30 PM', 4);
  await visit(second, `${place.path}?date=${today()}&time=19:30&partySize=4`);
  await second.getByRole('radio', { name: '7:30 PM' }).waitFor({ state: 'detached' });
  await second.getByRole('status').getByText('nearest is chosen').waitFor();
  await visit(first, `${place.path}?date=${today()}`);
  await first.getByRole('link', { name: 'Go on with this booking' }).click();
  await first.getByText('Your table is kept for you until').waitFor();
  await first.getByRole('button', { name: 'Change date, time or party' }).click();
  await first.getByRole('radio', { name: '7:30 PM' }).waitFor();
});

test('a time that has gone names others, and one tap books another with the same details', async () => {
  const page = await visitor();
  await visit(page, `${place.path}/book?date=${today()}&time=19:30&partySize=4`);
  await fillIn(page, 'Late Comer');
  await place.asOwner(`POST /api/restaurants/${String(place.id)}/reservations`, {
    ...{ reservationDate: today(), reservationTime: '19:30', partySize: 4 },
    guestInfo: { name: 'By phone', phone: '+1 212 555 0188' },
  });
  await page.getByRole('button', { name: 'Book this table' }).click();
  await page.getByRole('alert').getByText('This booking was not made').waitFor();
  const instead = page.getByRole('button', { name: /^Book .* instead$/ }).first();
  const time = /Book (.*) instead/.exec(await instead.innerText())?.[1] ?? '';
  await instead.click();
  await page.waitForURL(/\/b\//);
  await page.getByRole('heading', { level: 1, name: "You're booked" }).waitFor();
  await page.getByText(time).waitFor();
  expect((await bookings()).map(({ guestInfo }) => guestInfo.name).sort()).toEqual(['By phone', 'Late Comer']);
});

test('times follow the room while the page is open, and a kept table warns before it goes', async () => {
  const page = await visitor();
  await page.clock.install();
  await visit(page, `${place.path}?date=${today()}&time=19:30&partySize=4`);
  await page.getByRole('radio', { name: '7:30 PM' }).waitFor();
  await place.asOwner(`POST /api/restaurants/${String(place.id)}/reservations`, {
    ...{ reservationDate: today(), reservationTime: '19:30', partySize: 4 },
    guestInfo: { name: 'By phone', phone: '+1 212 555 0188' },
  });
  await page.clock.fastForward(31_000);
  await page.getByRole('radio', { name: '7:30 PM' }).waitFor({ state: 'detached' });
  await page.getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByText('Your table is kept for you until').waitFor();
  await page.clock.fastForward('08:30');
  await page.getByRole('status').getByText('Less than two minutes left').waitFor();
  await page.getByRole('button', { name: 'I need more time' }).click();
  await page.getByText('Your table is kept for you until').waitFor();
  await page.clock.fastForward('11:00');
  await page.getByText('Your table is no longer kept.').waitFor();
});

test('a day without a table says why and leads to other days', async () => {
  const page = await visitor({ javaScriptEnabled: false });
  await visit(page, `${place.path}?date=${place.date(400)}&time=19:30&partySize=2`);
  expect((await page.getByRole('status').first().innerText()).length).toBeGreaterThan(20);
  expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
  await visit(page, `${place.path}?date=${today()}&time=19:30&partySize=12`);
  await page.getByRole('status').first().waitFor();
});

test('a visitor elsewhere reads whose clock the times follow', async () => {
  const there = await visitor();
  await visit(there, `${place.path}?date=${today()}`);
  await there.getByRole('radio').first().waitFor();
  expect(await there.getByText('Times are those of New York, where').count()).toBe(0);
  const elsewhere = await visitor({ timezoneId: 'Europe/Berlin' });
  await visit(elsewhere, `${place.path}?date=${today()}`);
  await elsewhere.getByText('Times are those of New York, where').waitFor();
});
