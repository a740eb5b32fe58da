import { generateHOTP } from '@oslojs/otp';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type House, launchBrowser, openHouse, sendPassword, visit } from '../support/browser.ts';
import { type GuestRestaurant, openRestaurant } from './guest-restaurant.ts';
import { overflow, smallTargets, violations, violationsInBothThemes, weightOf } from './page-quality.ts';

const password = 'seven green lemons in a bowl';
const group = { name: 'People of the tests', slug: 'people-of-the-tests' };

let house: House;
let browser: Browser;
let place: GuestRestaurant;
let people = 0;

beforeAll(async () => {
  [house, browser] = await Promise.all([openHouse({ demo: false }), launchBrowser()]);
  place = await openRestaurant(house, 'Osteria Lume');
});

afterAll(async () => {
  await Promise.all([browser.close(), house.stop()]);
});

afterEach(async () => {
  await Promise.all(browser.contexts().map(async (context) => context.close()));
});

async function visitor(options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ baseURL: house.origin, reducedMotion: 'reduce', ...options });
  context.setDefaultTimeout(15_000);
  return context.newPage();
}

async function post(path: string, body: unknown): Promise<void> {
  const answer = await fetch(house.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
}

/** Somebody with a confirmed account; answers the address. */
async function person(name: string, role = 'customer'): Promise<string> {
  const email = `person-${String(++people)}@example.com`;
  await post('/__local/people', { group, people: [{ email, name, password, role }] });
  return email;
}

interface Mail {
  readonly template: string;
  readonly recipient: string;
  readonly text: string;
}

/** The path of the link in the newest mail of a kind; it may be on its way still. */
async function linkTo(email: string, template: string): Promise<string> {
  let path = '';
  await expect
    .poll(
      async () => {
        const answer = await fetch(`${house.origin}/dev/outbox`, { headers: { accept: 'application/json' } });
        const { items } = (await answer.json()) as { items: Mail[] };
        const mail = items.find((each) => each.recipient === email && each.template === template);
        path = /https?:\/\/[^/\s]+(\/(?:account|sign-in)\/\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
        return path;
      },
      { timeout: 15_000, interval: 100 },
    )
    .not.toBe('');
  return path;
}

async function signIn(page: Page, email: string, to = '/account'): Promise<void> {
  await visit(page, `/sign-in?next=${encodeURIComponent(to)}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in') || url.pathname.includes('second-factor'));
}

/** Signs in as if an hour ago: changes ask for proof. */
async function signInLongAgo(page: Page, email: string): Promise<void> {
  await sendPassword(page, house.origin, { email, password });
  await longAgo(email);
}

/** Their sessions are an hour older; pages that know a session learn of it within seconds. */
async function longAgo(email: string): Promise<void> {
  const db = await house.runtime.mf.getD1Database('DB');
  await db
    .prepare(
      'UPDATE sessions SET authenticated_at = authenticated_at - 3600000 WHERE user_id IN (SELECT id FROM users WHERE email = ?)',
    )
    .bind(email)
    .run();
}

const saysAt = async (page: Page, path: string, title: string): Promise<void> => {
  await page.waitForURL((url) => url.pathname === path);
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
};

async function book(page: Page, daysAhead: number, phone: string): Promise<void> {
  const query = `date=${place.date(daysAhead)}&time=19:30&partySize=2`;
  await visit(page, `${place.path}/book?${query}`);
  if ((await page.getByLabel('Name').inputValue()) === '') await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByLabel('Phone').fill(phone);
  await page.getByRole('button', { name: 'Book this table' }).click();
  await page.waitForURL(/\/b\/m1\./);
}

/** Reloads until the projection has brought a booking to the account. */
async function standsInAccount(page: Page, count: number): Promise<void> {
  await expect
    .poll(
      async () => {
        await visit(page, '/account');
        return page.getByRole('region', { name: 'Coming' }).getByRole('article').count();
      },
      { timeout: 15_000, interval: 200 },
    )
    .toBe(count);
}

test.each([true, false])(
  'a guest opens an account, confirms it by mail, and is led on to where they were (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const email = `new-${String(javaScriptEnabled)}@example.com`;
    const page = await visitor({ javaScriptEnabled });
    await visit(page, place.path);
    await page.getByRole('link', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Open an account' }).click();
    await saysAt(page, '/account/register', 'Open an account');
    await page.getByLabel('Name').fill('Ada Lovelace');
    await page.getByLabel('E-mail').fill(email);
    await page.getByLabel('Password').fill('short');
    await page.getByRole('button', { name: 'Open my account' }).click();
    await page.getByRole('alert', { name: 'Please check the form' }).waitFor();
    expect(await page.getByLabel('Name').inputValue(), 'nothing typed is lost').toBe('Ada Lovelace');
    expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Open my account' }).click();
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await page.getByText(email).waitFor();

    const link = await linkTo(email, 'verify-email');
    for (let looks = 0; looks < 3; looks += 1) await fetch(house.origin + link);
    await visit(page, link);
    await page.getByRole('button', { name: 'Confirm my address' }).click();
    await page.waitForURL(`**${place.path}`);
    await page.getByRole('link', { name: 'Ada Lovelace' }).waitFor();

    await visit(page, link);
    await page.getByRole('button', { name: 'Confirm my address' }).click();
    await page.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
  },
);

test('what is booked while signed in stands in the account, and a link signs in again', async () => {
  const email = await person('Ada Lovelace');
  const page = await visitor();
  await signIn(page, email);
  await saysAt(page, '/account', 'Your bookings');
  await page.getByText('No table booked at present').waitFor();
  await book(page, 3, '+1 212 555 0131');
  await standsInAccount(page, 1);
  await page.getByRole('link', { name: 'Osteria Lume' }).click();
  await page.waitForURL(/\/b\/m1\./);
  await page.getByText('It stands among your bookings.').waitFor();

  await visit(page, '/account');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(`${house.origin}/`);
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
  await visit(page, '/account');
  expect(new URL(page.url()).pathname).toBe('/sign-in');

  await visit(page, '/sign-in?next=/account/profile');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Mail me a link' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  await visit(page, await linkTo(email, 'sign-in-link'));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await saysAt(page, '/account/profile', 'Your profile');
});

test('without JavaScript one signs in, changes the profile as a plain list, and signs out', async () => {
  const email = await person('Grace Hopper');
  const page = await visitor({ javaScriptEnabled: false });
  await visit(page, '/account/profile');
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill('not the right one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert', { name: 'You are not signed in' }).waitFor();
  expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
  expect(await page.getByRole('button', { name: /passkey|Show/ }).count(), 'no buttons that do nothing').toBe(0);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await saysAt(page, '/account/profile', 'Your profile');
  await page.getByLabel('Phone').fill('+1 212 555 0132');
  await page.getByLabel('Allergies').fill('hazelnuts, Shellfish; hazelnuts');
  await page.getByLabel('What you like').fill('By the window.');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();
  expect(await page.getByLabel('Allergies').inputValue()).toBe('hazelnuts, Shellfish');
  await visit(page, '/account/close');
  await page.getByRole('button', { name: 'Sign out' }).click();
  expect(new URL(page.url()).pathname).toBe('/');
});

test('the profile fills in the booking form, and a favourite stands in the account', async () => {
  const email = await person('Katherine Johnson');
  const page = await visitor();
  await signIn(page, email, '/account/profile');
  await page.getByRole('combobox', { name: 'Allergies' }).fill('Sesame');
  await page.getByRole('combobox', { name: 'Allergies' }).press('Enter');
  await page.getByRole('combobox', { name: 'Allergies' }).fill('Eggs, Milk');
  await page.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: 'Remove Eggs' }).click();
  await page.getByLabel('Phone').fill('+1 212 555 0133');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved.').waitFor();

  await visit(page, place.path);
  await page.getByRole('button', { name: 'Favourite', pressed: false }).click();
  await page.getByRole('button', { name: 'Favourite', pressed: true }).waitFor();
  await visit(page, `${place.path}/book?date=${place.date(4)}&time=19:30&partySize=2`);
  expect(await page.getByLabel('Name').inputValue()).toBe('Katherine Johnson');
  expect(await page.getByLabel('Phone').inputValue()).toBe('+1 212 555 0133');
  expect(await page.getByLabel('E-mail').inputValue()).toBe(email);
  expect(await page.getByLabel('Anything we should know').inputValue()).toBe('Allergies: Sesame, Milk.');
  await visit(page, '/account');
  await page.getByRole('region', { name: 'Favourites' }).getByRole('link', { name: 'Osteria Lume' }).waitFor();
});

test('a booking made without an account is kept in it by its own page', async () => {
  const email = await person('Hedy Lamarr');
  const page = await visitor();
  await book(page, 5, '+1 212 555 0134');
  const booking = new URL(page.url()).pathname;
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(`**${booking}*`);
  await visit(page, booking);
  await page.getByRole('button', { name: 'Keep it in my account' }).click();
  await page.getByText('It stands among your bookings now.').waitFor();
  await standsInAccount(page, 1);
  await visit(page, booking);
  expect(await page.getByRole('button', { name: 'Keep it in my account' }).count()).toBe(0);
});

test('a forgotten password is replaced by mail, and whoever was signed in is signed out', async () => {
  const email = await person('Emmy Noether');
  const other = await visitor();
  await signIn(other, email);
  const page = await visitor();
  await visit(page, '/sign-in');
  await page.getByRole('link', { name: 'Forgot the password?' }).click();
  await saysAt(page, '/account/forgot', 'A new password');
  await page.getByLabel('E-mail').fill(email);
  await page.getByRole('button', { name: 'Mail me the link' }).click();
  await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
  const link = await linkTo(email, 'reset-password');
  await visit(page, link);
  await page.getByLabel('New password').fill('password1234');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await page.getByRole('alert', { name: 'Please check the form' }).waitFor();
  await page.getByLabel('New password').fill('another sentence to remember');
  await page.getByRole('button', { name: 'Show' }).click();
  expect(await page.getByLabel('New password').getAttribute('type')).toBe('text');
  await page.getByRole('button', { name: 'Save and sign in' }).click();
  await saysAt(page, '/account', 'Your bookings');
  await visit(other, '/account');
  expect(new URL(other.url()).pathname, 'the other browser').toBe('/sign-in');
  await visit(other, link);
  await other.getByLabel('New password').fill('a third sentence to remember');
  await other.getByRole('button', { name: 'Save and sign in' }).click();
  await other.getByRole('heading', { name: 'This link does not work any more' }).waitFor();
});

test('another address counts once its own mail was answered', async () => {
  const email = await person('Lise Meitner');
  const page = await visitor({ javaScriptEnabled: false });
  await signIn(page, email, '/account/security');
  await page.getByText('Change the address').click();
  await page.getByLabel('New e-mail address').fill('lise@example.org');
  await page.getByRole('button', { name: 'Mail the new address' }).click();
  await page.getByText('We wrote to the new address').waitFor();
  await visit(page, await linkTo('lise@example.org', 'change-email'));
  await page.getByRole('button', { name: 'Confirm the new address' }).click();
  await page.getByRole('heading', { name: 'Your address is changed' }).waitFor();
  await visit(page, '/account/security');
  await page.getByText('lise@example.org').waitFor();
});

test.each([true, false])(
  'a change long after the sign-in asks who is there, and loses nothing (JavaScript: %s)',
  async (js) => {
    const email = await person('Chien-Shiung Wu');
    const page = await visitor({ javaScriptEnabled: js });
    await signInLongAgo(page, email);
    await visit(page, '/account/security');
    await page.getByText('Change the password').click();
    await page.getByLabel('New password').fill('an evening of rain and tea');
    await page.getByRole('button', { name: 'Save the password' }).click();
    await page.getByRole('heading', { name: 'Is it you?' }).waitFor();
    await page.getByLabel('Your password').fill('certainly wrong');
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByRole('alert', { name: 'Not proved yet' }).waitFor();
    await page.getByLabel('Your password').fill(password);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('Your password is changed.').waitFor();
    const again = await visitor({ javaScriptEnabled: false });
    await visit(again, '/sign-in');
    await again.getByLabel('E-mail').fill(email);
    await again.getByLabel('Password').fill('an evening of rain and tea');
    await again.getByRole('button', { name: 'Sign in' }).click();
    await saysAt(again, '/account', 'Your bookings');
  },
);

/** What an app with this secret shows; each code counts once, so `steps` half minutes ahead is another. */
function codeOf(secret: string, steps: number): string {
  const bits = [...secret.replaceAll(/[\s=]/g, '')]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return generateHOTP(Uint8Array.from(bytes), BigInt(Math.floor(Date.now() / 30_000) + steps), 6);
}

test.each([true, false])('codes of an app and recovery codes are the second step (JavaScript: %s)', async (js) => {
  const email = await person('Rosalind Franklin');
  const page = await visitor({ javaScriptEnabled: js });
  await signIn(page, email, '/account/security');
  await page.getByRole('button', { name: 'Set it up' }).click();
  const secret = await page.locator('.secret').innerText();
  const drawn = await page.evaluate<number>("document.querySelector('img[alt^=QR]').naturalWidth");
  expect(drawn, 'the picture is drawn').toBeGreaterThan(0);
  await page.getByLabel('The six digits').fill('000000');
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await page.getByRole('alert', { name: 'Not changed' }).waitFor();
  expect(await page.locator('.secret').innerText(), 'the same secret still').toBe(secret);
  await page.getByLabel('The six digits').fill(codeOf(secret, 0));
  await page.getByRole('button', { name: 'Switch it on' }).click();
  await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
  const codes = await page.locator('li code').allInnerTexts();
  expect(codes.length).toBeGreaterThanOrEqual(8);

  const phone = await visitor({ javaScriptEnabled: js });
  await signIn(phone, email, '/account/profile');
  await phone.getByRole('heading', { name: 'One more step' }).waitFor();
  await phone.getByLabel('Code from your app').fill('123');
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await phone.getByRole('alert', { name: 'Not signed in yet' }).waitFor();
  await phone.getByLabel('Code from your app').fill(codeOf(secret, 1));
  await phone.getByRole('button', { name: 'Sign in' }).click();
  await saysAt(phone, '/account/profile', 'Your profile');

  const borrowed = await visitor({ javaScriptEnabled: js });
  await signIn(borrowed, email, '/account/security');
  await borrowed.getByRole('link', { name: 'Use a recovery code' }).click();
  await borrowed.getByLabel('Recovery code').fill(codes[0] ?? '');
  await borrowed.getByRole('button', { name: 'Sign in' }).click();
  await saysAt(borrowed, '/account/security', 'How you sign in');
  await borrowed.getByText(`${String(codes.length - 1)} recovery codes are left`).waitFor();
});

test('a passkey is added, signs in by itself, proves who is there, and is removed', async () => {
  const email = await person('Maria Goeppert');
  const page = await visitor();
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  await signInLongAgo(page, email);
  await visit(page, '/account/security');
  await page.getByText('Add a passkey').click();
  await page.getByLabel('Name of this device').fill('My telephone');
  await page.getByRole('button', { name: 'Add this device' }).click();
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByText('The passkey is added.').waitFor();
  await page.getByRole('button', { name: 'Remove My telephone' }).waitFor();

  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await page.waitForURL(`${house.origin}/`);
  await visit(page, '/sign-in?next=/account/security');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await saysAt(page, '/account/security', 'How you sign in');

  // The field for the address suggests it, too; this device of a test takes every suggestion.
  await page.context().clearCookies();
  await visit(page, '/sign-in?next=/account/profile');
  await page.getByLabel('E-mail').focus();
  await saysAt(page, '/account/profile', 'Your profile');

  // After a password it is the second step, and later it proves who is there.
  await page.context().clearCookies();
  await sendPassword(page, house.origin, { email, password });
  await visit(page, '/sign-in/second-factor');
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await saysAt(page, '/account', 'Your bookings');
  await visit(page, '/account/security');
  await longAgo(email);
  const provedLately = async (): Promise<boolean> =>
    ((await (await page.request.get('/api/account')).json()) as { recentlyAuthenticated: boolean })
      .recentlyAuthenticated;
  await expect.poll(provedLately, { timeout: 20_000, interval: 500 }).toBe(false);
  await page.getByRole('button', { name: 'Remove My telephone' }).click();
  await page.getByRole('heading', { name: 'Is it you?' }).waitFor();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('The passkey is removed.').waitFor();
  expect(await page.getByRole('button', { name: 'Remove My telephone' }).count()).toBe(0);
});

test('a passkey that nobody gives is said calmly, and the password still works', async () => {
  const email = await person('Vera Rubin');
  const page = await visitor();
  await visit(page, '/sign-in');
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  await page.evaluate("navigator.credentials.get = () => Promise.reject(new DOMException('no', 'NotAllowedError'))");
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await page.getByText('No passkey was used.').waitFor();
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await saysAt(page, '/account', 'Your bookings');
});

test('another device is seen and signed out', async () => {
  const email = await person('Jocelyn Bell');
  const userAgent = 'Mozilla/5.0 (iPad; CPU OS 18_0) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1';
  const tablet = await visitor({ userAgent });
  await signIn(tablet, email);
  const page = await visitor();
  await signIn(page, email, '/account/security');
  await page.getByText('This device', { exact: true }).waitFor();
  await page.getByRole('button', { name: /^Sign out Safari on iPad/ }).click();
  await page.getByText('That device is signed out.').waitFor();
  expect(await page.getByText('Safari on iPad').count()).toBe(0);
  await visit(tablet, '/account');
  expect(new URL(tablet.url()).pathname).toBe('/sign-in');
});

test('a closed account is gone, and its session with it', async () => {
  const email = await person('Ida Rhodes');
  const page = await visitor({ javaScriptEnabled: false });
  await signInLongAgo(page, email);
  await visit(page, '/account/close');
  await page.getByRole('button', { name: 'Close my account' }).click();
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Go on' }).click();
  await saysAt(page, '/account/closed', 'Your account is closed');
  await visit(page, '/account');
  expect(new URL(page.url()).pathname).toBe('/sign-in');
});

describe('somebody who works here', () => {
  test('sets a PIN, and is led from the account to the room', async () => {
    const email = await person('Pat Server', 'server');
    const page = await visitor();
    await signIn(page, email, '/account/security');
    await page.getByText('Set a PIN').click();
    await page.getByLabel('New PIN').fill('1234');
    await page.getByRole('button', { name: 'Save the PIN' }).click();
    await page.getByRole('alert', { name: 'Not changed' }).waitFor();
    await page.getByLabel('New PIN').fill('730164');
    await page.getByRole('button', { name: 'Save the PIN' }).click();
    await page.getByText('Your PIN is set.').waitFor();
    await page.getByRole('link', { name: 'The room' }).click();
    await page.waitForURL(/\/staff/);
  });

  test('whose group asks for a second factor is led to where one is set up, and back to work', async () => {
    const { restaurantId, email } = await strictHouse();
    const floor = `/staff/${String(restaurantId)}/floor`;
    const tablet = await visitor();
    await signIn(tablet, email);
    const page = await visitor();
    await signIn(page, email, floor);
    await saysAt(page, '/account/security', 'How you sign in');
    await page.getByText('Your group asks for a second factor').waitFor();
    await page.getByRole('button', { name: 'Set it up' }).click();
    const secret = await page.locator('.secret').innerText();
    await page.getByLabel('The six digits').fill(codeOf(secret, 0));
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
    await page.getByRole('link', { name: 'I have kept them' }).click();
    await page.waitForURL(/\/staff/);
    await visit(page, floor);
    expect(new URL(page.url()).pathname).toBe(floor);

    // Where they were signed in before there was a second factor, it is given now.
    await visit(tablet, floor);
    await tablet.getByRole('heading', { name: 'Is it you?' }).waitFor();
    await tablet.getByLabel('Code from your app').fill(codeOf(secret, 1));
    await tablet.getByRole('button', { name: 'Go on' }).click();
    await tablet.waitForURL(/\/staff/);
  });
});

/** A restaurant of a group whose owner asks everybody for a second factor; `email` is a host's who has none. */
async function strictHouse(): Promise<{ restaurantId: number; email: string }> {
  const [ownerEmail, email] = ['strict-owner@example.com', 'strict-host@example.com'];
  const strict = { name: 'Strict', slug: 'strict' };
  const owner = { email: ownerEmail, name: 'Sam Strict', password, role: 'owner' };
  await post('/__local/people', {
    group: strict,
    people: [owner, { email, name: 'Hal Host', password, role: 'host' }],
  });
  let token: string | null = null;
  const ask = async <T>(operation: string, body?: object): Promise<T> => {
    const [method = '', path = ''] = operation.split(' ');
    const answer = await fetch(house.origin + path, {
      method,
      headers: { 'content-type': 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${operation}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const login = await ask<{ accessToken: string; user: { roles: { groupId: number }[] } }>('POST /api/auth/login', {
    ...{ email: ownerEmail, password },
  });
  token = login.accessToken;
  const groupId = login.user.roles[0]?.groupId ?? 0;
  const { id } = await ask<{ id: number }>('POST /api/restaurants', {
    groupId,
    name: 'Casa Strict',
    zone: 'Europe/Rome',
  });
  const { secret } = await ask<{ secret: string }>('POST /api/account/authenticator');
  await ask('PUT /api/account/authenticator', { code: codeOf(secret, 0) });
  await ask(`PUT /api/groups/${String(groupId)}/security`, { secondFactor: 'everybody' });
  return { restaurantId: id, email };
}

const sizes = [
  { width: 320, height: 700 },
  { width: 1280, height: 900 },
];

test.each(sizes)(
  'the account is accessible by light and in the dark, and fits $width px',
  async (viewport) => {
    const email = await person('Maximiliane von Hohenstein-Featherstonehaugh', 'manager');
    const page = await visitor({ viewport });
    await signIn(page, email);
    await book(page, viewport.width === 320 ? 6 : 7, '+1 212 555 0135');
    await standsInAccount(page, 1);
    const checked = async (name: string): Promise<void> => {
      expect(await violationsInBothThemes(page), name).toEqual([]);
      expect(await overflow(page), name).toBe(0);
      expect(await smallTargets(page), name).toEqual([]);
    };
    await checked('bookings');
    for (const path of ['/account/profile', '/account/close', '/account/security?needed', place.path]) {
      await visit(page, path);
      await checked(path);
    }
    await visit(page, '/account/security');
    for (const label of ['Change the password', 'Change the address', 'Add a passkey', 'Set a PIN']) {
      await page.getByText(label, { exact: true }).click();
    }
    await checked('every form of the security page');
    await page.getByRole('button', { name: 'Mail the new address' }).click();
    await page.getByRole('alert', { name: 'Not changed' }).waitFor();
    await checked('an error');
    await page.getByRole('button', { name: 'Set it up' }).click();
    const secret = await page.locator('.secret').innerText();
    await checked('the authenticator');
    await page.getByLabel('The six digits').fill(codeOf(secret, 0));
    await page.getByRole('button', { name: 'Switch it on' }).click();
    await page.getByRole('heading', { name: 'Keep these recovery codes' }).waitFor();
    await checked('the recovery codes');
    await page.context().clearCookies();
    await signIn(page, email);
    await page.getByRole('heading', { level: 1, name: 'One more step' }).waitFor();
    await checked('the second step');
    await visit(page, '/sign-in/second-factor?recovery');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert', { name: 'Not signed in yet' }).waitFor();
    await checked('an error of the second step');
  },
  180_000,
);

test('the question who is there is accessible', async () => {
  const email = await person('Mary Somerville');
  const page = await visitor({ viewport: { width: 320, height: 700 } });
  await signInLongAgo(page, email);
  await visit(page, '/account/security');
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.getByRole('heading', { name: 'Is it you?' }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  expect(await smallTargets(page)).toEqual([]);
});

test.each(['/account', '/account/profile', '/account/security', 'the booking form'])(
  'for somebody signed in, %s is light and asks no third party',
  async (name) => {
    const email = await person('Mae Jemison');
    const page = await visitor();
    await sendPassword(page, house.origin, { email, password });
    const address = name.startsWith('/') ? name : `${place.path}/book?date=${place.date(8)}&time=19:30&partySize=2`;
    const { script, stylesheet, foreign } = await weightOf(page, address, house.origin);
    expect(foreign).toEqual([]);
    expect(script).toBeGreaterThan(0);
    expect(script).toBeLessThanOrEqual(60 * 1024);
    expect(stylesheet).toBeLessThanOrEqual(15 * 1024);
  },
);
