import { describe, expect, test } from 'vitest';
import { withOwnTime } from '#lib/guest/change-booking.ts';
import { nearestDays, nearestTimes, readStartTime, timesByPeriod } from '#lib/guest/start-times.ts';

const slot = (time: string, period: string, utcOffset = '-05:00') => ({ time, period, utcOffset });

describe('start times', () => {
  test('stand by period in the order of the evening', () => {
    const periods = timesByPeriod([slot('12:00', 'Lunch'), slot('18:00', 'Dinner'), slot('00:30', 'Dinner')], 'en-US');
    expect(periods.map(({ period, times }) => [period, times.map(({ label }) => label)])).toEqual([
      ['Lunch', ['12:00 PM']],
      ['Dinner', ['6:00 PM', '12:30 AM']],
    ]);
  });

  test('that come twice on the night the clocks go back carry their offset', () => {
    const [late] = timesByPeriod([slot('01:30', 'Late', '-04:00'), slot('01:30', 'Late', '-05:00')], 'en-US');
    expect(late?.times.map(({ value, label }) => [value, label])).toEqual([
      ['01:30-04:00', '1:30 AM (UTC-04:00)'],
      ['01:30-05:00', '1:30 AM (UTC-05:00)'],
    ]);
    expect(readStartTime('01:30-04:00')).toEqual({ time: '01:30', utcOffset: '-04:00' });
    expect(readStartTime('19:30')).toEqual({ time: '19:30' });
    expect(readStartTime('dinner')).toBeNull();
  });

  test('nearest to a wish keep their order', () => {
    expect(nearestTimes(['17:30', '18:30', '20:15', '21:00'], '19:30', 2)).toEqual(['18:30', '20:15']);
    expect(nearestTimes(['18:45', '20:15'], '19:30', 1)).toEqual(['18:45']);
    expect(nearestTimes([], '19:30', 3)).toEqual([]);
  });

  test('of other days leave out the day itself and the full ones', () => {
    const days = ['20', '21', '22', '23', '24'].map((day) => ({
      date: `2026-11-${day}`,
      available: day !== '20' && day !== '23',
      times: [],
    }));
    expect(nearestDays(days, '2026-11-22', 2).map((day) => day.date)).toEqual(['2026-11-21', '2026-11-24']);
  });
});

describe('the times for a change', () => {
  const booking = { reservationDate: '2026-11-22', reservationTime: '19:30', partySize: 2, zone: 'Europe/Paris' };
  const found = {
    periods: timesByPeriod([slot('18:00', 'Dinner')], 'en-GB'),
    ...{ suggested: '18:00', refusal: 'Every table is taken.', otherDays: [], otherPlaces: [] },
  };

  test('offer the own time to a larger party, although the free times cannot know of it', () => {
    const own = withOwnTime(found, { date: '2026-11-22', time: '19:30', partySize: 4 }, booking);
    expect(own.periods[0]?.times[0]?.value).toBe('19:30');
    expect(own).toMatchObject({ suggested: '19:30', refusal: null });
  });

  test('say nothing about the own time on another date', () => {
    expect(withOwnTime(found, { date: '2026-11-23', time: '19:30', partySize: 4 }, booking)).toBe(found);
  });
});
