import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  datesOfMonth,
  daysBetween,
  firstServiceDate,
  instantText,
  isServiceDate,
  isTimeZone,
  isWallTime,
  lastServiceDate,
  resolveWallTime,
  serviceDateAt,
  serviceSpan,
  utcOffsetAt,
  wallMinuteOf,
  wallTimeAt,
  weekdayOf,
} from '../../../worker/domain/time/service-date.ts';

const berlin = 'Europe/Berlin';
const newYork = 'America/New_York';
const lordHowe = 'Australia/Lord_Howe';
const tokyo = 'Asia/Tokyo';
const zones = [
  berlin,
  newYork,
  lordHowe,
  tokyo,
  'UTC',
  'America/St_Johns',
  'Asia/Kathmandu',
  'America/Havana',
  'Asia/Beirut',
  'Pacific/Chatham',
];
const boundaries = ['04:00', '00:00', '05:30', '02:30'];

const anyDate = fc.integer({ min: 1, max: 32_766 }).map((days) => addDays(firstServiceDate, days));
const anyTime = fc
  .integer({ min: 0, max: 1439 })
  .map((minute) => new Date(minute * 60_000).toISOString().slice(11, 16));
const anyZone = fc.constantFrom(...zones);
const anyBoundary = fc.constantFrom(...boundaries);

/** Dates around both clock changes of every zone in 2026, where the faults live. */
const changeDates = ['03-08', '03-29', '04-05', '09-27', '10-04', '10-25', '11-01'].flatMap((text) =>
  [-1, 0, 1].map((days) => addDays(`2026-${text}`, days)),
);

const seconds = (text: string): number => Date.parse(text);

describe('well-formed input', () => {
  it.each([
    ['2026-11-22', true],
    ['2028-02-29', true],
    ['2026-02-29', false],
    ['2026-02-30', false],
    ['2026-13-01', false],
    ['2026-00-10', false],
    ['2026-1-1', false],
    ['2026-11-22 ', false],
    ['', false],
    [firstServiceDate, true],
    ['1999-12-31', false],
    [lastServiceDate, true],
    ['2089-09-18', false],
  ])('isServiceDate(%j) is %j', (text, expected) => {
    expect(isServiceDate(text)).toBe(expected);
  });

  it.each([
    ['00:00', true],
    ['23:59', true],
    ['24:00', false],
    ['19:60', false],
    ['9:30', false],
    ['19:30:00', false],
    ['19:30\n', false],
  ])('isWallTime(%j) is %j', (text, expected) => {
    expect(isWallTime(text)).toBe(expected);
  });

  it.each([
    [berlin, true],
    ['America/Argentina/Buenos_Aires', true],
    ['Etc/GMT+5', true],
    ['UTC', true],
    ['Europe/Atlantis', false],
    ['+01:00', false],
    ['', false],
    ['2026-01-01T00:00[Europe/Berlin]', false],
  ])('isTimeZone(%j) is %j', (text, expected) => {
    expect(isTimeZone(text)).toBe(expected);
  });

  it('throws for what is not a date, a time or a zone', () => {
    expect(() => addDays('tomorrow', 1)).toThrow(RangeError);
    expect(() => wallMinuteOf('25:00', '04:00')).toThrow(RangeError);
    expect(() => wallTimeAt(0, 'Europe/Atlantis')).toThrow(RangeError);
    expect(() => datesOfMonth('2026-13')).toThrow(RangeError);
  });
});

describe('calendar', () => {
  it('adds days over month, year and leap day', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(addDays('2026-03-28', 2)).toBe('2026-03-30');
  });

  it('fits fifteen bits exactly', () => {
    expect(daysBetween(firstServiceDate, lastServiceDate)).toBe(2 ** 15 - 1);
  });

  it('knows weekdays and months', () => {
    expect(weekdayOf('2026-11-22')).toBe(0);
    expect(weekdayOf('2026-11-28')).toBe(6);
    expect(datesOfMonth('2026-11')).toHaveLength(30);
    expect(datesOfMonth('2028-02').at(-1)).toBe('2028-02-29');
    expect(datesOfMonth('2026-12').at(0)).toBe('2026-12-01');
  });

  it('counts days as it adds them', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -800, max: 800 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
        expect((weekdayOf(date) + 7 * 200 + days) % 7).toBe(weekdayOf(addDays(date, days)));
      }),
    );
  });
});

describe('the span of a service date', () => {
  it.each([
    // zone, boundary, date, start, hours
    [berlin, '04:00', '2026-11-22', '2026-11-22T03:00:00Z', 24],
    [berlin, '04:00', '2026-03-28', '2026-03-28T03:00:00Z', 23],
    [berlin, '04:00', '2026-03-29', '2026-03-29T02:00:00Z', 24],
    [berlin, '04:00', '2026-10-24', '2026-10-24T02:00:00Z', 25],
    [berlin, '00:00', '2026-03-28', '2026-03-27T23:00:00Z', 24],
    [berlin, '00:00', '2026-03-29', '2026-03-28T23:00:00Z', 23],
    [berlin, '00:00', '2026-10-25', '2026-10-24T22:00:00Z', 25],
    [berlin, '05:30', '2026-03-28', '2026-03-28T04:30:00Z', 23],
    [newYork, '04:00', '2026-03-07', '2026-03-07T09:00:00Z', 23],
    [newYork, '00:00', '2026-03-08', '2026-03-08T05:00:00Z', 23],
    [newYork, '05:30', '2026-10-31', '2026-10-31T09:30:00Z', 25],
    [lordHowe, '04:00', '2026-10-03', '2026-10-02T17:30:00Z', 23.5],
    [lordHowe, '04:00', '2026-04-04', '2026-04-03T17:00:00Z', 24.5],
    [lordHowe, '00:00', '2026-04-05', '2026-04-04T13:00:00Z', 24.5],
    [tokyo, '04:00', '2026-03-29', '2026-03-28T19:00:00Z', 24],
    // Havana's clocks jump at midnight: its day begins at 01:00.
    ['America/Havana', '00:00', '2026-03-08', '2026-03-08T05:00:00Z', 23],
    // A boundary inside the gap is the moment of the jump, one inside the repeated hour its first time.
    [berlin, '02:30', '2026-03-29', '2026-03-29T01:00:00Z', 23.5],
    [berlin, '02:30', '2026-10-25', '2026-10-25T00:30:00Z', 25],
  ])('%s %s on %s starts at %s and has %d hours', (zone, boundary, date, start, hours) => {
    const span = serviceSpan(date, zone, boundary);
    expect(instantText(span.startsAt)).toBe(start);
    expect((span.endsAt - span.startsAt) / 3_600_000).toBe(hours);
  });

  it('lasts from one boundary to the next, without gap or overlap', () => {
    fc.assert(
      fc.property(anyDate, anyZone, anyBoundary, (date, zone, boundary) => {
        expect(serviceSpan(date, zone, boundary).endsAt).toBe(serviceSpan(addDays(date, 1), zone, boundary).startsAt);
      }),
    );
  });

  it('reaches the first and the last date that exist', () => {
    expect(instantText(serviceSpan(firstServiceDate, tokyo, '04:00').startsAt)).toBe('1999-12-31T19:00:00Z');
    expect(instantText(serviceSpan(lastServiceDate, tokyo, '04:00').endsAt)).toBe('2089-09-17T19:00:00Z');
  });
});

describe('wall times', () => {
  it.each([
    [berlin, '04:00', '2026-11-22', '19:30', '2026-11-22T18:30:00Z'],
    [berlin, '04:00', '2026-11-22', '04:00', '2026-11-22T03:00:00Z'],
    [berlin, '04:00', '2026-11-22', '03:59', '2026-11-23T02:59:00Z'],
    [berlin, '00:00', '2026-11-22', '00:00', '2026-11-21T23:00:00Z'],
    [berlin, '05:30', '2026-11-22', '05:00', '2026-11-23T04:00:00Z'],
    [berlin, '04:00', '2026-07-01', '19:30', '2026-07-01T17:30:00Z'],
    [newYork, '04:00', '2026-12-31', '23:59', '2027-01-01T04:59:00Z'],
    [newYork, '04:00', '2026-12-31', '00:30', '2027-01-01T05:30:00Z'],
    [lordHowe, '04:00', '2026-10-03', '02:30', '2026-10-03T15:30:00Z'],
    [tokyo, '04:00', '2026-03-28', '02:30', '2026-03-28T17:30:00Z'],
    [newYork, '04:00', '2089-06-01', '19:30', '2089-06-01T23:30:00Z'],
    // Clocks change on the 29th before the boundary: 02:30 of the 29th's service date is on the 30th.
    [berlin, '04:00', '2026-03-29', '02:30', '2026-03-30T00:30:00Z'],
  ])('%s %s, %s %s is %s', (zone, boundary, date, time, expected) => {
    expect(resolveWallTime(date, time, zone, boundary)).toEqual({ kind: 'unique', at: seconds(expected) });
  });

  it.each([
    [berlin, '04:00', '2026-03-28', '02:00', '2026-03-29T01:00:00Z'],
    [berlin, '04:00', '2026-03-28', '02:59', '2026-03-29T01:00:00Z'],
    [berlin, '00:00', '2026-03-29', '02:30', '2026-03-29T01:00:00Z'],
    [berlin, '05:30', '2026-03-28', '02:30', '2026-03-29T01:00:00Z'],
    [newYork, '04:00', '2026-03-07', '02:15', '2026-03-08T07:00:00Z'],
    [lordHowe, '04:00', '2026-10-03', '02:15', '2026-10-03T15:30:00Z'],
    ['America/Havana', '00:00', '2026-03-08', '00:00', '2026-03-08T05:00:00Z'],
  ])('%s %s, %s %s falls into a gap that ends at %s', (zone, boundary, date, time, expected) => {
    expect(resolveWallTime(date, time, zone, boundary)).toEqual({ kind: 'gap', nextAt: seconds(expected) });
  });

  it.each([
    [berlin, '04:00', '2026-10-24', '02:00', '2026-10-25T00:00:00Z', '2026-10-25T01:00:00Z'],
    [berlin, '04:00', '2026-10-24', '02:59', '2026-10-25T00:59:00Z', '2026-10-25T01:59:00Z'],
    [berlin, '00:00', '2026-10-25', '02:30', '2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z'],
    [newYork, '05:30', '2026-10-31', '01:30', '2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z'],
    [lordHowe, '04:00', '2026-04-04', '01:45', '2026-04-04T14:45:00Z', '2026-04-04T15:15:00Z'],
    // Clocks fall back across the boundary: the date shows 02:15 on its first morning and on its last.
    [berlin, '02:30', '2026-10-25', '02:15', '2026-10-25T01:15:00Z', '2026-10-26T01:15:00Z'],
  ])('%s %s, %s %s comes at %s and at %s', (zone, boundary, date, time, earlier, later) => {
    expect(resolveWallTime(date, time, zone, boundary)).toEqual({
      kind: 'repeated',
      at: [seconds(earlier), seconds(later)],
    });
  });

  it.each([
    [berlin, '2026-03-28', ['01:59', '03:00']],
    [newYork, '2026-10-31', ['00:59', '02:00']],
    [lordHowe, '2026-10-03', ['01:59', '02:30']],
  ])('%s on %s: the minutes beside the change are unique', (zone, date, times) => {
    for (const time of times) expect(resolveWallTime(date, time, zone, '04:00').kind).toBe('unique');
  });

  it('orders the times of a service date', () => {
    expect(['03:59', '04:00', '23:59', '00:00'].map((time) => wallMinuteOf(time, '04:00'))).toEqual([
      1439, 0, 1199, 1200,
    ]);
    expect(wallMinuteOf('05:00', '05:30')).toBe(1410);
    expect(wallMinuteOf('00:00', '00:00')).toBe(0);
  });
});

describe('instant, zone and wall time agree (I12)', () => {
  const instantsOf = (resolved: ReturnType<typeof resolveWallTime>): readonly number[] =>
    resolved.kind === 'unique' ? [resolved.at] : resolved.kind === 'repeated' ? resolved.at : [];

  function agree(date: string, time: string, zone: string, boundary: string): void {
    const span = serviceSpan(date, zone, boundary);
    const resolved = resolveWallTime(date, time, zone, boundary);
    for (const at of instantsOf(resolved)) {
      expect(wallTimeAt(at, zone)).toBe(time);
      expect(serviceDateAt(at, zone, boundary)).toBe(date);
      expect(at).toBeGreaterThanOrEqual(span.startsAt);
      expect(at).toBeLessThan(span.endsAt);
    }
    if (resolved.kind === 'repeated') expect(resolved.at[0]).toBeLessThan(resolved.at[1]);
    if (resolved.kind === 'gap') {
      expect(resolved.nextAt).toBeGreaterThanOrEqual(span.startsAt);
      expect(resolved.nextAt).toBeLessThanOrEqual(span.endsAt);
      expect(utcOffsetAt(resolved.nextAt - 1, zone)).not.toBe(utcOffsetAt(resolved.nextAt, zone));
    }
  }

  it('from any date and time to the instant and back', () => {
    fc.assert(fc.property(anyDate, anyTime, anyZone, anyBoundary, agree), { numRuns: 2_000 });
  });

  it('from any date and time around the clock changes to the instant and back', () => {
    fc.assert(fc.property(fc.constantFrom(...changeDates), anyTime, anyZone, anyBoundary, agree), { numRuns: 3_000 });
  });

  it('from every quarter of an hour around the clock changes to date and time, and back', () => {
    for (const zone of zones) {
      for (const boundary of boundaries) {
        for (const date of changeDates) {
          const { startsAt, endsAt } = serviceSpan(date, zone, boundary);
          for (let at = startsAt; at < endsAt; at += 900_000) {
            expect(serviceDateAt(at, zone, boundary)).toBe(date);
            expect(instantsOf(resolveWallTime(date, wallTimeAt(at, zone), zone, boundary))).toContain(at);
          }
          expect(serviceDateAt(endsAt - 1, zone, boundary)).toBe(date);
        }
      }
    }
  });

  it('says what Intl says', () => {
    const formats = new Map(
      zones.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', timeZoneName: 'longOffset' }),
      ]),
    );
    const minutes = fc.integer({ min: Date.UTC(2000, 0, 2) / 60_000, max: Date.UTC(2089, 8, 16) / 60_000 });
    fc.assert(
      fc.property(minutes, anyZone, (minute, zone) => {
        const parts = formats.get(zone)?.formatToParts(minute * 60_000) ?? [];
        const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
        expect(wallTimeAt(minute * 60_000, zone)).toBe(`${part('hour')}:${part('minute')}`);
        expect(utcOffsetAt(minute * 60_000, zone)).toBe(part('timeZoneName').slice(3) || '+00:00');
      }),
      { numRuns: 3_000 },
    );
  });

  it('writes instants without fractions', () => {
    expect(instantText(Date.UTC(2026, 10, 22, 19, 30, 0, 999))).toBe('2026-11-22T19:30:00Z');
    expect(utcOffsetAt(Date.UTC(2026, 0, 1), 'America/St_Johns')).toBe('-03:30');
    expect(utcOffsetAt(Date.UTC(2026, 6, 1), berlin)).toBe('+02:00');
  });
});

it('stays right when more zones and years are asked for than it remembers', () => {
  const many = Intl.supportedValuesOf('timeZone');
  for (const year of [2026, 2027, 2028, 2029, 2030, 2031])
    for (const zone of many) utcOffsetAt(Date.UTC(year, 5, 1), zone);
  expect(instantText(serviceSpan('2026-03-28', berlin, '04:00').startsAt)).toBe('2026-03-28T03:00:00Z');
});
