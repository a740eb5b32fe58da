import { describe, expect, it } from 'vitest';
import { reassignAll } from '../../../worker/domain/seating/reassign-all.ts';
import type { SeatingProblem } from '../../../worker/domain/seating/problem.ts';
import { applied, ask, at, combination, faultsIn, problem, seated, table } from './seating-floor.ts';

const evening = (size: number) => ask(size, '18:00', '20:00');
const moved = (key: string, ...tableIds: number[]) => ({ key, tableIds });

const rows: [rule: string, day: SeatingProblem, assignments: object[], unplaced: string[]][] = [
  [
    'who still fits stays, even where another table would fit better',
    problem([table(1, 2), table(2, 4)], { occupants: [seated('a', [2], evening(2))] }),
    [],
    [],
  ],
  ['a table was deleted', problem([table(2, 4)], { occupants: [seated('a', [1], evening(2))] }), [moved('a', 2)], []],
  [
    'a table became smaller',
    problem([table(1, 2), table(2, 4)], { occupants: [seated('a', [1], evening(3))] }),
    [moved('a', 2)],
    [],
  ],
  [
    'a combination is no longer declared',
    problem([table(1, 2), table(2, 2), table(3, 4)], { occupants: [seated('a', [1, 2], evening(4))] }),
    [moved('a', 3)],
    [],
  ],
  [
    'a combination lost a table, and the rest is enough',
    problem([table(1, 4)], { combinations: [combination([1, 2], 3, 6)], occupants: [seated('a', [1, 2], evening(4))] }),
    [moved('a', 1)],
    [],
  ],
  [
    'a table was blocked',
    problem([table(1, 2), table(2, 2)], {
      occupants: [seated('a', [1], evening(2))],
      blocks: [{ tableId: 1, startMinute: at('19:00'), endMinute: at('23:00') }],
    }),
    [moved('a', 2)],
    [],
  ],
  [
    'a seated party overruns',
    problem([table(1, 2), table(2, 2)], {
      occupants: [
        seated('next', [1], evening(2)),
        seated('overrun', [1], ask(2, '16:00', '18:15'), { movable: false }),
      ],
    }),
    [moved('next', 2)],
    [],
  ],
  [
    'others move to make room, as few as it takes',
    problem([table(1, 2), table(2, 4), table(3, 2)], {
      occupants: [seated('a', [2], evening(2)), seated('b', [1], evening(2)), seated('displaced', [9], evening(4))],
    }),
    [moved('a', 3), moved('displaced', 2)],
    [],
  ],
  [
    'the larger party is seated first',
    problem([table(1, 4)], { occupants: [seated('small', [8], evening(2)), seated('large', [9], evening(4))] }),
    [moved('large', 1)],
    ['small'],
  ],
  [
    'a party that still has a table does not lose it to a larger one without',
    problem([table(1, 4)], { occupants: [seated('small', [1], evening(2)), seated('large', [9], evening(4))] }),
    [],
    ['large'],
  ],
  [
    'of two movable parties on one table the larger stays',
    problem([table(1, 4), table(2, 4)], {
      occupants: [seated('small', [1], evening(3)), seated('large', [1], evening(4))],
    }),
    [moved('small', 2)],
    [],
  ],
  [
    'a conflict is tried again',
    problem([table(1, 2)], { occupants: [seated('conflict', [], evening(2))] }),
    [moved('conflict', 1)],
    [],
  ],
  [
    'of one size, who lost a table comes before who had none',
    problem([table(1, 2)], { occupants: [seated('conflict', [], evening(2)), seated('displaced', [9], evening(2))] }),
    [moved('displaced', 1)],
    ['conflict'],
  ],
  [
    'a pinned party stays on a blocked table, and on one that no longer exists',
    problem([table(1, 2), table(2, 2)], {
      occupants: [seated('a', [1], evening(2), { movable: false }), seated('b', [9], evening(2), { movable: false })],
      blocks: [{ tableId: 1, startMinute: at('12:00'), endMinute: at('23:00') }],
    }),
    [],
    [],
  ],
];

describe('re-seating after a change', () => {
  it.each(rows)('%s', (_, day, assignments, unplaced) => {
    const answer = reassignAll(day);
    expect(answer).toEqual({ assignments, unplaced });
    const after = applied(day, [...answer.assignments, ...unplaced.map((key) => moved(key))]);
    expect(faultsIn(after)).toEqual([]);
  });
});
