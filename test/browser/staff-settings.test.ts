import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reload, visit } from '../support/browser.ts';
import { openStaffHouse, type StaffHouse } from './staff-house.ts';

let staff: StaffHouse;
let manager: Page;

beforeAll(async () => {
  staff = await openStaffHouse();
  manager = await staff.signIn('manager');
});

afterAll(async () => {
  await staff.stop();
});

const open = async (page: Page, path: string): Promise<void> => {
  await visit(page, `${staff.path}/settings/${path}`);
};
const save = (page: Page): Promise<void> => page.getByRole('button', { name: 'Save', exact: true }).click();
const saved = (page: Page): Promise<void> => page.getByRole('status').getByText('Saved').waitFor();

describe('before it is saved, a change shows which bookings it would hit', () => {
  test('a table that becomes smaller', async () => {
    const booked = await staff.book({ name: 'Mia Six', time: '19:00', partySize: 6 });
    await open(manager, 'tables');
    await manager.getByRole('button', { name: 'Change table 6' }).click();
    const sheet = manager.getByRole('dialog', { name: 'Table 6' });
    await sheet.getByLabel('Seats').fill('4');
    await save(manager);
    const question = manager.getByRole('alertdialog');
    await question.getByText('1 booking would lose its table').waitFor();
    await question.getByText(booked.confirmationNumber).waitFor();
    await question.getByRole('button', { name: 'Go back' }).click();
    const before = await staff.manager.demand('GET /api/restaurants/{id}/tables', {
      params: { id: staff.restaurantId },
    });
    expect(before.items.find(({ tableNumber }) => tableNumber === '6')?.capacity).toBe(6);

    await save(manager);
    await question.getByRole('button', { name: 'Save anyway' }).click();
    await saved(manager);
    const after = await staff.manager.demand('GET /api/reservations/{reservationId}', {
      params: { reservationId: booked.id },
    });
    expect(after).toMatchObject({ status: 'confirmed', conflict: true });
    await visit(manager, `${staff.path}/reservations/${String(booked.id)}`);
    await manager.getByText('No table for this party').waitFor();
  });

  test('a table that goes: its bookings are listed before it may', async () => {
    await staff.book({ name: 'Ned Five', time: '19:00', partySize: 4, tables: ['5'] });
    await staff.book({ name: 'Oda Four', time: '19:00', partySize: 4, tables: ['4'] });
    await staff.book({ name: 'Pia Three', time: '19:00', partySize: 4, tables: ['3'] });
    await staff.book({ name: 'Qi Six', time: '19:00', partySize: 4, tables: ['6'] });
    await open(manager, 'tables');
    await manager.getByRole('button', { name: 'Change table 5' }).click();
    await manager.getByText('Remove this table').click();
    await manager.getByRole('button', { name: 'Remove table 5' }).click();
    const alert = manager.getByRole('alert');
    await alert.getByText('party of 4').first().waitFor();
    await manager.getByRole('button', { name: 'Remove it; find them other tables later' }).click();
    await manager.getByRole('button', { name: 'Change table 5' }).waitFor({ state: 'detached' });
  });
});

describe('hours', () => {
  test('a service on other days and times is what guests are offered', async () => {
    await open(manager, 'hours');
    await manager.getByLabel('Lunch on Monday').uncheck();
    const dinner = manager.getByRole('group', { name: 'Dinner' });
    await dinner.getByLabel('Last table').fill('22:00');
    await dinner.getByLabel('Covers at once').fill('20');
    await save(manager);
    await saved(manager);
    const { periods } = await staff.manager.demand('GET /api/restaurants/{id}/settings', {
      params: { id: staff.restaurantId },
    });
    expect(periods).toMatchObject([
      { name: 'Lunch', weekdays: [0, 2, 3, 4, 5, 6] },
      { name: 'Dinner', lastStartTime: '22:00', pacingCoversMax: 20 },
    ]);
  });

  test('what cannot be is said at its field', async () => {
    await open(manager, 'hours');
    await manager.getByRole('group', { name: 'Dinner' }).getByLabel('Last table').fill('17:00');
    await save(manager);
    const link = manager.getByRole('alert').getByRole('link').first();
    await link.waitFor();
    await link.click();
    const field = manager.getByRole('group', { name: 'Dinner' }).getByLabel('Last table');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.inputValue()).toBe('17:00');
    expect(await manager.locator(':focus').getAttribute('name')).toBe(await field.getAttribute('name'));
  });

  test('two managers at once: the second sees where they differ and keeps the own input', async () => {
    const other = await staff.signIn('manager');
    await Promise.all([open(manager, 'turns'), open(other, 'turns')]);
    await other.getByLabel('Minutes to reset a table').fill('20');
    await save(other);
    await saved(other);

    await manager.getByLabel('Minutes to reset a table').fill('10');
    await save(manager);
    await manager.getByText('Somebody else saved while you were editing').waitFor();
    expect(await manager.getByRole('row', { name: /reset minutes/ }).textContent()).toMatch(/10.*20/);
    expect(await manager.getByLabel('Minutes to reset a table').inputValue()).toBe('10');
    await manager.getByRole('button', { name: 'Save mine over theirs' }).click();
    await saved(manager);
    const { resetMinutes } = await staff.manager.demand('GET /api/restaurants/{id}/settings', {
      params: { id: staff.restaurantId },
    });
    expect(resetMinutes).toBe(10);
    await other.context().close();
  });
});

describe('everything else that a house is made of', () => {
  test('a day that is closed', async () => {
    await open(manager, 'special-days');
    await manager.getByRole('button', { name: 'Add a day' }).click();
    await manager.getByLabel('Date').fill('2027-12-25');
    await manager.getByLabel('What').fill('Christmas Day');
    await save(manager);
    await saved(manager);
    await reload(manager);
    expect(await manager.getByLabel('What').inputValue()).toBe('Christmas Day');
  });

  test('booking rules', async () => {
    await open(manager, 'policies');
    await manager.getByLabel('Horizon, days').fill('60');
    await manager.getByLabel('Confirm every online booking by hand').check();
    await save(manager);
    await saved(manager);
    const { policies } = await staff.manager.demand('GET /api/restaurants/{id}/settings', {
      params: { id: staff.restaurantId },
    });
    expect(policies).toMatchObject({ horizonDays: 60, confirmByHand: true });
  });

  test('busy times, and how tables are sold then', async () => {
    await open(manager, 'seating');
    await manager.getByText('No time is busier than others').waitFor();
    await manager.getByLabel('Turns shorter by, minutes').fill('20');
    await manager.getByText('Without a busy time these rules do nothing yet').waitFor();
    await manager.getByRole('button', { name: 'Add a busy time' }).click();
    const peak = manager.getByRole('group', { name: 'Busy time 1' });
    await peak.getByLabel('Sunday').check();
    await peak.getByLabel('Until').fill('18:00');
    await manager.getByLabel('Keep large tables for large parties').check();
    await manager.getByLabel('Seats, at least').fill('4');
    await manager.getByLabel('Guests, at least').fill('3');
    await manager.getByLabel('Offer the times that keep the book tight').check();
    await save(manager);
    const link = manager.getByRole('alert').getByRole('link').first();
    await link.click();
    expect(await manager.locator(':focus').getAttribute('name')).toBe('seating.peaks.0.endTime');
    await peak.getByLabel('Until').fill('21:30');
    await save(manager);
    await saved(manager);
    const { seating } = await staff.manager.demand('GET /api/restaurants/{id}/settings', {
      params: { id: staff.restaurantId },
    });
    expect(seating).toEqual({
      peaks: [{ weekdays: [0, 5, 6], startTime: '19:00', endTime: '21:30' }],
      peakTurnMinutesLess: 20,
      peakLargeTables: { seatsMin: 4, partySizeMin: 3 },
      bidPrices: false,
      slotShaping: true,
    });
    await manager.getByRole('button', { name: 'Remove busy time 1' }).click();
    await manager.getByLabel('Keep large tables for large parties').uncheck();
    await manager.getByLabel('Turns shorter by, minutes').fill('0');
    await manager.getByLabel('Offer the times that keep the book tight').uncheck();
    await save(manager);
    await saved(manager);
  });

  test('busy times and how tables are sold then, without JavaScript', async () => {
    const params = { id: staff.restaurantId };
    const peaks = [{ weekdays: [5], startTime: '19:00', endTime: '21:00' }];
    await staff.manager.demand('PUT /api/restaurants/{id}/settings', { params, body: { seating: { peaks } } });
    const plain = await staff.signIn('manager', { javaScriptEnabled: false });
    await visit(plain, `${staff.path}/settings/seating`);
    expect(await plain.getByRole('button', { name: 'Add a busy time' }).isVisible()).toBe(false);
    const peak = plain.getByRole('group', { name: 'Busy time 1' });
    await peak.getByLabel('Saturday').check();
    await peak.getByLabel('Until').fill('18:00');
    await plain.getByLabel('Turns shorter by, minutes').fill('15');
    await plain.getByLabel('Keep large tables for large parties').check();
    await plain.getByLabel('Seats, at least').fill('4');
    await plain.getByLabel('Guests, at least').fill('3');
    await plain.getByLabel('Offer the times that keep the book tight').check();
    await save(plain);
    const link = plain.getByRole('alert').getByRole('link').first();
    expect(await link.getAttribute('href')).toBe('#seating.peaks.0.endTime');
    expect(await plain.getByLabel('Turns shorter by, minutes').inputValue()).toBe('15');
    await peak.getByLabel('Until').fill('21:30');
    await save(plain);
    await saved(plain);
    const { seating } = await staff.manager.demand('GET /api/restaurants/{id}/settings', { params });
    expect(seating).toEqual({
      peaks: [{ weekdays: [5, 6], startTime: '19:00', endTime: '21:30' }],
      peakTurnMinutesLess: 15,
      peakLargeTables: { seatsMin: 4, partySizeMin: 3 },
      bidPrices: false,
      slotShaping: true,
    });
    await plain.getByLabel('Keep large tables for large parties').uncheck();
    await plain.getByLabel('Offer the times that keep the book tight').uncheck();
    await plain.getByLabel('Turns shorter by, minutes').fill('');
    await save(plain);
    await saved(plain);
    const after = await staff.manager.demand('GET /api/restaurants/{id}/settings', { params });
    expect(after.seating).toMatchObject({ peakTurnMinutesLess: 0, peakLargeTables: null, slotShaping: false });
    await visit(plain, `${staff.path}/settings/policies`);
    // Texts in there are not found by their words.
    expect(await plain.locator('form noscript p').innerText()).toContain('Saving needs JavaScript here');
    expect(await plain.getByRole('button', { name: 'Save', exact: true }).isDisabled()).toBe(true);
    await plain.context().close();
  });

  test('areas, then tables by the dozen in one of them', async () => {
    await open(manager, 'areas');
    await manager.getByRole('button', { name: 'Add an area' }).click();
    await manager.getByLabel('Area').last().fill('Terrasse d’été');
    await save(manager);
    await saved(manager);

    await open(manager, 'tables');
    await manager.getByRole('button', { name: 'Add tables' }).click();
    await manager.getByLabel('Numbers').fill('T1-T4');
    await manager.getByLabel('Area').selectOption({ label: 'Terrasse d’été' });
    await manager.getByRole('button', { name: 'Add 4 tables' }).click();
    for (const number of ['T1', 'T4']) await manager.getByRole('button', { name: `Change table ${number}` }).waitFor();
  });

  test('tables that can be joined', async () => {
    await open(manager, 'combinations');
    await manager.getByRole('button', { name: 'Join tables' }).click();
    await manager.getByRole('checkbox', { name: /^1\b/ }).check();
    await manager.getByRole('checkbox', { name: /^2\b/ }).check();
    await manager.getByLabel('From guests').fill('5');
    await manager.getByLabel('To guests').fill('8');
    await save(manager);
    await saved(manager);
    await reload(manager);
    await manager.getByText('1 + 2', { exact: true }).waitFor();
  });

  test('floor maps: another one, renamed, put away', async () => {
    await open(manager, 'maps');
    await manager.getByLabel('A new floor map').fill('Terrace');
    await manager.getByRole('button', { name: 'Add', exact: true }).click();
    const name = manager.getByLabel('Name').nth(1);
    await expect.poll(() => name.inputValue()).toBe('Terrace');
    await name.fill('Roof');
    await manager.getByRole('button', { name: 'Rename' }).nth(1).click();
    await expect
      .poll(async () => {
        const maps = await staff.manager.demand('GET /api/restaurants/{id}/floor-maps', {
          params: { id: staff.restaurantId },
        });
        return maps.items.map((map) => map.name);
      })
      .toContain('Roof');
    await manager.getByRole('button', { name: 'Put away' }).nth(1).click();
    await manager.getByText('0 tables, put away').waitFor();
  });

  test('the restaurant itself', async () => {
    await open(manager, 'profile');
    await manager.getByLabel('Cuisine').fill('Ligurian');
    await save(manager);
    await saved(manager);
    await reload(manager);
    expect(await manager.getByLabel('Cuisine').inputValue()).toBe('Ligurian');
  });

  test('is for managers', async () => {
    const host = await staff.signIn('host');
    const response = await visit(host, `${staff.path}/settings/hours`);
    expect(response?.status()).toBe(403);
    await host.context().close();
  });
});
