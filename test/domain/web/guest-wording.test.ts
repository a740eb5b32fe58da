import { describe, expect, test } from 'vitest';
import { hoursLines, weekdayWords } from '#lib/guest/opening-hours.ts';
import { cityOfZone, clockWords, dateWords, localeOfZone, partyWords, timeWords } from '#lib/guest/wording.ts';

test('times are said in the habit of the place', () => {
  expect(timeWords('19:30', localeOfZone('America/New_York'))).toBe('7:30 PM');
  expect(timeWords('00:15', localeOfZone('America/New_York'))).toBe('12:15 AM');
  expect(timeWords('19:30', localeOfZone('Europe/Paris'))).toBe('19:30');
});

test('dates are those of the text, wherever the server stands', () => {
  expect(dateWords('2026-11-22', 'en-US')).toBe('Sunday, November 22');
  expect(dateWords('2026-11-22', 'en-GB')).toBe('Sunday 22 November');
});

test('an instant is shown by the clock of the restaurant', () => {
  expect(clockWords('2026-11-22T19:42:00Z', 'Asia/Tokyo')).toBe('04:42');
  expect(clockWords('2026-11-22T19:42:00Z', 'America/New_York')).toBe('2:42 PM');
});

test('small words', () => {
  expect(partyWords(1)).toBe('1 guest');
  expect(partyWords(4)).toBe('4 guests');
  expect(cityOfZone('America/Argentina/Buenos_Aires')).toBe('Buenos Aires');
});

describe('opening hours', () => {
  test.each([
    [[0, 1, 2, 3, 4, 5, 6], 'Every day'],
    [[1, 2, 3, 4, 5], 'Monday to Friday'],
    [[5, 6, 0], 'Friday to Sunday'],
    [[0, 6], 'Saturday, Sunday'],
    [[2, 4], 'Tuesday, Thursday'],
    [[2, 3, 4, 6], 'Tuesday to Thursday, Saturday'],
  ])('%j reads %s', (weekdays, words) => {
    expect(weekdayWords(weekdays, 'en-US')).toBe(words);
  });

  test('a period of no weekday is not shown', () => {
    const lunch = { name: 'Lunch', weekdays: [], startTime: '12:00', lastStartTime: '14:00' };
    expect(hoursLines([lunch, { ...lunch, weekdays: [1] }], 'en-GB')).toEqual([
      { name: 'Lunch', days: 'Monday', times: '12:00 – 14:00' },
    ]);
  });
});
