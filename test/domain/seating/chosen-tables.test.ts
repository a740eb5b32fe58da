import { describe, expect, it } from 'vitest';
import { placeOn, reasonsAgainst } from '../../../worker/domain/seating/chosen-tables.ts';
import { prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import type { SeatingRequest } from '../../../worker/domain/seating/problem.ts';
import { applied, ask, at, combination, faultsIn, problem, seated, table } from './seating-floor.ts';

const day = problem([table(1, 2), table(2, 4), table(3, 4), table(4, 6), table(5, 2)], {
  combinations: [combination([2, 3], 5, 6)],
  occupants: [
    seated('early', [2], ask(2, '17:00', '18:30')),
    seated('late', [2], ask(2, '18:30', '20:30')),
    seated('pinned', [4], ask(6, '18:00', '20:00'), { movable: false }),
  ],
  blocks: [{ tableId: 5, startMinute: at('12:00'), endMinute: at('18:05') }],
});
const evening = (size: number, more: Partial<SeatingRequest> = {}) => ask(size, '18:00', '20:00', more);

describe('what speaks against tables picked by hand', () => {
  const rows: [rule: string, request: SeatingRequest, tableIds: number[], objections: object[]][] = [
    ['nothing', evening(2), [1], []],
    ['a party smaller than the table likes is for staff to judge', evening(1), [3], []],
    ['a table that does not exist', evening(2), [1, 77], [{ kind: 'unknown_table', tableId: 77 }]],
    ['no table', evening(2), [], [{ kind: 'too_small', partySizeMax: 0 }]],
    ['too few seats', evening(3), [1], [{ kind: 'too_small', partySizeMax: 2 }]],
    [
      'the capacity of a declared combination',
      ask(8, '21:00', '23:00'),
      [3, 2],
      [{ kind: 'too_small', partySizeMax: 6 }],
    ],
    ['the sum of tables joined ad hoc', ask(6, '21:00', '23:00'), [1, 3], []],
    ['more than the sum', ask(7, '21:00', '23:00'), [1, 3], [{ kind: 'too_small', partySizeMax: 6 }]],
    [
      'a required feature',
      evening(2, { requiredFeatures: ['accessible'] }),
      [1],
      [{ kind: 'lacks_feature', feature: 'accessible' }],
    ],
    ['a block', evening(2), [5], [{ kind: 'blocked', tableId: 5 }]],
    [
      'everyone who holds it, and whether they could move',
      evening(6),
      [2, 4],
      [
        { kind: 'clash', key: 'early', movable: true },
        { kind: 'clash', key: 'late', movable: true },
        { kind: 'clash', key: 'pinned', movable: false },
      ],
    ],
  ];
  it.each(rows)('%s', (_, request, tableIds, objections) => {
    expect(reasonsAgainst(prepareOccupancy(day), request, tableIds)).toEqual(objections);
  });

  it('a party is no clash with itself', () => {
    expect(reasonsAgainst(prepareOccupancy(day), evening(6), [4], { exclude: 'pinned' })).toEqual([]);
  });
});

describe('putting a party on exactly these tables', () => {
  it('moves nobody when they are free', () => {
    const decision = placeOn(prepareOccupancy(day), evening(2), [3]);
    expect(decision).toMatchObject({ ok: true, tableIds: [3], moves: [] });
  });

  it('moves the movable parties away, each to a place that fits', () => {
    const request = evening(3);
    const decision = placeOn(prepareOccupancy(day), request, [2]);
    expect(decision).toMatchObject({ ok: true, tableIds: [2], moves: [{ key: 'early' }, { key: 'late' }] });
    if (!decision.ok) return;
    const newcomer = seated('newcomer', [2], request);
    expect(faultsIn(applied(day, decision.moves, newcomer))).toEqual([]);
  });

  it('moves others along a chain to make room for those moved', () => {
    const tables = [table(1, 2), table(2, 4), table(3, 4)];
    const occupants = [seated('four', [2], evening(4)), seated('two', [3], evening(2))];
    expect(placeOn(prepareOccupancy(problem(tables, { occupants })), evening(4), [2])).toMatchObject({
      ok: true,
      moves: [
        { key: 'four', tableIds: [3] },
        { key: 'two', tableIds: [1] },
      ],
    });
  });

  it('joins tables that nobody declared', () => {
    expect(placeOn(prepareOccupancy(day), ask(6, '21:00', '23:00'), [3, 1])).toMatchObject({ tableIds: [1, 3] });
  });

  it('names the immovable party and the block in the way', () => {
    expect(placeOn(prepareOccupancy(day), evening(8), [2, 4, 5])).toEqual({
      ok: false,
      objections: [
        { kind: 'blocked', tableId: 5 },
        { kind: 'clash', key: 'pinned', movable: false },
      ],
      nodes: 0,
    });
  });

  it('names the movable parties when there is no other place for them', () => {
    const occupants = [seated('four', [1], evening(4))];
    const occupancy = prepareOccupancy(problem([table(1, 4), table(2, 2)], { occupants }));
    expect(placeOn(occupancy, evening(2), [1])).toMatchObject({
      ok: false,
      objections: [{ kind: 'clash', key: 'four', movable: true }],
    });
    expect(placeOn(occupancy, evening(2), [1], { exclude: 'four' })).toMatchObject({ ok: true, moves: [] });
  });

  it('names a table that does not exist', () => {
    expect(placeOn(prepareOccupancy(day), evening(2), [77])).toMatchObject({
      objections: [{ kind: 'unknown_table', tableId: 77 }],
    });
  });
});
