import { describe, expect, it } from 'vitest';
import { SampleDay, at, bookCommand, guest, host, manager, sampleConfiguration } from '../../support/sample-day.ts';
import type { DayCommand } from '../../../worker/domain/reservation/commands.ts';
import { fold, foldLedger } from '../../../worker/domain/reservation/fold.ts';

const online = { channel: 'online', source: 'online' } as const;

describe('a start is decided in a named order', () => {
  const policies = { ...sampleConfiguration().settings.policies, noticeMinutes: 120, partySizeMaxOnline: 6 };
  const paced = sampleConfiguration({
    settings: {
      policies,
      periods: sampleConfiguration().settings.periods.map((period) => ({ ...period, pacingCoversMax: 8 })),
    },
  });
  const rows: [what: string, command: DayCommand, actor: typeof guest, expected: string][] = [
    ['a free table', bookCommand('19:00', 2, online), guest, 'ok'],
    ['the afternoon, when only dinner is served', bookCommand('16:00', 2, online), guest, 'outside_service'],
    ['off the grid online', bookCommand('19:05', 2, online), guest, 'outside_service'],
    ['off the grid by phone', bookCommand('19:05', 2), host, 'ok'],
    ['after the last start', bookCommand('21:45', 2), host, 'outside_service'],
    ['more than the house sells online', bookCommand('19:00', 7, online), guest, 'party_too_large'],
    ['the same by phone, on joined tables', bookCommand('19:00', 7), host, 'ok'],
    ['more than any table or combination', bookCommand('19:00', 8), host, 'party_too_large'],
    ['accessible', bookCommand('19:00', 4, { preferredSeating: ['wheelchair_accessible'] }), host, 'ok'],
    [
      'accessible for more than that table',
      bookCommand('19:00', 6, { preferredSeating: ['wheelchair_accessible'] }),
      host,
      'no_table_with_features',
    ],
    ['an override by a host', bookCommand('19:00', 2, { override: true }), host, 'override_not_allowed'],
    ['an override by a manager', bookCommand('16:00', 2, { override: true }), manager, 'ok'],
    ['by somebody who left the house', bookCommand('19:00', 2), { kind: 'staff', userId: 99 }, 'not_staff_here'],
    ['by the kitchen', bookCommand('19:00', 2), { kind: 'staff', userId: 3 }, 'not_staff_here'],
  ];
  it.each(rows)('%s', (_what, command, actor, expected) => {
    const day = new SampleDay(paced);
    const decision = day.do(command, actor);
    expect(decision.ok ? 'ok' : decision.reason).toBe(expected);
  });

  it('notice binds guests, not the house', () => {
    const day = new SampleDay(paced, at('17:30'));
    expect(day.do(bookCommand('19:00', 2, online), guest)).toMatchObject({ ok: false, reason: 'too_soon' });
    expect(day.do(bookCommand('19:00', 2)).ok).toBe(true);
    expect(day.do(bookCommand('17:15', 2), host)).toMatchObject({ ok: false });
  });

  it('pacing comes before tables and names other times', () => {
    const day = new SampleDay(paced);
    day.book('19:00', 6);
    const decision = day.do(bookCommand('19:00', 3));
    expect(decision).toMatchObject({ ok: false, reason: 'pacing_covers' });
    expect(!decision.ok && decision.alternativeTimes?.slice(0, 2)).toEqual(['18:45', '19:15']);
    expect(day.do(bookCommand('19:00', 3, { override: true }), manager).ok).toBe(true);
  });
});

describe('tables', () => {
  it('sells what is there, then says no and what else works', () => {
    const day = new SampleDay();
    for (const partySize of [2, 2, 4, 4, 6]) day.book('19:00', partySize);
    const decision = day.do(bookCommand('19:00', 2));
    expect(decision).toMatchObject({ ok: false, reason: 'no_table' });
    // 90 minutes and the reset: the next party fits from 20:45.
    expect(!decision.ok && decision.alternativeTimes).toContain('20:45');
  });

  it('replans unseated parties to make room, and never pinned ones', () => {
    const day = new SampleDay(sampleConfiguration({ combinations: [] }));
    const six = day.book('18:00', 2, { tableIds: [5] });
    expect(day.reservation(six).pinned).toBe(true);
    expect(day.do(bookCommand('18:30', 6)).ok).toBe(false);
    const other = new SampleDay(sampleConfiguration({ combinations: [] }));
    const [a, b] = [other.book('18:00', 2), other.book('18:00', 2)];
    const [c, d] = [other.book('18:00', 2), other.book('18:00', 2)];
    const e = other.book('18:00', 2);
    expect(new Set([a, b, c, d, e].flatMap((id) => other.reservation(id).tableIds)).size).toBe(5);
  });

  it('pins a party to tables chosen by hand and refuses what cannot be', () => {
    const day = new SampleDay();
    day.book('19:00', 2, { tableIds: [1] });
    expect(day.do(bookCommand('19:30', 2, { tableIds: [1] }))).toMatchObject({ ok: false, reason: 'table_taken' });
    expect(day.do(bookCommand('19:30', 4, { tableIds: [2] }))).toMatchObject({ ok: false, reason: 'table_too_small' });
    expect(day.do(bookCommand('19:30', 4, { tableIds: [99] }))).toMatchObject({ ok: false, reason: 'unknown_table' });
    // The combination has its own capacity: two fours seat seven, not eight.
    expect(day.do(bookCommand('19:30', 7, { tableIds: [3, 4] })).ok).toBe(true);
  });
});

describe('holds', () => {
  const place = (holdId: string): DayCommand => ({
    type: 'placeHold',
    holdId,
    time: '19:00',
    utcOffset: null,
    partySize: 6,
    preferredSeating: [],
    channel: 'online',
  });
  const six = sampleConfiguration({ combinations: [] });

  it('keep a table from others, never from their owner', () => {
    const day = new SampleDay(six);
    expect(day.do(place('one'), guest).ok).toBe(true);
    expect(day.do(bookCommand('19:00', 6, online), guest)).toMatchObject({ ok: false, reason: 'no_table' });
    const booked = day.do(bookCommand('19:00', 6, { ...online, holdId: 'one' }), guest);
    expect(booked.ok).toBe(true);
    expect(day.state.holds.size).toBe(0);
  });

  it('are good for one booking', () => {
    const day = new SampleDay(six);
    day.do(place('one'), guest);
    day.do(bookCommand('19:00', 6, { ...online, holdId: 'one' }), guest);
    const again = day.do(bookCommand('19:00', 2, { ...online, holdId: 'one' }), guest);
    expect(again).toMatchObject({ ok: false, reason: 'hold_gone' });
  });

  it('expire by the clock and can be extended, though not for ever', () => {
    const day = new SampleDay(six);
    day.do(place('one'), guest);
    const first = day.state.holds.get('one')?.expiresAt ?? 0;
    day.pass(first - 60_000);
    expect(day.do({ type: 'extendHold', holdId: 'one' }, guest).ok).toBe(true);
    expect(day.state.holds.get('one')?.expiresAt).toBeGreaterThan(first);
    for (let minute = 0; minute < 60; minute += 1) {
      day.pass(day.now + 60_000);
      if (day.state.holds.has('one')) day.do({ type: 'extendHold', holdId: 'one' }, guest);
    }
    expect(day.state.holds.size).toBe(0);
    expect(day.do({ type: 'extendHold', holdId: 'one' }, guest)).toMatchObject({ ok: false, reason: 'hold_gone' });
    expect(day.do(bookCommand('19:00', 6, { ...online, holdId: 'one' }), guest).ok).toBe(true);
  });

  it('open a day only when they are accepted', () => {
    const day = new SampleDay(six);
    day.do({ ...place('one'), partySize: 9 } as DayCommand, guest);
    expect(day.ledger).toEqual([]);
  });
});

describe('modifying', () => {
  it('keeps the old until the new stands', () => {
    const day = new SampleDay(sampleConfiguration({ combinations: [] }));
    day.book('20:00', 6);
    const id = day.book('18:00', 4);
    const before = day.reservation(id);
    const command = modify(id, { time: '20:00', partySize: 6 });
    expect(day.do(command)).toMatchObject({ ok: false, reason: 'no_table' });
    expect(day.reservation(id)).toBe(before);
    expect(day.do(modify(id, { time: '20:00', partySize: 3 })).ok).toBe(true);
    expect(day.reservation(id)).toMatchObject({ time: '20:00', partySize: 3, version: 2 });
  });

  it('does not stand in its own way', () => {
    const day = new SampleDay(sampleConfiguration({ combinations: [] }));
    const id = day.book('19:00', 6);
    expect(day.do(modify(id, { time: '19:15' })).ok).toBe(true);
  });

  it('lets staff correct the size of a party that is late', () => {
    const day = new SampleDay();
    const id = day.book('19:00', 2);
    day.pass(at('19:20'));
    expect(day.do(modify(id, { partySize: 3 })).ok).toBe(true);
  });

  it('is refused to guests after the deadline', () => {
    const settings = {
      policies: { ...sampleConfiguration().settings.policies, modifyUntilMinutes: 60, cancelUntilMinutes: 60 },
    };
    const day = new SampleDay(sampleConfiguration({ settings }), at('18:30'));
    const id = day.book('19:15', 2);
    expect(day.do(modify(id, { partySize: 3 }), { kind: 'guest', userId: null })).toMatchObject({
      reason: 'too_late_to_change',
    });
    expect(day.do({ type: 'cancelReservation', id }, { kind: 'guest', userId: null })).toMatchObject({
      reason: 'too_late_to_change',
    });
    expect(day.do({ type: 'cancelReservation', id }).ok).toBe(true);
  });

  it('refuses an edit of a version that has moved on', () => {
    const day = new SampleDay();
    const id = day.book('19:00', 2);
    day.do(modify(id, { partySize: 3 }));
    expect(day.do({ ...modify(id, { partySize: 4 }), version: 1 })).toMatchObject({ reason: 'stale_edit' });
  });

  it('puts names of details into the ledger, never values', () => {
    const day = new SampleDay();
    const id = day.book('19:00', 2);
    day.do({ ...modify(id, {}), changedDetails: ['phone'] });
    expect(day.ledger.at(-1)?.event).toMatchObject({ type: 'ReservationModified', changedDetails: ['phone'] });
  });
});

describe('the fold', () => {
  it('rebuilds the same state from the ledger', () => {
    const day = new SampleDay();
    const id = day.book('19:00', 2);
    day.book('19:00', 4);
    day.do(modify(id, { time: '19:30' }));
    expect(foldLedger(day.ledger)).toEqual(day.state);
  });

  it('refuses a gap in the sequence and an event that nobody knows', () => {
    const day = new SampleDay();
    day.book('19:00', 2);
    const [opened, booked] = day.ledger;
    if (opened === undefined || booked === undefined) throw new Error('two events were expected');
    expect(() => foldLedger([opened, { ...booked, seq: 3 }])).toThrow('gap');
    const unknown = { ...booked, seq: day.state.seq + 1, event: { type: 'Sang', id: 1 } as never };
    expect(() => fold(day.state, [unknown])).toThrow('Sang');
  });
});

function modify(id: number, changes: Extract<DayCommand, { type: 'modifyReservation' }>['changes']) {
  return { type: 'modifyReservation', id, changes, changedDetails: [], version: null, override: false } as const;
}
