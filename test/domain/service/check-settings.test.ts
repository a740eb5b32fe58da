import { describe, expect, it } from 'vitest';
import type { ServicePeriod, ServiceSettings } from '../../../worker/domain/service/configuration.ts';
import { checkSettings } from '../../../worker/domain/service/check-settings.ts';
import { defaultSettings } from '../../../worker/domain/service/default-settings.ts';
import { period, settings } from './house.ts';

const paths = (changes: Partial<ServiceSettings>, dayBoundary = '04:00'): string[] =>
  checkSettings(settings(changes), dayBoundary).map((problem) => problem.path);

describe('settings that are fine', () => {
  it.each(['00:00', '04:00', '05:30', '12:00'])('the default with the day boundary %s', (dayBoundary) => {
    expect(checkSettings(defaultSettings(), dayBoundary)).toEqual([]);
  });

  it.each<[string, Partial<ServiceSettings>]>([
    ['no periods yet', { periods: [] }],
    ['a single start time', { periods: [period({ startTime: '19:00', lastStartTime: '19:00' })] }],
    ['past midnight', { periods: [period({ startTime: '22:00', lastStartTime: '02:30' })] }],
    [
      'turn and reset that end exactly at the boundary',
      { periods: [period({ lastStartTime: '02:15' })], resetMinutes: 15 },
    ],
    [
      'the same hours on different weekdays',
      { periods: [period({ weekdays: [1, 2] }), period({ name: 'Other', weekdays: [3, 4] })] },
    ],
    [
      'periods that follow each other',
      { periods: [period({ lastStartTime: '19:00' }), period({ name: 'Late', startTime: '19:05' })] },
    ],
    [
      'a special day’s hours across the weekday’s, without weekdays of its own',
      { specialDays: [{ date: '2026-12-31', name: 'Eve', closed: false, periods: [period({ weekdays: [] })] }] },
    ],
  ])('%s', (_, changes) => {
    expect(checkSettings(settings(changes), '04:00')).toEqual([]);
  });
});

describe('periods', () => {
  it.each<[string, Partial<ServicePeriod>, string]>([
    ['a name', { name: ' ' }, 'periods.0.name'],
    ['weekdays', { weekdays: [] }, 'periods.0.weekdays'],
    ['known weekdays', { weekdays: [7] }, 'periods.0.weekdays'],
    ['each weekday once', { weekdays: [1, 1] }, 'periods.0.weekdays'],
    ['an interval of at least 5', { intervalMinutes: 0 }, 'periods.0.intervalMinutes'],
    ['an interval of at most 120', { intervalMinutes: 125 }, 'periods.0.intervalMinutes'],
    ['an interval in steps of 5', { intervalMinutes: 12 }, 'periods.0.intervalMinutes'],
    ['limits from 1', { pacingCoversMax: 0 }, 'periods.0.pacingCoversMax'],
    ['whole limits', { pacingPartiesMax: 1.5 }, 'periods.0.pacingPartiesMax'],
    ['a channel', { channels: [] }, 'periods.0.channels'],
    ['a known channel', { channels: ['fax' as 'online'] }, 'periods.0.channels'],
    ['a real start', { startTime: '24:00' }, 'periods.0.startTime'],
    ['a real last start', { lastStartTime: '7pm' }, 'periods.0.lastStartTime'],
    ['a start in steps of 5', { startTime: '18:01' }, 'periods.0.startTime'],
    ['a last start after the start', { lastStartTime: '17:55' }, 'periods.0.lastStartTime'],
    ['a last start before the boundary', { lastStartTime: '04:00' }, 'periods.0.lastStartTime'],
    ['room for the turn before the boundary', { lastStartTime: '02:35' }, 'periods.0.lastStartTime'],
  ])('need %s', (_, changes, path) => {
    expect(paths({ periods: [period(changes)] })).toEqual([path]);
  });

  it('count the longest turn and the reset, up to the boundary of the house', () => {
    const turnTimes = [
      { partySizeMax: 2, minutes: 60 },
      { partySizeMax: 4, minutes: 150 },
      { partySizeMax: 6, minutes: 120 },
    ];
    const lastStart = (lastStartTime: string, dayBoundary: string): string[] =>
      paths({ periods: [period({ lastStartTime })], turnTimes, resetMinutes: 15 }, dayBoundary);
    expect(lastStart('01:15', '04:00')).toEqual([]);
    expect(lastStart('01:20', '04:00')).toEqual(['periods.0.lastStartTime']);
    expect(lastStart('21:15', '00:00')).toEqual([]);
    expect(lastStart('21:20', '00:00')).toEqual(['periods.0.lastStartTime']);
    expect(lastStart('02:45', '05:30')).toEqual([]);
    expect(lastStart('02:50', '05:30')).toEqual(['periods.0.lastStartTime']);
  });

  it('say what to do', () => {
    const [problem] = checkSettings(settings({ periods: [period({ lastStartTime: '02:45' })] }), '04:00');
    expect(problem?.message).toBe(
      'The longest turn with its reset would end 15 minutes after the day boundary (04:00): ' +
        'move the last start 15 minutes earlier, or shorten turn or reset.',
    );
  });

  it.each<[string, Partial<ServicePeriod>, boolean]>([
    ['one inside the other', { startTime: '19:00', lastStartTime: '20:00' }, true],
    ['one around the other', { startTime: '17:00', lastStartTime: '23:00' }, true],
    ['sharing the last start', { startTime: '22:00', lastStartTime: '23:00' }, true],
    ['sharing the first', { startTime: '17:00', lastStartTime: '18:00' }, true],
    ['after midnight', { startTime: '00:30', lastStartTime: '01:00' }, false],
    ['before', { startTime: '12:00', lastStartTime: '17:55' }, false],
    ['on one shared weekday', { startTime: '19:00', lastStartTime: '20:00', weekdays: [6] }, true],
  ])('do not overlap: %s', (_, changes, overlaps) => {
    expect(paths({ periods: [period(), period({ name: 'Other', ...changes })] })).toEqual(
      overlaps ? ['periods.1.startTime'] : [],
    );
  });
});

describe('special days', () => {
  const eve = { date: '2026-12-31', name: 'Eve', closed: false, periods: null };
  it.each<[string, ServiceSettings['specialDays'], string]>([
    ['a real date', [{ ...eve, date: '2026-02-30' }], 'specialDays.0.date'],
    ['one entry per date', [eve, eve], 'specialDays.1.date'],
    ['a name', [{ ...eve, name: '' }], 'specialDays.0.name'],
    ['no periods when closed', [{ ...eve, closed: true, periods: [period()] }], 'specialDays.0.periods'],
    ['periods when open', [{ ...eve, periods: [] }], 'specialDays.0.periods'],
    [
      'sound periods',
      [{ ...eve, periods: [period({ lastStartTime: '03:00' })] }],
      'specialDays.0.periods.0.lastStartTime',
    ],
    [
      'periods that do not overlap, whatever their weekdays',
      [{ ...eve, periods: [period({ weekdays: [1] }), period({ weekdays: [2] })] }],
      'specialDays.0.periods.1.startTime',
    ],
  ])('need %s', (_, specialDays, path) => {
    expect(paths({ specialDays })).toEqual([path]);
  });

  it('may be closed with an empty list of periods', () => {
    expect(paths({ specialDays: [{ ...eve, closed: true, periods: [] }] })).toEqual([]);
  });
});

describe('turn times and reset', () => {
  it.each<[string, Partial<ServiceSettings>, string]>([
    ['at least one', { turnTimes: [] }, 'turnTimes'],
    ['party sizes from 1', { turnTimes: [{ partySizeMax: 0, minutes: 60 }] }, 'turnTimes.0.partySizeMax'],
    [
      'ascending party sizes',
      {
        turnTimes: [
          { partySizeMax: 4, minutes: 60 },
          { partySizeMax: 4, minutes: 90 },
        ],
      },
      'turnTimes.1.partySizeMax',
    ],
    ['minutes in steps of 5', { turnTimes: [{ partySizeMax: 4, minutes: 62 }] }, 'turnTimes.0.minutes'],
    ['15 minutes or more', { turnTimes: [{ partySizeMax: 4, minutes: 10 }] }, 'turnTimes.0.minutes'],
    ['12 hours or less', { periods: [], turnTimes: [{ partySizeMax: 4, minutes: 725 }] }, 'turnTimes.0.minutes'],
    ['a reset in steps of 5', { resetMinutes: 7 }, 'resetMinutes'],
    ['a reset that is not negative', { resetMinutes: -5 }, 'resetMinutes'],
    ['a reset of at most two hours', { periods: [], resetMinutes: 125 }, 'resetMinutes'],
  ])('need %s', (_, changes, path) => {
    expect(paths(changes)).toEqual([path]);
  });
});

describe('policies', () => {
  it.each<[string, Partial<ServiceSettings['policies']>, string[]]>([
    ['whole minutes of notice', { noticeMinutes: 0.5 }, ['policies.noticeMinutes']],
    ['a horizon within two years', { horizonDays: 731 }, ['policies.horizonDays']],
    ['notice within the horizon', { horizonDays: 1, noticeMinutes: 2880 }, ['policies.noticeMinutes']],
    ['online parties from 1', { partySizeMinOnline: 0 }, ['policies.partySizeMinOnline']],
    [
      'a largest party not below the smallest',
      { partySizeMinOnline: 4, partySizeMaxOnline: 3 },
      ['policies.partySizeMaxOnline'],
    ],
    ['holds that end', { holdMinutes: 0 }, ['policies.holdMinutes']],
    ['late marks that are not negative', { lateAfterMinutes: -1 }, ['policies.lateAfterMinutes']],
    ['no-show after late', { lateAfterMinutes: 30, noShowAfterMinutes: 20 }, ['policies.noShowAfterMinutes']],
    ['a pending size from 1', { pendingFromPartySize: 0 }, ['policies.pendingFromPartySize']],
    ['cancelling before the start', { cancelUntilMinutes: -1 }, ['policies.cancelUntilMinutes']],
    ['modifying before the start', { modifyUntilMinutes: -1 }, ['policies.modifyUntilMinutes']],
    ['nothing more', { noShowAfterMinutes: null, pendingFromPartySize: null, noticeMinutes: 0 }, []],
  ])('need %s', (_, changes, expected) => {
    expect(paths({ policies: { ...defaultSettings().policies, ...changes } })).toEqual(expected);
  });
});
