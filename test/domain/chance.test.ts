import { describe, expect, it } from 'vitest';
import { chanceFrom } from '../../worker/domain/chance.ts';

const draws = (seed: string, count: number): number[] => {
  const chance = chanceFrom(seed);
  return Array.from({ length: count }, () => chance.next());
};

describe('chance from a seed', () => {
  it('is the same for the same seed and another for another', () => {
    expect(draws('a', 20)).toEqual(draws('a', 20));
    expect(draws('a', 20)).not.toEqual(draws('b', 20));
  });

  it('gives every subject a stream of its own, however much was drawn before', () => {
    const fresh = chanceFrom('seed');
    const used = chanceFrom('seed');
    for (let index = 0; index < 100; index += 1) used.next();
    expect(used.of('friday').next()).toBe(fresh.of('friday').next());
    expect(fresh.of('friday').next()).not.toBe(fresh.of('saturday').next());
  });

  it('draws evenly, also the first number of many subjects', () => {
    const seed = chanceFrom('seed');
    const tenths = new Array<number>(10).fill(0);
    for (let index = 0; index < 5000; index += 1) tenths[Math.floor(seed.of(index).next() * 10)]! += 1;
    for (const count of tenths) expect(count).toBeGreaterThan(400);
  });

  it('reaches both ends of a range and nothing beyond', () => {
    const chance = chanceFrom('range');
    const seen = new Set(Array.from({ length: 500 }, () => chance.whole(3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });

  it('draws by weight, and never what weighs nothing', () => {
    const chance = chanceFrom('weights');
    const drawn = Array.from({ length: 4000 }, () =>
      chance.weighted([
        ['often', 3],
        ['never', 0],
        ['seldom', 1],
      ] as const),
    );
    expect(drawn).not.toContain('never');
    expect(drawn.filter((each) => each === 'often').length / 4000).toBeCloseTo(0.75, 1);
  });

  it('is normal around its mean', () => {
    const chance = chanceFrom('normal');
    const values = Array.from({ length: 4000 }, () => chance.normal(10, 2));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeCloseTo(10, 0);
    expect(values.filter((value) => Math.abs(value - 10) < 2).length / 4000).toBeCloseTo(0.68, 1);
  });
});
