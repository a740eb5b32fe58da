import { describe, expect, it } from 'vitest';
import type { SalesChannel } from '../../../worker/domain/seating/problem.ts';
import { bookingWindow, refuseByWindow } from '../../../worker/domain/service/booking-window.ts';
import { dayOf, settings } from './house.ts';

const policies = { ...settings().policies, noticeMinutes: 60, horizonDays: 1 };
const at = (text: string): number => Date.parse(text);

describe('the dates a guest may book', () => {
  it.each([
    // zone, boundary, now, notice, horizon → first and last date
    ['Europe/Berlin', '04:00', '2026-11-22T12:00:00Z', 60, 30, '2026-11-22', '2026-12-22'],
    ['Europe/Berlin', '04:00', '2026-11-23T02:59:00Z', 0, 1, '2026-11-22', '2026-11-23'],
    ['Europe/Berlin', '04:00', '2026-11-23T03:00:00Z', 0, 1, '2026-11-23', '2026-11-24'],
    ['Europe/Berlin', '00:00', '2026-11-22T23:00:00Z', 0, 1, '2026-11-23', '2026-11-24'],
    ['Europe/Berlin', '05:30', '2026-11-23T04:29:00Z', 0, 1, '2026-11-22', '2026-11-23'],
    ['Asia/Tokyo', '04:00', '2026-11-22T19:00:00Z', 0, 0, '2026-11-23', '2026-11-23'],
    ['Europe/Berlin', '04:00', '2026-11-23T02:59:00Z', 1, 1, '2026-11-23', '2026-11-23'],
    ['Europe/Berlin', '04:00', '2026-11-22T12:00:00Z', 1440, 1, '2026-11-23', '2026-11-23'],
    ['Europe/Berlin', '04:00', '2026-11-22T12:00:00Z', 2880, 1, '2026-11-24', '2026-11-23'],
    // Over both clock changes a day is a date, not 24 hours.
    ['Europe/Berlin', '04:00', '2026-10-24T03:00:00Z', 0, 1, '2026-10-24', '2026-10-25'],
    ['Europe/Berlin', '04:00', '2026-10-25T02:59:00Z', 0, 1, '2026-10-24', '2026-10-25'],
    ['Europe/Berlin', '04:00', '2026-03-29T01:59:00Z', 0, 1, '2026-03-28', '2026-03-29'],
    ['Europe/Berlin', '04:00', '2089-09-01T12:00:00Z', 0, 90, '2089-09-01', '2089-09-17'],
  ])(
    '%s %s at %s, notice %d, %d days ahead: %s to %s',
    (zone, dayBoundary, now, noticeMinutes, horizonDays, firstDate, lastDate) => {
      const house = { policies: { ...policies, noticeMinutes, horizonDays }, zone, dayBoundary };
      expect(bookingWindow(house, at(now))).toEqual({ firstDate, lastDate });
    },
  );
});

describe('what the window refuses', () => {
  it.each<[string, string, string, string, SalesChannel, string | null]>([
    // rule, date, start, now, channel → refusal
    ['exactly the notice is enough', '2026-11-22', '2026-11-22T18:00:00Z', '2026-11-22T17:00:00Z', 'online', null],
    ['a second less is not', '2026-11-22', '2026-11-22T18:00:00Z', '2026-11-22T17:00:01Z', 'online', 'too_soon'],
    ['notice does not bind staff', '2026-11-22', '2026-11-22T18:00:00Z', '2026-11-22T17:59:00Z', 'in_house', null],
    ['nor walk-ins', '2026-11-22', '2026-11-22T18:00:00Z', '2026-11-22T18:00:00Z', 'walk_in', null],
    ['the running minute is not past', '2026-11-22', '2026-11-22T18:00:00Z', '2026-11-22T18:00:59Z', 'walk_in', null],
    ['the one before it is', '2026-11-22', '2026-11-22T18:00:00Z', '2026-11-22T18:01:00Z', 'walk_in', 'in_the_past'],
    ['nobody books the past', '2026-11-22', '2026-11-22T18:00:00Z', '2026-11-22T20:00:00Z', 'in_house', 'in_the_past'],
    [
      'a guest is told past, not too soon',
      '2026-11-22',
      '2026-11-22T18:00:00Z',
      '2026-11-22T20:00:00Z',
      'online',
      'in_the_past',
    ],
    [
      'one day ahead, early today, reaches late tomorrow',
      '2026-11-23',
      '2026-11-23T22:00:00Z',
      '2026-11-22T03:00:00Z',
      'online',
      null,
    ],
    ['and past midnight tomorrow', '2026-11-23', '2026-11-24T00:30:00Z', '2026-11-22T03:00:00Z', 'online', null],
    [
      'but not the day after, however late it is',
      '2026-11-24',
      '2026-11-24T11:00:00Z',
      '2026-11-22T22:59:00Z',
      'online',
      'beyond_horizon',
    ],
    [
      'before the boundary it is still the evening before',
      '2026-11-24',
      '2026-11-24T11:00:00Z',
      '2026-11-23T02:59:00Z',
      'online',
      'beyond_horizon',
    ],
    ['after it the next date opens', '2026-11-24', '2026-11-24T11:00:00Z', '2026-11-23T03:00:00Z', 'online', null],
    [
      'the horizon binds staff too',
      '2026-11-24',
      '2026-11-24T11:00:00Z',
      '2026-11-22T12:00:00Z',
      'in_house',
      'beyond_horizon',
    ],
    // Between 01:30 and 03:15 on the clock lie only 45 minutes, or as many as 165.
    [
      'notice is real time when clocks jump',
      '2026-03-28',
      '2026-03-29T01:15:00Z',
      '2026-03-29T00:30:00Z',
      'online',
      'too_soon',
    ],
    ['and when they fall back', '2026-10-24', '2026-10-25T01:15:00Z', '2026-10-25T00:15:00Z', 'online', null],
  ])('%s', (_, date, startsAt, now, channel, refusal) => {
    const day = dayOf(date, { settings: { policies } });
    expect(refuseByWindow(day, at(startsAt), at(now), channel)).toBe(refusal);
  });
});
