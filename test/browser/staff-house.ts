import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type ApiClient, signedIn } from '../../local/api-client.ts';
import { houseClock } from '../../local/house-clock.ts';
import type { Reservation } from '../../worker/contract/reservations.ts';
import { addDays, serviceDateAt } from '../../worker/domain/time/service-date.ts';
import { type House, launchBrowser, openHouse, sendPassword, visit } from '../support/browser.ts';

const password = 'a long enough password';
const zone = 'America/New_York';
const slug = 'trattoria';

type Role = 'owner' | 'manager' | 'host' | 'server' | 'kitchen';

/** A small restaurant on the evening of tomorrow, with people of every role, a real server and a browser. */
export interface StaffHouse {
  readonly house: House;
  readonly browser: Browser;
  readonly restaurantId: number;
  /** The evening that it is. */
  readonly date: string;
  readonly zone: string;
  readonly manager: ApiClient;
  readonly path: string;
  emailOf(role: Role): string;
  /** Sets the house's clock to a time of the evening. */
  setTime(time: string): Promise<void>;
  book(wish: { name: string; time: string; partySize: number; tables?: string[] }): Promise<Reservation>;
  tableId(number: string): number;
  /** Somebody signed in, in a browser of their own. */
  signIn(role: Role, options?: BrowserContextOptions): Promise<Page>;
  stop(): Promise<void>;
}

const tables = [
  { tableNumber: '1', capacity: 2, position: { x: 40, y: 40 }, features: ['window_view'] },
  { tableNumber: '2', capacity: 2, position: { x: 200, y: 40 } },
  {
    tableNumber: '3',
    capacity: 4,
    position: { x: 360, y: 40 },
    dimensions: { width: 120, height: 90 },
    shape: 'rectangle' as const,
  },
  { tableNumber: '4', capacity: 4, position: { x: 40, y: 200 }, shape: 'circle' as const },
  { tableNumber: '5', capacity: 4, position: { x: 200, y: 200 } },
  {
    tableNumber: '6',
    capacity: 6,
    position: { x: 360, y: 200 },
    dimensions: { width: 140, height: 90 },
    shape: 'rectangle' as const,
  },
];

export async function openStaffHouse(): Promise<StaffHouse> {
  const [house, browser] = await Promise.all([openHouse({ demo: false }), launchBrowser()]);
  const { origin } = house;
  const emailOf = (role: string): string => `${role}@${slug}.test`;
  const { groupId } = await addPeople(origin, [{ email: emailOf('owner'), name: 'Olivia Owner', role: 'owner' }]);
  const owner = signedIn(origin, emailOf('owner'), password);
  const { id } = await owner.demand('POST /api/restaurants', { body: { groupId, name: 'Trattoria Prova', zone } });
  const roles: Role[] = ['manager', 'host', 'server', 'kitchen'];
  await addPeople(
    origin,
    roles.map((role) => ({ email: emailOf(role), name: `Pat ${role}`, role, restaurantId: id })),
  );
  const made = await owner.demand('POST /api/restaurants/{id}/tables/bulk', { params: { id }, body: { tables } });
  const tableIds = new Map(made.items.map((table) => [table.tableNumber, table.id]));
  const tableId = (number: string): number => tableIds.get(number) ?? 0;
  const manager = signedIn(origin, emailOf('manager'), password);
  const date = addDays(serviceDateAt(Date.now(), zone, '04:00'), 1);
  const clock = houseClock(origin, id);
  await clock.set(instantOf(date, '10:00'));
  return {
    house,
    browser,
    restaurantId: id,
    date,
    zone,
    manager,
    path: `${origin}/staff/${String(id)}`,
    emailOf,
    tableId,
    setTime: (time) => clock.set(instantOf(date, time)),
    book: ({ name, time, partySize, tables: chosen }) =>
      manager.demand('POST /api/restaurants/{id}/reservations', {
        params: { id },
        body: {
          ...{ reservationDate: date, reservationTime: time, partySize, source: 'phone' },
          guestInfo: { name, phone: '+1 212 555 0123' },
          ...(chosen === undefined ? {} : { tableIds: chosen.map(tableId) }),
        },
      }),
    signIn: (role, options = {}) => signIn(browser, origin, emailOf(role), options),
    async stop() {
      await browser.close();
      await house.stop();
    },
  };
}

/** A wall time in New York as an instant, for a date on which it has one offset all day. */
function instantOf(date: string, time: string): number {
  const utc = Date.parse(`${date}T${time}:00Z`);
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(
    utc,
  );
  return utc + (utc - Date.parse(`${shown.replace(' ', 'T')}Z`));
}

async function addPeople(origin: string, people: readonly object[]): Promise<{ groupId: number }> {
  const response = await fetch(`${origin}/__local/people`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ group: { name: 'Prova', slug }, people: people.map((person) => ({ ...person, password })) }),
  });
  if (!response.ok) throw new Error(`no people: ${String(response.status)} ${await response.text()}`);
  return (await response.json()) as { groupId: number };
}

async function signIn(browser: Browser, origin: string, email: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({
    baseURL: origin,
    reducedMotion: 'reduce',
    viewport: { width: 1180, height: 820 },
    ...options,
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  await sendPassword(page, origin, { email, password });
  await visit(page, '/staff');
  await page.waitForURL(/\/staff(\/\d+\/floor)?$/);
  return page;
}

/** A table on the map, by its number: its name says what it shows. */
export function table(page: Page, number: string): Locator {
  return page.getByRole('group', { name: /tables/ }).getByRole('button', { name: new RegExp(`^Table ${number},`) });
}

/** Everything that a table shows, as a screen reader says it. */
export async function nameOf(page: Page, number: string): Promise<string> {
  return (await table(page, number).locator('title').textContent()) ?? '';
}

/** Waits until a table's name says something, as a second browser would. */
export async function tableSays(page: Page, number: string, words: RegExp): Promise<string> {
  await expect.poll(() => nameOf(page, number), { timeout: 10_000, interval: 20 }).toMatch(words);
  return nameOf(page, number);
}
