import { describe, expect, test } from 'vitest';
import type { Table } from '../../../worker/contract/tables.ts';
import type { PlannedParty } from '../../../web/src/lib/seating/planned-parties.ts';
import { areaRows, hoursOf, nextParty, piecesOf, placeOf, spanOf } from '../../../web/src/lib/seating/timeline.ts';

const hour_ms = 3_600_000;
const noon = Date.parse('2026-11-22T12:00:00Z');

function party(id: number, tableIds: number[], startsAfter: number, hours = 2): PlannedParty {
  const startsAt = noon + startsAfter * hour_ms;
  return {
    ...{ id, tableIds, startsAt, endsAt: startsAt + hours * hour_ms, name: `Party ${String(id)}`, partySize: 2 },
    ...{ mark: 'planned', late: false, score: 100, reasons: [] },
  };
}

const tables = ['1', '2', '10', '3'].map((tableNumber, index) => ({ id: index + 1, tableNumber, location: 'main' }));
const [area] = areaRows(tables as unknown as Table[], [{ key: 'main', name: 'Dining room' }]);
if (area === undefined) throw new Error('one area');

describe('the rows', () => {
  test('stand in the order of their numbers as people count, under the name of their area', () => {
    expect(area.name).toBe('Dining room');
    expect(area.tables.map(({ tableNumber }) => tableNumber)).toEqual(['1', '2', '3', '10']);
  });

  test('areas follow the order of the house, unknown ones last', () => {
    const mixed = ['z', 'bar', 'main'].map((location, id) => ({ id, location, tableNumber: '1' }));
    const named = [
      { key: 'main', name: 'Main' },
      { key: 'bar', name: 'Bar' },
    ];
    expect(areaRows(mixed as unknown as Table[], named).map(({ name }) => name)).toEqual(['Main', 'Bar', 'z']);
  });
});

describe('the hours', () => {
  test('are whole, around everybody, and at least four', () => {
    const span = spanOf([party(1, [1], 0.25, 1)]);
    expect(span).toEqual({ from: noon, to: noon + 4 * hour_ms });
    expect(hoursOf(span ?? { from: 0, to: 0 })).toHaveLength(4);
    expect(spanOf([])).toBe(null);
  });

  test('an instant stands at its share of them, and never outside', () => {
    const span = { from: noon, to: noon + 4 * hour_ms };
    expect([-1, 0, 1, 4, 9].map((hours) => placeOf(noon + hours * hour_ms, span))).toEqual([0, 0, 25, 100, 100]);
  });
});

describe('the bars', () => {
  test('a joined party spans rows that lie together and has another bar where one lies apart', () => {
    // Rows: 1, 2, 3 and 10 are the tables with the ids 1, 2, 4 and 3.
    expect(piecesOf(area, [party(1, [1, 2, 3], 0)]).map(({ row, rows }) => [row, rows])).toEqual([
      [0, 2],
      [3, 1],
    ]);
  });

  test('tables of other areas have no bar here', () => {
    expect(piecesOf(area, [party(1, [99], 0)])).toEqual([]);
  });

  test('of two at one table at once the later one clashes; one after the other does not', () => {
    const clashing = (parties: PlannedParty[]) => piecesOf(area, parties).map(({ clashes }) => clashes);
    expect(clashing([party(1, [1], 0), party(2, [1], 1)])).toEqual([false, true]);
    expect(clashing([party(1, [1], 0), party(2, [1], 2)])).toEqual([false, false]);
    expect(clashing([party(1, [1], 0), party(2, [2], 1)])).toEqual([false, false]);
  });

  test('who would move leaves a ghost where they were, which clashes with nobody', () => {
    const pieces = piecesOf(area, [party(1, [2], 0), party(2, [1], 0)], [party(1, [1], 0)]);
    expect(pieces.filter(({ ghost }) => ghost).map(({ row, clashes }) => [row, clashes])).toEqual([[0, false]]);
  });
});

describe('arrow keys', () => {
  const stops = [
    { id: 1, row: 0, startsAt: 0 },
    { id: 2, row: 0, startsAt: 5 },
    { id: 3, row: 2, startsAt: 4 },
    { id: 4, row: 2, startsAt: 1 },
  ];

  test.each([
    ['ArrowRight', 1, 2],
    ['ArrowLeft', 2, 1],
    ['ArrowDown', 1, 4],
    ['ArrowDown', 2, 3],
    ['ArrowUp', 3, 2],
    ['ArrowRight', 2, null],
    ['ArrowUp', 1, null],
    ['Tab', 1, null],
  ])('%s from %i leads to %s', (key, from, to) => {
    expect(nextParty(stops, from, key)).toBe(to);
  });
});
