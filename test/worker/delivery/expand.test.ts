import { beforeAll, expect, test } from 'vitest';
import { expandOutbox } from '../../../worker/delivery/expand.ts';
import { unexpandedOutbox } from '../../../worker/store/outbox.ts';
import { type House, openHouse } from '../api/house.ts';
import {
  type Happening,
  attemptsOf,
  booked,
  cancelled,
  database,
  deliveriesOf,
  happen,
  modified,
  outcomesOf,
  reservationOf,
  wake,
} from './bookings.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});

const movedIn: Happening = { type: 'MovedIn', body: { reservation: { status: 'confirmed' }, moves: [] } };

test.each<
  [what: string, changes: Parameters<typeof reservationOf>[1], event: Happening | 'booked', messages: string[]]
>([
  ['a booking', {}, 'booked', ['sent confirmation']],
  ['a booking by phone', { source: 'phone' }, 'booked', ['sent confirmation']],
  ['a booking that waits for an answer', { status: 'pending' }, 'booked', ['sent request_received']],
  ['the answer', {}, { type: 'ReservationConfirmed' }, ['sent confirmation']],
  ['another time', {}, modified(['time']), ['sent changed']],
  ['another number of guests', {}, modified(['partySize']), ['sent changed']],
  ['another time for a request', { status: 'pending' }, modified(['time']), ['sent changed']],
  ['other tables', {}, modified(['tables']), []],
  ['another duration', {}, modified(['duration']), []],
  ['a note', {}, modified([], ['notes']), []],
  ['an address given later', {}, modified([], ['email']), ['sent confirmation']],
  ['an address given later for a request', { status: 'pending' }, modified([], ['email']), ['sent request_received']],
  ['another date', {}, movedIn, ['sent changed']],
  ['a seated party handed over to the next date', { status: 'seated' }, movedIn, []],
  ['a cancellation', { status: 'cancelled' }, cancelled, ['sent cancelled']],
  [
    'a plan that changed for another party',
    {},
    { type: 'TableBlocked', body: { moves: [{ key: '1', tableIds: [] }] } },
    [],
  ],
  ['a party seated', { status: 'seated' }, { type: 'PartySeated' }, []],
  ['a no-show', { status: 'no_show' }, { type: 'NoShowMarked' }, []],
  ['an event of a later release', {}, { type: 'WaitlistOffered' }, []],
  ['a walk-in', { source: 'walk_in' }, 'booked', []],
  ['a guest without an address', { guestEmail: null }, 'booked', []],
  ['a booking in the past', { startsAt: Date.now() - 60_000 }, 'booked', []],
  ['a cancellation in the past', { status: 'cancelled', startsAt: Date.now() - 60_000 }, cancelled, []],
])('%s', async (_what, changes, event, messages) => {
  const reservation = reservationOf(house, changes);
  const eventId = await happen(reservation, event === 'booked' ? booked(reservation) : event);
  const { explicitAcks } = await wake([[eventId]]);
  expect(explicitAcks).toEqual(['wake-up 0']);
  expect(await outcomesOf(reservation)).toEqual(messages);
});

test('an address that has heard of the booking is not introduced again', async () => {
  const reservation = reservationOf(house);
  await wake([[await happen(reservation, booked(reservation))]]);
  await wake([[await happen({ ...reservation, version: 2 }, modified([], ['name', 'email']))]]);
  expect(await outcomesOf(reservation)).toEqual(['sent confirmation']);
  const corrected = { ...reservation, version: 3, guestEmail: 'right@example.com' };
  await wake([[await happen(corrected, modified([], ['email']))]]);
  const [, second] = await deliveriesOf(reservation);
  expect(second).toMatchObject({ state: 'sent', template: 'confirmation', recipient: 'right@example.com' });
});

test('two consumers that have read the same event plan its message once', async () => {
  const reservation = reservationOf(house);
  const eventId = await happen(reservation, booked(reservation));
  const rows = await unexpandedOutbox(database, [eventId]);
  await expandOutbox(database, rows);
  await expandOutbox(database, rows);
  expect(await outcomesOf(reservation)).toEqual(['pending confirmation']);
  expect(await attemptsOf(eventId)).toEqual({ attempts: 0, expanded: true });
});
