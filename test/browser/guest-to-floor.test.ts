/** The main job through all of it: a guest books without JavaScript, the room sees it live in another browser. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../support/browser.ts';
import { type StaffHouse, openStaffHouse } from './staff-house.ts';

let staff: StaffHouse;

beforeAll(async () => {
  staff = await openStaffHouse();
});

afterAll(async () => {
  await staff.stop();
});

test('a booking made without JavaScript stands on the floor of a second browser within a second', async () => {
  const host = await staff.signIn('host');
  await visit(host, `${staff.path}/floor?date=${staff.date}`);
  const row = host.locator('[data-party-id]').filter({ hasText: 'Grace Hopper' });
  expect(await row.count()).toBe(0);

  const context = await staff.browser.newContext({ baseURL: staff.house.origin, javaScriptEnabled: false });
  context.setDefaultTimeout(15_000);
  const guest = await context.newPage();
  const { slug } = await staff.manager.demand('GET /api/restaurants/{id}', { params: { id: staff.restaurantId } });
  await visit(guest, `/r/${slug}?date=${staff.date}&time=19:30&partySize=2`);
  await guest.getByRole('radio', { name: '7:30 PM' }).check();
  await guest.getByRole('button', { name: 'Continue' }).click();
  await guest.getByLabel('Name').fill('Grace Hopper');
  await guest.getByLabel('Phone').fill('+1 212 555 0199');
  await guest.getByRole('button', { name: 'Book this table' }).click();
  await guest.getByRole('heading', { level: 1 }).waitFor();
  await row.first().waitFor({ timeout: 1_000 });
  expect(await row.first().innerText()).toContain('7:30');
});
