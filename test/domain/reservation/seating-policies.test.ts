/** Peak turns, kept tables, bid prices and slot shaping, through every door by which a party can ask. */
import * as fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { offeredStarts, openStarts } from '../../../worker/domain/reservation/availability.ts';
import { conflictsUnder } from '../../../worker/domain/reservation/decide-configuration.ts';
import { digestsOf } from '../../../worker/domain/reservation/digest.ts';
import { findStart, wishFor } from '../../../worker/domain/reservation/find-start.ts';
import { replan } from '../../../worker/domain/reservation/replan.ts';
import type { DayState } from '../../../worker/domain/reservation/state.ts';
import type {
  DayForecast,
  RestaurantConfiguration,
  SeatingPolicies,
} from '../../../worker/domain/service/configuration.ts';
import { defaultSeatingPolicies } from '../../../worker/domain/service/default-settings.ts';
import { resolveDay } from '../../../worker/domain/service/resolve-day.ts';
import { SampleDay, at, bookCommand, guest, manager, sampleConfiguration } from '../../support/sample-day.ts';

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const evening = { weekdays: everyDay, startTime: '19:00', endTime: '20:30' };

function houseWith(policies: Partial<SeatingPolicies>): RestaurantConfiguration {
  return sampleConfiguration({ settings: { seating: { ...defaultSeatingPolicies, ...policies } } });
}

const online = { channel: 'online', source: 'online' } as const;
const askFor = (partySize: number) => ({
  partySize,
  channel: 'online' as const,
  durationMinutes: null,
  preferredSeating: [],
});
const timesOf = (starts: ReturnType<typeof openStarts>): string[] => starts.map(({ start }) => start.time);

describe('shorter turns at peak', () => {
  const shorter = { peaks: [evening], peakTurnMinutesLess: 30 };

  test.each([
    ['18:45', 90],
    ['19:00', 60],
    ['20:15', 60],
    ['20:30', 90],
  ])('a booking and a hold at %s keep their tables for %i minutes', (time, minutes) => {
    const day = new SampleDay(houseWith(shorter));
    const id = day.book(time, 2, online, guest);
    day.do({
      type: 'placeHold',
      holdId: 'h',
      time,
      utcOffset: null,
      partySize: 2,
      preferredSeating: [],
      channel: 'online',
    });
    expect(day.reservation(id).durationMinutes).toBe(minutes);
    expect(day.state.holds.get('h')?.durationMinutes).toBe(minutes);
  });

  test('a walk-in at peak, too', () => {
    const day = new SampleDay(houseWith(shorter));
    day.pass(at('19:10'));
    day.do({
      type: 'seatWalkIn',
      partySize: 2,
      tableIds: null,
      durationMinutes: null,
      preferredSeating: [],
      override: false,
    });
    expect([...day.state.reservations.values()].map(({ durationMinutes }) => durationMinutes)).toEqual([60]);
  });

  test('what staff asked for stays what it is, wherever the party goes', () => {
    const day = new SampleDay(houseWith(shorter));
    const id = day.book('19:00', 2, { durationMinutes: 100 });
    modify(day, id, { time: '18:00' });
    expect(day.reservation(id).durationMinutes).toBe(100);
  });

  test('who moves into the peak or out of it gets the turn of the new start', () => {
    const day = new SampleDay(houseWith(shorter));
    const id = day.book('18:00', 2);
    modify(day, id, { time: '19:00' });
    expect(day.reservation(id).durationMinutes).toBe(60);
    modify(day, id, { time: '21:00' });
    expect(day.reservation(id).durationMinutes).toBe(90);
  });

  test('other times are offered for the turn that they would have', () => {
    const only = { tables: sampleConfiguration().tables.slice(0, 1), combinations: [] };
    const day = new SampleDay({ ...houseWith(shorter), ...only });
    day.book('20:00', 2, online, guest);
    // At 18:45 it is not peak: an hour and a half would end too late.
    expect(day.do(bookCommand('19:30', 2, online), guest)).toMatchObject({
      ok: false,
      alternativeTimes: ['18:15', '18:00', '21:15', '21:30'],
    });
  });

  test('two turns fit one table that fitted one', () => {
    const only = { tables: sampleConfiguration().tables.slice(0, 1), combinations: [] };
    const before = new SampleDay({ ...houseWith({}), ...only });
    const after = new SampleDay({ ...houseWith(shorter), ...only });
    for (const day of [before, after]) day.book('19:00', 2, online, guest);
    expect([before, after].map((day) => day.do(bookCommand('20:15', 2, online), guest).ok)).toEqual([false, true]);
  });
});

function modify(day: SampleDay, id: number, changes: object) {
  return day.do({ type: 'modifyReservation', id, changes, changedDetails: [], version: null, override: false });
}

/** Tables 1 and 2 seat two, 3 and 4 four (together seven), 5 six. */
describe('large tables kept for large parties at peak', () => {
  const kept = { peaks: [evening], peakLargeTables: { seatsMin: 6, partySizeMin: 5 } };
  const withFoursTaken = (policies: Partial<SeatingPolicies>, time = '19:00'): SampleDay => {
    const day = new SampleDay(houseWith(policies));
    for (const size of [4, 4, 2, 2]) day.book(time, size, online, guest);
    return day;
  };

  test('a couple is told why, and when there is a table for it', () => {
    const day = withFoursTaken(kept);
    const refused = day.do(bookCommand('19:00', 2, online), guest);
    expect(refused).toMatchObject({ ok: false, reason: 'kept_for_demand' });
    if (refused.ok) return;
    expect(refused.detail).toBe(
      'At our busiest times the larger tables are kept for parties of 5 or more; an earlier or later time will work better.',
    );
    expect(refused.alternativeTimes).toEqual(['18:45', '18:30', '18:15', '18:00']);
    expect(withFoursTaken({}).do(bookCommand('19:00', 2, online), guest).ok).toBe(true);
  });

  test('five take it, and so do two when it is not peak', () => {
    expect(withFoursTaken(kept).book('19:00', 5, online, guest)).toBeGreaterThan(0);
    expect(withFoursTaken(kept, '18:00').book('18:00', 2, online, guest)).toBeGreaterThan(0);
  });

  test('nobody accepted before is pushed onto it to make room for a small party', () => {
    const day = new SampleDay(houseWith(kept));
    for (const size of [4, 4, 2]) day.book('19:00', size, online, guest);
    expect(day.do(bookCommand('19:00', 4, online), guest)).toMatchObject({ ok: false, reason: 'kept_for_demand' });
  });

  test('staff put whom they like there: by hand, and with an override', () => {
    const byHand = withFoursTaken(kept);
    expect(byHand.reservation(byHand.book('19:00', 2, { tableIds: [5] }, manager)).tableIds).toEqual([5]);
    const over = withFoursTaken(kept);
    expect(over.reservation(over.book('19:00', 2, { override: true }, manager)).tableIds).toEqual([5]);
  });

  test('who has such a table from before the policy keeps it, also through changes of the booking and of the room', () => {
    const day = withFoursTaken({});
    const couple = day.book('19:00', 2, online, guest);
    const configuration = resolveDay({ ...houseWith(kept), version: 2 }, day.state.configuration.serviceDate);
    expect(conflictsUnder(day.state, configuration)).toEqual([]);
    day.do({ type: 'applyConfiguration', configuration }, { kind: 'system', userId: null });
    expect(day.reservation(couple).tableIds).toEqual([5]);
    expect(modify(day, couple, { preferredSeating: ['window'] }).ok).toBe(true);
    expect(day.reservation(couple).tableIds).toEqual([5]);
  });

  test('who has such a table may be moved to another one like it', () => {
    const tables = sampleConfiguration().tables;
    const [six] = tables.slice(-1);
    if (six === undefined) throw new Error('there is no table for six');
    const twoSixes = [...tables, { ...six, id: 6, tableNumber: '6', features: ['wheelchair_accessible'] }];
    const day = new SampleDay({ ...houseWith({}), tables: twoSixes });
    const singles = [1, 2, 3, 4, 5].map((tableId) => day.book('19:00', 1, { tableIds: [tableId] }, manager));
    const couple = day.book('19:00', 2, online, guest);
    day.do({ type: 'cancelReservation', id: singles[4] ?? 0 }, manager);
    const configuration = { ...houseWith(kept), tables: twoSixes, version: 2 };
    const applied = resolveDay(configuration, day.state.configuration.serviceDate);
    day.do({ type: 'applyConfiguration', configuration: applied }, { kind: 'system', userId: null });
    expect(day.reservation(couple).tableIds).toEqual([6]);
    const needsIt = { ...online, preferredSeating: ['wheelchair_accessible'] };
    expect(day.reservation(day.book('19:00', 6, needsIt, guest)).tableIds).toEqual([6]);
    expect(day.reservation(couple).tableIds).toEqual([5]);
  });

  test('a promise outranks the policy: who loses a table gets the kept one', () => {
    const day = new SampleDay(houseWith(kept));
    const ids = [4, 4, 2, 2].map((size) => day.book('19:00', size, online, guest));
    day.do({ type: 'blockTable', blockId: 'b', tableId: 3, from: at('18:00'), until: null, override: true }, manager);
    expect(replan(day.state)).toEqual([]);
    expect(ids.map((id) => day.reservation(id).tableIds.length)).toEqual([1, 1, 1, 1]);
    expect(ids.some((id) => day.reservation(id).tableIds.includes(5))).toBe(true);
  });

  test('availability and digests do not offer what booking refuses', () => {
    const day = withFoursTaken(kept);
    for (const partySize of [1, 2, 3, 4, 5, 6]) {
      const open = timesOf(openStarts(day.state, askFor(partySize), day.now));
      const [digest] = digestsOf(day.state);
      const bits = digest?.bits[String(partySize)] ?? '';
      const inDigest = (digest?.times ?? []).filter((_, index) => bits[index] === '1');
      expect(inDigest).toEqual(open);
      expect(open.includes('19:00')).toBe(partySize > 4);
    }
  });
});

/** Nights of a room that two eights can fill. */
function expecting(forecast: DayForecast['requests'], policies: Partial<SeatingPolicies> = {}): DayState {
  const day = new SampleDay(houseWith({ bidPrices: true, ...policies }));
  return {
    ...day.state,
    configuration: { ...day.state.configuration, forecast: { requests: forecast, leadMinutes: [] } },
  };
}

function decided(state: DayState, partySize: number, change: object = {}, now = at('12:00', '2026-11-01')) {
  const fields = { time: '19:00', startsAt: at('19:00'), partySize, channel: 'online' as const, preferredSeating: [] };
  return findStart(state, wishFor(state.configuration, { ...fields, ...change }, null), { now });
}

describe('bid prices', () => {
  const nineteen = 15 * 60;
  const sixes: DayForecast['requests'] = [[6, nineteen, 200, 0]];

  it('leaves a couple’s table to a couple, says so, and names times at which it is not wanted', () => {
    const early: DayForecast['requests'] = [14, 14.25, 14.5, 14.75, 15, 15.25].flatMap((hour) =>
      [2, 4, 6].map((partySize) => [partySize, hour * 60, 200, 0] as const),
    );
    const state = expecting(early);
    const alone = decided(state, 1);
    expect(alone).toMatchObject({ ok: false, reason: 'kept_for_demand' });
    if (alone.ok) return;
    expect(alone.detail).toContain('for 1 another time works better');
    expect(alone.alternativeTimes?.every((time) => time > '19:15')).toBe(true);
    for (const partySize of [2, 4, 6]) expect(decided(state, partySize).ok).toBe(true);
    expect(decided(state, 3)).toMatchObject({ ok: false, reason: 'kept_for_demand' });
  });

  it('never refuses who the staff book, who goes over it, or who keeps the start that was promised', () => {
    const state = expecting([...sixes, [2, nineteen, 200, 0]]);
    expect(decided(state, 1).ok).toBe(false);
    expect(decided(state, 1, { channel: 'in_house' }).ok).toBe(true);
    expect(decided(state, 1, { channel: 'walk_in' }).ok).toBe(true);
    const fields = {
      time: '19:00',
      startsAt: at('19:00'),
      partySize: 1,
      channel: 'online' as const,
      preferredSeating: [],
    };
    const wish = wishFor(state.configuration, fields, null);
    const now = at('12:00', '2026-11-01');
    expect(findStart(state, wish, { now, override: true }).ok).toBe(true);
    expect(findStart(state, wish, { now, keepsStart: true }).ok).toBe(true);
  });

  it('lets go as the date comes near and fewer are still expected', () => {
    const state = expecting([[2, nineteen, 10, 0]]);
    expect(decided(state, 1).ok).toBe(true);
    const many = expecting([
      [2, nineteen, 40, 0],
      [4, nineteen, 40, 0],
      [6, nineteen, 40, 0],
    ]);
    expect(decided(many, 1).ok).toBe(false);
    expect(decided(many, 1, {}, at('18:30')).ok).toBe(true);
  });

  it('refuses nobody without the policy, without a forecast, or when nobody is expected', () => {
    const crowd: DayForecast['requests'] = [[2, nineteen, 200, 0]];
    expect(decided(expecting(crowd, { bidPrices: false }), 1).ok).toBe(true);
    expect(decided(expecting([]), 1).ok).toBe(true);
    const state = expecting(crowd);
    expect(decided({ ...state, configuration: { ...state.configuration, forecast: null } }, 1).ok).toBe(true);
  });

  it('decides exactly as without the policy while the room can take everyone who asks and everyone expected', () => {
    const request = fc.record({
      time: fc.constantFrom('18:00', '18:30', '19:00', '19:45', '20:15', '21:00'),
      partySize: fc.integer({ min: 1, max: 6 }),
    });
    const expectedTimes = ['18:00', '19:00', '20:00', '21:00'];
    const shares = fc.array(fc.nat(100), { minLength: 4, maxLength: 4 });
    let compared = 0;
    fc.assert(
      fc.property(fc.array(request, { maxLength: 14 }), shares, (requests, percents) => {
        const plain = new SampleDay(houseWith({}));
        const priced = new SampleDay(houseWith({ bidPrices: true }));
        const few = percents.map((percent, index) => [2, (14 + index) * 60, percent / 100, 0] as const);
        const { configuration } = priced.state;
        priced.state = {
          ...priced.state,
          configuration: { ...configuration, forecast: { requests: few, leadMinutes: [] } },
        };
        const took = requests.map(({ time, partySize }) => plain.do(bookCommand(time, partySize, online), guest).ok);
        const everyone = [...took, ...expectedTimes.map((time) => plain.do(bookCommand(time, 2, online), guest).ok)];
        fc.pre(everyone.every(Boolean));
        compared += requests.length;
        for (const { time, partySize } of requests) {
          expect(priced.do(bookCommand(time, partySize, online), guest).ok).toBe(true);
        }
      }),
      { numRuns: 250 },
    );
    expect(compared).toBeGreaterThan(250);
  });

  it('refuses nobody for a plan that is merely scattered', () => {
    const [two, , , four] = sampleConfiguration().tables;
    if (two === undefined || four === undefined) throw new Error('the sample house has other tables');
    const others = [11, 12, 13, 14, 15, 16].map((id) => ({ ...two, id, tableNumber: String(id) }));
    const day = new SampleDay({ ...houseWith({ bidPrices: true }), tables: [two, four, ...others], combinations: [] });
    for (const { id } of others) day.book('18:00', 2, { tableIds: [id], durationMinutes: 200 }, manager);
    // The four is taken until 19:45, the two from 20:00: whoever starts at 19:00 needs the later couple to move.
    expect(day.reservation(day.book('18:00', 3, online, guest)).tableIds).toEqual([four.id]);
    expect(day.reservation(day.book('20:00', 2, online, guest)).tableIds).toEqual([two.id]);
    const forecast = { requests: [[2, nineteen, 0, 1] as const], leadMinutes: [] };
    day.state = { ...day.state, configuration: { ...day.state.configuration, forecast } };
    expect(day.do(bookCommand('19:00', 1, online), guest).ok).toBe(true);
  });

  it('equal states give equal answers, however they were come by', () => {
    const requests = [4, 2, 3, 2, 5, 1, 2, 4, 2].map((partySize, index) =>
      bookCommand(index % 2 ? '19:00' : '20:00', partySize, online),
    );
    const forecast = {
      requests: [
        [2, nineteen, 9, 1],
        [6, nineteen, 4, 0],
        [4, nineteen + 60, 6, 0],
      ] as const,
      leadMinutes: [],
    };
    const run = (warm: boolean): unknown[] => {
      const day = new SampleDay(houseWith({ bidPrices: true }), at('12:00', '2026-11-05'));
      day.state = { ...day.state, configuration: { ...day.state.configuration, forecast } };
      return requests.map((command) => {
        if (warm) openStarts(day.state, askFor(2), day.now);
        return day.do(command, guest);
      });
    };
    expect(run(true)).toEqual(run(false));
  });
});

describe('times that keep the book tight', () => {
  const tight = { slotShaping: true };

  test('a start that leaves a gap too short to sell is not shown, but can be booked and comes last as an alternative', () => {
    const only = { tables: sampleConfiguration().tables.slice(0, 1), combinations: [] };
    const day = new SampleDay({ ...houseWith(tight), ...only });
    day.book('18:00', 2, online, guest);
    const open = timesOf(openStarts(day.state, askFor(2), day.now));
    expect(open).toEqual(['19:45', '20:00', '20:15', '20:30', '20:45', '21:00', '21:15', '21:30']);
    const shown = timesOf(offeredStarts(day.state, askFor(2), day.now));
    const hidden = open.filter((time) => !shown.includes(time));
    expect(hidden.length).toBeGreaterThan(0);
    expect(hidden).not.toContain('19:45');
    expect(day.do(bookCommand('19:30', 2, online), guest)).toMatchObject({
      ok: false,
      reason: 'no_table',
      alternativeTimes: shown.slice(0, 4),
    });
    expect(day.do(bookCommand(hidden[0] ?? '', 2, online), guest).ok).toBe(true);
  });

  test('staff see every start', () => {
    const day = new SampleDay(houseWith(tight));
    day.book('18:00', 6, online, guest);
    const ask = { ...askFor(6), channel: 'in_house' as const };
    expect(offeredStarts(day.state, ask, day.now)).toEqual(openStarts(day.state, ask, day.now));
  });

  it('whatever is booked: what is shown can be booked, and what is hidden has three shown within 45 minutes', () => {
    const booking = fc.record({
      time: fc.constantFrom('18:00', '18:15', '18:45', '19:15', '19:30', '20:00', '20:45', '21:15'),
      partySize: fc.integer({ min: 1, max: 7 }),
    });
    fc.assert(
      fc.property(fc.array(booking, { maxLength: 10 }), fc.integer({ min: 1, max: 7 }), (bookings, partySize) => {
        const day = new SampleDay(houseWith(tight));
        for (const { time, partySize: size } of bookings) day.do(bookCommand(time, size, online), guest);
        const open = openStarts(day.state, askFor(partySize), day.now).map(({ start }) => start.minute);
        const shown = offeredStarts(day.state, askFor(partySize), day.now).map(({ start }) => start.minute);
        expect(open).toEqual(expect.arrayContaining(shown));
        for (const minute of open.filter((each) => !shown.includes(each))) {
          expect(shown.filter((each) => Math.abs(each - minute) <= 45).length).toBeGreaterThanOrEqual(3);
        }
        if (open.length > 0) expect(shown.length).toBeGreaterThan(0);
        const { seating, ...rest } = day.state.configuration;
        const unshaped = { ...day.state, configuration: { ...rest, seating: { ...seating, slotShaping: false } } };
        expect(offeredStarts(unshaped, askFor(partySize), day.now).map(({ start }) => start.minute)).toEqual(open);
      }),
      { numRuns: 150 },
    );
  });
});
