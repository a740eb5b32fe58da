import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays } from '../../worker/domain/time/service-date.ts';
import { visit } from '../support/browser.ts';
import { openStaffHouse, type StaffHouse } from './staff-house.ts';

let staff: StaffHouse;
let manager: Page;

beforeAll(async () => {
  staff = await openStaffHouse();
  await staff.setTime('18:30');
  manager = await staff.signIn('manager');
});

afterAll(async () => {
  await staff.stop();
});

const at = () => ({ id: staff.restaurantId });
const open = async (page: Page, path: string): Promise<void> => {
  await visit(page, `${staff.path}${path}`);
};
const personOf = async (role: string): Promise<number> => {
  const { people } = await staff.manager.demand('GET /api/restaurants/{id}/shifts', { params: at() });
  return people.find(({ roles }) => roles.includes(role))?.id ?? 0;
};

describe('tasks', () => {
  test('one is written, stands on the first page, and is ticked off by whoever did it', async () => {
    await open(manager, '/tasks');
    await manager.getByRole('link', { name: 'Write a task' }).click();
    await manager.getByLabel('What is to be done').fill('Candles on every table');
    await manager.getByLabel('Who').selectOption({ label: 'Servers' });
    await manager.getByLabel('Every week').check();
    for (const day of ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']) {
      await manager.getByLabel(day).check();
    }
    await manager.getByLabel('Done by').fill('18:00');
    await manager.getByRole('button', { name: 'Write it down' }).click();
    await manager.getByText('every day, by 6:00 PM · Servers').waitFor();

    const server = await staff.signIn('server');
    await open(server, '');
    const box = server.getByRole('checkbox', { name: 'Candles on every table' });
    await server.getByText('was due 6:00 PM').waitFor();
    expect(await box.getAttribute('aria-checked')).toBe('false');
    await box.click();
    await server.getByText(/Pat server, /).waitFor();
    expect(await box.getAttribute('aria-checked')).toBe('true');
    await server.context().close();
  });

  test('without scripts, too', async () => {
    const { id } = await staff.manager.demand('POST /api/restaurants/{id}/tasks', {
      params: at(),
      body: { list: 'closing', title: 'Lock the terrace' },
    });
    const cookies = await manager.context().cookies();
    const context = await staff.browser.newContext({ baseURL: staff.house.origin, javaScriptEnabled: false });
    await context.addCookies(cookies);
    const page = await context.newPage();
    await visit(page, staff.path);
    await page.getByRole('checkbox', { name: 'Lock the terrace' }).click();
    await page.getByText(/Pat manager, /).waitFor();
    const { items } = await staff.manager.demand('GET /api/restaurants/{id}/tasks', { params: at() });
    expect(items.find((task) => task.id === id)?.done?.by.name).toBe('Pat manager');
    await context.close();
  });

  test('what is missing is said at its field, and nothing is typed twice', async () => {
    await open(manager, '/tasks/new');
    await manager.getByLabel('Every week').check();
    await manager.getByLabel('Notes').fill('Twice if it rains');
    await manager.getByRole('button', { name: 'Write it down' }).click();
    await manager.getByRole('alert').getByRole('link', { name: 'Say what is to be done.' }).waitFor();
    expect(await manager.getByLabel('What is to be done').getAttribute('aria-invalid')).toBe('true');
    expect(await manager.getByLabel('Notes').inputValue()).toBe('Twice if it rains');
  });
});

describe('sections and the roster', () => {
  test('tables are given to a section, and leave the choice of the others', async () => {
    await open(manager, '/settings/sections');
    const section = async (name: string, numbers: string[]): Promise<void> => {
      const form = manager.getByRole('article').last();
      await form.getByLabel('A new section').fill(name);
      for (const number of numbers) await form.getByRole('checkbox', { name: new RegExp(`^${number}\\b`) }).check();
      await form.getByRole('button', { name: 'Add' }).click();
      await manager.getByText(`${name} is there.`).waitFor();
    };
    await section('Window', ['1', '2', '3']);
    const last = manager.getByRole('article').last();
    expect(await last.getByRole('checkbox').count()).toBe(3);
    await section('Garden', ['4', '5', '6']);
    await manager.getByText('Every table is in a section already.').waitFor();
  });

  test('a shift is planned in a sheet, refused when the person works already, changed and removed', async () => {
    await open(manager, `/shifts?week=${staff.date}`);
    await manager.getByRole('button', { name: 'Add a shift' }).click();
    const sheet = manager.getByRole('dialog', { name: 'A shift' });
    await sheet.getByLabel('Who').selectOption({ label: 'Pat server · server' });
    await sheet.getByLabel('Day').fill(staff.date);
    await sheet.getByLabel('From').fill('17:00');
    await sheet.getByLabel('To').fill('23:30');
    await sheet.getByLabel('As').selectOption({ label: 'Service' });
    await sheet.getByLabel('Section').selectOption({ label: 'Window' });
    await sheet.getByRole('button', { name: 'Save' }).click();
    const chip = manager.getByRole('button', { name: /^Pat server, .* 5:00–11:30 Window change$/ }).first();
    await chip.waitFor();

    await manager.getByRole('button', { name: 'Add a shift' }).click();
    await sheet.getByLabel('Who').selectOption({ label: 'Pat server · server' });
    await sheet.getByLabel('Day').fill(staff.date);
    await sheet.getByLabel('From').fill('20:00');
    await sheet.getByLabel('To').fill('22:00');
    await sheet.getByRole('button', { name: 'Save' }).click();
    await sheet.getByText('They work from 17:00 to 23:30 already').waitFor();
    expect(await sheet.getByLabel('From').inputValue()).toBe('20:00');
    await sheet.getByRole('button', { name: 'Close' }).click();

    await chip.click();
    const change = manager.getByRole('dialog', { name: 'Change the shift' });
    await change.getByLabel('To').fill('23:00');
    await change.getByRole('button', { name: 'Save' }).click();
    await manager
      .getByRole('button', { name: /5:00–11:00 Window change$/ })
      .first()
      .waitFor();
  });

  test('a week is copied from the one before', async () => {
    const next = addDays(staff.date, 7);
    await open(manager, `/shifts?week=${next}`);
    await manager.getByRole('button', { name: 'Copy the week before' }).click();
    await manager.getByText('1 shift copied.').waitFor();
    await manager
      .getByRole('button', { name: /^Pat server, .*5:00–11:00/ })
      .first()
      .waitFor();
    await manager.getByRole('button', { name: 'Copy the week before' }).click();
    await manager.getByText('0 shifts copied. 1 left out').waitFor();
  });

  test('on the floor stands who is next up, and it moves when a party sits down', async () => {
    const server = await personOf('server');
    const host = await personOf('host');
    const { items } = await staff.manager.demand('GET /api/restaurants/{id}/sections', { params: at() });
    const garden = items.find(({ name }) => name === 'Garden')?.id ?? 0;
    await staff.manager.demand('POST /api/restaurants/{id}/shifts', {
      params: at(),
      body: {
        ...{ userId: host, serviceDate: staff.date, startTime: '16:00', endTime: '23:00' },
        ...{ duty: 'server', sectionId: garden },
      },
    });
    expect(server).not.toBe(host);
    await open(manager, '/floor');
    const servers = manager.locator('details.servers');
    await servers.getByText('next up', { exact: true }).waitFor();
    const before = (await servers.locator('summary strong').textContent()) ?? '';
    const tables = before === 'Pat server' ? ['3'] : ['4'];
    await staff.manager.demand('POST /api/restaurants/{id}/walk-ins', {
      params: at(),
      body: { partySize: 4, tableIds: tables.map((number) => staff.tableId(number)) },
    });
    await expect.poll(() => servers.locator('summary strong').textContent(), { timeout: 10_000 }).not.toBe(before);
    await servers.locator('summary').click();
    expect(await servers.getByRole('row', { name: new RegExp(`^${before}`) }).textContent()).toMatch(/4\s*4\s*1$/);
  });

  test('those who only read see no button to change anything', async () => {
    const host = await staff.signIn('host');
    await open(host, `/shifts?week=${staff.date}`);
    await host.getByText('Pat server').first().waitFor();
    expect(await host.getByRole('button', { name: /change$|^Add a shift|^Copy/ }).count()).toBe(0);
    await host.context().close();
  });
});

describe('guests', () => {
  test('are found by name and number, and booked again without typing', async () => {
    await staff.book({ name: 'Zoë Müller', time: '20:00', partySize: 2 });
    const host = await staff.signIn('host');
    await expect
      .poll(
        async () =>
          (await staff.manager.demand('GET /api/restaurants/{id}/guests', { params: at(), query: { q: 'muller' } }))
            .items.length,
        { timeout: 10_000 },
      )
      .toBe(1);
    await open(host, '/guests');
    await host.getByLabel('Find').fill('muller');
    await host.getByRole('button', { name: 'Find' }).click();
    await host.getByRole('link', { name: /Zoë Müller/ }).click();
    await host.getByRole('heading', { level: 1, name: 'Zoë Müller' }).waitFor();
    await host.getByRole('heading', { name: 'To come' }).waitFor();
    await host.getByRole('link', { name: 'Book by phone' }).click();
    await host.waitForURL(/\/book\?guest=/);
    expect(await host.getByLabel('Name', { exact: true }).inputValue()).toBe('Zoë Müller');
    expect(await host.getByLabel('Phone').inputValue()).toContain('212 555 0123');
    await host.context().close();
  });
});
