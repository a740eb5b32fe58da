import { env } from 'cloudflare:workers';
import { expect, test } from 'vitest';
import { isPermanent, isTransient } from '../../../worker/store/d1-errors.ts';
import { groupDatabase } from '../../../worker/store/database.ts';
import { type DigestRow, digestsBetween, putDigests } from '../../../worker/store/digests.ts';
import { findOrMakeGuests } from '../../../worker/store/guests.ts';
import { type NewOutboxRow, unexpandedOutbox } from '../../../worker/store/outbox.ts';
import { parkProjections } from '../../../worker/store/projection-failures.ts';
import {
  type ReservationProjection,
  findReservation,
  listReservations,
  projectReservations,
} from '../../../worker/store/reservations.ts';
import { foldName } from '../../../worker/store/search-text.ts';

const database = groupDatabase(env, 1);
const startsAt = Date.parse('2026-11-22T18:00:00Z');

function reservation(id: number, changes: Partial<ReservationProjection> = {}): ReservationProjection {
  return {
    id,
    restaurantId: 7,
    version: 1,
    serviceDate: '2026-11-22',
    status: 'confirmed',
    source: 'online',
    startsAt,
    time: '19:00',
    partySize: 2,
    durationMinutes: 90,
    tableIds: [],
    confirmationNumber: '7K3M-Q0XT',
    guestId: null,
    guestName: 'Ada Lovelace',
    guestPhone: '+44 20 7946 0018',
    guestEmail: null,
    specialRequests: null,
    occasion: null,
    notes: null,
    preferred: ['window'],
    arrivedAt: null,
    seatedAt: null,
    completedAt: null,
    late: false,
    conflict: false,
    createdAt: startsAt,
    updatedAt: startsAt,
    ...changes,
  };
}

function event(seq: number): NewOutboxRow {
  return {
    eventId: `r7:2026-11-22:${seq}`,
    restaurantId: 7,
    serviceDate: '2026-11-22',
    seq,
    type: 'ReservationBooked',
    reservationId: 1,
    body: { id: 1 },
    createdAt: startsAt + seq,
  };
}

test('a projection writes what it was given, every column, with one row per event', async () => {
  const row = reservation(101, { tableIds: [28_673], late: true, specialRequests: "quotes ' and \u0000 end" });
  await projectReservations(database, [row], [event(1), event(2)]);
  const found = await findReservation(database, 101);
  expect(found).toEqual({ ...row, nameSearch: 'ada lovelace', phoneDigits: '442079460018' });
  const waiting = await unexpandedOutbox(database, ['r7:2026-11-22:1', 'r7:2026-11-22:2', 'r7:2026-11-22:3']);
  expect(waiting.map((each) => [each.seq, each.body, each.attempts])).toEqual([
    [1, '{"id":1}', 0],
    [2, '{"id":1}', 0],
  ]);
});

test('an older version never overwrites a newer one, and the same batch again changes nothing', async () => {
  await projectReservations(database, [reservation(102, { version: 5, partySize: 4 })], []);
  await projectReservations(database, [reservation(102, { version: 4, partySize: 9 })], []);
  expect(await findReservation(database, 102)).toMatchObject({ version: 5, partySize: 4 });
  await projectReservations(database, [reservation(102, { version: 6, status: 'cancelled' })], [event(9)]);
  await projectReservations(database, [reservation(102, { version: 6, status: 'cancelled' })], [event(9)]);
  expect(await findReservation(database, 102)).toMatchObject({ version: 6, status: 'cancelled', partySize: 2 });
  expect(await unexpandedOutbox(database, ['r7:2026-11-22:9'])).toHaveLength(1);
});

test('a batch is all or nothing, and its error is known to be permanent', async () => {
  const poison = { ...reservation(104), status: null } as unknown as ReservationProjection;
  let thrown: unknown;
  try {
    await projectReservations(database, [reservation(103), poison], [event(20)]);
  } catch (error) {
    thrown = error;
  }
  expect([isPermanent(thrown), isTransient(thrown)]).toEqual([true, false]);
  expect(await findReservation(database, 103)).toBeNull();
  expect(await unexpandedOutbox(database, ['r7:2026-11-22:20'])).toEqual([]);
});

test('five hundred reservations go in one statement', async () => {
  const many = Array.from({ length: 500 }, (_, index) => reservation(10_000 + index, { restaurantId: 8 }));
  await projectReservations(database, many, []);
  const page = await listReservations(database, 8, { limit: 200 });
  expect(page.rows).toHaveLength(200);
});

test('lost connections are worth another try, unknown errors are not said to be permanent', () => {
  expect(isTransient(new Error('D1_ERROR: Network connection lost.'))).toBe(true);
  expect(isTransient(new Error('outer', { cause: new Error('D1 DB is overloaded. Too many requests queued.') }))).toBe(
    true,
  );
  expect(isPermanent(new Error('D1_ERROR: Network connection lost.'))).toBe(false);
  expect(isPermanent(new Error('something nobody has seen'))).toBe(false);
});

test('lists filter by date, status, name, phone and confirmation number', async () => {
  await projectReservations(
    database,
    [
      reservation(201, { restaurantId: 9, guestName: 'Zoë Müller', confirmationNumber: 'AAAA-AAA1' }),
      reservation(202, { restaurantId: 9, guestName: 'Bob', status: 'cancelled', guestPhone: '030 / 555-1234' }),
      reservation(203, { restaurantId: 9, guestName: 'Carl', serviceDate: '2026-11-23', partySize: 6 }),
    ],
    [],
  );
  const ids = async (query: Partial<Parameters<typeof listReservations>[2]>) =>
    (await listReservations(database, 9, { limit: 50, ...query })).rows.map((row) => row.id);
  expect(await ids({})).toEqual([201, 202, 203]);
  expect(await ids({ date: '2026-11-23' })).toEqual([203]);
  expect(await ids({ from: '2026-11-22', to: '2026-11-22' })).toEqual([201, 202]);
  expect(await ids({ status: ['cancelled', 'seated'] })).toEqual([202]);
  expect(await ids({ name: 'ZOE MU' })).toEqual([201]);
  expect(await ids({ name: '%' })).toEqual([]);
  expect(await ids({ q: '5551234' })).toEqual([202]);
  expect(await ids({ q: 'aaaa aaai' })).toEqual([201]);
  expect(await ids({ partySize: 6 })).toEqual([203]);
  expect(await ids({ source: 'phone' })).toEqual([]);
});

test.each([
  ['time', [301, 303, 302]],
  ['-time', [302, 303, 301]],
  ['name', [303, 302, 301]],
  ['-partySize', [302, 301, 303]],
] as const)('by %s, cursors walk through everything once', async (sort, expected) => {
  await projectReservations(
    database,
    [
      reservation(301, { restaurantId: 10, guestName: 'C', partySize: 4, startsAt }),
      reservation(302, { restaurantId: 10, guestName: 'B', partySize: 4, startsAt: startsAt + 2 }),
      reservation(303, { restaurantId: 10, guestName: 'A', partySize: 1, startsAt: startsAt + 1 }),
    ],
    [],
  );
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await listReservations(database, 10, { limit: 1, sort, cursor });
    seen.push(...page.rows.map((row) => row.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen).toEqual(expected);
  expect((await listReservations(database, 10, { limit: 5, sort, cursor: 'not ours' })).rows).toHaveLength(3);
});

test('guests are the same where the phone is, else where the e-mail is; walk-ins are nobody', async () => {
  const house = { groupId: 1, restaurantId: 11, sharesGuests: false };
  const find = (...contacts: [name: string, phone: string, email: string | null][]) =>
    findOrMakeGuests(
      database,
      house,
      contacts.map(([name, phone, email]) => ({ name, phone, email })),
      startsAt,
    );
  const [ada, adaAgain, bob, nobody] = await find(
    ['Ada', '+44 20 7946 0018', null],
    ['A. Lovelace', '+442079460018', 'ada@example.com'],
    ['Bob', '', 'Bob@Example.com'],
    ['Walk-in', '', null],
  );
  expect(adaAgain).toBe(ada);
  expect(nobody).toBeNull();
  expect(await find(['Bob', '', 'bob@example.com'], ['Ada', '442079460018', null])).toEqual([bob, ada]);
  const elsewhere = await findOrMakeGuests(
    database,
    { groupId: 1, restaurantId: 12, sharesGuests: false },
    [{ name: 'Ada', phone: '442079460018', email: null }],
    startsAt,
  );
  expect(elsewhere[0]).not.toBe(ada);
});

test('where a group shares its guests, the oldest with that phone is the one for all', async () => {
  const at = (restaurantId: number, sharesGuests: boolean) =>
    findOrMakeGuests(
      database,
      { groupId: 7, restaurantId, sharesGuests },
      [{ name: 'Zoë', phone: '+49 30 7654321', email: null }],
      startsAt,
    );
  const [first] = await at(71, false);
  const [second] = await at(72, false);
  expect(second).not.toBe(first);
  expect(await at(72, true)).toEqual([first]);
  expect(await at(73, true)).toEqual([first]);
  expect(await at(72, false)).toEqual([second]);
});

test('two days that meet the same new guest at once make one', async () => {
  const house = { groupId: 1, restaurantId: 13, sharesGuests: false };
  const contact = [{ name: 'New', phone: '0301234567', email: null }];
  const ids = await Promise.all(Array.from({ length: 8 }, () => findOrMakeGuests(database, house, contact, startsAt)));
  expect(new Set(ids.flat()).size).toBe(1);
});

test('a hundred guests in one call', async () => {
  const contacts = Array.from({ length: 100 }, (_, index) => ({
    name: `G${index}`,
    phone: `06${1_000_000 + index}`,
    email: null,
  }));
  const ids = await findOrMakeGuests(
    database,
    { groupId: 1, restaurantId: 14, sharesGuests: false },
    contacts,
    startsAt,
  );
  expect(new Set(ids).size).toBe(100);
});

test('a digest is replaced by newer ones alone: configuration first, then the ledger', async () => {
  const digest = (configurationVersion: number, seq: number): DigestRow => ({
    restaurantId: 15,
    serviceDate: '2026-12-01',
    channel: 'online',
    configurationVersion,
    seq,
    starts: [`${configurationVersion}:${seq}`],
    startsAt: [1],
    bits: { '2': '1' },
    updatedAt: 1,
  });
  const held = async () => (await digestsBetween(database, 15, 'online', '2026-12-01', '2026-12-31'))[0]?.starts;
  await putDigests(database, [digest(2, 5)]);
  for (const older of [digest(2, 4), digest(1, 9), digest(2, 5)]) await putDigests(database, [older]);
  expect(await held()).toEqual(['2:5']);
  await putDigests(database, [digest(2, 6)]);
  await putDigests(database, [digest(3, 0)]);
  expect(await held()).toEqual(['3:0']);
});

test('parking the same poison twice keeps one', async () => {
  const row = { eventId: 'r7:x:1', restaurantId: 7, serviceDate: 'x', error: 'e', body: {}, createdAt: 1 };
  await parkProjections(database, [row]);
  await parkProjections(database, [row, { ...row, eventId: 'r7:x:2' }]);
  expect(
    await env.DB.prepare("SELECT count(*) AS n FROM projection_failures WHERE service_date = 'x'").first('n'),
  ).toBe(2);
});

test.each([
  ['Zoë  Müller ', 'zoe muller'],
  ['ÅNGSTRÖM', 'angstrom'],
  ['Nguyễn Văn A', 'nguyen van a'],
  ['李 小龙', '李 小龙'],
])('the name %s is searched as %s', (name, folded) => {
  expect(foldName(name)).toBe(folded);
});
