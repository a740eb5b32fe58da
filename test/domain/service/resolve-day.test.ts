import { describe, expect, it } from 'vitest';
import type { MaintenanceBlock } from '../../../worker/domain/service/configuration.ts';
import { resolveDay } from '../../../worker/domain/service/resolve-day.ts';
import { dayOf, period, restaurant } from './house.ts';

describe('what a day takes from the restaurant', () => {
  it('carries identity, span and everything that is the same on all dates', () => {
    const house = restaurant({ staff: [{ userId: 5, roles: ['host'] }] });
    expect(resolveDay(house, '2026-11-22')).toMatchObject({
      version: 3,
      restaurantId: 7,
      groupId: 2,
      serviceDate: '2026-11-22',
      zone: 'Europe/Berlin',
      dayBoundary: '04:00',
      startsAt: Date.parse('2026-11-22T03:00:00Z'),
      endsAt: Date.parse('2026-11-23T03:00:00Z'),
      closedBecause: null,
      turnTimes: house.settings.turnTimes,
      resetMinutes: 0,
      policies: house.settings.policies,
      staff: [{ userId: 5, roles: ['host'] }],
    });
  });

  it('takes the periods of its weekday, in the order of the day', () => {
    const periods = [
      period({ name: 'Late', startTime: '00:30', lastStartTime: '01:00' }),
      period({ name: 'Dinner' }),
      period({ name: 'Brunch', weekdays: [0], startTime: '10:00', lastStartTime: '13:00' }),
      period({ name: 'Lunch', weekdays: [1, 2, 3, 4, 5], startTime: '12:00', lastStartTime: '14:00' }),
    ];
    const names = (date: string): string[] => dayOf(date, { settings: { periods } }).periods.map((each) => each.name);
    expect(names('2026-11-22')).toEqual(['Brunch', 'Dinner', 'Late']);
    expect(names('2026-11-23')).toEqual(['Lunch', 'Dinner', 'Late']);
    expect(names('2026-11-28')).toEqual(['Dinner', 'Late']);
  });
});

describe('special days', () => {
  const party = period({ name: 'Gala', weekdays: [], startTime: '19:00', lastStartTime: '19:00' });
  const specialDays = [
    { date: '2026-12-24', name: 'Christmas Eve', closed: true, periods: null },
    { date: '2026-12-25', name: 'Christmas', closed: true, periods: [party] },
    { date: '2026-12-31', name: 'New Year’s Eve', closed: false, periods: [party] },
    { date: '2026-12-30', name: 'Staff party', closed: false, periods: null },
  ];
  it.each([
    ['a closed day has no periods and says why', '2026-12-24', 'Christmas Eve', []],
    ['even where periods were left in it', '2026-12-25', 'Christmas', []],
    ['an open one has its own periods, whatever their weekdays', '2026-12-31', null, ['Gala']],
    ['or the weekday’s', '2026-12-30', null, ['Dinner']],
    ['and other dates do not care', '2026-12-29', null, ['Dinner']],
  ])('%s', (_, date, closedBecause, names) => {
    const day = dayOf(date, { settings: { specialDays } });
    expect(day.closedBecause).toBe(closedBecause);
    expect(day.periods.map((each) => each.name)).toEqual(names);
  });
});

describe('periods in real minutes', () => {
  it.each([
    // zone, boundary, date, start, last start → minutes since the day's start
    ['Europe/Berlin', '04:00', '2026-11-22', '18:00', '22:00', 840, 1080],
    ['Europe/Berlin', '00:00', '2026-11-22', '18:00', '22:00', 1080, 1320],
    ['Europe/Berlin', '05:30', '2026-11-22', '18:00', '00:30', 750, 1140],
    ['Europe/Berlin', '04:00', '2026-11-22', '04:00', '03:55', 0, 1435],
    // The service date is that of the evening before the change: an hour less, or more, after 02:00.
    ['Europe/Berlin', '04:00', '2026-03-28', '18:00', '03:30', 840, 1350],
    ['Europe/Berlin', '04:00', '2026-10-24', '18:00', '03:30', 840, 1470],
    ['Europe/Berlin', '00:00', '2026-03-29', '12:00', '14:00', 660, 780],
    ['Europe/Berlin', '00:00', '2026-10-25', '12:00', '14:00', 780, 900],
    ['America/New_York', '04:00', '2026-03-07', '18:00', '03:30', 840, 1350],
    ['Australia/Lord_Howe', '04:00', '2026-10-03', '18:00', '03:30', 840, 1380],
    ['Australia/Lord_Howe', '04:00', '2026-04-04', '18:00', '03:30', 840, 1440],
    ['Asia/Tokyo', '04:00', '2026-03-28', '18:00', '03:30', 840, 1410],
    // A start inside the gap opens at the jump; a last start inside it is the minute before.
    ['Europe/Berlin', '04:00', '2026-03-28', '02:30', '03:30', 1320, 1350],
    ['Europe/Berlin', '04:00', '2026-03-28', '18:00', '02:30', 840, 1319],
    ['Europe/Berlin', '04:00', '2026-03-28', '02:15', '02:45', 1320, 1320],
    // A repeated hour is served twice: from its first start to its last.
    ['Europe/Berlin', '04:00', '2026-10-24', '02:00', '02:30', 1320, 1410],
  ])('%s %s on %s: %s to %s is %d to %d', (zone, dayBoundary, date, startTime, lastStartTime, start, last) => {
    const [only] = dayOf(date, {
      zone,
      dayBoundary,
      settings: { periods: [period({ startTime, lastStartTime })] },
    }).periods;
    expect([only?.startMinute, only?.lastStartMinute]).toEqual([start, last]);
  });

  it('keep name, interval, pacing and channels', () => {
    const periods = [period({ intervalMinutes: 20, pacingCoversMax: 12, pacingPartiesMax: 3, channels: ['walk_in'] })];
    expect(dayOf('2026-11-22', { settings: { periods } }).periods).toEqual([
      {
        name: 'Dinner',
        startMinute: 840,
        lastStartMinute: 1080,
        intervalMinutes: 20,
        pacingCoversMax: 12,
        pacingPartiesMax: 3,
        channels: ['walk_in'],
      },
    ]);
  });
});

describe('maintenance that touches the date', () => {
  it.each([
    ['ended when the day began', '2026-11-20T00:00:00Z', '2026-11-22T03:00:00Z', false],
    ['ends a moment later', '2026-11-20T00:00:00Z', '2026-11-22T03:00:01Z', true],
    ['within the day', '2026-11-22T12:00:00Z', '2026-11-22T13:00:00Z', true],
    ['begins in the last moment', '2026-11-23T02:59:59Z', '2026-11-24T00:00:00Z', true],
    ['begins with the next day', '2026-11-23T03:00:00Z', '2026-11-24T00:00:00Z', false],
    ['until further notice', '2026-11-01T00:00:00Z', null, true],
    ['until further notice from the next day on', '2026-11-23T03:00:00Z', null, false],
  ])('%s', (_, startsAt, endsAt, touches) => {
    const block: MaintenanceBlock = {
      id: 1,
      tableId: 28_673,
      startsAt: Date.parse(startsAt),
      endsAt: endsAt === null ? null : Date.parse(endsAt),
      notes: null,
    };
    expect(dayOf('2026-11-22', { maintenance: [block] }).maintenance).toEqual(touches ? [block] : []);
  });
});
