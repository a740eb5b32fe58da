import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type PredictionInput, predictAvailability } from '../../../worker/domain/seating/predict-availability.ts';
import { findBestTable } from '../../../worker/domain/seating/find-best-table.ts';
import { prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import type { SeatingOccupant, SeatingProblem } from '../../../worker/domain/seating/problem.ts';
import { dinnerRequests, emptyFloor } from './dinner-days.ts';
import { ask, at, problem, seated, table } from './seating-floor.ts';

const two = problem([table(1, 2), table(2, 2)]);

function input(more: Partial<PredictionInput> = {}): PredictionInput {
  return {
    problem: two,
    startMinute: at('19:00'),
    lastStartMinute: at('21:00'),
    channel: 'walk_in',
    ends: new Map(),
    staysAway: new Map(),
    yetToAsk: [],
    turnMinutes: () => 90,
    resetMinutes: 15,
    ...more,
  };
}

const couple = (more: Partial<PredictionInput> = {}) => predictAvailability(input(more), [2])[0]!;
const taken = (key: string, id: number) => seated(key, [id], ask(2, '19:00', '20:45'));
const full = { ...two, occupants: [taken('a', 1), taken('b', 2)] };
const asking = (count: number) => [{ partySize: 2, startMinute: at('19:00'), count }];

describe('availability to come', () => {
  test('an empty room that nobody else asks for is free', () => {
    expect(couple()).toEqual({ partySize: 2, availableNow: true, probability: 1, expectedWaitMinutes: 0 });
  });

  test('a full room of people who come is not; the wait is until they leave', () => {
    expect(couple({ problem: full })).toEqual({
      partySize: 2,
      availableNow: false,
      probability: 0,
      expectedWaitMinutes: 105,
    });
    expect(couple({ problem: full, lastStartMinute: at('20:00') }).expectedWaitMinutes).toBeNull();
  });

  test('a size that no table takes has no chance', () => {
    expect(predictAvailability(input(), [9])[0]).toMatchObject({ availableNow: false, probability: 0 });
  });

  test('the more who have yet to ask, the less likely', () => {
    const chances = [0, 0.5, 1, 2, 4, 8].map((count) => couple({ yetToAsk: asking(count) }).probability);
    expect(chances).toEqual([...chances].sort((one, other) => other - one));
    expect(chances[0]).toBe(1);
    expect(chances.at(-1)).toBeLessThan(0.2);
  });

  test('the more who may stay away, the likelier', () => {
    const chances = [0, 0.2, 0.5, 0.9, 1].map(
      (share) => couple({ problem: full, staysAway: new Map([['a', share]]) }).probability,
    );
    expect(chances).toEqual([...chances].sort((one, other) => one - other));
    expect(chances.at(-1)).toBe(1);
  });

  test('somebody who sits and leaves about then is a chance', () => {
    const sitting = { ...taken('a', 1), startMinute: at('17:00'), endMinute: at('19:30'), movable: false };
    const { probability } = couple({
      problem: { ...two, occupants: [sitting, taken('b', 2)] },
      ends: new Map([['a', { median: at('18:45'), from: at('18:20'), until: at('19:15') }]]),
    });
    expect(probability).toBeGreaterThan(0.25);
    expect(probability).toBeLessThan(0.75);
  });

  test('equal questions have equal answers', () => {
    expect(couple({ yetToAsk: asking(1.5) })).toEqual(couple({ yetToAsk: asking(1.5) }));
  });

  test('a fuller book never makes a table likelier', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.integer({ min: 5, max: 40 }), (seed, count) => {
        const requests = dinnerRequests(count, seed);
        const chances = [0, 0.5, 1].map((share) => {
          const book = bookOf(emptyFloor(12), requests.slice(0, Math.round(share * count)));
          return predictAvailability(input({ problem: book }), [1, 2, 4, 6]).map(({ probability }) => probability);
        });
        for (const [fuller, emptier] of [
          [chances[1]!, chances[0]!],
          [chances[2]!, chances[1]!],
        ] as const) {
          fuller.forEach((chance, index) => expect(chance).toBeLessThanOrEqual(emptier[index]!));
        }
      }),
      { seed: 4, numRuns: 30 },
    );
  });
});

/** Everybody who can be seated. */
function bookOf(floor: SeatingProblem, requests: ReturnType<typeof dinnerRequests>): SeatingProblem {
  let book = floor;
  for (const [index, request] of requests.entries()) {
    const decision = findBestTable(prepareOccupancy(book), request);
    if (!decision.ok) continue;
    const moved = new Map(decision.moves.map((move) => [move.key, move.tableIds]));
    const others = book.occupants.map((each): SeatingOccupant => ({
      ...each,
      tableIds: moved.get(each.key) ?? each.tableIds,
    }));
    book = { ...book, occupants: [...others, seated(`p${String(index)}`, [...decision.tableIds], request)] };
  }
  return book;
}
