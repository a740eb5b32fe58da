import { afterAll, beforeAll, expect, test } from 'vitest';
import { visit } from '../support/browser.ts';
import { violations, violationsInBothThemes } from './page-quality.ts';
import { openStaffHouse, type StaffHouse, table } from './staff-house.ts';

let staff: StaffHouse;
let reservationId: number;

beforeAll(async () => {
  staff = await openStaffHouse();
  const booked = await staff.book({
    name: 'Maximiliane von Hohenstein-Featherstonehaugh',
    time: '19:00',
    partySize: 2,
  });
  reservationId = booked.id;
  await staff.book({ name: 'Bo Weber', time: '19:30', partySize: 6 });
  await planWork();
  await staff.setTime('19:20');
});

/** So that the pages about work have something to show. */
async function planWork(): Promise<void> {
  const params = { id: staff.restaurantId };
  const { people } = await staff.manager.demand('GET /api/restaurants/{id}/shifts', { params });
  const server = people.find(({ roles }) => roles.includes('server'))?.id ?? 0;
  const section = { name: 'Window', tableIds: [staff.tableId('1'), staff.tableId('2')] };
  const { id: sectionId } = await staff.manager.demand('POST /api/restaurants/{id}/sections', {
    params,
    body: section,
  });
  const hours = { serviceDate: staff.date, startTime: '17:00', endTime: '23:30' };
  await staff.manager.demand('POST /api/restaurants/{id}/shifts', {
    params,
    body: { ...hours, userId: server, duty: 'server', sectionId },
  });
  for (const [list, dueTime] of [
    ['opening', '17:00'],
    ['closing', null],
  ] as const) {
    const body = { list, dueTime, title: 'Polish the glasses of the long table by the window', assigneeUserId: server };
    await staff.manager.demand('POST /api/restaurants/{id}/tasks', { params, body });
  }
}

afterAll(async () => {
  await staff.stop();
});

const pages: Record<string, () => string> = {
  today: () => staff.path,
  tasks: () => `${staff.path}/tasks`,
  'a new task': () => `${staff.path}/tasks/new`,
  roster: () => `${staff.path}/shifts`,
  guests: () => `${staff.path}/guests`,
  'the group tonight': () => `${staff.house.origin}/staff/group/1`,
  floor: () => `${staff.path}/floor`,
  'floor as a list': () => `${staff.path}/floor?view=list`,
  bookings: () => `${staff.path}/reservations`,
  'bookings of a range': () => `${staff.path}/reservations?from=${staff.date}&to=&sort=-partySize`,
  'one booking': () => `${staff.path}/reservations/${String(reservationId)}`,
  'book by phone': () => `${staff.path}/book`,
  ...Object.fromEntries(
    [
      'hours',
      'special-days',
      'turns',
      'policies',
      'seating',
      'tables',
      'combinations',
      'sections',
      'areas',
      'maps',
      'profile',
    ].map((path) => [`settings of ${path}`, () => `${staff.path}/settings/${path}`]),
  ),
};

test.each([
  [1180, 820],
  [390, 844],
])(
  'at %i × %i every page has a title, one heading, nothing beside the screen and no fault, by light and in the dark',
  async (width, height) => {
    const page = await staff.signIn('manager', { viewport: { width, height } });
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    for (const [name, address] of Object.entries(pages)) {
      await visit(page, address());
      await page.getByRole('heading', { level: 1 }).waitFor();
      const found = {
        violations: await violationsInBothThemes(page),
        headings: await page.locator('h1').count(),
        titled: /· (Trattoria )?Prova · maitred$/.test(await page.title()),
        beside: await page.evaluate('Math.max(0, document.documentElement.scrollWidth - innerWidth)'),
      };
      expect({ name, ...found }).toEqual({ name, violations: [], headings: 1, titled: true, beside: 0 });
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  },
  180_000,
);

test.each(['light', 'dark'] as const)('sheets and questions have no fault in the %s', async (colorScheme) => {
  const page = await staff.signIn('manager', { colorScheme });
  await table(page, '1').click();
  await page.getByRole('dialog', { name: 'Table 1' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

test('the front door', async () => {
  const context = await staff.browser.newContext();
  const page = await context.newPage();
  await visit(page, `${staff.house.origin}/sign-in`);
  expect(await violations(page)).toEqual([]);
  await context.close();
});
