import { expect, it } from 'vitest';
import { lift, place, prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import { sendHome } from '../../../worker/domain/seating/send-home.ts';
import { ask, problem, seated, table } from './seating-floor.ts';

/** Everybody at home as planned, then moved to `now`, and sent home. */
function after(homes: Parameters<typeof seated>[], now: Record<string, number>): Record<string, number[]> {
  const tables = [table(1, 2), table(2, 2), table(3, 4), table(4, 4)];
  const occupancy = prepareOccupancy(problem(tables, { occupants: homes.map((home) => seated(...home)) }));
  const moved = new Set(occupancy.parties.filter((party) => party.key in now));
  for (const party of moved) lift(occupancy, party);
  for (const party of moved) place(occupancy, party, [occupancy.tableById.get(now[party.key]!)!]);
  sendHome(occupancy, moved);
  return Object.fromEntries(occupancy.parties.map(({ key, tables: held }) => [key, held.map((each) => each.id)]));
}

const early = ask(2, '18:00', '19:00');
const late = ask(2, '20:00', '21:00');
const across = ask(2, '18:30', '20:30');

it('sends home who finds the old place free', () => {
  expect(after([['a', [1], early]], { a: 3 })).toEqual({ a: [1] });
});

it('swaps two who sit on each other’s tables', () => {
  expect(
    after(
      [
        ['a', [1], early],
        ['b', [2], early],
      ],
      { a: 2, b: 1 },
    ),
  ).toEqual({ a: [1], b: [2] });
});

it('swaps a whole chain of overlaps at once', () => {
  expect(
    after(
      [
        ['a', [1], early],
        ['b', [2], across],
        ['c', [1], late],
      ],
      { a: 2, b: 1, c: 2 },
    ),
  ).toEqual({ a: [1], b: [2], c: [1] });
});

it('leaves both where one would not fit on the other side', () => {
  expect(
    after(
      [
        ['a', [3], early],
        ['four', [4], ask(4, '18:00', '19:00')],
        ['pinned', [4], early, { movable: false }],
      ],
      { a: 1, four: 3 },
    ),
  ).toEqual({ a: [1], four: [3], pinned: [4] });
});
