import { describe, expect, test } from 'vitest';
import { csvHref } from '../../../web/src/lib/planning/csv.ts';
import { type House, kindField, readQuestion, tableKinds } from '../../../web/src/lib/what-if/read-what-if.ts';

const period = { weekdays: [5], startTime: '18:00', lastStartTime: '21:00', intervalMinutes: 15 };
const house: House = {
  settings: {
    periods: [
      { ...period, name: 'Dinner', pacingCoversMax: 30, pacingPartiesMax: null, channels: ['online'] },
      { ...period, name: 'Dinner', weekdays: [6], pacingCoversMax: 40, pacingPartiesMax: null, channels: ['online'] },
    ],
    seating: {
      ...{ peaks: [{ weekdays: [5], startTime: '19:00', endTime: '21:00' }], peakTurnMinutesLess: 10 },
      ...{ peakLargeTables: null, bidPrices: true, slotShaping: false },
    },
  },
  tables: [
    { id: 11, partySizeMin: 1, capacity: 2 },
    { id: 12, partySizeMin: 1, capacity: 2 },
    { id: 13, partySizeMin: 1, capacity: 2 },
    { id: 14, partySizeMin: 3, capacity: 6 },
  ],
  combinations: [{ id: 1, tableIds: [12, 13], partySizeMin: 3, partySizeMax: 4 }],
};

/** The form as it is when nothing was touched, with some fields typed over; null takes one away. */
function sent(typed: Record<string, string | null> = {}): FormData {
  const untouched = {
    ...{ from: '2026-11-01', to: '2026-11-07', 'covers-0': '30', 'parties-0': '', turnMinutesMore: '0', joins: 'kept' },
    ...Object.fromEntries(tableKinds(house.tables).map((kind) => [kindField(kind), String(kind.count)])),
    ...{ peakCount: '2', 'peak-0-days': '5', 'peak-0-start': '19:00', 'peak-0-end': '21:00' },
    ...{ 'peak-1-start': '', 'peak-1-end': '', peakTurnMinutesLess: '10', bidPrices: 'on' },
    ...{ largeSeatsMin: '', largePartyMin: '' },
  };
  const form = new FormData();
  for (const [name, value] of Object.entries<string | null>({ ...untouched, ...typed })) {
    if (value !== null) form.append(name, value);
  }
  return form;
}

const changesOf = (typed: Record<string, string | null>) => readQuestion(sent(typed), house).changes;

describe('what would be different', () => {
  test('is nothing in a form that nobody touched', () => {
    expect(readQuestion(sent(), house)).toEqual({ from: '2026-11-01', to: '2026-11-07', changes: {} });
  });

  test('the pace of a period, by its name; empty is no limit', () => {
    expect(changesOf({ 'covers-0': '' }).pacing).toEqual([
      { name: 'Dinner', pacingCoversMax: null, pacingPartiesMax: null },
    ]);
  });

  test('policies one by one', () => {
    expect(changesOf({ bidPrices: null })).toEqual({ policies: { bidPrices: false } });
    expect(changesOf({ largeSeatsMin: '6', largePartyMin: '5' })).toEqual({
      policies: { peakLargeTables: { seatsMin: 6, partySizeMin: 5 } },
    });
    expect(changesOf({ 'peak-0-days': null })).toEqual({ policies: { peaks: [] } });
  });

  test('longer or shorter turns', () => {
    expect(changesOf({ turnMinutesMore: '-15' })).toEqual({ turnMinutesMore: -15 });
  });
});

describe('another room', () => {
  test('keeps the tables that are joined before the others, and joins what is still whole', () => {
    const { tables, combinations } = changesOf({ 'tables-1-2': '2' });
    expect(tables?.filter(({ partySizeMax }) => partySizeMax === 2).map(({ id }) => id)).toEqual([12, 13]);
    expect(combinations).toHaveLength(1);
    expect(changesOf({ 'tables-1-2': '1' }).combinations).toEqual([]);
  });

  test('new tables have ids that no other has', () => {
    const ids = changesOf({ 'tables-1-2': '4', 'tables-1-8': '2' }).tables?.map(({ id }) => id) ?? [];
    expect(ids).toHaveLength(7);
    expect(new Set(ids).size).toBe(7);
  });

  test('without joined tables only they are gone', () => {
    expect(changesOf({ joins: 'none' })).toEqual({ combinations: [] });
  });
});

test('numbers are saved as a table that no spreadsheet takes for a formula', () => {
  const text = decodeURIComponent(
    csvHref(
      ['Name', 'Covers'],
      [
        ['=1+1', 2],
        ['He said "no", twice', -3],
      ],
    ),
  );
  expect(text).toBe('data:text/csv;charset=utf-8,Name,Covers\r\n\'=1+1,2\r\n"He said ""no"", twice",-3\r\n');
});
