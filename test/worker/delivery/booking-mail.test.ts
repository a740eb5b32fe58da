import { env } from 'cloudflare:workers';
import { beforeAll, expect, test } from 'vitest';
import { composeBookingMail } from '../../../worker/delivery/booking-mail.ts';
import type { BookingMessage } from '../../../worker/delivery/booking-messages.ts';
import type { Mail } from '../../../worker/integrations/postmark.ts';
import { readManageToken } from '../../../worker/secrets.ts';
import type { ReservationProjection } from '../../../worker/store/reservations.ts';
import { type RestaurantFacts, restaurantFacts } from '../../../worker/store/restaurant-facts.ts';
import { type House, openHouse } from '../api/house.ts';
import { reservationOf } from './bookings.ts';
import { readCalendar } from './read-calendar.ts';

const deployed = { ...env, PUBLIC_ORIGIN: 'https://book.example.com', MAIL_FROM: 'bookings@example.com' };

let house: House;
let facts: RestaurantFacts;
beforeAll(async () => {
  house = await openHouse();
  const found = await restaurantFacts(env, house.id);
  if (found === null) throw new Error('no restaurant');
  facts = {
    ...found,
    name: 'Osteria Lume',
    slug: 'osteria-lume',
    address: '12 Mott St, New York',
    phone: '+1 212 555 0100',
  };
});

/** 19:30 in New York on 27 November 2026. */
const friday = { serviceDate: '2026-11-27', time: '19:30', startsAt: Date.parse('2026-11-28T00:30:00Z') };

async function mailFor(
  message: BookingMessage,
  reservation: Partial<ReservationProjection> = {},
  restaurant: Partial<RestaurantFacts> = {},
): Promise<{ mail: Mail; id: number }> {
  const row = { ...reservationOf(house, { ...friday, ...reservation }), nameSearch: '', phoneDigits: '' };
  const mail = await composeBookingMail(deployed, {
    message,
    recipient: row.guestEmail ?? '',
    reservation: row,
    restaurant: { ...facts, zone: 'America/New_York', ...restaurant },
    eventId: 'r1:2026-11-27:1',
  });
  return { mail, id: row.id };
}

test('a confirmation says everything, in both forms', async () => {
  const { mail, id } = await mailFor('confirmation', { partySize: 4 });
  expect(mail.from).toBe('"Osteria Lume" <bookings@example.com>');
  expect(mail.subject).toBe('Your table at Osteria Lume, Fri, Nov 27');
  const link = /https:\/\/book\.example\.com\/b\/(\S+)/.exec(mail.text);
  expect(readManageToken(env, link?.[1] ?? '')).toBe(id);
  const { bookingPolicyText, cancellationPolicyText } = facts.settings.policies;
  expect(mail.text).toBe(`Hello Ada Lovelace,

Your table is booked. We look forward to your visit.

Osteria Lume
Friday, November 27, 2026, 7:30 PM (New York time)
4 guests
Confirmation number 7K3M-Q0XT

Change or cancel:
${link?.[0] ?? ''}

${bookingPolicyText}

${cancellationPolicyText}

--
Osteria Lume
12 Mott St, New York
+1 212 555 0100
`);
  for (const part of [
    'Osteria Lume',
    'Friday, November 27, 2026, 7:30 PM',
    'New York time',
    '4 guests',
    '7K3M-Q0XT',
    link?.[0] ?? '',
  ]) {
    expect(mail.html).toContain(part);
  }
  expect(mail.html).not.toMatch(/src=|@import|url\(/);
});

test.each<[message: BookingMessage, status: ReservationProjection['status'], says: string[], calendar: string | null]>([
  ['confirmation', 'confirmed', ['Your table is booked', '/b/m1.'], 'REQUEST'],
  ['request_received', 'pending', ['We have received your request', 'has not confirmed it yet', '/b/m1.'], null],
  ['changed', 'confirmed', ['Your booking has changed', 'how it stands now', '/b/m1.'], 'REQUEST'],
  ['changed', 'pending', ['Your booking has changed', 'has not confirmed it yet', '/b/m1.'], null],
  ['cancelled', 'cancelled', ['Your booking is cancelled', 'https://book.example.com/r/osteria-lume'], 'CANCEL'],
])('%s of a %s booking', async (message, status, says, calendar) => {
  const { mail } = await mailFor(message, { status });
  for (const words of says) {
    expect(mail.text).toContain(words);
    expect(mail.html).toContain(words);
  }
  expect(mail.attachments.map(({ contentType }) => contentType)).toEqual(
    calendar === null ? [] : [`text/calendar; charset=utf-8; method=${calendar}`],
  );
});

test('the calendar follows the booking: one entry, a rising sequence, times in UTC', async () => {
  const { mail, id } = await mailFor('confirmation', { version: 3, durationMinutes: 105 });
  const invitation = readCalendar(mail.attachments[0]?.text ?? '');
  const value = (name: string): string | undefined => invitation.get(name)?.value;
  expect(value('METHOD')).toBe('REQUEST');
  expect(value('UID')).toBe(`reservation-${id}@maitred`);
  expect(value('SEQUENCE')).toBe('3');
  expect(value('STATUS')).toBe('CONFIRMED');
  expect(value('DTSTAMP')).toMatch(/^\d{8}T\d{6}Z$/);
  expect(value('DTSTART')).toBe('20261128T003000Z');
  expect(value('DTEND')).toBe('20261128T021500Z');
  expect(value('SUMMARY')).toBe('Osteria Lume, table for 2');
  expect(value('LOCATION')).toBe('Osteria Lume, 12 Mott St, New York');
  expect(value('ORGANIZER')).toBe('mailto:bookings@example.com');
  expect(invitation.get('ATTENDEE')?.value.toLowerCase()).toBe(`mailto:${mail.to}`);
  expect(invitation.get('ATTENDEE')?.parameters).toMatchObject({ CN: 'Ada Lovelace', PARTSTAT: 'ACCEPTED' });

  const { mail: later } = await mailFor('cancelled', { id, version: 4, status: 'cancelled', guestEmail: mail.to });
  const cancellation = readCalendar(later.attachments[0]?.text ?? '');
  expect(cancellation.get('METHOD')?.value).toBe('CANCEL');
  expect(cancellation.get('STATUS')?.value).toBe('CANCELLED');
  expect(cancellation.get('SEQUENCE')?.value).toBe('4');
  for (const same of ['UID', 'ORGANIZER', 'ATTENDEE', 'DTSTART'])
    expect(cancellation.get(same)).toEqual(invitation.get(same));
});

test('hostile names stay text, in every part', async () => {
  const hostile = `Eve "<script>alert(1)</script>"\r\nBcc: all@example.com;CN="x\u2028&`;
  const { mail } = await mailFor(
    'confirmation',
    { guestName: hostile },
    { name: hostile, address: hostile, email: 'house@example.com' },
  );
  expect(mail.html.match(/<script/g)).toHaveLength(1);
  expect(mail.html).toContain('&lt;script&gt;');
  expect(mail.subject).not.toMatch(/[\r\n\u2028]/);
  expect(mail.from).toBe(`"Eve \\"<script>alert(1)</script>\\" Bcc: all@example.com;CN=\\"x &" <bookings@example.com>`);
  expect(mail.replyTo).toBe('house@example.com');
  const invitation = readCalendar(mail.attachments[0]?.text ?? '');
  expect(invitation.get('SUMMARY')?.value).toBe(`${hostile.replace('\r\n', '\n')}, table for 2`);
  expect(invitation.get('ATTENDEE')?.parameters['CN']).toBe(hostile.replace('\r\n', '\n'));
});

test('what machines read is one JSON object that no name can break out of', async () => {
  const { mail } = await mailFor('confirmation', { guestName: '</script><b>' });
  const facts = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(mail.html);
  expect(JSON.parse(facts?.[1] ?? '')).toMatchObject({
    '@type': 'FoodEstablishmentReservation',
    reservationNumber: '7K3M-Q0XT',
    reservationStatus: 'https://schema.org/ReservationConfirmed',
    underName: { name: '</script><b>' },
    reservationFor: { name: 'Osteria Lume' },
    startTime: '2026-11-28T00:30:00Z',
    partySize: 2,
  });
});

test.each<[zone: string, start: Partial<ReservationProjection>, words: string]>([
  ['Europe/Paris', { startsAt: Date.parse('2026-11-27T18:30:00Z') }, 'Friday 27 November 2026, 19:30 (Paris time)'],
  ['Asia/Tokyo', { startsAt: Date.parse('2026-11-27T10:30:00Z') }, 'Friday 27 November 2026, 19:30 (Tokyo time)'],
  // After midnight a service date's guests come on the next calendar day.
  ['Europe/Paris', { time: '00:30', startsAt: Date.parse('2026-11-27T23:30:00Z') }, 'Saturday 28 November 2026, 00:30'],
  // Clocks fall back: the hour that comes twice is told apart.
  [
    'America/New_York',
    { serviceDate: '2026-10-31', time: '01:30', startsAt: Date.parse('2026-11-01T06:30:00Z') },
    'Sunday, November 1, 2026, 1:30 AM (UTC-05:00)',
  ],
])('a time in %s', async (zone, start, words) => {
  const { mail } = await mailFor('confirmation', start, { zone });
  // Releases of the formatter differ in the comma after the weekday.
  expect(mail.text.replaceAll('day, ', 'day ')).toContain(words.replaceAll('day, ', 'day '));
});

test('a guest without a name is greeted all the same', async () => {
  const { mail } = await mailFor('confirmation', { guestName: '', partySize: 1 });
  expect(mail.text).toContain('Hello,\n');
  expect(mail.text).toContain('1 guest\n');
  expect(readCalendar(mail.attachments[0]?.text ?? '').get('ATTENDEE')?.parameters['CN']).toBe(mail.to);
});
