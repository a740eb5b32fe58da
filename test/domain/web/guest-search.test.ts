import { describe, expect, test } from 'vitest';
import { actionAddress, dateInZone, queryOf, readSearch } from '#lib/guest/booking-search.ts';
import { reservationIdOf } from '#lib/guest/manage-token.ts';
import { newRequestKey, requestKeyFrom } from '#lib/guest/request-key.ts';

describe('a search', () => {
  test('is read as it was asked', () => {
    const search = { date: '2026-12-24', time: '18:15', partySize: 5 };
    expect(readSearch(new URLSearchParams(queryOf(search)), '2026-11-22')).toEqual(search);
  });

  test.each([
    '',
    'date=tomorrow&time=late&partySize=many',
    'date=2026-02-30&time=24:00&partySize=0',
    'date=2026-11-22T10:00&time=7:30&partySize=2.5',
    'partySize=100',
  ])('of "%s" becomes the usual', (query) => {
    expect(readSearch(new URLSearchParams(query), '2026-11-22')).toEqual({
      date: '2026-11-22',
      time: '19:30',
      partySize: 2,
    });
  });

  test('of a date that cannot be booked is left for the restaurant to refuse', () => {
    expect(readSearch(new URLSearchParams('date=1999-01-01'), '2026-11-22').date).toBe('1999-01-01');
  });

  test('stays in the address of an action, and an action before it does not', () => {
    const page = new URL('http://localhost/r/lume/book?/keep&date=2026-11-22&hold=r1:x');
    expect(actionAddress('book', page)).toBe('?/book&date=2026-11-22&hold=r1%3Ax');
    expect(actionAddress('book', new URL('http://localhost/r/lume/book'))).toBe('?/book');
  });
});

test('the date of a place is the one on its own calendar', () => {
  const instant = new Date('2026-11-22T03:00:00Z');
  expect(dateInZone('America/New_York', instant)).toBe('2026-11-21');
  expect(dateInZone('Asia/Tokyo', instant)).toBe('2026-11-22');
});

test('a manage token names its reservation, and nothing else does', () => {
  expect(reservationIdOf(`m1.${(697827329).toString(36)}.AAAAAAAAAAAAAAAAAAAAAA`)).toBe(697827329);
  for (const text of [
    '',
    'm1',
    'm2.abc.AAAAAAAAAAAAAAAAAAAAAA',
    'm1.ABC.AAAAAAAAAAAAAAAAAAAAAA',
    'm1.zzzzzzzzzzz.AAAAAAAAAAAAAAAAAAAAAA',
  ])
    expect(reservationIdOf(text)).toBeNull();
});

test('request keys are new each time, survive a form, and are not taken from strangers', () => {
  const key = newRequestKey();
  expect(key).not.toBe(newRequestKey());
  expect(requestKeyFrom(key)).toBe(key);
  expect(requestKeyFrom('1')).not.toBe('1');
  expect(requestKeyFrom(null)).toMatch(/^[\w-]{24}$/);
});
