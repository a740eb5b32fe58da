import { describe, expect, it, test } from 'vitest';
import { foldLedger } from '../../../worker/domain/reservation/fold.ts';
import { checkSettings } from '../../../worker/domain/service/check-settings.ts';
import type { SeatingPolicies, ServiceSettings } from '../../../worker/domain/service/configuration.ts';
import { defaultSeatingPolicies } from '../../../worker/domain/service/default-settings.ts';
import { requestsToCome } from '../../../worker/domain/service/demand.ts';
import { liftConfiguration } from '../../../worker/domain/service/lift-configuration.ts';
import { seatsMaxAt, usualTurnMinutes } from '../../../worker/domain/service/peaks.ts';
import { resolveDay } from '../../../worker/domain/service/resolve-day.ts';
import { dayOf, restaurant, settings } from './house.ts';

const everyDay = [0, 1, 2, 3, 4, 5, 6];
const seating = (changes: Partial<SeatingPolicies>): SeatingPolicies => ({ ...defaultSeatingPolicies, ...changes });
const peak = (startTime: string, endTime: string, weekdays = everyDay) => ({ weekdays, startTime, endTime });

describe('seating policies that cannot be are refused with where and what to do', () => {
  const rows: [string, Partial<SeatingPolicies>, string[]][] = [
    ['none at all', {}, []],
    ['a usual peak', { peaks: [peak('19:00', '21:00')], peakTurnMinutesLess: 30 }, []],
    ['a peak past midnight', { peaks: [peak('22:00', '01:30')] }, []],
    ['a peak until the day ends', { peaks: [peak('22:00', '04:00')] }, []],
    ['a peak that ends as it begins', { peaks: [peak('19:00', '19:00')] }, ['seating.peaks.0.endTime']],
    ['a peak over the boundary', { peaks: [peak('22:00', '04:30')] }, ['seating.peaks.0.endTime']],
    ['a peak on no day', { peaks: [peak('19:00', '20:00', [])] }, ['seating.peaks.0.weekdays']],
    ['a peak on one day twice', { peaks: [peak('19:00', '20:00', [1, 1])] }, ['seating.peaks.0.weekdays']],
    ['odd minutes', { peaks: [peak('19:02', '20:00')] }, ['seating.peaks.0.startTime']],
    ['no time', { peaks: [peak('19:00', '25:00')] }, ['seating.peaks.0.endTime']],
    ['a turn cut to nothing', { peakTurnMinutesLess: 60 }, []],
    ['steps of five', { peakTurnMinutesLess: 7 }, ['seating.peakTurnMinutesLess']],
    ['large tables for parties', { peakLargeTables: { seatsMin: 6, partySizeMin: 5 } }, []],
    [
      'large tables for nobody',
      { peakLargeTables: { seatsMin: 6, partySizeMin: 7 } },
      ['seating.peakLargeTables.partySizeMin'],
    ],
    [
      'tables for one',
      { peakLargeTables: { seatsMin: 1, partySizeMin: 1 } },
      ['seating.peakLargeTables.seatsMin', 'seating.peakLargeTables.partySizeMin'],
    ],
  ];
  it.each(rows)('%s', (_, changes, paths) => {
    expect(checkSettings(settings({ seating: seating(changes) }), '04:00').map(({ path }) => path)).toEqual(paths);
  });

  it('a turn that would be shorter than a quarter of an hour', () => {
    const turnTimes = [{ partySizeMax: 4, minutes: 45 }];
    const problems = checkSettings(settings({ turnTimes, seating: seating({ peakTurnMinutesLess: 35 }) }), '04:00');
    expect(problems).toEqual([
      {
        path: 'seating.peakTurnMinutesLess',
        message: 'Your shortest turn of 45 minutes would leave less than 15: take at most 30 minutes off.',
      },
    ]);
  });
});

describe('peaks become real minutes of the date', () => {
  const on = (date: string, ...peaks: SeatingPolicies['peaks']) =>
    dayOf(date, { settings: { seating: seating({ peaks }) } }).seating.peaks;

  it('on its weekdays alone, in order', () => {
    const friday = '2026-11-20';
    expect(
      on(friday, peak('21:00', '22:00', [5]), peak('19:00', '20:30', [5, 6]), peak('12:00', '13:00', [1])),
    ).toEqual([
      { startMinute: 900, endMinute: 990 },
      { startMinute: 1020, endMinute: 1080 },
    ]);
  });

  it('to the end of the day, on days that clocks make longer or shorter too', () => {
    expect(on('2026-11-20', peak('22:00', '04:00'))).toEqual([{ startMinute: 1080, endMinute: 1440 }]);
    // The night in which clocks go back belongs to the service date of the evening before.
    expect(on('2026-10-24', peak('22:00', '04:00'))).toEqual([{ startMinute: 1080, endMinute: 1500 }]);
    expect(on('2026-03-28', peak('22:00', '04:00'))).toEqual([{ startMinute: 1080, endMinute: 1380 }]);
  });

  it('through an hour that comes twice, and to the jump over one that does not come', () => {
    expect(on('2026-10-24', peak('01:00', '02:30'))).toEqual([{ startMinute: 1260, endMinute: 1410 }]);
    expect(on('2026-03-28', peak('01:00', '02:30'))).toEqual([{ startMinute: 1260, endMinute: 1320 }]);
    expect(on('2026-03-28', peak('02:10', '02:50'))).toEqual([]);
  });
});

describe('at peak', () => {
  const day = dayOf('2026-11-20', {
    settings: {
      seating: seating({
        peaks: [peak('19:00', '21:00')],
        peakTurnMinutesLess: 20,
        peakLargeTables: { seatsMin: 6, partySizeMin: 5 },
      }),
    },
  });
  const rows: [minute: number, size: number, turn: number, seatsMax: number | null][] = [
    [899, 2, 90, null],
    [900, 2, 70, 5],
    [1019, 4, 70, 5],
    [1019, 5, 70, null],
    [1020, 2, 90, null],
  ];
  it.each(rows)('a start at minute %i, a party of %i', (minute, size, turn, seatsMax) => {
    expect([usualTurnMinutes(day, size, minute), seatsMaxAt(day, size, minute)]).toEqual([turn, seatsMax]);
  });
});

describe('what was written before there were policies', () => {
  const old = (): object => {
    const { seating: _seating, forecast: _forecast, ...written } = dayOf('2026-11-20');
    return written;
  };

  test('a configuration is read as first come, first served', () => {
    expect(liftConfiguration(old() as Parameters<typeof liftConfiguration>[0])).toMatchObject({
      seating: defaultSeatingPolicies,
      forecast: null,
      restaurantId: 7,
    });
  });

  test('a ledger folds', () => {
    const actor = { kind: 'system', userId: null } as const;
    const event = { type: 'DayOpened', configuration: old() } as never;
    const later = { type: 'ConfigurationApplied', configuration: { ...old(), version: 4 }, moves: [] } as never;
    const state = foldLedger([
      { seq: 1, at: 1, actor, source: 'test', event },
      { seq: 2, at: 2, actor, source: 'test', event: later },
    ]);
    expect(state?.configuration).toMatchObject({ version: 4, seating: defaultSeatingPolicies, forecast: null });
  });
});

describe('what is still to come', () => {
  const forecast = (leadMinutes: readonly number[]) => ({
    ...dayOf('2026-11-20'),
    forecast: { requests: [[2, 900, 8, 3] as const], leadMinutes },
  });
  const countAt = (daysLeft: number, leadMinutes: readonly number[] = []): number =>
    requestsToCome(forecast(leadMinutes), daysLeft * 1440 - 900).reduce((sum, { count }) => sum + count, 0);

  it('shrinks evenly over the days that guests may book, while nothing is known of it', () => {
    expect([91, 45.5, 0.001, 0, -1].map((days) => Math.round(countAt(days)))).toEqual([11, 7, 3, 0, 0]);
  });

  it('shrinks as the house has learned', () => {
    const leads = [0, 1440, 2880];
    expect([3, 2, 1, 0.5].map((days) => countAt(days, leads))).toEqual([11, 11, 7, 5]);
  });

  it('is asked for in the words of seating, for the turn of its start', () => {
    expect(requestsToCome(forecast([]), 10_000)[0]).toMatchObject({ partySize: 2, startMinute: 900, endMinute: 990 });
  });

  it('is not carried by days of a house that does not want it', () => {
    const house: ServiceSettings = settings();
    expect(resolveDay({ ...restaurant(), settings: house }, '2026-11-20').forecast).toBeNull();
  });
});
