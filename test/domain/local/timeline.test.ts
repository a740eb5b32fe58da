import { describe, expect, it } from 'vitest';
import { momentsOf, play } from '../../../local/demo/timeline.ts';
import type { Happening } from '../../../local/demo/timeline.ts';
import { HouseTime } from '../../../local/service/house-time.ts';

const minute = 60_000;
const clockOf = (seen: number[]) => ({
  set: async (at: number) => void seen.push(at / minute),
  reset: async () => void seen.push(Infinity),
});
const at = (minutes: number, told: string[], name: string, alone = false): Happening => ({
  at: minutes * minute,
  alone,
  act: async () => void told.push(name),
});

describe('what happened', () => {
  it('is played in its order, each at its time, and then the clock is reset', async () => {
    const [seen, told]: [number[], string[]] = [[], []];
    await play(
      [at(900, told, 'late'), at(10, told, 'early'), at(500, told, 'between')],
      clockOf(seen),
      () => undefined,
    );
    expect(told).toEqual(['early', 'between', 'late']);
    expect(seen).toEqual([10, 500, 900, Infinity]);
  });

  it('shares a moment when it lies close together, unless it must be alone', () => {
    const told: string[] = [];
    const moments = momentsOf([
      at(0, told, 'a'),
      at(30, told, 'b'),
      at(40, told, 'c', true),
      at(41, told, 'd'),
      at(400, told, 'e'),
    ]);
    expect(moments.map(({ happenings }) => happenings.length)).toEqual([2, 1, 1, 1]);
  });

  it('resets the clock also when something fails', async () => {
    const seen: number[] = [];
    const failing = { at: 0, alone: true, act: () => Promise.reject(new Error('no')) };
    await expect(play([failing], clockOf(seen), () => undefined)).rejects.toThrow('no');
    expect(seen.at(-1)).toBe(Infinity);
  });
});

describe('the time of an evening', () => {
  const run = (time: HouseTime) =>
    time.run(
      () => Infinity,
      () => undefined,
      new AbortController().signal,
    );

  it('does what is planned in order, and what that plans in turn', async () => {
    const [seen, told]: [number[], string[]] = [[], []];
    const time = new HouseTime(clockOf(seen), 0);
    time.plan(20 * minute, async () => told.push('second'));
    time.plan(10 * minute, async () => {
      told.push('first');
      time.planIn(5, async () => told.push('between'));
      // What is past happens next.
      time.plan(0, async () => told.push('at once'));
    });
    await run(time);
    expect(told).toEqual(['first', 'at once', 'between', 'second']);
    expect(seen).toEqual([10, 15, 20]);
  });

  it('keeps the order of what happens at the same time', async () => {
    const told: number[] = [];
    const time = new HouseTime(clockOf([]), 0);
    for (const index of [1, 2, 3, 4]) time.plan(5 * minute, async () => told.push(index));
    await run(time);
    expect(told).toEqual([1, 2, 3, 4]);
  });

  it('stops when it is told to', async () => {
    const told: string[] = [];
    const stop = new AbortController();
    const time = new HouseTime(clockOf([]), 0);
    time.plan(1, async () => {
      told.push('before');
      stop.abort();
    });
    time.plan(2, async () => told.push('after'));
    await time.run(
      () => Infinity,
      () => undefined,
      stop.signal,
    );
    expect(told).toEqual(['before']);
  });
});
