import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedIn } from '../../local/api-client.ts';
import { reload, visit } from '../support/browser.ts';
import { overflow, violationsInBothThemes } from './page-quality.ts';
import { openStaffHouse, type StaffHouse } from './staff-house.ts';

const password = 'a long enough password';
let staff: StaffHouse;
let second: number;
let owner: Page;
let groupId: number;

beforeAll(async () => {
  staff = await openStaffHouse();
  await staff.setTime('19:00');
  const api = signedIn(staff.house.origin, 'owner@trattoria.test', password);
  const { items } = await api.demand('GET /api/groups');
  groupId = items[0]?.id ?? 0;
  const body = { fromRestaurantId: staff.restaurantId, name: 'Trattoria Seconda' };
  second = (await api.demand('POST /api/groups/{groupId}/restaurants/clone', { params: { groupId }, body })).id;
  owner = await signIn('owner@trattoria.test');
});

afterAll(async () => {
  await staff.stop();
});

async function signIn(email: string, javaScriptEnabled = true): Promise<Page> {
  const context = await staff.browser.newContext({
    baseURL: staff.house.origin,
    reducedMotion: 'reduce',
    javaScriptEnabled,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await visit(page, '/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL(/\/staff/);
  return page;
}

const card = (page: Page, id: number) => page.locator(`article[data-restaurant-id="${String(id)}"]`);
/** `seated` → its number on the card. */
const number = async (page: Page, id: number, what: string): Promise<string> =>
  (await card(page, id).locator('dl div').filter({ hasText: what }).locator('dd').textContent()) ?? '';

describe('tonight, everywhere', () => {
  test('shows every location, and moves when somebody sits down', async () => {
    await owner.getByRole('link', { name: 'Tonight, everywhere' }).click();
    await owner.getByRole('heading', { level: 1, name: 'Tonight, everywhere' }).waitFor();
    expect(await number(owner, staff.restaurantId, 'seated')).toBe('0');
    await staff.manager.demand('POST /api/restaurants/{id}/walk-ins', {
      params: { id: staff.restaurantId },
      body: { partySize: 3 },
    });
    await expect.poll(() => number(owner, staff.restaurantId, 'seated'), { timeout: 5_000 }).toBe('3');
    expect(await number(owner, second, 'seated')).toBe('0');
  });

  test('what needs somebody is said, and leads to the floor', async () => {
    await staff.book({ name: 'Lena Late', time: '19:15', partySize: 2 });
    await staff.setTime('19:40');
    await reload(owner);
    await card(owner, staff.restaurantId).getByText('1 party late').waitFor();
    await card(owner, staff.restaurantId).getByRole('link').click();
    await owner.waitForURL(new RegExp(`/staff/${String(staff.restaurantId)}/floor`));
    await owner.goBack();
  });

  test('works without scripts', async () => {
    const plain = await signIn('owner@trattoria.test', false);
    await visit(plain, `/staff/group/${String(groupId)}`);
    expect(await number(plain, staff.restaurantId, 'seated')).toBe('3');
    await plain.context().close();
  });

  test('from a floor one changes to another location, or looks at all', async () => {
    await visit(owner, `${staff.path}/floor`);
    await owner.getByRole('button', { name: /change restaurant/ }).click();
    await owner.getByRole('link', { name: 'Trattoria Seconda' }).click();
    await owner.waitForURL(new RegExp(`/staff/${String(second)}/floor`));
    // The menu closes once the other floor is there.
    await owner.getByRole('link', { name: 'Trattoria Seconda' }).waitFor({ state: 'hidden' });
    await owner
      .getByRole('button', { name: /^Table 6,/ })
      .first()
      .waitFor();
    await owner.getByRole('button', { name: 'Trattoria Seconda: change restaurant' }).click();
    await owner.getByRole('link', { name: 'Tonight, everywhere' }).click();
    await owner.waitForURL(/\/staff\/group\/\d+$/);
  });
});

describe('the group', () => {
  test('a location is opened like another one', async () => {
    await visit(owner, `/staff/group/${String(groupId)}`);
    await owner.getByRole('link', { name: 'Open a location' }).click();
    await owner.getByRole('button', { name: 'Open it' }).click();
    await owner.getByRole('alert').getByRole('link').first().waitFor();
    await owner.getByLabel('Name', { exact: true }).fill('Trattoria Terza');
    await owner.getByRole('button', { name: 'Open it' }).click();
    await owner.waitForURL(/\/staff\/\d+\/settings\/profile/);
    await visit(owner, owner.url().replace('profile', 'tables'));
    await owner.getByRole('button', { name: 'Change table 6' }).waitFor();
  });

  test('its name and the sharing of guests are changed', async () => {
    await visit(owner, `/staff/group/${String(groupId)}/settings`);
    await owner.getByLabel('Name').fill('Prova e Figli');
    await owner.getByRole('checkbox').check();
    await owner.getByRole('button', { name: 'Save' }).click();
    await owner.getByText('Saved.').waitFor();
    await reload(owner);
    expect(await owner.getByRole('checkbox').isChecked()).toBe(true);
    expect(await owner.getByLabel('Name').inputValue()).toBe('Prova e Figli');
  });
});

test.each([
  [1180, 820],
  [320, 640],
])('at %i × %i its pages have no fault, by light and in the dark', async (width, height) => {
  await owner.setViewportSize({ width, height });
  for (const path of ['', '/open', '/settings']) {
    await visit(owner, `/staff/group/${String(groupId)}${path}`);
    await owner.getByRole('heading', { level: 1 }).waitFor();
    const found = { violations: await violationsInBothThemes(owner), beside: await overflow(owner) };
    expect({ path, ...found }).toEqual({ path, violations: [], beside: 0 });
  }
});

describe('acting as somebody', () => {
  test('an administrator finds a person, says why, and never forgets who they are', async () => {
    const response = await fetch(`${staff.house.origin}/__local/people`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        group: { name: 'Prova', slug: 'trattoria' },
        people: [{ email: 'admin@trattoria.test', name: 'Ada Admin', role: 'admin', platform: true, password }],
      }),
    });
    expect(response.status).toBe(200);
    const admin = await signIn('admin@trattoria.test');
    await admin.getByRole('link', { name: 'Act as somebody' }).click();
    await admin.getByLabel('Who').fill('host@trattoria');
    await admin.getByRole('button', { name: 'Find' }).click();
    const person = admin.getByRole('article', { name: 'Pat host' });
    await person.getByRole('button', { name: 'Act as Pat host' }).click();
    await admin.getByRole('alert').getByText('Say why').waitFor();
    await person.getByLabel('Why').fill('Ticket 4711: the floor is empty');
    await person.getByRole('button', { name: 'Act as Pat host' }).click();
    await admin.waitForURL(/\/staff\/\d+\/floor/);
    const banner = admin.getByRole('complementary', { name: 'Acting as somebody else' });
    await banner.getByText('You act as Pat host').waitFor();
    await visit(admin, `${staff.path}/reservations`);
    await banner.waitFor();
    await banner.getByRole('button', { name: 'End' }).click();
    await admin.waitForURL(/\/sign-in/);
    await visit(admin, `${staff.path}/floor`);
    await admin.waitForURL(/\/sign-in/);
    await admin.context().close();
  });

  test('is nobody else’s page', async () => {
    const answer = await visit(owner, '/staff/platform');
    expect(answer?.status()).toBe(404);
  });
});
