import { describe, expect, test } from 'vitest';
import { type WaitInput, quoteWait } from '../../../worker/domain/seating/quote-wait.ts';
import { type Quoted, learnedFrom, playEvening } from '../forecast/door-evenings.ts';
import { ask, at, problem, seated, table } from './seating-floor.ts';

const one = problem([table(1, 2)]);
const sitting = (key: string, id: number) => seated(key, [id], ask(2, '18:00', '19:45'), { movable: false });
const leaves = (median: string) => ({ median: at(median), from: at(median) - 10, until: at(median) + 10 });

function input(more: Partial<WaitInput> = {}): WaitInput {
  return {
    now: at('19:00'),
    partySize: 2,
    problem: one,
    waiting: [],
    ends: new Map(),
    turnMinutes: () => 90,
    resetMinutes: 15,
    lastStartMinute: at('21:30'),
    noShows: { share: 0, knownAfterMinutes: 30 },
    ...more,
  };
}

const taken = { ...one, occupants: [sitting('a', 1)] };
const ends = new Map([['a', leaves('19:30')]]);

describe('the wait at the door', () => {
  test('a free table is free now', () => {
    expect(quoteWait(input())).toEqual({ minutes: 0, from: 0, until: 0, basis: 'A table is free now.' });
  });

  test('until the party that sits has left and the table is reset, not until its turn would be over', () => {
    const { minutes, from, until, basis } = quoteWait(input({ problem: taken, ends }));
    expect(minutes).toBeGreaterThanOrEqual(44);
    expect(minutes).toBeLessThanOrEqual(46);
    expect(from).toBeLessThan(minutes!);
    expect(until).toBeGreaterThan(minutes!);
    expect(basis).toBe('From how long the parties here now usually stay, with nobody ahead.');
  });

  test('when a party goes, whoever booked may be planned at its table, and what they had is free before the reset is over', () => {
    const booked = seated('b', [2], ask(2, '19:30', '21:15'));
    const room = problem([table(1, 2), table(2, 2)], { occupants: [sitting('a', 1), booked] });
    const { minutes } = quoteWait(input({ problem: room, ends: new Map([['a', leaves('19:10')]]) }));
    expect(minutes).toBeGreaterThanOrEqual(9);
    expect(minutes).toBeLessThanOrEqual(12);
  });

  test('behind another party, a whole turn longer', () => {
    const { minutes } = quoteWait(
      input({ problem: taken, ends, waiting: [{ partySize: 2 }], lastStartMinute: at('22:30') }),
    );
    expect(minutes).toBe(150);
  });

  test('a party ahead that the table does not fit keeps nobody from it', () => {
    const { minutes } = quoteWait(input({ problem: taken, ends, waiting: [{ partySize: 6 }] }));
    expect(minutes).toBeLessThanOrEqual(46);
  });

  test('a table that a booking needs before the turn is over is none', () => {
    const booked = seated('b', [1], ask(2, '20:30', '22:15'));
    const { minutes } = quoteWait(
      input({ problem: { ...one, occupants: [sitting('a', 1), booked] }, ends, lastStartMinute: at('21:00') }),
    );
    expect(minutes).toBeNull();
  });

  test('a booking that those who stay put out of its plan comes before the door', () => {
    const tables = [table(1, 2), table(2, 2)];
    const booked = seated('b', [1], ask(2, '19:15', '21:00'));
    const room = problem(tables, {
      occupants: [sitting('a', 1), { ...sitting('c', 2), endMinute: at('20:10') }, booked],
    });
    const late = new Map([
      ['a', leaves('20:10')],
      ['c', leaves('19:45')],
    ]);
    const alone = quoteWait(input({ problem: { ...room, occupants: room.occupants.slice(0, 2) }, ends: late }));
    const behind = quoteWait(input({ problem: room, ends: late }));
    expect(alone.minutes).toBeLessThanOrEqual(62);
    expect(behind.minutes).toBeGreaterThanOrEqual(80);
  });

  test.each([
    ['after the last start', { now: at('21:45') }],
    ['for a party that no table seats', { partySize: 9 }],
  ])('%s there is none', (_, more) => {
    const { minutes, from, until, basis } = quoteWait(input({ problem: taken, ends, ...more }));
    expect([minutes, from, until]).toEqual([null, null, null]);
    expect(basis).toMatch(/^No table for \d is likely/);
  });

  test('a booking that never comes gives its table away when that is known', () => {
    const room = { ...one, occupants: [seated('b', [1], ask(2, '19:00', '20:45'))] };
    const waitFor = (share: number) =>
      quoteWait(input({ problem: room, noShows: { share, knownAfterMinutes: 30 } })).minutes;
    expect(waitFor(1)).toBe(30);
    expect(waitFor(0)).toBe(105);
  });

  test('the same question has the same answer', () => {
    expect(quoteWait(input({ problem: taken, ends }))).toEqual(quoteWait(input({ problem: taken, ends })));
  });
});

describe('on evenings with a queue', () => {
  const model = learnedFrom('test', 600, 0.15);
  const quotes: Quoted[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((seed) =>
    playEvening({ tables: 15, bookings: 20, walkIns: 36, stayDeviation: 0.15 }, `test ${String(seed)}`, model),
  );
  const met = quotes.flatMap(({ minutes, from, until, waited }) =>
    minutes === null || waited === null
      ? []
      : [{ error: waited - minutes, within: from! <= waited && waited <= until! }],
  );

  test('half of the quotes are right within eight minutes', () => {
    const errors = met.map(({ error }) => Math.abs(error)).sort((a, b) => a - b);
    expect(errors.length).toBeGreaterThan(40);
    expect(errors[Math.floor(errors.length / 2)]).toBeLessThanOrEqual(8);
  });

  test('they lean to neither side, and their spans hold what they promise', () => {
    const bias = met.reduce((sum, { error }) => sum + error, 0) / met.length;
    expect(Math.abs(bias)).toBeLessThan(6);
    expect(met.filter(({ within }) => within).length / met.length).toBeGreaterThan(0.7);
  });
});
