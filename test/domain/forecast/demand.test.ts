import { describe, expect, test } from 'vitest';
import { chanceFrom } from '../../../worker/domain/chance.ts';
import { demandByInterval } from '../../../worker/domain/forecast/demand-by-interval.ts';
import { coversSpan, expectedRequests, learnDemand, shareYetToBook } from '../../../worker/domain/forecast/demand.ts';
import type { PastParty } from '../../../worker/domain/forecast/house-model.ts';
import { unopenedDay } from '../../../worker/domain/reservation/state.ts';
import { defaultSettings } from '../../../worker/domain/service/default-settings.ts';
import { resolveDay } from '../../../worker/domain/service/resolve-day.ts';
import { daysAgo, past, settings } from './past-parties.ts';

/** Bookings of one date at 19:00, so many. */
function evening(date: string, parties: number, more: Partial<PastParty> = {}): PastParty[] {
  return Array.from({ length: parties }, () => past({ serviceDate: date, ...more }));
}

function dayOn(date: string) {
  return resolveDay(
    {
      version: 1,
      restaurantId: 7,
      groupId: 1,
      zone: 'America/New_York',
      dayBoundary: '04:00',
      settings: defaultSettings(),
      tables: [
        {
          id: 1,
          tableNumber: '1',
          partySizeMin: 1,
          partySizeMax: 40,
          areaId: 1,
          features: [],
          channels: ['online', 'in_house', 'walk_in'],
        },
      ],
      combinations: [],
      maintenance: [],
      staff: [],
    },
    date,
  );
}

/** 2026-11-22 is a Sunday: counted back from it, every seventh day is one. */
const sundays = Array.from({ length: 26 }, (_, week) => daysAgo(7 * (week + 1)));
const learn = (history: readonly PastParty[]) => learnDemand(history, settings.learnedOn);
const partiesOn = (history: readonly PastParty[], date: string): number =>
  expectedRequests(learn(history), dayOn(date)).reduce((sum, { count, walkIns }) => sum + count + walkIns, 0);

describe('demand', () => {
  test('without history nobody is expected', () => {
    expect(expectedRequests(learn([]), dayOn('2026-11-29'))).toEqual([]);
    expect(shareYetToBook(learn([]).leadMinutes, 1_000)).toBe(0);
  });

  test('as many as on the same weekday before, at their time and in their sizes', () => {
    const history = sundays.flatMap((date) => [
      ...evening(date, 6),
      ...evening(date, 2, { partySize: 4 }),
      ...evening(date, 1, { source: 'walk_in', leadMinutes: 0 }),
    ]);
    const requests = expectedRequests(learn(history), dayOn('2026-11-29'));
    expect(new Set(requests.map(({ startMinute }) => startMinute).filter((minute) => minute === 900)).size).toBe(1);
    const at19 = requests.filter(({ startMinute }) => startMinute === 900);
    const of = (key: 'count' | 'walkIns') => at19.reduce((sum, each) => sum + each[key], 0);
    expect(of('count')).toBeCloseTo(8, 1);
    expect(of('walkIns')).toBeCloseTo(1, 1);
    const couples = at19.find(({ partySize }) => partySize === 2)!;
    expect(couples.count / of('count')).toBeCloseTo(7 / 9, 1);
  });

  test('what was long ago counts less: after six weeks half as much', () => {
    const rising = sundays.flatMap((date, week) => evening(date, week < 6 ? 12 : 4));
    const falling = sundays.flatMap((date, week) => evening(date, week < 6 ? 4 : 12));
    expect(partiesOn(rising, '2026-11-29')).toBeGreaterThan(8);
    // Six weeks of twenty-six are a quarter of the dates and nearly half of the weight.
    expect(partiesOn(falling, '2026-11-29')).toBeLessThan(9);
    const evenly = (6 * 12 + 20 * 4) / 26;
    expect(partiesOn(rising, '2026-11-29')).toBeGreaterThan(evenly + 1.5);
  });

  test('a weekday that was never open has what all days have; one seen often has its own', () => {
    const history = sundays.flatMap((date) => evening(date, 4));
    const saturdays = Array.from({ length: 26 }, (_, week) => daysAgo(7 * week + 1));
    const both = [...history, ...saturdays.flatMap((date) => evening(date, 12))];
    expect(partiesOn(both, '2026-11-29')).toBeLessThan(7);
    expect(partiesOn(both, '2026-11-28')).toBeGreaterThan(9);
    const monday = partiesOn(both, '2026-11-30');
    expect(monday).toBeGreaterThan(7);
    expect(monday).toBeLessThan(9);
  });

  test('starts that a date does not have are not expected', () => {
    const history = sundays.flatMap((date) => evening(date, 5, { minute: 20 * 60 }));
    expect(partiesOn(history, '2026-11-29')).toBe(0);
  });

  test('four dates in five lie within the span of covers', () => {
    const chance = chanceFrom('span');
    for (const [mean, dispersion] of [
      [3, 4],
      [20, 4],
      [60, 8],
    ] as const) {
      const { from, until } = coversSpan(mean, dispersion);
      expect(from).toBeLessThan(mean);
      expect(until).toBeGreaterThan(mean);
      const drawn = Array.from({ length: 4_000 }, () => chance.normal(mean, Math.sqrt(mean * dispersion)));
      const within = drawn.filter((covers) => Math.round(covers) >= from && Math.round(covers) <= until).length;
      expect(within / drawn.length).toBeGreaterThan(0.7);
      expect(within / drawn.length).toBeLessThan(0.93);
    }
    expect(coversSpan(0, 4)).toEqual({ from: 0, until: 0 });
  });

  test('bookings come along the house’s own curve', () => {
    const leads = Array.from({ length: 101 }, (_, index) => index * 100);
    const { leadMinutes } = learn(leads.map((minutes) => past({ leadMinutes: minutes })));
    expect(shareYetToBook(leadMinutes, 0)).toBe(0);
    expect(shareYetToBook(leadMinutes, 5_000)).toBeCloseTo(0.5, 2);
    expect(shareYetToBook(leadMinutes, 50_000)).toBe(1);
  });

  test('the forecast has every start of the date, in order', () => {
    const history = sundays.flatMap((date) => evening(date, 6));
    const rows = demandByInterval(learn(history), unopenedDay(dayOn('2026-11-29')));
    expect(rows[0]!.time).toBe('12:00');
    const row = rows.find(({ time }) => time === '19:00')!;
    expect(row.parties).toBeCloseTo(6, 0);
    expect(row.covers).toBeCloseTo(12, 0);
    expect(row.coversFrom).toBeLessThanOrEqual(row.covers);
    expect(row.coversUntil).toBeGreaterThanOrEqual(row.covers);
    // Forty seats, a quarter of an hour, a table for two that turns in 90 + 15 minutes.
    expect(row.capacityCovers).toBe(Math.round((40 * 15) / 105));
  });
});
