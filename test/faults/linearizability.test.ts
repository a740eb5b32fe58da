/** The checker itself: legal histories pass quickly, and each way in which a day could lie is found. */
import { describe, expect, test } from 'vitest';
import { type Chance, chanceFrom } from '../../worker/domain/chance.ts';
import { isLinearizable } from '../support/linearizability.ts';
import { type BookingInput, type BookingOperation, type BookingOutput, bookingModel } from './booking-history.ts';

const tables = 2;
const model = bookingModel(tables);

/** Answers as one day would give them, at instants somewhere between call and answer, by `clients` at once. */
function legalHistory(chance: Chance, operations: number, clients: number): BookingOperation[] {
  const freeAt = new Array<number>(clients).fill(0);
  const planned = Array.from({ length: operations }, (_, index) => {
    const client = index % clients;
    const calledAt = (freeAt[client] ?? 0) + chance.next();
    const effectAt = calledAt + chance.next() * 5;
    freeAt[client] = effectAt + chance.next() * 5;
    return { calledAt, effectAt, answeredAt: freeAt[client] ?? 0 };
  }).sort((one, other) => one.effectAt - other.effectAt);
  const live = new Map<number, string>();
  const known: number[] = [];
  return planned.map(({ calledAt, answeredAt }, index) => {
    const kind = chance.weighted([
      ['book', 5],
      ['cancel', 3],
      ['list', 2],
    ] as const);
    const input: BookingInput =
      kind === 'cancel' && known.length > 0
        ? { kind, id: chance.pick(known.slice(-6)) }
        : kind === 'list'
          ? { kind }
          : { kind: 'book', time: chance.pick(['18:00', '20:00']) };
    const output = answerOf(live, input, index + 1);
    if (input.kind === 'book' && output !== null) known.push(index + 1);
    return { input, output, calledAt, answeredAt };
  });
}

function answerOf(live: Map<number, string>, input: BookingInput, id: number): BookingOutput {
  switch (input.kind) {
    case 'book':
      if ([...live.values()].filter((time) => time === input.time).length >= tables) return null;
      live.set(id, input.time);
      return id;
    case 'cancel':
      return live.delete(input.id) ? 'cancelled' : null;
    case 'list':
      return [...live.keys()];
  }
}

test('2,000 operations of eight clients are explained', () => {
  expect(isLinearizable(legalHistory(chanceFrom('legal'), 2_000, 8), model)).toBe(true);
});

test.each(['one', 'two', 'three', 'four', 'five', 'six'])('legal histories pass, seed %s', (seed) => {
  expect(isLinearizable(legalHistory(chanceFrom(seed), 300, 5), model)).toBe(true);
});

const book = (id: number | null, calledAt: number, answeredAt: number): BookingOperation => ({
  input: { kind: 'book', time: '18:00' },
  output: id,
  calledAt,
  answeredAt,
});
const cancel = (id: number, ok: boolean, calledAt: number, answeredAt: number): BookingOperation => ({
  input: { kind: 'cancel', id },
  output: ok ? 'cancelled' : null,
  calledAt,
  answeredAt,
});
const list = (output: readonly number[], calledAt: number, answeredAt: number): BookingOperation => ({
  input: { kind: 'list' },
  output,
  calledAt,
  answeredAt,
});

describe('what no order explains', () => {
  const illegal: [what: string, history: BookingOperation[]][] = [
    ['one table more than there are', [book(1, 0, 9), book(2, 1, 8), book(3, 2, 7)]],
    ['a refusal while a table was free all along', [book(1, 0, 1), book(null, 2, 3)]],
    [
      'a refusal after the cancellation was answered',
      [book(1, 0, 1), book(2, 0, 1), cancel(1, true, 2, 3), book(null, 4, 5)],
    ],
    ['an acknowledged booking that the list does not know', [book(1, 0, 1), list([], 2, 3)]],
    ['a list from before a cancellation that was answered', [book(1, 0, 1), cancel(1, true, 2, 3), list([1], 4, 5)]],
    ['a list that goes back in time', [book(1, 0, 9), list([1], 1, 2), list([], 3, 4)]],
    ['one booking cancelled twice', [book(1, 0, 1), cancel(1, true, 2, 5), cancel(1, true, 3, 6)]],
    ['one id for two bookings', [book(1, 0, 1), book(1, 2, 3)]],
  ];
  test.each(illegal)('%s', (_what, history) => {
    expect(isLinearizable(history, model)).toBe(false);
  });

  test('the same, when the calls overlap far enough, is fine', () => {
    expect(isLinearizable([book(1, 0, 9), list([1], 1, 2), cancel(1, true, 3, 8), list([], 4, 5)], model)).toBe(true);
    expect(isLinearizable([book(1, 0, 1), book(2, 0, 1), cancel(1, true, 2, 9), book(null, 3, 4)], model)).toBe(true);
  });

  test.each([100, 700, 1_500])('one wrong answer among 2,000, the %ith', (at) => {
    const history = legalHistory(chanceFrom('wrong'), 2_000, 8);
    const index = history.findIndex(({ input }, position) => position >= at && input.kind === 'list');
    const wrong = history[index];
    if (wrong === undefined || !Array.isArray(wrong.output)) throw new Error('a list was expected');
    const forged = { ...wrong, output: [...(wrong.output as number[]), 99_999] };
    expect(isLinearizable(history.with(index, forged), model)).toBe(false);
  });
});
