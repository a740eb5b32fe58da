import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { reload, sendPassword, visit } from '../support/browser.ts';
import { overflow, smallTargets, violationsInBothThemes } from './page-quality.ts';
import { openStaffHouse, type StaffHouse, table, tableSays } from './staff-house.ts';

const password = 'a long enough password';
const chosenPassword = 'three copper pans on a nail';

let staff: StaffHouse;
let manager: Page;
let owner: Page;

beforeAll(async () => {
  staff = await openStaffHouse();
  await staff.book({ name: 'Ada Rossi', time: '19:30', partySize: 2, tables: ['1'] });
  await staff.setTime('19:25');
  [manager, owner] = await Promise.all([staff.signIn('manager'), staff.signIn('owner')]);
});

afterAll(async () => {
  await staff.stop();
});

interface Mail {
  readonly template: string;
  readonly recipient: string;
  readonly text: string;
}

/** The path of the newest invitation's link; the mail may be on its way still. */
async function invitationOf(email: string, not = ''): Promise<string> {
  let path = '';
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${staff.house.origin}/dev/outbox`, { headers: { accept: 'application/json' } });
        const { items } = (await answer.json()) as { items: Mail[] };
        const mail = items.find((each) => each.recipient === email && each.template === 'invitation');
        path = /https?:\/\/[^/\s]+(\/invitation\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
        return path === not ? '' : path;
      },
      { timeout: 15_000, interval: 50 },
    )
    .not.toBe('');
  return path;
}

async function invite(page: Page, name: string, email: string, role: RegExp): Promise<void> {
  await visit(page, `${staff.path}/people/invite`);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('radio', { name: role }).check();
  await page.getByRole('button', { name: 'Send the invitation' }).click();
}

async function newPage(options: Parameters<StaffHouse['browser']['newContext']>[0] = {}): Promise<Page> {
  const context = await staff.browser.newContext({
    baseURL: staff.house.origin,
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function accept(page: Page, link: string, pin = ''): Promise<void> {
  await visit(page, link);
  await page.getByLabel('Choose a password').fill(chosenPassword);
  if (pin !== '') await page.getByLabel('PIN for shared tablets').fill(pin);
  await page.getByRole('button', { name: /^Join / }).click();
  await page.waitForURL(/\/staff\/\d+\/floor/);
}

async function personPage(page: Page, name: string): Promise<void> {
  await visit(page, `${staff.path}/people`);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

/** Signs in as if an hour ago, before any page has seen the session: changes of people ask for proof. */
async function signedInLongAgo(email: string): Promise<Page> {
  const page = await newPage();
  await sendPassword(page, staff.house.origin, { email, password });
  const db = await staff.house.runtime.mf.getD1Database('DB');
  await db
    .prepare(
      `UPDATE sessions SET authenticated_at = authenticated_at - 3600000
       WHERE created_at = (SELECT max(created_at) FROM sessions)
         AND user_id = (SELECT id FROM users WHERE email = ?)`,
    )
    .bind(email)
    .run();
  return page;
}

describe('an invited host on a phone', () => {
  const email = 'noor.host@example.com';
  let mobile: Page;

  test('works within a minute: mail, one page, the floor', async () => {
    const began = performance.now();
    await invite(manager, 'Noor Haddad', email, /^Host/);
    await manager.getByRole('status').getByText(`the mail to ${email} is on its way`).waitFor();
    await manager.getByText('Invited, not here yet').waitFor();
    const link = await invitationOf(email);

    mobile = await newPage(phone);
    await visit(mobile, link);
    await mobile.getByRole('heading', { level: 1, name: 'Trattoria Prova' }).waitFor();
    await mobile.getByText('Pat manager invites you').waitFor();
    expect(await mobile.getByLabel('Your name').inputValue()).toBe('Noor Haddad');
    expect(await overflow(mobile)).toBe(0);
    await accept(mobile, link, '4711');
    expect(await tableSays(mobile, '1', /reserved/)).toContain('Ada Rossi');
    expect(performance.now() - began).toBeLessThan(60_000);

    // Live: what another does is here, and what is done here is with the others.
    await staff.book({ name: 'Bo Weber', time: '19:30', partySize: 4, tables: ['3'] });
    await tableSays(mobile, '3', /Bo Weber/);
    await table(mobile, '1').click();
    await mobile.getByRole('button', { name: 'Seat Ada Rossi (2)' }).click();
    await visit(manager, `${staff.path}/floor`);
    await tableSays(manager, '1', /seated, party of 2, Ada Rossi/);

    await visit(mobile, link);
    await mobile.getByRole('heading', { level: 1, name: 'This invitation works no longer' }).waitFor();
    await visit(mobile, `${staff.path}/floor`);
  });

  test('what they do stands under their name', async () => {
    await visit(manager, `${staff.path}/reservations`);
    await manager.getByRole('link', { name: 'Ada Rossi' }).click();
    await manager.locator('li', { hasText: 'Seated' }).getByText('Noor Haddad').waitFor();
  });

  test('deactivated: the floor shuts on their screen, and nothing they send is taken', async () => {
    await tableSays(mobile, '1', /seated/);
    await personPage(manager, 'Noor Haddad');
    await manager.getByText('Deactivate Noor Haddad').click();
    await manager.getByRole('button', { name: 'Deactivate now' }).click();
    await manager.getByRole('status').getByText('signed out everywhere').waitFor();
    await mobile.waitForURL(/\/sign-in/, { timeout: 3000 });
    const refused = await mobile.request.put(`/api/tables/${String(staff.tableId('2'))}/occupy`, {
      headers: { origin: staff.house.origin },
      data: { guestCount: 2 },
    });
    expect(refused.status()).toBe(401);

    await visit(manager, `${staff.path}/people`);
    expect(await manager.getByRole('link', { name: 'Noor Haddad' }).count()).toBe(0);
    await manager.getByLabel('Who').selectOption('Deactivated');
    await manager.getByRole('link', { name: 'Noor Haddad' }).waitFor();
  });

  test('given back, they work again with the same role', async () => {
    await manager.getByRole('link', { name: 'Noor Haddad' }).click();
    await manager.getByRole('button', { name: 'Reactivate' }).click();
    await manager.getByRole('status').getByText('can work again').waitFor();
    await mobile.getByLabel('E-mail').fill(email);
    await mobile.getByLabel('Password').fill(chosenPassword);
    await mobile.getByRole('button', { name: 'Sign in' }).click();
    await mobile.waitForURL(/\/floor/);
    await tableSays(mobile, '1', /seated/);
    await mobile.context().close();
  });
});

describe('invitations', () => {
  test('sent again the old link is void; taken back the new one, too', async () => {
    await invite(manager, 'Ola Nowak', 'ola@example.com', /^Server/);
    const first = await invitationOf('ola@example.com');
    await manager.getByRole('button', { name: 'Send again to Ola Nowak' }).click();
    await manager.getByRole('status').getByText('A new link is on its way').waitFor();
    const second = await invitationOf('ola@example.com', first);
    const page = await newPage();
    await visit(page, first);
    await page.getByRole('heading', { name: 'This invitation works no longer' }).waitFor();
    await visit(page, second);
    await page.getByRole('button', { name: 'Join Trattoria Prova' }).waitFor();
    await manager.getByRole('button', { name: 'Take back the invitation of Ola Nowak' }).click();
    await manager.getByRole('status').getByText('taken back').waitFor();
    expect((await visit(page, second))?.status()).toBe(410);
    await page.context().close();
  });

  test('without scripts; what is wrong is said and what was typed is kept', async () => {
    await invite(manager, 'Pia Berg', 'pia@example.com', /^Kitchen/);
    const page = await newPage({ ...phone, javaScriptEnabled: false });
    await visit(page, await invitationOf('pia@example.com'));
    await page.getByLabel('Your name').fill('Pia von Berg');
    await page.getByLabel('Choose a password').fill('short');
    await page.getByRole('button', { name: /^Join/ }).click();
    await page
      .getByRole('alert')
      .getByRole('link', { name: /at least 12/ })
      .waitFor();
    expect(await page.getByLabel('Your name').inputValue()).toBe('Pia von Berg');
    await page.getByLabel('Choose a password').fill(chosenPassword);
    await page.getByRole('button', { name: /^Join/ }).click();
    expect(page.url()).toBe(`${staff.path}/floor`);
    await page.context().close();
  });

  test('who has an account gives its password, and has a place to work', async () => {
    const email = 'guest@example.com';
    const made = await fetch(`${staff.house.origin}/__local/people`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        group: { name: 'Prova', slug: 'trattoria' },
        people: [{ email, name: 'Gil Guest', password, role: 'customer' }],
      }),
    });
    expect(made.status).toBe(200);
    await invite(manager, 'Gil', email, /^Server/);
    const page = await newPage(phone);
    await visit(page, await invitationOf(email));
    expect(await page.getByLabel('Your name').count()).toBe(0);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: /^Join/ }).click();
    await page.getByRole('alert').getByText('not the password of your account').waitFor();
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: /^Join/ }).click();
    await page.waitForURL(/\/staff\/\d+\/floor/);
    await page.context().close();
  });

  test('who works here already is not invited once more', async () => {
    const guest = staff.emailOf('server');
    await visit(manager, `${staff.path}/people/invite`);
    await manager.getByLabel('Name', { exact: true }).fill('Pat server');
    await manager.getByLabel('E-mail').fill(guest);
    await manager.getByRole('radio', { name: /^Host/ }).check();
    await manager.getByRole('button', { name: 'Send the invitation' }).click();
    await manager.getByRole('alert').getByText('already').waitFor();
    expect(await manager.getByLabel('E-mail').inputValue()).toBe(guest);
  });

  test('nothing is chosen for anybody: without a role it is not sent', async () => {
    await visit(manager, `${staff.path}/people/invite`);
    await manager.getByLabel('Name', { exact: true }).fill('Rae');
    await manager.getByLabel('E-mail').fill('rae@example.com');
    await manager.getByRole('button', { name: 'Send the invitation' }).click();
    await manager.getByRole('alert').getByRole('link', { name: 'Choose a role.' }).waitFor();
    await manager.getByLabel('Name', { exact: true }).fill('');
    await manager.getByRole('button', { name: 'Send the invitation' }).click();
    await manager.getByRole('alert').getByRole('link', { name: 'Give their name.' }).waitFor();
  });

  test('a manager offers what a manager may give; a host is not let in', async () => {
    await visit(manager, `${staff.path}/people/invite`);
    expect(await manager.getByRole('radio', { name: /^Owner/ }).count()).toBe(0);
    expect(await manager.getByRole('radio', { name: /Everywhere/ }).count()).toBe(0);
    const host = await staff.signIn('host');
    expect(await host.getByRole('link', { name: 'People' }).count()).toBe(0);
    const refused = await visit(host, `${staff.path}/people`);
    expect(refused?.status()).toBe(403);
    await host.getByRole('heading', { name: 'Not with your role' }).waitFor();
    await host.context().close();
  });

  test('long after the sign-in the password is asked once more, and nothing entered is lost', async () => {
    const page = await signedInLongAgo(staff.emailOf('manager'));
    await invite(page, 'Uma Late', 'uma@example.com', /^Server/);
    await page.getByRole('heading', { name: 'Is it you?' }).waitFor();
    await page.getByLabel('Your password').fill('not this one at all');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('alert').getByText('That was not right').waitFor();
    await page.getByLabel('Your password').fill(password);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('status').getByText('Uma Late is invited').waitFor();
    expect(await invitationOf('uma@example.com')).not.toBe('');
    await page.context().close();
  });
});

describe('roles', () => {
  const cell = async (page: Page, role: string, words: RegExp): Promise<string> => {
    const heads = (await page.locator('thead th').allInnerTexts()).map((text) => text.trim().split('\n')[0]);
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: words }) });
    return (
      await row
        .getByRole('cell')
        .nth(heads.findIndex((head) => head?.startsWith(role)) - 1)
        .innerText()
    ).trim();
  };

  test('the matrix says in words who may what', async () => {
    await visit(manager, `${staff.path}/roles`);
    expect(await cell(manager, 'Host', /^Book by phone/)).toContain('Yes');
    expect(await cell(manager, 'Server', /^Book by phone/)).toContain('No');
    expect(await cell(manager, 'Server', /^Seat, move/)).toContain('Yes');
    expect(await manager.getByRole('link', { name: 'Compose a role' }).count()).toBe(0);
  });

  test('an owner composes one, gives it, widens it; it holds at once and cannot be removed while in use', async () => {
    await visit(owner, `${staff.path}/roles/new`);
    await owner.getByRole('link', { name: 'Server', exact: true }).click();
    await owner.waitForURL(/like=server/);
    await owner.getByRole('checkbox', { name: /^Seat, move/, checked: true }).waitFor();
    await owner.getByLabel('Name').fill('Sommelier');
    await owner.getByRole('button', { name: 'Compose the role' }).click();
    await owner.getByRole('status').getByText('The role is there').waitFor();
    expect(await cell(owner, 'Sommelier', /^Seat, move/)).toContain('Yes');

    await personPage(owner, 'Pat kitchen');
    await owner.getByLabel('Role', { exact: true }).selectOption('Sommelier');
    await owner.getByRole('button', { name: 'Save roles and places' }).click();
    await owner.getByRole('status').getByText('It holds at once').waitFor();
    const sommelier = await staff.signIn('kitchen');
    expect(await sommelier.getByRole('link', { name: 'Book', exact: true }).count()).toBe(0);

    await visit(owner, `${staff.path}/roles`);
    await owner.getByRole('link', { name: /^Sommelier/ }).click();
    await owner.getByText('1 person has this role').waitFor();
    expect(await owner.getByText('Remove this role').count()).toBe(0);
    await owner.getByRole('checkbox', { name: /^Book by phone/ }).check();
    await owner.getByRole('button', { name: 'Save the role' }).click();
    await owner.getByRole('status').getByText('It holds at once').waitFor();
    await reload(sommelier);
    await sommelier.getByRole('link', { name: 'Book', exact: true }).waitFor();
    await sommelier.context().close();

    await personPage(owner, 'Pat kitchen');
    await owner.getByLabel('Role', { exact: true }).selectOption('Kitchen');
    await owner.getByRole('button', { name: 'Save roles and places' }).click();
    await owner.getByRole('status').getByText('It holds at once').waitFor();
    await visit(owner, `${staff.path}/roles`);
    await owner.getByRole('link', { name: /^Sommelier/ }).click();
    await owner.getByText('Remove this role').click();
    await owner.getByRole('button', { name: 'Remove the role' }).click();
    await owner.getByRole('status').getByText('The role is removed').waitFor();
    expect(await owner.getByRole('columnheader', { name: /Sommelier/ }).count()).toBe(0);
  });

  test('changed by two at once: the second sees what the first did', async () => {
    await visit(owner, `${staff.path}/roles/new?like=host`);
    await owner.getByLabel('Name').fill('Night host');
    await owner.getByRole('button', { name: 'Compose the role' }).click();
    await owner.getByRole('link', { name: /^Night host.*change/ }).click();
    await owner.getByRole('heading', { level: 1, name: 'Night host' }).waitFor();
    const other = await staff.signIn('owner');
    await visit(other, owner.url());
    await other.getByRole('checkbox', { name: /^Go on against a warning/ }).check();
    await other.getByRole('button', { name: 'Save the role' }).click();
    await other.getByRole('status').getByText('Saved').waitFor();
    await other.context().close();
    await owner.getByRole('checkbox', { name: /^Write tasks/ }).uncheck();
    const answered = owner.waitForResponse((response) => response.url().includes('?/change'));
    await owner.getByRole('button', { name: 'Save the role' }).click();
    expect(await (await answered).json()).toMatchObject({ type: 'failure', status: 412 });
    await owner.getByText('Theirs has, yours has not: Go on against a warning').waitFor();
    expect(await owner.getByRole('checkbox', { name: /^Write tasks/ }).isChecked()).toBe(false);
    await owner.getByRole('button', { name: 'Save the role' }).click();
    await owner.getByRole('status').getByText('Saved').waitFor();
  });

  test('a phone shows one role at a time', async () => {
    const page = await staff.signIn('manager', phone);
    await visit(page, `${staff.path}/roles`);
    expect(await page.locator('thead th:visible').allInnerTexts()).toHaveLength(2);
    await page.getByRole('link', { name: 'Kitchen' }).click();
    await page.waitForURL(/role=kitchen/);
    await page.getByRole('columnheader', { name: 'Kitchen' }).waitFor();
    expect(await page.getByRole('columnheader', { name: 'Host' }).count()).toBe(0);
    await page.context().close();
  });
});

describe('keys', () => {
  test('made, shown once, used, replaced and revoked', async () => {
    const bookings = `${staff.house.origin}/api/restaurants/${String(staff.restaurantId)}/reservations`;
    const ask = async (key: string): Promise<number> =>
      (await fetch(`${bookings}?date=${staff.date}`, { headers: { authorization: `Bearer ${key}` } })).status;
    const shownKey = async (): Promise<string> => (await owner.getByText(/^k1\.\S{40,}$/).innerText()).trim();

    await visit(owner, `${staff.path}/keys`);
    await owner.getByText('No keys').waitFor();
    await owner.getByRole('link', { name: 'Make a key' }).click();
    await owner.getByLabel('Name').fill('Website');
    await owner.getByRole('button', { name: 'Make the key' }).click();
    await owner.getByRole('alert').getByText('Choose at least one thing').waitFor();
    expect(await owner.getByLabel('Name').inputValue()).toBe('Website');
    await owner.getByRole('checkbox', { name: /^See bookings/ }).check();
    await owner.getByRole('button', { name: 'Make the key' }).click();
    const key = await shownKey();
    expect(await ask(key)).toBe(200);
    const refused = await fetch(`${staff.house.origin}/api/tables/${String(staff.tableId('2'))}/occupy`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: '{}',
    });
    expect(refused.status).toBe(403);

    await owner.getByRole('link', { name: 'I have stored it' }).click();
    await owner.getByRole('article', { name: 'Website' }).getByText('See bookings').waitFor();
    expect(await owner.getByText(key).count()).toBe(0);
    await owner.getByText('Replace Website').click();
    await owner.getByRole('button', { name: 'Make a new key in its place' }).click();
    const next = await shownKey();
    expect(next).not.toBe(key);
    expect([await ask(key), await ask(next)]).toEqual([200, 200]);

    await owner.getByRole('link', { name: 'I have stored it' }).click();
    const live = owner.getByRole('article', { name: 'Website' }).filter({ hasText: next.slice(0, 8) });
    await live.filter({ hasNotText: 'Replaced' }).getByText('Revoke Website').click();
    await owner.getByRole('button', { name: 'Revoke now' }).locator('visible=true').click();
    await owner.getByRole('status').getByText('The key is revoked').waitFor();
    expect(await ask(next)).toBe(401);
  });

  test('are no business of managers', async () => {
    expect((await visit(manager, `${staff.path}/keys`))?.status()).toBe(403);
    await visit(manager, `${staff.path}/people`);
    expect(await manager.getByRole('link', { name: 'API keys' }).count()).toBe(0);
  });
});

describe('who changed what', () => {
  test('stands there in words, narrowed by the address', async () => {
    await visit(owner, `${staff.path}/audit`);
    const entry = (words: string) => owner.getByRole('listitem').filter({ hasText: words });
    await entry('Olivia Owner made a key').first().waitFor();
    await entry('Pat manager deactivated Noor Haddad').waitFor();
    await entry('Olivia Owner changed the roles of Pat kitchen').first().getByText('Sommelier').waitFor();
    await entry('changed a role: Sommelier').getByText('Book by phone, change and cancel, mark no-shows').waitFor();
    await owner.getByLabel('What').selectOption('Invited a person');
    await owner.waitForURL(/action=invite-person/);
    await entry('made a key').first().waitFor({ state: 'detached' });
    await entry('Pat manager invited Noor Haddad').waitFor();
  });

  test('leaves as a file with the same filter and nobody’s address in it', async () => {
    const link = owner.getByRole('link', { name: 'Export CSV' });
    const [download] = await Promise.all([owner.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toMatch(/^audit-\d{4}-\d\d-\d\d\.csv$/);
    const chunks: Buffer[] = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString();
    expect(text).toContain('invite-person');
    expect(text).not.toContain('make-key');
    expect(text).not.toContain('noor.host@example.com');
  });

  test('a manager sees their own place, not the group’s keys', async () => {
    await visit(manager, `${staff.path}/audit`);
    await manager.getByRole('listitem').filter({ hasText: 'deactivated Noor Haddad' }).waitFor();
    expect(await manager.getByRole('listitem').filter({ hasText: 'made a key' }).count()).toBe(0);
  });
});

describe('a shared tablet', () => {
  async function setPin(role: 'host' | 'server', pin: string): Promise<void> {
    const page = await staff.signIn(role);
    const answer = await page.request.put('/api/account/pin', {
      headers: { origin: staff.house.origin },
      data: { pin },
    });
    expect(answer.status()).toBe(204);
    await page.context().close();
  }

  async function press(page: Page, pin: string): Promise<void> {
    for (const digit of pin) await page.getByRole('button', { name: digit, exact: true }).click();
  }

  test('changes hands by PIN, and what is done stands under who did it', async () => {
    await setPin('host', '2580');
    await setPin('server', '1593');
    const booked = await staff.book({ name: 'Cy Tanaka', time: '19:30', partySize: 2, tables: ['2'] });
    const tablet = await staff.signIn('host');
    const me = tablet.getByRole('button', { name: /^Me: / });
    expect(await me.innerText()).toContain('Pat');
    await me.click();
    await tablet.getByRole('link', { name: 'Switch person' }).click();
    const sheet = tablet.getByRole('dialog', { name: 'Who is here?' });
    await sheet.getByRole('radio', { name: /^Noor Haddad/ }).check();
    await press(tablet, '1111');
    await sheet.getByRole('button', { name: 'Go on' }).click();
    await sheet.getByRole('alert').getByText('That PIN is not right').waitFor();
    await press(tablet, '4711');
    await sheet.getByRole('button', { name: 'Go on' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await tablet.getByRole('button', { name: /^Me: Noor/ }).waitFor();
    await tableSays(tablet, '2', /Cy Tanaka/);
    await table(tablet, '2').click();
    await tablet.getByRole('button', { name: 'Seat Cy Tanaka (2)' }).click();
    await tableSays(tablet, '2', /seated/);
    await visit(manager, `${staff.path}/reservations/${String(booked.id)}`);
    await manager.locator('li', { hasText: 'Seated' }).getByText('Noor Haddad').waitFor();

    // Locked, every page leads to the names, and the API does nothing.
    await tablet.getByRole('button', { name: /^Me: / }).click();
    await tablet.getByRole('button', { name: 'Lock this device' }).click();
    await tablet.waitForURL(/\/staff\/switch\?next=/);
    await tablet.getByText('This device is locked').waitFor();
    await visit(tablet, `${staff.path}/reservations`);
    await tablet.waitForURL(/\/staff\/switch\?next=/);
    const refused = await tablet.request.get(`/api/restaurants/${String(staff.restaurantId)}/floor`);
    expect(refused.status()).toBe(403);
    await tablet.getByRole('radio', { name: /^Pat host/ }).check();
    await press(tablet, '2580');
    await tablet.getByRole('button', { name: 'Go on' }).click();
    await tablet.waitForURL(`${staff.path}/reservations`);
    await tablet.context().close();
  });

  test('locked in one window, the floor in the other leads to the names', async () => {
    const tablet = await staff.signIn('host');
    const other = await tablet.context().newPage();
    await visit(other, `${staff.path}/floor`);
    await tableSays(other, '1', /seated/);
    await tablet.getByRole('button', { name: /^Me: / }).click();
    await tablet.getByRole('button', { name: 'Lock this device' }).click();
    await tablet.waitForURL(/\/staff\/switch/);
    await other.waitForURL(/\/staff\/switch/, { timeout: 5000 });
    await tablet.context().close();
  });

  test('without scripts: a name, a PIN, one button', async () => {
    const signedIn = await staff.signIn('host');
    const context = await staff.browser.newContext({
      baseURL: staff.house.origin,
      javaScriptEnabled: false,
      storageState: await signedIn.context().storageState(),
    });
    const plain = await context.newPage();
    await visit(plain, `/staff/switch?next=/staff/${String(staff.restaurantId)}/floor`);
    await plain.getByRole('radio', { name: /^Pat server/ }).check();
    await plain.getByLabel(/^PIN/).fill('1590');
    await plain.getByRole('button', { name: 'Go on' }).click();
    await plain.getByRole('alert').getByText('That PIN is not right').waitFor();
    await plain.getByLabel(/^PIN/).fill('1593');
    await plain.getByRole('button', { name: 'Go on' }).click();
    expect(plain.url()).toBe(`${staff.path}/floor`);
    await plain.getByRole('button', { name: /^Me: Pat/ }).waitFor();
    // A server by PIN has what a server has.
    expect(await plain.getByRole('link', { name: 'Book', exact: true }).count()).toBe(0);
    await context.close();
    await signedIn.context().close();
  });
});

describe('security', () => {
  test('what the group asks is changed, and who would lock themselves out is told', async () => {
    await visit(owner, `${staff.path}/security`);
    await owner.getByLabel('Unused').fill('48');
    await owner.getByLabel(/^From/).fill('23:00');
    await owner.getByLabel(/^To\b/).fill('08:00');
    await owner.getByRole('button', { name: 'Save' }).click();
    await owner.getByRole('status').getByText('Saved').waitFor();
    await reload(owner);
    expect(await owner.getByLabel('Unused').inputValue()).toBe('48');
    expect(await owner.getByLabel(/^From/).inputValue()).toBe('23:00');
    await owner.getByRole('radio', { name: /^Everybody/ }).check();
    await owner.getByRole('button', { name: 'Save' }).click();
    await owner.getByRole('alert').waitFor();
    expect(await owner.getByRole('radio', { name: /^Everybody/ }).isChecked()).toBe(true);
    await reload(owner);
    expect(await owner.getByRole('radio', { name: /^Nobody/ }).isChecked()).toBe(true);
  });
});

describe('everywhere', () => {
  const paths = [
    'people',
    'people?left=yes',
    'people/invite',
    'roles',
    'roles/new?like=manager',
    'keys',
    'keys/new',
    'audit',
    'audit?action=act-as',
    'security',
  ];

  test.each([1280, 390])('at %i px no page has a fault, by light and in the dark', async (width) => {
    const email = `vic-${String(width)}@example.com`;
    await invite(manager, `Vic ${String(width)}`, email, /^Host/);
    const invitation = await invitationOf(email);
    const page = await staff.signIn('owner', { viewport: { width, height: 844 } });
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await personPage(page, 'Pat host');
    const person = page.url();
    const pages = [...paths.map((path) => `${staff.path}/${path}`), person, '/staff/switch', invitation];
    for (const address of pages) {
      await visit(page, address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      const found = {
        violations: await violationsInBothThemes(page),
        small: await smallTargets(page),
        headings: await page.locator('h1').count(),
        titled: (await page.title()).endsWith(' · maitred'),
        beside: await overflow(page),
      };
      expect({ address, ...found }).toEqual({
        ...{ address, violations: [], small: [], headings: 1, titled: true, beside: 0 },
      });
    }
    expect(complaints).toEqual([]);
    await page.context().close();
  });
});
