import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nameOf, openStaffHouse, type StaffHouse, table, tableSays } from './staff-house.ts';

let staff: StaffHouse;
let manager: Page;
let host: Page;

beforeAll(async () => {
  staff = await openStaffHouse();
  await staff.book({ name: 'Ada Rossi', time: '19:30', partySize: 2, tables: ['1'] });
  await staff.book({ name: 'Bo Weber', time: '19:00', partySize: 4, tables: ['3'] });
  await staff.book({ name: 'Cy Tanaka', time: '20:00', partySize: 3, tables: ['4'] });
  await staff.book({ name: 'Di Moreau', time: '20:30', partySize: 6, tables: ['6'] });
  await staff.setTime('19:25');
  [manager, host] = await Promise.all([staff.signIn('manager'), staff.signIn('host')]);
});

afterAll(async () => {
  await staff.stop();
});

const openRow = async (page: Page, name: string): Promise<void> => {
  const row = page.locator('[data-party-id]').filter({ hasText: name }).locator('button.row');
  if ((await row.getAttribute('aria-expanded')) === 'false') await row.click();
};

describe('two browsers side by side', () => {
  test('both read the room as it is', async () => {
    for (const page of [manager, host]) {
      expect(await tableSays(page, '1', /reserved/)).toBe(
        'Table 1, seats 2, reserved, next 7:30 PM Ada Rossi party of 2',
      );
      expect(await tableSays(page, '3', /late/)).toContain('late');
      expect(await tableSays(page, '2', /free/)).toBe('Table 2, seats 2, free');
    }
  });

  test('who is seated in one is seated in the other within a second', async () => {
    await table(host, '1').click();
    await host.getByRole('button', { name: 'Seat Ada Rossi (2)' }).click();
    const clicked = Date.now();
    expect(await tableSays(manager, '1', /seated/)).toMatch(
      /seated, party of 2, Ada Rossi, 0 minutes, free in 1 hour 30/,
    );
    expect(Date.now() - clicked).toBeLessThan(1000);
  });

  test('a walk-in, moved, cleared and made ready', async () => {
    await table(manager, '2').click();
    await manager.getByRole('button', { name: 'Seat a walk-in of 2' }).click();
    await tableSays(host, '2', /seated, party of 2/);

    await table(host, '2').click();
    await host.getByRole('button', { name: 'Move to …' }).click();
    await table(host, '5').click();
    await tableSays(manager, '5', /seated, party of 2/);
    await tableSays(manager, '2', /cleaning/);

    await table(manager, '5').click();
    await manager.getByRole('button', { name: 'They have left: clear' }).click();
    await tableSays(host, '5', /cleaning/);
    for (const number of ['2', '5']) {
      await table(host, number).click();
      await host.getByRole('button', { name: 'Ready for the next party' }).click();
      await tableSays(manager, number, /free/);
    }
  });

  test('blocked and taken back into service', async () => {
    await table(host, '5').click();
    await host.getByText('Block this table').click();
    await host.getByLabel('Why').fill('Wobbly leg');
    await host.getByRole('button', { name: 'Block table 5' }).click();
    await tableSays(manager, '5', /blocked, Wobbly leg/);
    await table(manager, '5').click();
    await manager.getByRole('button', { name: 'Back into service' }).click();
    await manager.getByText('Table 5 is in service again').waitFor();
    await tableSays(host, '5', /free/);
  });

  test('a note too long for a live message is read, and so is its correction', async () => {
    const party = await staff.book({ name: 'Ed Novak', time: '21:00', partySize: 2 });
    await openRow(host, 'Ed Novak');
    for (const allergy of ['peanuts', 'shellfish']) {
      await staff.manager.demand('PUT /api/reservations/{reservationId}', {
        params: { reservationId: party.id },
        body: { guestInfo: { specialRequests: 'By the wall. '.repeat(70).trim() }, notes: `Allergic to ${allergy}` },
      });
      await host.getByText(`Allergic to ${allergy}`).waitFor();
    }
    await staff.manager.demand('DELETE /api/reservations/{reservationId}', {
      params: { reservationId: party.id },
    });
    await host.locator('[data-party-id]').filter({ hasText: 'Ed Novak' }).waitFor({ state: 'hidden' });
  });
});

describe('three ways to seat lead to the same', () => {
  afterEach(async () => {
    await openRow(host, 'Cy Tanaka');
    await host.getByRole('button', { name: 'Seated by mistake' }).click();
    await tableSays(manager, '5', /free|reserved/);
    await host.getByText('Cy Tanaka is waiting again').waitFor();
  });

  const seated = /seated, party of 3, Cy Tanaka/;

  test('from the sheet of the table', async () => {
    await table(host, '5').click();
    await host.getByLabel('Seat a booked party here').selectOption({ label: '8:00 PM · Cy Tanaka · 3' });
    await host.getByRole('button', { name: 'Seat', exact: true }).click();
    await tableSays(manager, '5', seated);
  });

  test('the party, then the table', async () => {
    await openRow(host, 'Cy Tanaka');
    await host.getByRole('button', { name: 'Seat elsewhere …' }).click();
    expect(await nameOf(host, '2')).toContain('not possible: seats 2');
    expect(await nameOf(host, '1')).toContain('not possible: taken Ada Rossi');
    await table(host, '5').click();
    await tableSays(manager, '5', seated);
  });

  test('carried to the table', async () => {
    const grip = host.locator('[data-party-id]').filter({ hasText: 'Cy Tanaka' }).locator('.grip');
    const [from, to] = [await grip.boundingBox(), await table(host, '5').boundingBox()];
    if (from === null || to === null) throw new Error('nothing to drag');
    await host.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await host.mouse.down();
    await host.mouse.move(to.x + 20, to.y + 20, { steps: 8 });
    await host.mouse.move(to.x + to.width / 2, to.y + to.height / 2);
    await host.mouse.up();
    await tableSays(manager, '5', seated);
  });
});

describe('when the house says no', () => {
  beforeEach(async () => {
    for (const page of [host, manager]) {
      await table(page, '2').click();
      await page.getByLabel('Guests').fill('4');
      await page.getByRole('button', { name: 'Seat a walk-in of 4' }).click();
    }
  });

  test('it says why, and only who may is offered to go on', async () => {
    await host.getByRole('alertdialog').getByText('too small for a party of 4').waitFor();
    expect(await host.getByRole('button', { name: 'Do it anyway' }).count()).toBe(0);
    await host.getByRole('button', { name: 'All right' }).click();
    expect(await nameOf(host, '2')).toContain('free');

    await manager.getByRole('button', { name: 'Do it anyway' }).click();
    await tableSays(host, '2', /seated, party of 4/);
  });
});

describe('by keyboard alone', () => {
  test('one tab stop, arrows to the nearest table, Enter opens, Escape gives the focus back', async () => {
    await manager.locator('[data-table-id][tabindex="0"]').focus();
    expect(await manager.locator('[data-table-id][tabindex="0"]').count()).toBe(1);
    const focused = async (): Promise<string | undefined> =>
      (await manager.locator('[data-table-id]:focus title').textContent())?.split(',')[0];
    await manager.keyboard.press('Home');
    const path = [await focused()];
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
      await manager.keyboard.press(key);
      path.push(await focused());
    }
    expect(path).toEqual(['Table 1', 'Table 2', 'Table 3', 'Table 6', 'Table 5', 'Table 2']);

    await manager.keyboard.press('ArrowRight');
    await manager.keyboard.press('Enter');
    await manager.getByRole('dialog', { name: 'Table 3' }).waitFor();
    await manager.keyboard.press('Escape');
    await manager.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused()).toBe('Table 3');
  });

  test('keys help, find a party and show the list', async () => {
    await manager.keyboard.press('?');
    await manager.getByRole('dialog', { name: 'Keys' }).waitFor();
    await manager.keyboard.press('Escape');
    await manager.keyboard.press('l');
    await manager.getByRole('button', { name: /^Table 1 / }).waitFor();
    await manager.keyboard.press('l');
    await table(manager, '1').waitFor();
  });
});

describe('on a screen of any size', () => {
  test.each([
    [390, 844],
    [1180, 820],
  ])('tables stay targets of 44 pixels at %i × %i', async (width, height) => {
    await host.setViewportSize({ width, height });
    for (const zoom of ['Show the whole room', 'Zoom out', 'Zoom out']) {
      await host.getByRole('button', { name: zoom }).click();
      const shapes = await host.locator('[data-table-id] .top').all();
      const boxes = await Promise.all(shapes.map((shape) => shape.boundingBox()));
      const sizes = boxes.flatMap((box) => (box === null ? [] : [box.width, box.height]));
      expect(Math.min(...sizes)).toBeGreaterThanOrEqual(43.9);
    }
  });
});

describe('who may do less sees less', () => {
  test('a kitchen sees the room, and neither buttons nor phone numbers', async () => {
    const kitchen = await staff.signIn('kitchen');
    await table(kitchen, '3').click();
    await kitchen.getByRole('dialog', { name: 'Table 3' }).waitFor();
    expect(await kitchen.getByRole('button', { name: /Seat|walk-in|Block/ }).count()).toBe(0);
    await kitchen.keyboard.press('Escape');
    await openRow(kitchen, 'Bo Weber');
    expect(await kitchen.getByText('+1 212 555 0123').count()).toBe(0);
    expect(await kitchen.getByRole('link', { name: 'Settings' }).count()).toBe(0);
    await kitchen.context().close();
  });
});

describe('when the line is cut', () => {
  test('the screen says how old it is, and catches up by itself', async () => {
    const cut = await staff.signIn('host');
    await tableSays(cut, '6', /reserved/);
    await cut.context().setOffline(true);
    const offline = cut.getByText('No connection. You see the floor as it was at');
    await offline.waitFor();

    await openRow(manager, 'Di Moreau');
    await manager.getByRole('button', { name: 'Arrived' }).click();
    await tableSays(manager, '6', /arrived/);
    expect(await nameOf(cut, '6')).not.toContain('arrived');

    await cut.context().setOffline(false);
    await tableSays(cut, '6', /arrived/);
    await offline.waitFor({ state: 'detached' });
    const fresh = await staff.signIn('host');
    const names = (page: Page): Promise<string[]> => page.locator('[data-table-id] title').allTextContents();
    expect(await names(cut)).toEqual(await names(fresh));
    await cut.context().close();
  });

  test('what is done meanwhile is not pretended: it is rolled back with a word', async () => {
    const cut = await staff.signIn('host');
    await cut.context().setOffline(true);
    await table(cut, '4').click();
    await cut.getByRole('button', { name: 'Seat a walk-in of 2' }).click();
    await cut.getByRole('alertdialog', { name: 'No connection' }).getByText('Nothing was changed').waitFor();
    expect(await nameOf(cut, '4')).not.toContain('seated');
    await cut.context().setOffline(false);
    await cut.getByRole('button', { name: 'Try again' }).click();
    await tableSays(manager, '4', /seated, party of 2/);
    await cut.context().close();
  });

  test('a session that ended leads to the sign-in, and from there back to the floor', async () => {
    const ended = await staff.signIn('host');
    await ended.context().clearCookies();
    await ended.context().setOffline(true);
    await ended.context().setOffline(false);
    await ended.waitForURL(/\/sign-in\?next=/);
    expect(new URL(ended.url()).searchParams.get('next')).toBe(new URL(`${staff.path}/floor`).pathname);
    await ended.context().close();
  });
});
