import { describe, expect, it } from 'vitest';
import { periodAt, startTimesOf, turnMinutesFor } from '../../../worker/domain/service/start-times.ts';
import { resolveWallTime } from '../../../worker/domain/time/service-date.ts';
import { dayOf, period } from './house.ts';

const labels = (...[date, house]: Parameters<typeof dayOf>): string[] =>
  startTimesOf(dayOf(date, house)).map((start) => start.time);

describe('start times', () => {
  it('run from the start to the last start of every period', () => {
    const periods = [
      period({ startTime: '18:00', lastStartTime: '19:00', intervalMinutes: 30 }),
      period({ name: 'Lunch', startTime: '12:00', lastStartTime: '12:40', intervalMinutes: 15 }),
    ];
    expect(labels('2026-11-22', { settings: { periods } })).toEqual([
      ...['12:00', '12:15', '12:30'],
      ...['18:00', '18:30', '19:00'],
    ]);
  });

  it('know minute, instant, label, offset and period', () => {
    const day = dayOf('2026-11-22', { settings: { periods: [period({ lastStartTime: '18:00' })] } });
    expect(startTimesOf(day)).toEqual([
      {
        minute: 840,
        at: Date.parse('2026-11-22T17:00:00Z'),
        time: '18:00',
        utcOffset: '+01:00',
        period: day.periods[0],
      },
    ]);
  });

  it.each([
    ['Europe/Berlin', '2026-11-21', ['01:00', '01:30', '02:00', '02:30', '03:00']],
    ['Europe/Berlin', '2026-03-28', ['01:00', '01:30', '03:00']],
    ['Europe/Berlin', '2026-10-24', ['01:00', '01:30', '02:00', '02:30', '02:00', '02:30', '03:00']],
    ['America/New_York', '2026-03-07', ['01:00', '01:30', '03:00']],
    ['America/New_York', '2026-10-31', ['01:00', '01:30', '01:00', '01:30', '02:00', '02:30', '03:00']],
    ['Australia/Lord_Howe', '2026-10-03', ['01:00', '01:30', '02:30', '03:00']],
    ['Australia/Lord_Howe', '2026-04-04', ['01:00', '01:30', '01:30', '02:00', '02:30', '03:00']],
    ['Asia/Tokyo', '2026-03-28', ['01:00', '01:30', '02:00', '02:30', '03:00']],
  ])('%s in the night of %s', (zone, date, expected) => {
    const periods = [period({ startTime: '01:00', lastStartTime: '03:00' })];
    const house = { zone, settings: { periods, turnTimes: [{ partySizeMax: 4, minutes: 30 }] } };
    // New York's clocks fall back at 02:00, to 01:00: its period opens at the first of the two.
    expect(labels(date, house)).toEqual(expected);
    const starts = startTimesOf(dayOf(date, house));
    expect(new Set(starts.map((start) => `${start.time}${start.utcOffset}`)).size).toBe(starts.length);
    for (const start of starts) {
      const resolved = resolveWallTime(date, start.time, zone, '04:00');
      expect(resolved.kind === 'unique' ? [resolved.at] : resolved.kind === 'repeated' ? resolved.at : []).toContain(
        start.at,
      );
    }
  });

  it('leave out what even the shortest turn and its reset would carry past the day’s end', () => {
    const turnTimes = [
      { partySizeMax: 2, minutes: 60 },
      { partySizeMax: 4, minutes: 120 },
    ];
    const periods = [period({ startTime: '00:30', lastStartTime: '02:45', intervalMinutes: 15 })];
    const lastLabel = (date: string): string | undefined =>
      labels(date, { settings: { periods, turnTimes, resetMinutes: 15 } }).at(-1);
    expect(lastLabel('2026-11-22')).toBe('02:45');
    // Clocks jump from 02:00 to 03:00, so the day ends 75 minutes after 01:45.
    expect(lastLabel('2026-03-28')).toBe('01:45');
    const tooLate = [period({ startTime: '02:00', lastStartTime: '03:00', intervalMinutes: 15 })];
    expect(labels('2026-11-22', { settings: { periods: tooLate, turnTimes, resetMinutes: 15 } })).toEqual([
      ...['02:00', '02:15', '02:30', '02:45'],
    ]);
  });

  it('are none on a closed day', () => {
    const specialDays = [{ date: '2026-11-22', name: 'Holiday', closed: true, periods: null }];
    expect(labels('2026-11-22', { settings: { specialDays } })).toEqual([]);
  });
});

describe('turn times', () => {
  const turnTimes = [
    { partySizeMax: 2, minutes: 90 },
    { partySizeMax: 4, minutes: 105 },
    { partySizeMax: 8, minutes: 150 },
  ];
  it.each([
    [1, 90],
    [2, 90],
    [3, 105],
    [4, 105],
    [5, 150],
    [8, 150],
    [20, 150],
  ])('a party of %d stays %d minutes', (partySize, minutes) => {
    expect(turnMinutesFor(dayOf('2026-11-22', { settings: { turnTimes } }), partySize)).toBe(minutes);
  });

  it('must exist', () => {
    expect(() => turnMinutesFor(dayOf('2026-11-22', { settings: { turnTimes: [] } }), 2)).toThrow(RangeError);
  });
});

describe('the period at a minute', () => {
  const day = dayOf('2026-11-22', {
    settings: {
      periods: [
        period({ name: 'Lunch', startTime: '12:00', lastStartTime: '14:00', channels: ['in_house', 'walk_in'] }),
        period({ name: 'Dinner' }),
      ],
    },
  });
  it.each([
    [480, 'in_house', 'Lunch'],
    [479, 'in_house', null],
    [600, 'in_house', 'Lunch'],
    [601, 'in_house', null],
    [493, 'walk_in', 'Lunch'],
    [480, 'online', null],
    [840, 'online', 'Dinner'],
    [1080, 'online', 'Dinner'],
    [1081, 'online', null],
  ] as const)('%d for %s is %s', (minute, channel, name) => {
    expect(periodAt(day, minute, channel)?.name ?? null).toBe(name);
  });
});
