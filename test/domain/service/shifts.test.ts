import { describe, expect, it } from 'vitest';
import { isShiftInOrder, overlaps, shiftSpan } from '../../../worker/domain/service/shifts.ts';

const paris = { zone: 'Europe/Paris', dayBoundary: '04:00' };
const shift = (startTime: string, endTime: string, serviceDate = '2026-11-22') => ({ serviceDate, startTime, endTime });
const hours = (startTime: string, endTime: string, serviceDate?: string): number => {
  const { startsAt, endsAt } = shiftSpan(shift(startTime, endTime, serviceDate), paris);
  return (endsAt - startsAt) / 3_600_000;
};

describe('a shift ends after it starts, by the day boundary', () => {
  it.each([
    ['09:00', '17:00', true],
    ['17:00', '01:00', true],
    ['17:00', '04:00', true],
    ['04:00', '04:00', true],
    ['17:00', '05:00', false],
    ['17:00', '17:00', false],
    ['01:00', '23:00', false],
  ])('%s to %s', (startTime, endTime, expected) => {
    expect(isShiftInOrder(shift(startTime, endTime), '04:00')).toBe(expected);
  });
});

describe('how long it lasts', () => {
  it.each([
    ['an afternoon', hours('09:00', '17:00'), 8],
    ['over midnight', hours('17:00', '01:30'), 8.5],
    ['to the end of the date', hours('17:00', '04:00'), 11],
    ['the night in which clocks go back is worked in whole', hours('17:00', '02:30', '2026-10-24'), 10.5],
    ['the night in which they go forward is shorter', hours('17:00', '03:30', '2026-03-28'), 9.5],
    ['to a time that is jumped over', hours('17:00', '02:30', '2026-03-28'), 9],
  ])('%s', (_what, lasts, expected) => {
    expect(lasts).toBe(expected);
  });
});

describe('two shifts at once', () => {
  const late = shiftSpan(shift('17:00', '01:00'), paris);
  it.each([
    ['one within the other', shiftSpan(shift('18:00', '20:00'), paris), true],
    ['one that begins when the other ends', shiftSpan(shift('01:00', '03:00'), paris), false],
    ['one that ends when the other begins', shiftSpan(shift('09:00', '17:00'), paris), false],
    ['the same evening in New York', shiftSpan(shift('17:00', '23:00'), { ...paris, zone: 'America/New_York' }), true],
    ['the same times in Tokyo', shiftSpan(shift('17:00', '01:00'), { ...paris, zone: 'Asia/Tokyo' }), false],
  ])('%s', (_what, other, expected) => {
    expect(overlaps(late, other)).toBe(expected);
    expect(overlaps(other, late)).toBe(expected);
  });
});
