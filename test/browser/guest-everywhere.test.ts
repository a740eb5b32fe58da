import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, launchBrowser, openHouse, visit } from '../support/browser.ts';
import { type GuestRestaurant, openRestaurant } from './guest-restaurant.ts';
import { overflow, smallTargets, violations, violationsInBothThemes, weightOf } from './page-quality.ts';

let house: House;
let browser: Browser;
let place: GuestRestaurant;
let manageUrl: string;
let cancelledUrl: string;

const longName = 'Zum Donaudampfschifffahrtsgesellschaftskapitän & Söhne';

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse({ demo: false }), launchBrowser()]);
  place = await openRestaurant(house, longName);
  const at = `/api/restaurants/${String(place.id)}/reservations/public`;
  const booking = {
    ...{ reservationDate: place.date(2), reservationTime: '19:30', partySize: 2, occasion: 'Birthday' },
    guestInfo: {
      name: 'Maximiliane von Hohenstein-Featherstonehaugh',
      phone: '+1 212 555 0199',
      email: 'maximiliane.von.hohenstein-featherstonehaugh@a-rather-long-domain.example.com',
    },
  };
  ({ manageUrl } = await place.asOwner<{ manageUrl: string }>(`POST ${at}`, booking));
  const other = await place.asOwner<{ id: number; manageUrl: string }>(`POST ${at}`, booking);
  await place.asOwner(`DELETE /api/reservations/${String(other.id)}`);
  cancelledUrl = other.manageUrl;
});

afterAll(async () => {
  await Promise.all([browser.close(), house.stop()]);
});

const pages: Record<string, () => string> = {
  front: () => '/',
  'front with an answer': () => `/?date=${place.date(3)}&time=19:30&partySize=2`,
  restaurant: () => place.path,
  'restaurant with times': () => `${place.path}?date=${place.date(3)}&time=19:40&partySize=2`,
  'restaurant without a table': () => `${place.path}?date=${place.date(3)}&time=19:30&partySize=12`,
  form: () => `${place.path}/book?date=${place.date(3)}&time=19:30&partySize=2`,
  'form with a kept table': () =>
    `${place.path}/book?date=${place.date(3)}&time=19:30&partySize=2&hold=x&until=${new Date(Date.now() + 500_000).toISOString()}`,
  booked: () => `${manageUrl}?booked`,
  booking: () => manageUrl,
  change: () => `${manageUrl}/change`,
  'change to confirm': () => `${manageUrl}/change?date=${place.date(4)}&time=19:30&partySize=4&start=20:15`,
  details: () => `${manageUrl}/details`,
  cancel: () => `${manageUrl}/cancel`,
  cancelled: () => cancelledUrl,
  'sign in': () => '/sign-in',
  'open an account': () => '/account/register',
  'forgotten password': () => '/account/forgot',
  'new password': () => '/account/reset/a-token-that-is-long-enough',
  'confirm an address': () => '/account/verify/a-token-that-is-long-enough',
  'confirm another address': () => '/account/email/a-token-that-is-long-enough',
  'sign in by a link': () => '/sign-in/link/a-token-that-is-long-enough',
  'closed account': () => '/account/closed',
  'a page that is not there': () => '/nowhere',
  'a link that is not good': () => '/b/m1.abc.AAAAAAAAAAAAAAAAAAAAAA',
};

async function visitor(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ baseURL: house.origin, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

const sizes = [
  { width: 320, height: 700 },
  { width: 1280, height: 900 },
];

test.each(sizes)(
  'every page is accessible by light and in the dark, and fits $width px',
  async (viewport) => {
    const page = await visitor({ viewport });
    for (const [name, address] of Object.entries(pages)) {
      await visit(page, address());
      expect(await violationsInBothThemes(page), name).toEqual([]);
      expect(await overflow(page), name).toBe(0);
      expect(await smallTargets(page), name).toEqual([]);
    }
  },
  180_000,
);

test('an error of the form is accessible too', async () => {
  const page = await visitor({ viewport: { width: 320, height: 700 } });
  await visit(page, `${place.path}/book?date=${place.date(3)}&time=19:30&partySize=2`);
  await page.getByRole('button', { name: 'Book this table' }).click();
  await page.getByRole('alert', { name: 'Please check the form' }).waitFor();
  expect(await violations(page)).toEqual([]);
});

test.each(['front with an answer', 'restaurant with times', 'form', 'booking', 'sign in', 'open an account'])(
  'the page "%s" is light, asks no third party and does not jump',
  async (name) => {
    const page = await visitor({});
    const weight = await weightOf(page, pages[name]?.() ?? '', house.origin);
    const shift = await page.evaluate<number>(`
      new Promise((done) => {
        let sum = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
          .observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 200);
      })
    `);
    expect(weight.foreign).toEqual([]);
    expect(weight.script).toBeGreaterThan(0);
    expect(weight.script).toBeLessThanOrEqual(60 * 1024);
    expect(weight.stylesheet).toBeLessThanOrEqual(15 * 1024);
    expect(shift).toBeLessThanOrEqual(0.1);
  },
);

test.each([true, false])('the dining room theme is in the page from its first byte (JavaScript: %s)', async (js) => {
  const page = await visitor({ colorScheme: 'light', javaScriptEnabled: js });
  await visit(page, place.path);
  await page.getByRole('button', { name: 'Dining room' }).click();
  await page.locator('html[data-theme=dark]').waitFor();
  const html = await (await page.request.get(place.path)).text();
  expect(html).toContain('data-theme="dark"');
  expect(html).toContain('<meta name="color-scheme" content="dark" />');
  expect(new URL(page.url()).pathname).toBe(place.path);
});

test('the theme form leads nowhere but to this site', async () => {
  const answer = await fetch(`${house.origin}/theme`, {
    method: 'POST',
    headers: { origin: house.origin, 'content-type': 'application/x-www-form-urlencoded' },
    body: 'theme=dark&back=https%3A%2F%2Fevil.example%2F',
    redirect: 'manual',
  });
  expect(answer.headers.get('location')).toBe('/');
});

test('a route change moves the focus to its heading', async () => {
  const page = await visitor({});
  await visit(page, '/');
  await page.getByRole('link', { name: longName }).click();
  await page.waitForURL(`**${place.path}`);
  await page.locator('h1:focus').waitFor();
  expect(await page.title()).toContain(longName);
});

test('a restaurant describes itself to machines', async () => {
  const html = await (await fetch(house.origin + place.path)).text();
  const block = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
  expect(JSON.parse(block)).toMatchObject({
    '@type': 'Restaurant',
    name: longName,
    potentialAction: { '@type': 'ReserveAction' },
  });
  expect(html).toContain(`<link rel="canonical" href="${house.origin}${place.path}"/>`);
  expect(html).toContain('property="og:title"');
});
