import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Env } from '../../../worker/env.ts';
import { type Mail, sendMails } from '../../../worker/integrations/postmark.ts';
import { type House, openHouse } from '../api/house.ts';
import { booked, deliveriesOf, happen, makeDue, outcomesOf, reservationOf, wake } from './bookings.ts';
import { fakePostmark, inactive, ok } from './postmark-fake.ts';

const withPostmark: Env = {
  ...env,
  POSTMARK_TOKEN: 'server-token',
  POSTMARK_HOST: '127.0.0.1:9',
  MAIL_FROM: 'bookings@example.com',
};
const account = { token: 'server-token', host: undefined };

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
beforeEach(() => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

function mailTo(to: string): Mail {
  return {
    from: '"House" <bookings@example.com>',
    to,
    replyTo: null,
    subject: 'Your table',
    html: '<p>Your table</p>',
    text: 'Your table',
    tag: 'confirmation',
    metadata: {},
    attachments: [],
  };
}

test('a booking reaches Postmark as its documentation asks for', async () => {
  const fake = fakePostmark();
  const reservation = reservationOf(house);
  const eventId = await happen(reservation, booked(reservation));
  await wake([[eventId]], withPostmark);
  expect(fake.complaints).toEqual([]);
  expect(fake.requests.map(({ url }) => url)).toEqual(['http://127.0.0.1:9/email/batch']);
  expect(fake.requests[0]?.headers.get('X-Postmark-Server-Token')).toBe('server-token');
  const [mail] = fake.mails;
  expect(mail).toMatchObject({
    From: `"${house.restaurant.name}" <bookings@example.com>`,
    To: reservation.guestEmail,
    MessageStream: 'outbound',
    Tag: 'confirmation',
    TrackLinks: 'None',
    TrackOpens: false,
    Metadata: { eventId, reservationId: String(reservation.id) },
  });
  expect(mail?.Attachments).toMatchObject([
    { Name: 'reservation.ics', ContentType: 'text/calendar; charset=utf-8; method=REQUEST' },
  ]);
  const [delivery] = await deliveriesOf(reservation);
  expect(delivery).toMatchObject({ state: 'sent', error: null, attempts: 1 });
  expect(delivery?.providerId).toMatch(/^[0-9a-f-]{36}$/);
});

test('Postmark itself is asked over TLS; so is any host that is not this machine', async () => {
  const fake = fakePostmark();
  await sendMails(account, [mailTo('a@example.com')]);
  await sendMails({ ...account, host: 'mail.example.com' }, [mailTo('a@example.com')]);
  expect(fake.requests.map(({ url }) => url)).toEqual([
    'https://api.postmarkapp.com/email/batch',
    'https://mail.example.com/email/batch',
  ]);
});

test('an inactive recipient is not written to again; others of the batch are unharmed', async () => {
  const fake = fakePostmark((mails) => mails.map(({ To }) => (To === 'gone@example.com' ? inactive : ok)));
  const gone = reservationOf(house, { guestEmail: 'gone@example.com' });
  const there = reservationOf(house);
  await wake([[await happen(gone, booked(gone)), await happen(there, booked(there))]], withPostmark);
  expect(fake.requests).toHaveLength(1);
  expect(await outcomesOf(there)).toEqual(['sent confirmation']);
  expect(await deliveriesOf(gone)).toMatchObject([{ state: 'failed', error: 'postmark 406: inactive recipient' }]);
  await makeDue(gone);
  await wake([[]], withPostmark);
  expect(fake.requests).toHaveLength(1);
});

test('an item that fails for now is tried again alone', async () => {
  let refusals = 1;
  const fake = fakePostmark((mails) =>
    mails.map(() => (refusals-- > 0 ? { ErrorCode: 405, Message: 'Not allowed to send' } : ok)),
  );
  const [first, second] = [reservationOf(house), reservationOf(house)];
  await wake([[await happen(first, booked(first)), await happen(second, booked(second))]], withPostmark);
  expect([await outcomesOf(first), await outcomesOf(second)].sort()).toEqual([
    ['pending confirmation'],
    ['sent confirmation'],
  ]);
  await Promise.all([makeDue(first), makeDue(second)]);
  await wake([[]], withPostmark);
  expect(fake.requests).toHaveLength(2);
  expect([await outcomesOf(first), await outcomesOf(second)].flat()).toEqual([
    'sent confirmation',
    'sent confirmation',
  ]);
  expect(fake.mails).toHaveLength(3);
});

test.each<[what: string, answer: () => Response, error: string]>([
  [
    'a wrong token',
    () => Response.json({ ErrorCode: 10, Message: 'Bad token' }, { status: 401 }),
    'postmark 10: status 401',
  ],
  [
    'too many calls',
    () => Response.json({ ErrorCode: 0, Message: 'Slow down' }, { status: 429 }),
    'postmark 0: status 429',
  ],
  ['a fault', () => new Response('<html>oops</html>', { status: 500 }), 'postmark 0: status 500'],
  [
    'no network',
    () => {
      throw new TypeError('fetch failed');
    },
    'postmark 0: no answer',
  ],
  ['an answer for fewer mails', () => Response.json([]), 'postmark 0: no answer for this mail'],
  ['an answer that makes no sense', () => new Response('', { status: 200 }), 'postmark 0: no answer for this mail'],
])('%s: the mail is kept and tried again', async (_what, answer, error) => {
  fakePostmark(answer);
  const reservation = reservationOf(house);
  await wake([[await happen(reservation, booked(reservation))]], withPostmark);
  expect(await deliveriesOf(reservation)).toMatchObject([{ state: 'pending', attempts: 1, error }]);
  vi.restoreAllMocks();
  fakePostmark();
  await makeDue(reservation);
  await wake([[]], withPostmark);
  expect(await deliveriesOf(reservation)).toMatchObject([{ state: 'sent', attempts: 2, error: null }]);
});

test('one mail that spoils its whole batch is found, refused, and the rest are sent', async () => {
  const fake = fakePostmark((mails) =>
    mails.some(({ To }) => To === 'bad@example.com')
      ? Response.json({ ErrorCode: 300, Message: 'Invalid' }, { status: 422 })
      : mails.map(() => ok),
  );
  const addresses = ['a@example.com', 'b@example.com', 'bad@example.com', 'c@example.com', 'd@example.com'];
  const outcomes = await sendMails(account, addresses.map(mailTo));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'refused', 'sent', 'sent']);
  expect(fake.requests.length).toBeLessThan(10);
});

test('no more than 500 mails go in one call', async () => {
  const fake = fakePostmark();
  const outcomes = await sendMails(
    account,
    Array.from({ length: 501 }, (_, index) => mailTo(`g${index}@example.com`)),
  );
  expect(outcomes.filter(({ kind }) => kind === 'sent')).toHaveLength(501);
  expect(fake.requests).toHaveLength(2);
  expect(fake.complaints).toEqual([]);
});

test('without a confirmed sender nothing is handed to Postmark', async () => {
  const fake = fakePostmark();
  const reservation = reservationOf(house);
  await wake([[await happen(reservation, booked(reservation))]], { ...env, POSTMARK_TOKEN: 'server-token' });
  expect(fake.requests).toEqual([]);
  expect(await outcomesOf(reservation)).toEqual(['pending confirmation']);
});
