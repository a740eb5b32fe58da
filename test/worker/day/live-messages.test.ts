/** However much somebody writes about a party: what every tablet is told at once stays small. */
import { describe, expect, test } from 'vitest';
import { LiveMessage } from '../../../worker/contract/live.ts';
import { CreateReservation, type Reservation } from '../../../worker/contract/reservations.ts';
import { JoinWaitlist } from '../../../worker/contract/waitlist.ts';
import { type LiveContext, messagesBetween, reservationMessages } from '../../../worker/day/live-messages.ts';
import { composeDayId, composeRestaurantItemId, sequenceMax } from '../../../worker/domain/ids.ts';
import {
  type DayReservation,
  type DayState,
  type WaitingParty,
  unopenedDay,
} from '../../../worker/domain/reservation/state.ts';
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
const configuration = { ...sampleConfiguration(), restaurantId };
const empty: DayState = { ...unopenedDay(resolveDay(configuration, serviceDate)), seq: 99_999 };
const contextOf = (details: object, guestId: number | null = null): LiveContext => ({
  confirmationKey: [1, 2, 3, 4],
  detailsOf: () => ({ details, guestId }),
  now,
  notesOf: () => undefined,
});

function told(party: WaitingParty, texts: object): LiveMessage {
  const context = contextOf(texts);
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

const booked = CreateReservation.parse({
  date: serviceDate,
  time: '23:59',
  partySize: 99,
  preferredSeating: Array.from({ length: 20 }, () => wide(40)),
  occasion: wide(60),
  notes: wide(1000),
  guestInfo: { name: wide(120), phone: '+'.repeat(32), email: emailOf(254), specialRequests: wide(1000) },
  tableIds: Array.from({ length: 12 }, (_, index) => composeRestaurantItemId(restaurantId, sequenceMax - index)),
});
const bookedTexts = { ...booked.guestInfo, occasion: booked.occasion, notes: booked.notes };
/** Every instant is told and every word is the longest there is. */
const departed: DayReservation = {
  id: composeDayId({ restaurantId, serviceDate, kind: 'reservation', sequence: sequenceMax }),
  version: 9999,
  status: 'completed',
  source: 'waitlist',
  partySize: booked.partySize,
  time: booked.reservationTime,
  startsAt: now,
  durationMinutes: 720,
  channel: 'in_house',
  preferredSeating: booked.preferredSeating ?? [],
  tableIds: booked.tableIds ?? [],
  pinned: false,
  late: false,
  orderId: null,
  occupiedFrom: now,
  occupiedUntil: now,
  arrivedAt: now,
  seatedAt: now,
  completedAt: now,
  createdAt: now,
  updatedAt: now,
  move: null,
};
const confirmed: DayReservation = { ...departed, status: 'confirmed', seatedAt: null, completedAt: null };

type TableMessage = Extract<LiveMessage, { type: 'reservation_update' | 'occupancy_change' }>;

function toldOf(party: DayReservation, texts: object, before?: DayReservation): TableMessage & { party: Reservation } {
  const after = { ...empty, reservations: new Map([[party.id, party]]) };
  const known = before === undefined ? empty : { ...empty, reservations: new Map([[before.id, before]]) };
  const message = messagesBetween(known, after, contextOf(texts, Number.MAX_SAFE_INTEGER)).find(
    ({ type }) => type === 'reservation_update' || type === 'occupancy_change',
  ) as TableMessage | undefined;
  if (message?.data.reservation === undefined) throw new Error('nothing was said about the party');
  return { ...message, party: message.data.reservation };
}
const sent = ({ party: _party, ...message }: ReturnType<typeof toldOf>): LiveMessage => LiveMessage.parse(message);

describe('a message about a reservation', () => {
  test.each([
    ['booked', confirmed, undefined],
    ['seated', { ...departed, status: 'seated' } as const, confirmed],
    ['gone', departed, { ...departed, status: 'seated' } as const],
  ])('is at most 1 kB, whatever was written: %s', (_, party, before) => {
    const message = toldOf(party, bookedTexts, before);
    expect(bytesOf(sent(message))).toBeLessThanOrEqual(1024);
    expect(message).toMatchObject({ shortened: true, party: { guestInfo: { phone: '+'.repeat(32) } } });
    expect(message.party.tableIds ?? message.party.plannedTableIds).toEqual(departed.tableIds);
    expect(message.party.guestInfo.name).toMatch(/^宴+…$/);
  });

  test('is at most 1 kB when the house finds out who the guest is, and with a name of escapes', () => {
    const after = { ...empty, reservations: new Map([[departed.id, departed]]) };
    const context = contextOf({ ...bookedTexts, name: '\u0001'.repeat(120) }, Number.MAX_SAFE_INTEGER);
    const [message] = reservationMessages(after, [departed.id], context);
    expect(message).toMatchObject({ shortened: true });
    expect(bytesOf(LiveMessage.parse(message))).toBeLessThanOrEqual(1024);
  });

  test('that was shortened keeps the whole name of a party at two tables', () => {
    const name = 'Wolfeschlegelsteinhausenbergerdorff '.repeat(3).trim();
    const party = { ...confirmed, tableIds: departed.tableIds.slice(0, 2), preferredSeating: ['window'] };
    const message = toldOf(party, { ...bookedTexts, name, phone: '+33 1 23 45 67 89' });
    expect(message).toMatchObject({ shortened: true, party: { guestInfo: { name }, plannedTableIds: party.tableIds } });
    for (const omitted of ['preferredSeating', 'occasion', 'notes']) expect(message.party).not.toHaveProperty(omitted);
    for (const omitted of ['email', 'specialRequests']) expect(message.party.guestInfo).not.toHaveProperty(omitted);
  });

  test('is whole as long as there is room', () => {
    const texts = {
      name: 'Ada',
      email: 'ada@example.com',
      specialRequests: 'No nuts',
      occasion: 'birthday',
      notes: 'VIP',
    };
    const party = { ...departed, tableIds: departed.tableIds.slice(0, 2), preferredSeating: ['window'] };
    const message = toldOf(party, texts);
    expect(message).not.toHaveProperty('shortened');
    expect(message.party).toMatchObject({
      guestInfo: { name: 'Ada', email: 'ada@example.com', specialRequests: 'No nuts' },
      preferredSeating: ['window'],
      plannedTableIds: party.tableIds,
      occasion: 'birthday',
      notes: 'VIP',
    });
  });
});

test('a name is one line of ordinary characters', () => {
  const named = (name: string): boolean => JoinWaitlist.safeParse({ partySize: 2, name }).success;
  expect(['Ada', 'Ngũgĩ wa Thiong’o', '👩‍🍳 Ada', '佐藤 陽菜'].map(named)).toEqual([true, true, true, true]);
  expect(['a\nb', 'a\u0000b', 'a\ud800b'].map(named)).toEqual([false, false, false]);
});
