import { describe, expect, it } from 'vitest';
import { freeUnits } from '../../../worker/domain/seating/best-fit.ts';
import { findBestTable, refusalByShape } from '../../../worker/domain/seating/find-best-table.ts';
import { prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import type { SeatingProblem, SeatingRequest } from '../../../worker/domain/seating/problem.ts';
import { applied, ask, at, combination, faultsIn, problem, seated, table } from './seating-floor.ts';

function decide(day: SeatingProblem, request: SeatingRequest, exclude?: string) {
  return findBestTable(prepareOccupancy(day), request, { exclude });
}

const block = (tableId: number, from: string, to: string) => ({
  tableId,
  startMinute: at(from),
  endMinute: at(to),
});

describe('best fit', () => {
  const two = table(1, 2);
  const four = table(2, 4);
  const rows: [rule: string, day: SeatingProblem, request: SeatingRequest, tableIds: number[]][] = [
    ['wastes fewest seats', problem([four, two]), ask(2, '18:00', '20:00'), [1]],
    [
      'prefers a single table to a combination of as many seats',
      problem([table(1, 2), table(2, 2), table(3, 4)], { combinations: [combination([1, 2], 3, 4)] }),
      ask(4, '18:00', '20:00'),
      [3],
    ],
    [
      'counts all the seats that a combination takes, not the capacity it has left',
      problem([table(1, 4), table(2, 4), table(3, 8)], { combinations: [combination([1, 2], 5, 6)] }),
      ask(6, '18:00', '20:00'),
      [3],
    ],
    [
      'breaks fewest combinations',
      problem([table(1, 2), table(2, 2), table(3, 2)], { combinations: [combination([1, 2], 3, 4)] }),
      ask(2, '18:00', '20:00'),
      [3],
    ],
    [
      'then grants wishes',
      problem([table(1, 2), table(2, 2, { features: ['window'] })]),
      ask(2, '18:00', '20:00', { wishedFeatures: ['window'] }),
      [2],
    ],
    [
      'then leaves least slack around the party',
      problem([table(1, 2), table(2, 2)], { occupants: [seated('a', [2], ask(2, '16:00', '18:00'))] }),
      ask(2, '18:00', '20:00'),
      [2],
    ],
    ['then takes the lowest id', problem([table(2, 2), table(1, 2)]), ask(2, '18:00', '20:00'), [1]],
    [
      'seats a party between two others without a gap, for intervals are half-open',
      problem([two], {
        occupants: [seated('a', [1], ask(2, '16:00', '18:00')), seated('b', [1], ask(2, '20:00', '22:00'))],
      }),
      ask(2, '18:00', '20:00'),
      [1],
    ],
    [
      'gives a combination where no single table is large enough',
      problem([table(1, 4), table(2, 4)], { combinations: [combination([2, 1], 5, 6)] }),
      ask(6, '18:00', '20:00'),
      [1, 2],
    ],
    [
      'passes by a table that is blocked, and takes it again after the block',
      problem([two, four], { blocks: [block(1, '17:00', '19:00')] }),
      ask(2, '18:00', '20:00'),
      [2],
    ],
    [
      'ignores a party in conflict, which holds nothing',
      problem([two], { occupants: [seated('conflict', [], ask(2, '18:00', '20:00'))] }),
      ask(2, '18:00', '20:00'),
      [1],
    ],
    [
      'ignores tables that no longer exist',
      problem([two], { occupants: [seated('a', [99], ask(2, '18:00', '20:00'))] }),
      ask(2, '18:00', '20:00'),
      [1],
    ],
    [
      'seats a party outside everything planned so far',
      problem([two], { occupants: [seated('a', [1], ask(2, '18:00', '20:00'))] }),
      ask(2, '08:00', '09:00'),
      [1],
    ],
    [
      'may last past midnight',
      problem([two], { occupants: [seated('a', [1], ask(2, '21:00', '24:30'))] }),
      ask(2, '24:30', '25:00'),
      [1],
    ],
  ];
  it.each(rows)('%s', (_, day, request, tableIds) => {
    expect(decide(day, request)).toEqual({ ok: true, tableIds, moves: [], method: 'best_fit', nodes: 0 });
  });
});

describe('refusals say why', () => {
  const inHouse = { channels: ['in_house'] as const };
  const rows: [rule: string, day: SeatingProblem, request: SeatingRequest, reason: string][] = [
    ['no tables at all', problem([]), ask(2, '18:00', '20:00'), 'no_table'],
    ['no table on this channel', problem([table(1, 2, inHouse)]), ask(2, '18:00', '20:00'), 'no_table'],
    ['larger than any table', problem([table(1, 4)]), ask(5, '18:00', '20:00'), 'party_too_large'],
    [
      'larger than any table of its channel',
      problem([table(1, 4), table(2, 8, inHouse)]),
      ask(5, '18:00', '20:00'),
      'party_too_large',
    ],
    [
      'larger than its channel allows, for a combination needs all of its tables sold there',
      problem([table(1, 4), table(2, 4, inHouse)], { combinations: [combination([1, 2], 5, 8)] }),
      ask(6, '18:00', '20:00'),
      'party_too_large',
    ],
    [
      'smaller than every table large enough',
      problem([table(1, 8, { partySizeMin: 5 })]),
      ask(2, '18:00', '20:00'),
      'party_too_small',
    ],
    [
      'no fitting table has what is required',
      problem([table(1, 2, { features: ['accessible'] }), table(2, 4)]),
      ask(4, '18:00', '20:00', { requiredFeatures: ['accessible'] }),
      'no_table_with_features',
    ],
    [
      'every fitting table is blocked',
      problem([table(1, 2)], { blocks: [block(1, '19:55', '21:00')] }),
      ask(2, '18:00', '20:00'),
      'no_table',
    ],
    [
      'a combination whose member is taken',
      problem([table(1, 2), table(2, 2)], {
        combinations: [combination([1, 2], 3, 4)],
        occupants: [seated('a', [2], ask(2, '19:00', '21:00'))],
      }),
      ask(4, '18:00', '20:00'),
      'no_table',
    ],
    [
      'a member of a combination that is taken',
      problem([table(1, 2), table(2, 2)], {
        combinations: [combination([1, 2], 3, 4)],
        occupants: [seated('a', [1, 2], ask(4, '19:00', '21:00'))],
      }),
      ask(2, '18:00', '20:00'),
      'no_table',
    ],
    [
      'everyone who could move is seated or pinned',
      problem([table(1, 2), table(2, 4)], {
        occupants: [seated('pinned', [2], ask(2, '18:00', '20:00'), { movable: false })],
      }),
      ask(4, '18:00', '20:00'),
      'no_table',
    ],
    [
      'more parties of a size than tables of that size',
      problem([table(1, 2), table(2, 4)], { occupants: [seated('a', [2], ask(4, '18:00', '20:00'))] }),
      ask(4, '19:00', '21:00'),
      'no_table',
    ],
  ];
  it.each(rows)('%s', (_, day, request, reason) => {
    expect(decide(day, request)).toEqual({ ok: false, reason, certified: true, nodes: 0 });
  });

  it('is not certain where the plan it starts from is in conflict itself', () => {
    const occupants = ['a', 'b'].map((key) => seated(key, [1], ask(2, '18:00', '20:00')));
    const day = problem([table(1, 2)], { occupants });
    expect(decide(day, ask(2, '18:00', '20:00'))).toMatchObject({ ok: false, certified: false });
  });

  it('is not said because others, whom nothing here can help, have no table of their own', () => {
    const evening = (size: number) => ask(size, '18:00', '20:00');
    const tables = [table(1, 2), table(2, 2), table(3, 4)];
    const couple = seated('couple', [3], evening(2));
    const shared = problem(tables, { occupants: [seated('a', [1], evening(2)), seated('b', [1], evening(2)), couple] });
    const seatsFour = { ok: true, tableIds: [3], moves: [{ key: 'couple', tableIds: [2] }] };
    expect(decide(shared, evening(4))).toMatchObject(seatsFour);
    const blocked = problem(tables, {
      occupants: [seated('a', [1], evening(2)), couple],
      blocks: [block(1, '18:00', '20:00')],
    });
    expect(decide(blocked, evening(4))).toMatchObject(seatsFour);
  });

  it('is not said of a table because it was out of reach at another time', () => {
    const day = problem([table(1, 2), table(2, 4)], {
      occupants: [
        seated('pinned', [1], ask(2, '18:00', '20:00'), { movable: false }),
        seated('early', [2], ask(2, '18:00', '20:00')),
        seated('late', [2], ask(2, '20:00', '22:00')),
      ],
    });
    expect(decide(day, ask(4, '20:00', '22:00'))).toMatchObject({ ok: true, moves: [{ key: 'late', tableIds: [1] }] });
  });

  it('knows who could not be seated in an empty room', () => {
    const occupancy = prepareOccupancy(
      problem([table(1, 2)], { occupants: [seated('a', [1], ask(2, '18:00', '20:00'))] }),
    );
    expect(refusalByShape(occupancy, ask(2, '18:00', '20:00'))).toBeUndefined();
    expect(refusalByShape(occupancy, ask(3, '18:00', '20:00'))).toBe('party_too_large');
  });

  it('is certain where an eight-top is worth two fours, which no single size class shows', () => {
    const day = problem([table(1, 4), table(2, 4), table(3, 8, { partySizeMin: 5 })], {
      combinations: [combination([1, 2], 5, 8)],
      occupants: [seated('a', [3], ask(8, '18:00', '20:00')), seated('b', [1, 2], ask(6, '18:00', '20:00'))],
    });
    expect(decide(day, ask(2, '18:00', '20:00'))).toMatchObject({ ok: false, certified: true });
  });

  it('is certain with three fours and one declared pair, but not of what a second pair would seat', () => {
    const tables = [table(1, 4), table(2, 4), table(3, 4), table(4, 4)];
    const occupants = [seated('a', [1, 2], ask(6, '18:00', '20:00'))];
    const onePair = problem(tables, { combinations: [combination([1, 2], 5, 6)], occupants });
    expect(decide(onePair, ask(6, '18:00', '20:00'))).toMatchObject({ ok: false, certified: true });
    const twoPairs = { ...onePair, combinations: [combination([1, 2], 5, 6), combination([3, 4], 5, 6)] };
    expect(decide(twoPairs, ask(6, '18:00', '20:00'))).toMatchObject({ ok: true, tableIds: [3, 4] });
  });
});

describe('ejection chains', () => {
  const evening = (size: number) => ask(size, '18:00', '20:00');
  const rows: [rule: string, day: SeatingProblem, request: SeatingRequest, moved: string[]][] = [
    [
      'a small party makes room on the large table',
      problem([table(1, 2), table(2, 4)], { occupants: [seated('a', [2], evening(2))] }),
      evening(4),
      ['a'],
    ],
    [
      'a chain of two',
      problem([table(1, 2), table(2, 4), table(3, 6)], {
        occupants: [seated('a', [2], evening(2)), seated('b', [3], evening(4))],
      }),
      evening(6),
      ['a', 'b'],
    ],
    [
      'two parties leave one table',
      problem([table(1, 2), table(2, 4)], {
        occupants: [seated('a', [2], ask(2, '17:00', '18:30')), seated('b', [2], ask(2, '18:30', '20:00'))],
      }),
      evening(4),
      ['a', 'b'],
    ],
    [
      'parties leave the members of a combination',
      problem([table(1, 4), table(2, 4), table(3, 2), table(4, 2)], {
        combinations: [combination([1, 2], 5, 6)],
        occupants: [seated('a', [1], evening(2)), seated('b', [2], evening(2))],
      }),
      evening(6),
      ['a', 'b'],
    ],
    [
      'a party leaves its combination',
      problem([table(1, 2), table(2, 2), table(3, 6, { partySizeMin: 3 })], {
        combinations: [combination([1, 2], 3, 4)],
        occupants: [seated('a', [1, 2], evening(3))],
      }),
      evening(1),
      ['a'],
    ],
    [
      'the pinned party stays and the other one moves',
      problem([table(1, 2), table(2, 4), table(3, 4)], {
        occupants: [seated('pinned', [2], evening(2), { movable: false }), seated('unpinned', [3], evening(2))],
      }),
      evening(4),
      ['unpinned'],
    ],
  ];
  it.each(rows)('%s', (_, day, request, moved) => {
    const decision = decide(day, request);
    expect(decision).toMatchObject({ ok: true, method: 'reassigned' });
    if (!decision.ok) return;
    expect(decision.moves.map((move) => move.key)).toEqual(moved);
    const newcomer = seated('newcomer', [...decision.tableIds], request);
    expect(faultsIn(applied(day, decision.moves, newcomer))).toEqual([]);
  });

  it('moves one party rather than two', () => {
    const day = problem([table(1, 2), table(2, 2), table(3, 4), table(4, 4)], {
      occupants: [
        seated('a', [3], ask(2, '17:00', '18:30')),
        seated('b', [3], ask(2, '18:30', '20:00')),
        seated('c', [4], evening(2)),
      ],
    });
    expect(decide(day, evening(4))).toMatchObject({ tableIds: [4], moves: [{ key: 'c' }] });
  });

  it('keeps what an ejected party requires and the channel that sold it', () => {
    const accessible = { features: ['accessible'] };
    const day = problem([table(1, 2), table(2, 2, { channels: ['walk_in'] }), table(3, 4, accessible)], {
      occupants: [seated('a', [3], ask(2, '18:00', '20:00', { requiredFeatures: ['accessible'] }))],
    });
    expect(decide(day, evening(4))).toMatchObject({ ok: false });
    expect(decide({ ...day, tables: [...day.tables, table(4, 2, accessible)] }, evening(4))).toMatchObject({
      ok: true,
    });
  });

  it('gives up at its node budget, and says that it is not certain', () => {
    const tables = [1, 2, 3, 4].map((id) => table(id, 2));
    const full = tables.map(({ id }) => seated(`early${id}`, [id], ask(2, '17:00', '19:00')));
    const late = [1, 2, 3].map((id) => seated(`late${id}`, [id], ask(2, '19:00', '21:00')));
    const day = problem([...tables, table(5, 4)], {
      occupants: [...full, ...late, seated('x', [5], ask(2, '19:00', '21:00'))],
    });
    const request = ask(4, '19:00', '21:00');
    expect(findBestTable(prepareOccupancy(day), request, { nodesMax: 0 })).toMatchObject({
      ok: false,
      certified: false,
    });
    expect(decide(day, request)).toMatchObject({ ok: true, moves: [{ key: 'x', tableIds: [4] }] });
  });
});

describe('leaving one occupant out', () => {
  const day = problem([table(1, 2), table(2, 4)], {
    occupants: [
      seated('hold', [1], ask(2, '18:00', '20:00')),
      seated('pinned', [2], ask(4, '18:00', '20:00'), { movable: false }),
    ],
  });

  it('lets a hold become a booking on its own table', () => {
    expect(decide(day, ask(2, '18:00', '20:00'))).toMatchObject({ ok: false });
    expect(decide(day, ask(2, '18:00', '20:00'), 'hold')).toMatchObject({ ok: true, tableIds: [1], moves: [] });
  });

  it('lets a pinned party change its own time', () => {
    expect(decide(day, ask(4, '18:30', '20:30'), 'pinned')).toMatchObject({ ok: true, tableIds: [2] });
  });

  it('makes no difference to anybody else afterwards', () => {
    const occupancy = prepareOccupancy(day);
    findBestTable(occupancy, ask(4, '18:30', '20:30'), { exclude: 'pinned' });
    expect(findBestTable(occupancy, ask(4, '18:30', '20:30'))).toMatchObject({ ok: false });
  });
});

describe('free tables', () => {
  const day = problem([table(1, 4), table(2, 2), table(3, 2), table(4, 2, { channels: ['walk_in'] })], {
    combinations: [combination([2, 3], 3, 4)],
    occupants: [seated('a', [2], ask(2, '18:00', '20:00'))],
  });

  it('lists single tables, best fit first', () => {
    expect(freeUnits(prepareOccupancy(day), ask(2, '19:00', '21:00'))).toEqual([3, 1]);
    expect(freeUnits(prepareOccupancy(day), ask(2, '20:00', '22:00'))).toEqual([2, 3, 1]);
  });

  it('counts the table of an occupant that is left out', () => {
    expect(freeUnits(prepareOccupancy(day), ask(2, '19:00', '21:00'), { exclude: 'a' })).toEqual([2, 3, 1]);
  });
});
