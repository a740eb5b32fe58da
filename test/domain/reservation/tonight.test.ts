import { describe, expect, it } from 'vitest';
import { tonightOf } from '../../../worker/domain/reservation/tonight.ts';
import { SampleDay, at, sampleConfiguration } from '../../support/sample-day.ts';

const tonight = (day: SampleDay) => tonightOf(day.state, day.now);

describe('an evening in numbers', () => {
  it('an empty one is all noughts', () => {
    expect(tonight(new SampleDay())).toEqual({
      ...{ seq: 0, coversBooked: 0, coversSeated: 0, coversExpected: 0, coversWalkIn: 0, partiesWaiting: 0 },
      ...{ noShows: 0, cancellations: 0, lateParties: 0, overdueParties: 0, partiesWithoutTable: 0, isFull: false },
    });
  });

  it('every party counts where it is', () => {
    const day = new SampleDay(sampleConfiguration(), at('17:00'));
    const sits = day.book('18:00', 2);
    const waits = day.book('18:15', 4);
    day.book('20:00', 6);
    const gone = day.book('19:00', 2);
    const missed = day.book('18:00', 3);
    day.do({ type: 'cancelReservation', id: gone });
    day.pass(at('18:10'));
    day.do({ type: 'seatParty', id: sits, tableIds: null, override: false });
    day.do({ type: 'markArrived', id: waits });
    day.do({ type: 'markNoShow', id: missed });
    day.do({
      ...{ type: 'seatWalkIn', partySize: 2, tableIds: null, durationMinutes: null, preferredSeating: [] },
      override: false,
    });
    expect(tonight(day)).toMatchObject({
      ...{ coversBooked: 2 + 4 + 6 + 3, coversSeated: 2 + 2, coversExpected: 4 + 6, coversWalkIn: 2 },
      ...{ partiesWaiting: 1, noShows: 1, cancellations: 1 },
    });
  });

  it('waiting are those on the list, called or not, with those who booked and are here', () => {
    const twos = sampleConfiguration().tables.filter(({ id }) => id <= 2);
    const day = new SampleDay(sampleConfiguration({ tables: twos, combinations: [] }), at('18:00'));
    expect(tonight(day).partiesWaiting).toBe(0);
    const called = day.join(2);
    day.join(2);
    const patient = day.join(2);
    expect(day.waiting(called).status).toBe('called');
    expect(day.waiting(patient).status).toBe('waiting');
    expect(tonight(day)).toMatchObject({ partiesWaiting: 3, coversExpected: 0, coversWalkIn: 0 });
    day.do({ type: 'leaveWaitlist', waitlistId: patient });
    expect(tonight(day).partiesWaiting).toBe(2);
    day.do({ type: 'seatFromWaitlist', waitlistId: called, tableIds: null });
    expect(tonight(day)).toMatchObject({ partiesWaiting: 1, coversSeated: 2, coversWalkIn: 2, coversBooked: 0 });
    day.do({ type: 'markArrived', id: day.book('20:00', 2) });
    expect(tonight(day).partiesWaiting).toBe(2);
  });

  it('late ones are those who have not arrived', () => {
    const day = new SampleDay(sampleConfiguration(), at('17:00'));
    day.book('18:00', 2);
    const here = day.book('18:00', 2);
    const hurrying = day.book('18:00', 2);
    day.do({ type: 'markArrived', id: here });
    day.pass(at('18:20'));
    expect(tonight(day)).toMatchObject({ lateParties: 2, partiesWaiting: 1 });
    day.do({ type: 'markArrived', id: hurrying });
    expect(tonight(day)).toMatchObject({ lateParties: 1, partiesWaiting: 2 });
  });

  it('a party outstays its turn from the promised end on, however long it is allowed to', () => {
    const day = new SampleDay(sampleConfiguration(), at('18:00'));
    const id = day.book('18:00', 2);
    day.do({ type: 'seatParty', id, tableIds: null, override: false });
    day.pass(at('19:30'));
    expect(tonight(day).overdueParties).toBe(0);
    day.pass(at('19:40'));
    expect(tonight(day).overdueParties).toBe(1);
  });

  it('is full when two find nothing at any time that is left', () => {
    const day = new SampleDay(sampleConfiguration({ combinations: [] }), at('17:00'));
    for (const time of ['18:00', '19:45', '21:30']) for (let party = 0; party < 5; party += 1) day.book(time, 2);
    expect(tonight(day).isFull).toBe(true);
    day.do({ type: 'cancelReservation', id: [...day.state.reservations.keys()].at(-1) ?? 0 });
    expect(tonight(day).isFull).toBe(false);
  });

  it('after the last start nothing is full', () => {
    const day = new SampleDay(sampleConfiguration({ combinations: [] }), at('17:00'));
    for (const time of ['18:00', '19:45', '21:30']) for (let party = 0; party < 5; party += 1) day.book(time, 2);
    day.pass(at('22:00'));
    expect(tonight(day).isFull).toBe(false);
  });
});
