/** Moves between dates answer equal questions equally, however often and however late they are asked. */
import { describe, expect, it } from 'vitest';
import type { DayCommand } from '../../../worker/domain/reservation/commands.ts';
import type { DayReservation } from '../../../worker/domain/reservation/state.ts';
import { SampleDay, house, sampleConfiguration } from '../../support/sample-day.ts';

const moveWish = {
  time: '19:00',
  utcOffset: null,
  partySize: 2,
  durationMinutes: null,
  preferredSeating: [],
  tableIds: null,
  override: false,
};

const accept = (reservation: DayReservation): DayCommand => ({
  type: 'acceptMove',
  moveId: 'one',
  fromDate: '2026-11-19',
  reservation,
  wish: moveWish,
});

/** A reservation as another date would send it. */
function traveller(): DayReservation {
  const elsewhere = new SampleDay();
  const reservation = elsewhere.reservation(elsewhere.book('19:00', 2));
  return { ...reservation, id: reservation.id + 1_000_000, version: 2 };
}

const start = (id: number, moveId: string): DayCommand => ({
  type: 'startMove',
  id,
  moveId,
  targetDate: '2026-11-21',
  changes: {},
  version: null,
  override: false,
});

describe('the date that a reservation moves to', () => {
  it('takes it in once, and an echo never brings back what has happened since', () => {
    const day = new SampleDay();
    const reservation = traveller();
    expect(day.do(accept(reservation), house).ok).toBe(true);
    day.do({ type: 'cancelReservation', id: reservation.id });
    expect(day.do(accept(reservation), house)).toMatchObject({ ok: true, events: [] });
    expect(day.reservation(reservation.id).status).toBe('cancelled');
    expect(day.ledger.filter(({ event }) => event.type === 'MovedIn')).toHaveLength(1);
  });

  it('takes over the tables of a date once', () => {
    const day = new SampleDay();
    const takeOver: DayCommand = { type: 'takeOverTables', fromDate: '2026-11-19', tableIds: [1] };
    day.do(takeOver, house);
    day.do({ type: 'readyTable', tableId: 1 });
    expect(day.do(takeOver, house)).toMatchObject({ ok: true, events: [] });
    expect(day.state.conditions.get(1)?.cleaningSince).toBeNull();
  });
});

describe('the date that a reservation moves from', () => {
  it('lets go for the move that is under way alone', () => {
    const day = new SampleDay(sampleConfiguration());
    const id = day.book('19:00', 2);
    day.do(start(id, 'first'));
    day.do({ type: 'finishMove', id, moveId: 'first', accepted: false, version: 2 }, house);
    day.do(start(id, 'second'));
    const echo = day.do({ type: 'finishMove', id, moveId: 'first', accepted: true, version: 2 }, house);
    expect(echo).toMatchObject({ ok: true, events: [] });
    expect(day.reservation(id).move?.moveId).toBe('second');
  });

  it('takes no change while the reservation is on its way', () => {
    const day = new SampleDay();
    const id = day.book('19:00', 2);
    day.do(start(id, 'first'));
    expect(day.do({ type: 'cancelReservation', id })).toMatchObject({ ok: false, reason: 'move_in_progress' });
    expect(day.do(start(id, 'second'))).toMatchObject({ ok: false, reason: 'move_in_progress' });
  });
});
