/** However much somebody writes about a party at the door: what every tablet is told at once stays small. */
import { describe, expect, test } from 'vitest';
import { LiveMessage } from '../../../worker/contract/live.ts';
import { JoinWaitlist } from '../../../worker/contract/waitlist.ts';
import { type LiveContext, messagesBetween } from '../../../worker/day/live-messages.ts';
import { composeDayId, composeRestaurantItemId, sequenceMax } from '../../../worker/domain/ids.ts';
import { type DayState, type WaitingParty, unopenedDay } from '../../../worker/domain/reservation/state.ts';
import { resolveDay } from '../../../worker/domain/service/resolve-day.ts';
import { sampleConfiguration } from '../../support/sample-day.ts';

const restaurantId = 2 ** 24 - 1;
const serviceDate = '2039-12-31';
const now = Date.parse('2039-12-31T23:59:59.999Z');
/** Three bytes for every unit that a length is counted in: nothing that may be written takes more. */
const wide = (length: number): string => '宴'.repeat(length);
const emailOf = (length: number): string => {
  const domain = `${'d'.repeat(60)}.${'d'.repeat(60)}.${'d'.repeat(60)}.example`;
  return `${'m'.repeat(Math.min(64, length - domain.length - 1))}@${domain}`;
};

const longest = JoinWaitlist.parse({
  partySize: 99,
  name: wide(120),
  phone: '+'.repeat(32),
  email: emailOf(254),
  notes: wide(500),
  preferredSeating: Array.from({ length: 20 }, () => wide(40)),
});
const called: WaitingParty = {
  id: composeDayId({ restaurantId, serviceDate, kind: 'waitlist', sequence: sequenceMax }),
  version: 99,
  status: 'called',
  partySize: longest.partySize,
  preferredSeating: longest.preferredSeating ?? [],
  joinedAt: now,
  quotedMinutes: 1440,
  unanswered: 1,
  call: {
    tableIds: Array.from({ length: 12 }, (_, index) => composeRestaurantItemId(restaurantId, sequenceMax - index)),
    calledAt: now,
    keptUntil: now,
    turnEndsAt: now,
  },
  reservationId: null,
};
const details = (texts: object) => ({ details: texts, guestId: null });

function told(party: WaitingParty, texts: object): LiveMessage {
  const configuration = { ...sampleConfiguration(), restaurantId };
  const empty: DayState = { ...unopenedDay(resolveDay(configuration, serviceDate)), seq: 99_999 };
  const context: LiveContext = {
    confirmationKey: [1, 2, 3, 4],
    detailsOf: () => details(texts),
    now,
    notesOf: () => undefined,
  };
  const after = { ...empty, waitlist: new Map([[party.id, party]]) };
  const message = messagesBetween(empty, after, context).find(({ type }) => type === 'waitlist');
  if (message === undefined) throw new Error('nothing was said about the party');
  return LiveMessage.parse(message);
}

const bytesOf = (message: LiveMessage): number => new TextEncoder().encode(JSON.stringify(message)).length;

describe('a message about a party at the door', () => {
  test('is at most 1 kB, whatever was written', () => {
    const { partySize: _size, preferredSeating: _wishes, ...texts } = longest;
    expect(bytesOf(told(called, texts))).toBeLessThanOrEqual(1024);
    const reservationId = composeDayId({ restaurantId, serviceDate, kind: 'reservation', sequence: sequenceMax });
    const seated: WaitingParty = { ...called, status: 'seated', call: null, reservationId };
    expect(bytesOf(told(seated, texts))).toBeLessThanOrEqual(1024);
  });

  test('that was shortened says so and keeps what the floor is drawn from', () => {
    const message = told(called, { name: 'Mary', phone: '+1', notes: wide(500), email: 'mary@example.com' });
    expect(message).toMatchObject({ shortened: true, entry: { name: 'Mary', phone: '+1', status: 'called' } });
    expect(message).toMatchObject({ entry: { preferredSeating: [] } });
    expect(JSON.stringify(message)).not.toContain('宴');
  });

  test('is whole as long as there is room', () => {
    const plain = { ...called, preferredSeating: ['window'] };
    const message = told(plain, { name: 'Mary', phone: '+1', notes: 'High chair', email: 'mary@example.com' });
    expect(message).not.toHaveProperty('shortened');
    expect(message).toMatchObject({ entry: { notes: 'High chair', email: 'mary@example.com' } });
  });
});

test('a name is one line of ordinary characters', () => {
  const named = (name: string): boolean => JoinWaitlist.safeParse({ partySize: 2, name }).success;
  expect(['Ada', 'Ngũgĩ wa Thiong’o', '👩‍🍳 Ada', '佐藤 陽菜'].map(named)).toEqual([true, true, true, true]);
  expect(['a\nb', 'a\u0000b', 'a\ud800b'].map(named)).toEqual([false, false, false]);
});
