import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../worker/domain/time/service-date.ts';
import { reload, visit } from '../support/browser.ts';
import { openStaffHouse, type StaffHouse } from './staff-house.ts';

let staff: StaffHouse;
let manager: Page;

beforeAll(async () => {
  staff = await openStaffHouse();
  await staff.book({ name: 'Ada Rossi', time: '19:30', partySize: 2 });
  await staff.book({ name: 'Bo Weber', time: '18:00', partySize: 4 });
  const gone = await staff.book({ name: 'Cy Tanaka', time: '20:00', partySize: 3 });
  await staff.manager.demand('DELETE /api/reservations/{reservationId}', { params: { reservationId: gone.id } });
  manager = await staff.signIn('manager');
});

afterAll(async () => {
  await staff.stop();
});

const namesIn = (page: Page): Promise<string[]> => page.locator('tbody td.name a').allTextContents();
const list = (search: string): string => `${staff.path}/reservations${search}`;

describe('signing in', () => {
  test('without scripts, to the page one came for, and out again', async () => {
    const context = await staff.browser.newContext({ baseURL: staff.house.origin, javaScriptEnabled: false });
    const page = await context.newPage();
    await visit(page, `${staff.path}/reservations?q=Rossi`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await page.getByLabel('E-mail').fill(staff.emailOf('host'));
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').getByText('This e-mail address and password do not belong together.').waitFor();
    expect(await page.getByLabel('E-mail').inputValue()).toBe(staff.emailOf('host'));

    await page.getByLabel('Password').fill('a long enough password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    expect(page.url()).toBe(`${staff.path}/reservations?q=Rossi`);
    expect(await namesIn(page)).toEqual(['Ada Rossi']);

    await page.getByRole('button', { name: /^Me/ }).click();
    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await visit(page, `${staff.path}/floor`);
    expect(new URL(page.url()).pathname).toBe('/sign-in');
    await context.close();
  });

  test("another's restaurant is not there", async () => {
    const response = await visit(manager, `${staff.house.origin}/staff/999/floor`);
    expect(response?.status()).toBe(404);
  });
});

describe('the list', () => {
  test('is of today, by time, and every filter stands in the address', async () => {
    await visit(manager, list(''));
    expect(await namesIn(manager)).toEqual(['Bo Weber', 'Ada Rossi', 'Cy Tanaka']);

    await manager.getByRole('checkbox', { name: 'Confirmed' }).check();
    await manager.waitForURL(/status=confirmed/);
    await expect.poll(() => namesIn(manager)).toEqual(['Bo Weber', 'Ada Rossi']);

    await manager.getByRole('link', { name: 'Guest', exact: true }).click();
    await manager.waitForURL(/sort=name/);
    await expect.poll(() => namesIn(manager)).toEqual(['Ada Rossi', 'Bo Weber']);

    await manager.getByLabel('Find').fill('weber');
    await manager.getByLabel('Find').press('Enter');
    await manager.waitForURL(/q=weber/);
    await expect.poll(() => namesIn(manager)).toEqual(['Bo Weber']);
    expect(new URL(manager.url()).searchParams.get('sort')).toBe('name');

    const kept = await staff.signIn('host');
    await visit(kept, manager.url());
    expect(await namesIn(kept)).toEqual(['Bo Weber']);
    await kept.context().close();
  });

  test('finds by phone and by confirmation number, over a range of dates', async () => {
    await visit(manager, list(`?from=${staff.date}&to=${addDays(staff.date, 6)}&q=0123&status=confirmed`));
    await expect.poll(async () => (await reload(manager), namesIn(manager))).toEqual(['Bo Weber', 'Ada Rossi']);
    const number = (await manager.locator('td.code').first().textContent())?.trim() ?? '';
    await visit(manager, list(`?from=${staff.date}&to=${addDays(staff.date, 6)}&q=${number}`));
    expect(await namesIn(manager)).toEqual(['Bo Weber']);
  });

  test('shows what happens elsewhere by itself', async () => {
    await visit(manager, list('?q=Zoe'));
    await manager.getByText('Nobody found for “Zoe”').waitFor();
    await staff.book({ name: 'Zoe Karras', time: '21:00', partySize: 2 });
    await expect.poll(() => namesIn(manager)).toEqual(['Zoe Karras']);
  });

  test('filters without scripts', async () => {
    const page = await staff.signIn('host');
    const context = await staff.browser.newContext({
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
    });
    const plain = await context.newPage();
    await visit(plain, list(''));
    await plain.getByLabel('Find').fill('rossi');
    await plain.getByRole('button', { name: 'Show' }).click();
    expect(await namesIn(plain)).toEqual(['Ada Rossi']);
    await context.close();
    await page.context().close();
  });
});

describe('booking by phone', () => {
  const dateOf = (days: number): string => addDays(staff.date, days);

  async function fillIn(page: Page, name: string): Promise<void> {
    await page.getByLabel('Name', { exact: true }).fill(name);
    await page.getByLabel('Phone').fill('+1 212 555 0177');
  }

  test('a time, a name, a table; the booking is there at once', async () => {
    await visit(manager, `${staff.path}/book?date=${dateOf(2)}&partySize=4`);
    await manager.getByRole('radio', { name: '7:30 PM' }).check();
    await fillIn(manager, 'Eve Laurent');
    await manager.getByRole('button', { name: 'Book the table' }).click();
    await manager.getByRole('heading', { name: 'Eve Laurent' }).waitFor();
    await manager.getByText('7:30 PM, 4 guests').waitFor();
    expect(await manager.getByText('Phone', { exact: true }).count()).toBeGreaterThan(0);
  });

  test('what is missing is said, and what was typed is kept', async () => {
    await visit(manager, `${staff.path}/book?date=${dateOf(2)}&partySize=2`);
    await manager.getByLabel('Notes for the house').fill('Regular');
    await manager.getByRole('button', { name: 'Book the table' }).click();
    const summary = manager.getByRole('alert');
    await summary.getByRole('link', { name: 'Give a name for the booking.' }).waitFor();
    await summary.getByRole('link', { name: 'Choose a time.' }).waitFor();
    expect(await manager.getByLabel('Notes for the house').inputValue()).toBe('Regular');
  });

  test('a full time offers others, one touch away', async () => {
    const date = dateOf(3);
    for (const tableNumber of ['6', '3', '4', '5']) {
      await staff.manager.demand('POST /api/restaurants/{id}/reservations', {
        params: { id: staff.restaurantId },
        body: {
          ...{ reservationDate: date, reservationTime: '19:00', partySize: 4, guestInfo: { name: 'Full House' } },
          tableIds: [staff.tableId(tableNumber)],
        },
      });
    }
    await visit(manager, `${staff.path}/book?date=${date}&partySize=4`);
    await manager.getByText('Another time, or another length').click();
    await manager.getByLabel('Time (optional)').fill('19:00');
    await fillIn(manager, 'Flo Nightly');
    await manager.getByRole('button', { name: 'Book the table' }).click();
    await manager.getByRole('alert').getByText('Every table for 4 is taken at that time.').waitFor();
    await manager
      .getByRole('button', { name: /^Book .+ instead$/ })
      .first()
      .click();
    await manager.getByRole('heading', { name: 'Flo Nightly' }).waitFor();
  });

  test('outside service a manager may insist', async () => {
    await visit(manager, `${staff.path}/book?date=${dateOf(4)}&partySize=2`);
    await manager.getByText('Another time, or another length').click();
    await manager.getByLabel('Time (optional)').fill('16:10');
    await fillIn(manager, 'Gus Early');
    await manager.getByRole('button', { name: 'Book the table' }).click();
    await manager.getByRole('button', { name: /^Do it anyway/ }).click();
    await manager.getByRole('heading', { name: 'Gus Early' }).waitFor();
    await manager.getByText('over the limits').waitFor();
  });
});

describe('one reservation', () => {
  async function opened(name: string, partySize = 2): Promise<{ page: Page; id: number }> {
    const booked = await staff.book({ name, time: '18:30', partySize });
    await visit(manager, `${staff.path}/reservations/${String(booked.id)}`);
    return { page: manager, id: booked.id };
  }

  test('another time, more guests, a table chosen by hand; the history says what', async () => {
    const { page } = await opened('Hal Changer');
    await page.getByLabel('Time', { exact: true }).fill('20:15');
    await page.getByLabel('Guests').fill('3');
    await page.getByText('Choose the table by hand').click();
    await page.getByRole('checkbox', { name: /^5, seats 4/ }).check();
    await page.getByRole('button', { name: 'Save the changes' }).click();
    await page.getByRole('status').getByText('Changed.').waitFor();
    await page.getByText('8:15 PM, 3 guests').waitFor();
    await page.getByText('5, promised').waitFor();
    expect(await page.getByText(/^Changed: /).textContent()).not.toContain('phone');
  });

  test('to another date', async () => {
    const { page } = await opened('Ida Mover');
    await page.getByLabel('Date', { exact: true }).fill(addDays(staff.date, 5));
    await page.getByRole('button', { name: 'Save the changes' }).click();
    await page.getByRole('status').getByText('Changed.').waitFor();
    await visit(page, list(`?from=${addDays(staff.date, 5)}&to=${addDays(staff.date, 5)}`));
    expect(await namesIn(page)).toEqual(['Ida Mover']);
  });

  test('changed by two at once: the second sees both and loses nothing', async () => {
    const { page, id } = await opened('Jan Twice');
    const change = { params: { reservationId: id }, body: { notes: 'Allergic to nuts' } };
    await staff.manager.demand('PUT /api/reservations/{reservationId}', change);
    await page.getByLabel('Guests').fill('4');
    await page.getByRole('button', { name: 'Save the changes' }).click();
    await page.getByText('Somebody changed this booking meanwhile').waitFor();
    const differences = page.locator('form dl');
    expect(await differences.textContent()).toContain('Allergic to nuts');
    expect(await page.getByLabel('Guests').inputValue()).toBe('4');
    expect(await page.getByLabel('Notes for the house').inputValue()).toBe('Allergic to nuts');
    await page.getByRole('button', { name: 'Save the changes' }).click();
    await page.getByRole('status').getByText('Changed.').waitFor();
    await page.getByText('6:30 PM, 4 guests').waitFor();
  });

  test('cancelled with a reason, without scripts', async () => {
    const { id } = await opened('Kim Leaver');
    const context = await staff.browser.newContext({
      javaScriptEnabled: false,
      storageState: await manager.context().storageState(),
    });
    const plain = await context.newPage();
    await visit(plain, `${staff.path}/reservations/${String(id)}`);
    await plain.getByText('Cancel this booking').click();
    await plain.getByLabel('Reason').fill('Called in sick');
    await plain.getByRole('button', { name: 'Cancel the booking' }).click();
    await plain.getByRole('status').getByText('Cancelled.').waitFor();
    await context.close();
  });

  test('who may not see contacts sees none, and no buttons', async () => {
    const { id } = await opened('Lou Private');
    const server = await staff.signIn('server');
    await visit(server, `${staff.path}/reservations/${String(id)}`);
    await server.getByRole('heading', { name: 'Lou Private' }).waitFor();
    expect(await server.getByText('+1 212 555 0123').count()).toBe(0);
    expect(await server.getByRole('button', { name: /Save|Cancel|No-show/ }).count()).toBe(0);
    await server.context().close();
  });
});

test('what is being typed stays while the list changes', async () => {
  await visit(manager, list(''));
  await manager.getByLabel('Find').fill('web');
  await staff.book({ name: 'Dee Okafor', time: '21:00', partySize: 2 });
  await expect.poll(() => namesIn(manager)).toContain('Dee Okafor');
  expect(await manager.getByLabel('Find').inputValue()).toBe('web');
});
