import { describe, expect, test } from 'vitest';
import type { User } from '#contract';
import { groupParties } from '#lib/floor/party-groups.ts';
import { tableLines } from '#lib/floor/table-lines.ts';
import { situationOf } from '#lib/floor/table-status.ts';
import { changedMeanwhile, changesOf, readBefore, rebased, valuesOf } from '#lib/reservations/changes.ts';
import { readBookingForm, splitTime } from '#lib/reservations/booking-form.ts';
import { listQuery, readFilters, singleDate, toggledSort, withFilters } from '#lib/reservations/filters.ts';
import { numbersOf } from '#lib/settings/bulk-numbers.ts';
import { differencesBetween } from '#lib/settings/differences.ts';
import { featuresOf, freePlaces } from '#lib/settings/table-draft.ts';
import { capabilitiesAt, workplacesOf } from '#lib/staff/capabilities.ts';
import { ownPage } from '#lib/account/next-page.ts';
import { serviceDateAt, shortMinutes, spokenMinutes } from '#lib/staff/times.ts';
import { at, party } from './staff-sample.ts';

describe('filters stand in the address', () => {
  const today = '2026-11-22';
  const read = (search: string) => readFilters(new URLSearchParams(search), today);

  test('without dates the list is of today', () => {
    expect(singleDate(read(''))).toBe(today);
    expect(listQuery(read(''))).toEqual({ date: today, sort: 'time' });
  });

  test('a range, several statuses and a name', () => {
    const filters = read('from=2026-11-01&to=2026-11-30&status=seated&status=pending&status=nonsense&q= Rossi ');
    expect(listQuery(filters)).toEqual({
      from: '2026-11-01',
      to: '2026-11-30',
      status: ['pending', 'seated'],
      q: 'Rossi',
      sort: 'time',
    });
  });

  test('an open end', () => {
    expect(listQuery(read('from=2026-11-22&to='))).toEqual({ from: '2026-11-22', sort: 'time' });
  });

  test('what was typed by hand into the address is not believed', () => {
    expect(read('from=yesterday&partySize=many&sort=colour&source=x')).toMatchObject({
      from: '',
      partySize: '',
      sort: 'time',
      source: '',
    });
  });

  test('another filter begins at the first page', () => {
    expect(withFilters(new URLSearchParams('q=Rossi&cursor=abc'), { sort: 'name' })).toBe('?q=Rossi&sort=name');
    expect(withFilters(new URLSearchParams('q=Rossi'), { cursor: 'abc' })).toBe('?q=Rossi&cursor=abc');
  });

  test('a column sorts up, then down', () => {
    expect([toggledSort('time', 'name'), toggledSort('name', 'name'), toggledSort('-name', 'name')]).toEqual([
      'name',
      '-name',
      'name',
    ]);
  });
});

describe('a change names only what differs', () => {
  const present = {
    ...party({ time: '19:30', name: 'Ada Rossi' }),
    guestInfo: { name: 'Ada Rossi', phone: '+1 212 555 0100' },
  };
  const scope = { contacts: true, tables: true };

  test('nothing', () => {
    expect(changesOf(valuesOf(present), valuesOf(present), scope)).toEqual({});
  });

  test('time, guests and a note', () => {
    const values = { ...valuesOf(present), reservationTime: '20:00', partySize: '4', notes: 'Window' };
    expect(changesOf(valuesOf(present), values, scope)).toEqual({
      reservationTime: '20:00',
      partySize: 4,
      notes: 'Window',
    });
  });

  test('an emptied field is emptied', () => {
    const noted = { ...present, notes: 'Window' };
    expect(changesOf(valuesOf(noted), { ...valuesOf(noted), notes: '' }, scope)).toEqual({ notes: null });
  });

  test('who may not see contacts cannot empty them', () => {
    const values = { ...valuesOf(present), phone: '', email: '' };
    expect(changesOf(valuesOf(present), values, { contacts: false, tables: false })).toEqual({});
  });

  test('tables chosen and given back', () => {
    expect(changesOf(valuesOf(present), { ...valuesOf(present), tableIds: ['2'] }, scope)).toEqual({ tableIds: [2] });
    const pinned = party({ time: '19:30', tables: [2], pinned: true });
    expect(changesOf(valuesOf(pinned), { ...valuesOf(pinned), tableIds: [] }, scope)).toEqual({ tableIds: [] });
  });

  test('whoever comes second keeps the own changes on top of the others', () => {
    const before = valuesOf(present);
    const typed = { ...before, partySize: '5', reservationTime: '20:00' };
    const now = { ...before, notes: 'Allergic to nuts', reservationTime: '19:00' };
    expect(rebased(before, typed, now)).toEqual({ ...now, partySize: '5', reservationTime: '20:00' });
    expect(changedMeanwhile(before, typed, now)).toEqual([
      { label: 'Time', before: '19:30', present: '19:00', typed: '20:00' },
      { label: 'Notes', before: '', present: 'Allergic to nuts', typed: null },
    ]);
  });

  test('what a form was filled with is read back from it, and nothing else', () => {
    const before = valuesOf(present);
    expect(readBefore(JSON.stringify(before))).toEqual(before);
    expect([readBefore(''), readBefore('{}'), readBefore('[1]')]).toEqual([null, null, null]);
  });
});

describe('the booking form', () => {
  const form = (fields: Record<string, string>): FormData => {
    const data = new FormData();
    for (const [name, value] of Object.entries(fields)) data.set(name, value);
    return data;
  };

  test('an offered time that was pressed counts more than the one chosen before', () => {
    expect(readBookingForm(form({ reservationTime: '19:30', alternative: '20:00' })).reservationTime).toBe('20:00');
    expect(readBookingForm(form({ reservationTime: '19:30', otherTime: '17:10' })).reservationTime).toBe('17:10');
  });

  test('the time that comes twice carries its offset', () => {
    expect(splitTime('01:30-04:00')).toEqual({ reservationTime: '01:30', utcOffset: '-04:00' });
    expect(splitTime('19:30')).toEqual({ reservationTime: '19:30' });
  });
});

describe('the parties of the day', () => {
  const parties = [
    party({ id: 1, time: '20:00', name: 'Łukasz Nowak' }),
    party({ id: 2, time: '19:00', name: 'Ada Rossi' }),
    party({ id: 3, time: '21:00', name: 'Here Already', arrivedAt: '19:20' }),
    party({ id: 4, time: '18:30', seatedAt: '18:30', duration: 120 }),
    party({ id: 5, time: '19:00', seatedAt: '19:00', duration: 60 }),
    party({ id: 6, time: '18:00', status: 'completed' }),
  ];
  const ids = (wanted: string) => groupParties(parties, wanted).map((group) => group.parties.map(({ id }) => id));

  test('who waits at the door comes first, who leaves next leads those seated', () => {
    expect(ids('')).toEqual([[3, 2, 1], [5, 4], [6]]);
  });

  test('found without accents, by name or number', () => {
    expect(ids('  ROSSI')[0]).toEqual([2]);
    expect(ids('7k2m0001')[0]).toEqual([1]);
  });
});

describe('lines on a table are as long as it is wide', () => {
  const lines = (width: number) =>
    tableLines(
      situationOf({
        state: { tableId: 1, tableNumber: '1', status: 'occupied' },
        parties: [party({ time: '19:00', seatedAt: '19:00', name: 'Sofia Hernández-Maldonado', partySize: 3 })],
        held: false,
        now: at('19:45'),
        lateAfterMinutes: 15,
      }),
      'Europe/Paris',
      width,
    );

  test.each([
    [40, ['45 min, free in 45', 'Sofia Hernández-Maldonado · 3']],
    [24, ['45 min, free in 45', 'Hernández-Maldonado · 3']],
    [13, ['45′, free 45′', 'Hernández-… 3']],
    [8, ['45/90′', 'Herná… 3']],
  ])('%i characters', (width, expected) => {
    expect(lines(width)).toEqual(expected);
  });
});

describe('settings', () => {
  test.each([
    ['1-3', ['1', '2', '3']],
    ['T08 - T10, 99', ['T08', 'T09', 'T10', '99']],
    ['Bar', ['Bar']],
    ['9-3', ['9-3']],
    ['', null],
    ['1-999', ['1-999']],
  ])('numbers of %s', (pattern, numbers) => {
    expect(numbersOf(pattern)).toEqual(numbers);
  });

  test('features are keys', () => {
    expect(featuresOf('Window view,  quiet, quiet,')).toEqual(['window_view', 'quiet']);
  });

  test('new tables lie below those there, none on another', () => {
    const places = freePlaces([{ position: { x: 0, y: 300 }, dimensions: { width: 80, height: 80 } }], 10);
    expect(Math.min(...places.map(({ y }) => y))).toBeGreaterThan(380);
    expect(new Set(places.map(({ x, y }) => `${String(x)} ${String(y)}`)).size).toBe(10);
  });

  test('differences name list items by what they are', () => {
    const period = { name: 'Dinner', lastStartTime: '21:30', weekdays: [1, 2] };
    const lunch = { name: 'Lunch', lastStartTime: '14:00', weekdays: [1] };
    expect(
      differencesBetween({ periods: [period] }, { periods: [lunch, { ...period, lastStartTime: '22:00' }] }),
    ).toEqual([
      { label: 'periods, Dinner, last start time', mine: '21:30', theirs: '22:00' },
      { label: 'periods, Lunch, name', mine: '', theirs: 'Lunch' },
      { label: 'periods, Lunch, last start time', mine: '', theirs: '14:00' },
      { label: 'periods, Lunch, weekdays', mine: '', theirs: '1' },
    ]);
  });
});

describe('who may what, where', () => {
  const user: User = {
    id: 1,
    email: 'a@example.com',
    name: 'Ada',
    roles: [
      { role: 'host', restaurantId: 7, capabilities: ['floor.read', 'floor.operate'] },
      { role: 'owner', groupId: 2, capabilities: ['floor.read', 'settings.configure'] },
      { role: 'customer', capabilities: [] },
    ],
  };

  test('grants reach their restaurant or group alone', () => {
    expect(capabilitiesAt(user, { id: 7, groupId: 1 })).toEqual(['floor.read', 'floor.operate']);
    expect(capabilitiesAt(user, { id: 8, groupId: 2 })).toEqual(['floor.read', 'settings.configure']);
    expect(capabilitiesAt(user, { id: 9, groupId: 3 })).toEqual([]);
  });

  test('a customer works nowhere', () => {
    expect(workplacesOf(user)).toEqual({ restaurantIds: [7], groupIds: [2], everywhere: false });
  });
});

test.each([
  ['/staff/1/floor?date=2026-11-22', '/staff/1/floor?date=2026-11-22'],
  ['/', '/'],
  [null, null],
  ['https://evil.example', null],
  ['//evil.example', null],
  ['/\\evil.example', null],
  ['/\t/evil.example', null],
  ['javascript:alert(1)', null],
])('after signing in %s leads to %s', (next, path) => {
  expect(ownPage(next)).toBe(path);
});

test('before the day boundary it is still the evening before', () => {
  expect(serviceDateAt(Date.parse('2026-11-23T02:59:00Z'), 'Europe/Paris', '04:00')).toBe('2026-11-22');
  expect(serviceDateAt(Date.parse('2026-11-23T03:00:00Z'), 'Europe/Paris', '04:00')).toBe('2026-11-23');
});

test('minutes for eyes and for ears', () => {
  expect([shortMinutes(5), shortMinutes(65), shortMinutes(-7)]).toEqual(['5 min', '1 h 05', '7 min']);
  expect([spokenMinutes(0), spokenMinutes(1), spokenMinutes(120), spokenMinutes(-61)]).toEqual([
    '0 minutes',
    '1 minute',
    '2 hours',
    '1 hour 1 minute',
  ]);
});
