import { describe, expect, it } from 'vitest';
import type { DayCommand } from '../../../worker/domain/reservation/commands.ts';
import type { ReservationStatus } from '../../../worker/domain/reservation/state.ts';
import { tableNow } from '../../../worker/domain/reservation/table-status.ts';
import { SampleDay, at, bookCommand, house, manager, sampleConfiguration } from '../../support/sample-day.ts';
import { resolveDay } from '../../../worker/domain/service/resolve-day.ts';

const seat = (id: number, tableIds: number[] | null = null, override = false): DayCommand => ({
  type: 'seatParty',
  id,
  tableIds,
  override,
});
const walkIn = (partySize: number, tableIds: number[] | null = null): DayCommand => ({
  type: 'seatWalkIn',
  partySize,
  tableIds,
  durationMinutes: null,
  preferredSeating: [],
  override: false,
});

describe('only the listed transitions happen', () => {
  const statuses: ReservationStatus[] = ['pending', 'confirmed', 'seated', 'completed', 'cancelled', 'no_show'];
  const commands: Record<string, (id: number) => DayCommand> = {
    confirm: (id) => ({ type: 'confirmReservation', id }),
    cancel: (id) => ({ type: 'cancelReservation', id }),
    arrive: (id) => ({ type: 'markArrived', id }),
    seat: (id) => seat(id),
    unseat: (id) => ({ type: 'unseatParty', id }),
    complete: (id) => ({ type: 'completeSeating', id }),
    'no-show': (id) => ({ type: 'markNoShow', id }),
    'no-show undone': (id) => ({ type: 'undoNoShow', id }),
  };
  /** What a command makes of a status; missing: refused. */
  const table: Record<string, Partial<Record<ReservationStatus, ReservationStatus>>> = {
    confirm: { pending: 'confirmed', confirmed: 'confirmed' },
    cancel: { pending: 'cancelled', confirmed: 'cancelled' },
    arrive: { pending: 'pending', confirmed: 'confirmed' },
    seat: { confirmed: 'seated', no_show: 'seated' },
    unseat: { seated: 'confirmed' },
    complete: { seated: 'completed' },
    'no-show': { confirmed: 'no_show' },
    'no-show undone': { no_show: 'confirmed' },
  };
  const rows = statuses.flatMap((from) => Object.keys(commands).map((name) => [from, name] as const));
  it.each(rows)('%s, %s', (from, name) => {
    const { day, id } = dayWith(from);
    const decision = day.do(commands[name]?.(id) ?? walkIn(1));
    const expected = table[name]?.[from];
    expect(decision.ok ? day.reservation(id).status : decision.reason).toBe(expected ?? 'transition_not_allowed');
  });

  function dayWith(status: ReservationStatus): { day: SampleDay; id: number } {
    const policies = { ...sampleConfiguration().settings.policies, confirmByHand: true };
    const day = new SampleDay(sampleConfiguration({ settings: { policies } }), at('18:30'));
    const id = day.book('19:00', 2, { channel: 'online', source: 'online' }, { kind: 'customer', userId: 5 });
    if (status === 'pending') return { day, id };
    day.do({ type: 'confirmReservation', id });
    if (status === 'cancelled') day.do({ type: 'cancelReservation', id });
    if (status === 'no_show') day.do({ type: 'markNoShow', id });
    if (status === 'seated' || status === 'completed') day.do(seat(id));
    if (status === 'completed') day.do({ type: 'completeSeating', id });
    expect(day.reservation(id).status).toBe(status);
    return { day, id };
  }
});

describe('seating', () => {
  it('opens an order and takes the table', () => {
    const day = new SampleDay(undefined, at('18:55'));
    const id = day.book('19:00', 2);
    day.do(seat(id));
    const [tableId = 0] = day.reservation(id).tableIds;
    expect(tableNow(day.state, tableId, day.now)).toMatchObject({ status: 'occupied', party: { id } });
    expect(day.reservation(id).orderId).toBeGreaterThan(0);
  });

  it('moves the party that was planned there, if it can', () => {
    const day = new SampleDay(undefined, at('18:45'));
    const early = day.book('18:45', 2);
    const [tableId = 0] = day.reservation(early).tableIds;
    const other = day.book('19:15', 2, {});
    expect(day.do(walkIn(2, [tableId])).ok).toBe(true);
    expect(day.reservation(early).tableIds).not.toContain(tableId);
    expect(day.reservation(other).tableIds).not.toEqual(day.reservation(early).tableIds);
  });

  it('refuses a table where somebody sits or which is not clean', () => {
    const day = new SampleDay(undefined, at('18:45'));
    day.do(walkIn(2, [1]));
    expect(day.do(walkIn(2, [1]))).toMatchObject({ ok: false, reason: 'table_occupied' });
    day.do({ type: 'cleanTable', tableId: 1 });
    expect(day.do(walkIn(2, [1]))).toMatchObject({ ok: false, reason: 'table_occupied' });
    day.do({ type: 'readyTable', tableId: 1 });
    expect(day.do(walkIn(2, [1])).ok).toBe(true);
  });

  it('against a warning needs a manager, and leaves the other party in conflict', () => {
    const day = new SampleDay(sampleConfiguration({ combinations: [] }), at('18:30'));
    const six = day.book('19:00', 6);
    const two = day.book('18:30', 2);
    expect(day.do(seat(two, [5]))).toMatchObject({ ok: false, reason: 'table_taken' });
    expect(day.do(seat(two, [5], true))).toMatchObject({ ok: false, reason: 'override_not_allowed' });
    expect(day.do(seat(two, [5], true), manager).ok).toBe(true);
    expect(day.reservation(six).tableIds).toEqual([]);
    // The party leaves early: the conflict solves itself.
    day.do({ type: 'completeSeating', id: two });
    expect(day.reservation(six).tableIds).toEqual([5]);
  });

  describe('a party that comes late', () => {
    const seatLate = (late: string, choice: number[] | null) => {
      const day = new SampleDay(sampleConfiguration({ combinations: [] }), at('17:50'));
      const six = day.book('18:00', 6);
      day.book('19:45', 6);
      day.pass(at(late));
      return { day, six, decision: day.do(seat(six, choice)) };
    };
    it.each([
      ['by the house', null],
      ['by hand', [5]],
    ])('keeps its own table, to its promised end where the next party follows, seated %s', (_by, choice) => {
      const { day, six, decision } = seatLate('18:10', choice);
      expect(decision.ok).toBe(true);
      expect(day.reservation(six)).toMatchObject({ tableIds: [5], occupiedUntil: at('19:30') });
    });
    it('has lost it once the promised time is over', () => {
      expect(seatLate('19:30', null).decision).toMatchObject({ ok: false, reason: 'no_table' });
      expect(seatLate('19:30', [5]).decision).toMatchObject({ ok: false, reason: 'table_taken' });
    });
    it('has its whole turn where nobody follows', () => {
      const day = new SampleDay(undefined, at('17:50'));
      const two = day.book('18:00', 2);
      day.pass(at('18:10'));
      day.do(seat(two));
      expect(day.reservation(two).occupiedUntil).toBe(at('19:40'));
    });
  });

  it('of joined tables frees them together', () => {
    const day = new SampleDay(undefined, at('18:45'));
    const id = day.book('18:45', 7);
    day.do(seat(id));
    expect(day.reservation(id).tableIds.toSorted()).toEqual([3, 4]);
    day.do({ type: 'cleanTable', tableId: 4 });
    expect(day.reservation(id).status).toBe('completed');
    expect([3, 4].map((tableId) => tableNow(day.state, tableId, day.now).status)).toEqual(['cleaning', 'cleaning']);
  });

  it('moves a seated party and leaves its old table to be cleaned', () => {
    const day = new SampleDay(undefined, at('18:45'));
    const decision = day.do(walkIn(2, [1]));
    const id = decision.ok ? (decision.reservationId ?? 0) : 0;
    day.do({ type: 'moveParty', id, tableIds: [2], override: false });
    expect(tableNow(day.state, 1, day.now).status).toBe('cleaning');
    expect(tableNow(day.state, 2, day.now).status).toBe('occupied');
  });
});

describe('the clock', () => {
  it('marks late, then no-show where the house says so', () => {
    const policies = { ...sampleConfiguration().settings.policies, lateAfterMinutes: 15, noShowAfterMinutes: 45 };
    const day = new SampleDay(sampleConfiguration({ settings: { policies } }), at('18:45'));
    const id = day.book('19:00', 2);
    const here = day.book('19:00', 2);
    day.pass(at('19:05'));
    day.do({ type: 'markArrived', id: here });
    day.pass(at('19:15'));
    expect(day.reservation(id).late).toBe(true);
    expect(day.reservation(here).late).toBe(false);
    day.pass(at('19:45'));
    expect(day.reservation(id).status).toBe('no_show');
    expect(day.reservation(here).status).toBe('confirmed');
  });

  it('keeps a table for a party that stays on, and finds the next one another', () => {
    const day = new SampleDay(sampleConfiguration({ combinations: [] }), at('18:00'));
    const first = day.book('18:00', 2);
    day.do(seat(first, [1]));
    const next = day.book('19:45', 2, {});
    day.do({ type: 'moveParty', id: next, tableIds: [1], override: false });
    day.pass(at('19:35'));
    // Pinned to a table that is not free: staff must decide, nobody is given a table twice.
    expect(day.reservation(next).tableIds).toEqual([]);
  });

  it('closes the day: hands seated parties over, settles what nobody claimed', () => {
    const day = new SampleDay(undefined, at('20:00'));
    const stays = day.book('21:30', 2);
    day.pass(at('21:30'));
    day.do(seat(stays));
    const never = day.book('21:30', 2, { override: true }, manager);
    day.do({ type: 'cleanTable', tableId: 5 });
    day.pass(day.state.configuration.endsAt);
    expect(day.state.phase).toBe('closed');
    expect(day.reservation(never).status).toBe('no_show');
    expect(day.reservation(stays).move).toMatchObject({ targetDate: '2026-11-21', wish: null });
    expect(day.state.handOverDue).toEqual([5]);
    expect(day.do(bookCommand('19:00', 2))).toMatchObject({ ok: false, reason: 'day_closed' });
  });
});

describe('blocks and configuration', () => {
  it('blocks a table only while its parties find another', () => {
    const day = new SampleDay(sampleConfiguration({ combinations: [] }));
    const six = day.book('19:00', 6);
    const block: DayCommand = {
      type: 'blockTable',
      blockId: 'b',
      tableId: 5,
      from: at('18:00'),
      until: null,
      override: false,
    };
    expect(day.do(block)).toMatchObject({ ok: false, reason: 'table_taken' });
    expect(day.do({ ...block, override: true }, manager).ok).toBe(true);
    expect(day.reservation(six).tableIds).toEqual([]);
    day.do({ type: 'unblockTable', blockId: 'b' });
    expect(day.reservation(six).tableIds).toEqual([5]);
  });

  it('blocks a table of a date to come from its beginning', () => {
    const day = new SampleDay(undefined, at('18:00') - 5 * 24 * 3_600_000);
    day.do({ type: 'blockTable', blockId: 'b', tableId: 5, from: null, until: null, override: false });
    expect(day.state.blocks.get('b')?.startsAt).toBe(day.state.configuration.startsAt);
  });

  it('a smaller house keeps every promise and shows who has no table', () => {
    const day = new SampleDay(sampleConfiguration({ combinations: [] }));
    const six = day.book('19:00', 6);
    const two = day.book('19:00', 2);
    const smaller = sampleConfiguration({ combinations: [], version: 2 });
    const configuration = resolveDay(
      { ...smaller, tables: smaller.tables.filter((table) => table.id < 5) },
      '2026-11-20',
    );
    expect(day.do({ type: 'applyConfiguration', configuration }, house).ok).toBe(true);
    expect(day.reservation(six)).toMatchObject({ status: 'confirmed', tableIds: [] });
    expect(day.reservation(two).tableIds).toHaveLength(1);
    expect(day.do({ type: 'applyConfiguration', configuration: { ...configuration, version: 1 } }, house).ok).toBe(
      false,
    );
  });
});
