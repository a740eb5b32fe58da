import { describe, expect, test } from 'vitest';
import { type LearnedTurn, learnedFor, loadLearnedTurns } from '../../../web/src/lib/settings/learned-turns.ts';

const turn = (change: Partial<LearnedTurn>): LearnedTurn => ({
  partySizeMin: 1,
  partySizeMax: 2,
  period: null,
  weekday: null,
  configuredMinutes: 90,
  minutes: 85,
  from: 70,
  until: 100,
  seatings: 40,
  ...change,
});

describe('what was learned of turns, beside the settings', () => {
  const answering = (status: number, body: unknown) => () => Promise.resolve(Response.json(body, { status }));

  test('is what holds for all services and days, where anybody sat', async () => {
    const turns = [
      turn({}),
      turn({ period: 'Dinner' }),
      turn({ period: 'Dinner', weekday: 5 }),
      turn({ partySizeMin: 3, partySizeMax: 4, seatings: 0 }),
    ];
    expect(await loadLearnedTurns(answering(200, { turns }), '1', '2026-11-20')).toEqual([turn({})]);
  });

  test('is nothing when it cannot be read: the settings are there all the same', async () => {
    const problem = { type: '/problems/forbidden', title: 'No', status: 403, detail: 'No.', code: 'forbidden' };
    expect(await loadLearnedTurns(answering(403, problem), '1', '2026-11-20')).toEqual([]);
  });

  test.each([
    [2, 85],
    [4, 98],
    [3, 98],
    [6, undefined],
  ])('a line for parties of up to %i', (partySizeMax, minutes) => {
    const learned = [turn({}), turn({ partySizeMin: 3, partySizeMax: 4, minutes: 98 })];
    expect(learnedFor(learned, partySizeMax)?.minutes).toBe(minutes);
  });
});
