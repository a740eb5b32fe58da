/** What the house does to its own plan in a quiet moment, and when. */
import { describe, expect, it } from 'vitest';
import { betterPlan } from '../../../worker/domain/reservation/better-plan.ts';
import { improvementDueAt } from '../../../worker/domain/reservation/improvement-due.ts';
import { stateAfter } from '../../../worker/domain/reservation/replan.ts';
import { SampleDay, at, manager, sampleConfiguration } from '../../support/sample-day.ts';

const sample = sampleConfiguration();
/** One two and one four. */
const tiny = sampleConfiguration({ tables: sample.tables.filter(({ id }) => id === 1 || id === 4), combinations: [] });
const never = { seq: 0, at: 0 };

/** Two parties of two at 19:00; the one at the two cancels, so that the other sits at the four for nothing. */
function roomy() {
  const day = new SampleDay(tiny, at('18:00'));
  const gone = day.book('19:00', 2);
  const stays = day.book('19:00', 2);
  expect(day.reservation(stays).tableIds).toEqual([4]);
  day.do({ type: 'cancelReservation', id: gone });
  return { day, stays };
}

describe('the house moves', () => {
  it('a party to a table that suits it better', () => {
    const { day, stays } = roomy();
    expect(betterPlan(day.state, day.now)).toEqual([{ reservationId: stays, tableIds: [1] }]);
  });
  it('nobody for nothing', () => {
    const day = new SampleDay(tiny, at('18:00'));
    day.book('19:00', 2);
    day.book('19:00', 4);
    expect(betterPlan(day.state, day.now)).toEqual([]);
  });
  it('nobody who comes within a quarter of an hour', () => {
    const { day } = roomy();
    expect(betterPlan(day.state, at('18:44'))).toHaveLength(1);
    expect(betterPlan(day.state, at('18:46'))).toEqual([]);
  });
  it('nobody who is here already', () => {
    const { day, stays } = roomy();
    day.do({ type: 'markArrived', id: stays });
    expect(betterPlan(day.state, day.now)).toEqual([]);
  });
  it('nobody whom staff fixed there', () => {
    const { day, stays } = roomy();
    day.do({ type: 'moveParty', id: stays, tableIds: [4], override: false });
    expect(betterPlan(day.state, day.now)).toEqual([]);
  });
  it('whomever it must for a party without a table', () => {
    const { day, stays } = roomy();
    day.do({ type: 'markArrived', id: stays });
    // As if the search had found nothing when the four were booked.
    const four = day.book('20:45', 4);
    const moves = [{ key: String(four), tableIds: [] }];
    const later = { ...day.reservation(four), startsAt: at('19:00'), time: '19:00', tableIds: [] };
    const lost = stateAfter(day.state, [{ type: 'SeatingReplanned', by: 'staff', moves }]);
    const state = { ...lost, reservations: new Map([...lost.reservations, [four, later]]) };
    expect(betterPlan(state, at('18:50'))).toEqual([
      { reservationId: stays, tableIds: [1] },
      { reservationId: four, tableIds: [4] },
    ]);
  });
  it('no hold and no party that was called', () => {
    const day = new SampleDay(tiny, at('18:30'));
    day.do({
      type: 'seatWalkIn',
      partySize: 2,
      tableIds: [1],
      durationMinutes: 30,
      preferredSeating: [],
      override: false,
    });
    const waits = day.join(2);
    expect(day.waiting(waits).call?.tableIds).toEqual([4]);
    const walkIn = [...day.state.reservations.keys()][0] ?? 0;
    day.do({ type: 'completeSeating', id: walkIn });
    day.do({ type: 'readyTable', tableId: 1 });
    expect(betterPlan(day.state, day.now)).toEqual([]);
  });
});

describe('the plan is looked over', () => {
  it('twenty seconds after the last event, once something gave room', () => {
    const { day } = roomy();
    expect(improvementDueAt(day.state, never)).toBe(day.state.lastEventAt + 20_000);
  });
  it('not after bookings alone', () => {
    const day = new SampleDay(tiny, at('18:00'));
    day.book('19:00', 2);
    expect(improvementDueAt(day.state, never)).toBeNull();
  });
  it('not again for what was looked over', () => {
    const { day } = roomy();
    expect(improvementDueAt(day.state, { seq: day.state.seq, at: day.now })).toBeNull();
  });
  it('not within five minutes of the last time', () => {
    const { day } = roomy();
    expect(improvementDueAt(day.state, { seq: 1, at: day.now })).toBe(day.now + 5 * 60_000);
  });
  it('where a party has no table, after whatever happens', () => {
    const day = new SampleDay(tiny, at('18:00'));
    const id = day.book('19:00', 4);
    day.do({ type: 'blockTable', blockId: 'b', tableId: 4, from: null, until: null, override: true }, manager);
    expect(day.reservation(id).tableIds).toEqual([]);
    const tended = { seq: day.state.seq, at: day.now };
    expect(improvementDueAt(day.state, tended)).toBeNull();
    day.pass(at('18:10'));
    day.book('21:00', 2);
    expect(improvementDueAt(day.state, tended)).toBe(at('18:10') + 20_000);
  });
  it('not once the day is over', () => {
    const { day } = roomy();
    day.pass(day.state.configuration.endsAt);
    expect(improvementDueAt(day.state, never)).toBeNull();
  });
});
