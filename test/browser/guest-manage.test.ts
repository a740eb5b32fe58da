import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, launchBrowser, openHouse, visit } from '../support/browser.ts';
import { type GuestRestaurant, openRestaurant } from './guest-restaurant.ts';

let house: House;
let browser: Browser;
let place: GuestRestaurant;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse({ demo: false }), launchBrowser()]);
  place = await openRestaurant(house, 'Brasserie du Canal');
});

afterAll(async () => {
  await Promise.all([browser.close(), house.stop()]);
});

interface Booked {
  readonly id: number;
  readonly confirmationNumber: string;
  readonly manageUrl: string;
}

async function booked(daysAhead: number): Promise<Booked> {
  return place.asOwner<Booked>(`POST /api/restaurants/${String(place.id)}/reservations/public`, {
    ...{ reservationDate: place.date(daysAhead), reservationTime: '19:30', partySize: 2 },
    guestInfo: { name: 'Ada Lovelace', phone: '+1 212 555 0199', email: 'ada@example.com' },
  });
}

async function guestAt(url: string, javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({ baseURL: house.origin, javaScriptEnabled });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await visit(page, url);
  return page;
}

const reservation = async ({ id }: Booked): Promise<{ status: string; version: number; reservationTime: string }> =>
  place.asOwner(`GET /api/reservations/${String(id)}`);

test.each([true, false])('a guest changes a booking after seeing old against new (JavaScript: %s)', async (js) => {
  const booking = await booked(js ? 3 : 4);
  const page = await guestAt(booking.manageUrl, js);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Your table is booked');
  await page.getByRole('link', { name: 'Change date, time or party' }).click();
  await page.getByLabel('Guests').fill('3');
  await page.getByRole('button', { name: 'See times' }).click();
  await page.waitForURL(/partySize=3/);
  await page.getByRole('paragraph').filter({ hasText: '3 guests' }).waitFor();
  await page.getByRole('radio', { name: '8:15 PM' }).check();
  await page.getByRole('button', { name: 'Compare with your booking' }).click();
  await page.getByRole('row', { name: 'Time 7:30 PM 8:15 PM' }).waitFor();
  await page.getByRole('row', { name: 'Party 2 guests 3 guests' }).waitFor();
  expect(await reservation(booking), 'looking changes nothing').toMatchObject({ version: 1, reservationTime: '19:30' });
  await page.getByRole('button', { name: 'Change my booking' }).click();
  await page.getByText('Your booking was changed').waitFor();
  expect(await reservation(booking)).toMatchObject({ reservationTime: '20:15', partySize: 3, status: 'confirmed' });
});

test('a change that finds no table leaves the booking and offers other times', async () => {
  const booking = await booked(5);
  const full = place.date(6);
  for (const partySize of [4, 2]) {
    await place.asOwner(`POST /api/restaurants/${String(place.id)}/reservations`, {
      ...{ reservationDate: full, reservationTime: '19:30', partySize },
      guestInfo: { name: 'Somebody', phone: '+1 212 555 0100' },
    });
  }
  const page = await guestAt(`${booking.manageUrl}/change?date=${full}&time=19:30&partySize=2&start=19:30`, false);
  await page.getByRole('button', { name: 'Change my booking' }).click();
  await page.getByRole('alert').getByText('Your booking stays as it was').waitFor();
  expect(await reservation(booking)).toMatchObject({ status: 'confirmed', reservationDate: place.date(5) });
  await page
    .getByRole('button', { name: /^Change to .* instead$/ })
    .first()
    .click();
  await page.getByText('Your booking was changed').waitFor();
  expect(await reservation(booking)).toMatchObject({ reservationDate: full, status: 'confirmed' });
});

test('a guest changes the details', async () => {
  const booking = await booked(7);
  const page = await guestAt(`${booking.manageUrl}/details`, false);
  await page.getByLabel('Name').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alert', { name: 'Please check the form' }).waitFor();
  await page.getByLabel('Name').fill('Ada King');
  await page.getByLabel('E-mail').fill('');
  await page.getByLabel('Anything we should know').fill('A pram.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('A pram.').waitFor();
  const { guestInfo } = await place.asOwner<{ guestInfo: object }>(`GET /api/reservations/${String(booking.id)}`);
  expect(guestInfo).toMatchObject({ name: 'Ada King', specialRequests: 'A pram.' });
  expect(guestInfo).not.toHaveProperty('email');
});

test.each([true, false])('a guest cancels after reading the policy, by a POST alone (JavaScript: %s)', async (js) => {
  const booking = await booked(js ? 8 : 9);
  const page = await guestAt(booking.manageUrl, js);
  await page.getByRole('link', { name: 'Cancel booking' }).click();
  await page.getByText('You can cancel free of charge').waitFor();
  expect(await reservation(booking), 'a GET cancels nothing').toMatchObject({ status: 'confirmed', version: 1 });
  await page.getByRole('button', { name: 'Cancel the booking' }).click();
  await page.getByRole('heading', { name: 'This booking is cancelled' }).waitFor();
  expect(await reservation(booking)).toMatchObject({ status: 'cancelled' });
  await visit(page, `${booking.manageUrl}/cancel`);
  await page.getByRole('heading', { name: 'This booking is cancelled' }).waitFor();
});

test('the calendar file keeps its UID, counts its changes and speaks UTC', async () => {
  const booking = await booked(10);
  const file = async (): Promise<string> => (await fetch(`${booking.manageUrl}/calendar.ics`)).text();
  const before = await file();
  expect(before).toContain('METHOD:PUBLISH');
  expect(before).toContain(`UID:reservation-${String(booking.id)}@maitred`);
  expect(before).toMatch(/DTSTART:\d{8}T\d{6}Z/);
  expect(before).toContain(booking.confirmationNumber);
  await place.asOwner(`DELETE /api/reservations/${String(booking.id)}`);
  const after = await file();
  expect(after).toContain('METHOD:CANCEL');
  expect(after).toContain('STATUS:CANCELLED');
  const sequence = (text: string): number => Number(/SEQUENCE:(\d+)/.exec(text)?.[1]);
  expect(sequence(after)).toBeGreaterThan(sequence(before));
});

test('a forged, a cut and a foreign link are not found', async () => {
  const [mine, other] = [await booked(11), await booked(12)];
  const [version, id = ''] = new URL(mine.manageUrl).pathname.replace('/b/', '').split('.');
  const code = other.manageUrl.split('.').at(-1) ?? '';
  for (const token of [`${version ?? ''}.${id}.${code}`, `${version ?? ''}.${id}`, 'anything']) {
    for (const page of ['', '/cancel', '/change', '/details', '/calendar.ics']) {
      expect((await fetch(`${house.origin}/b/${token}${page}`)).status, token + page).toBe(404);
    }
  }
});
