import { describe, expect, it } from 'vitest';
import { chanceFrom } from '../../../worker/domain/chance.ts';
import { percentile, ratioOf } from '../../bench/ratios.ts';

describe('ratios of a bench', () => {
  it('are sure when all rounds agree, and unsure when they do not', () => {
    const same = ratioOf(
      [
        [50, 100],
        [60, 120],
        [40, 80],
      ],
      chanceFrom('a'),
    );
    expect([same.mean, same.from, same.until].map((value) => value.toFixed(6))).toEqual([
      '0.500000',
      '0.500000',
      '0.500000',
    ]);
    const spread = ratioOf(
      [
        [50, 100],
        [100, 100],
        [25, 100],
      ],
      chanceFrom('a'),
    );
    expect(spread.mean).toBeCloseTo(0.5);
    expect(spread.from).toBeLessThan(0.45);
    expect(spread.until).toBeGreaterThan(0.55);
  });

  it('have percentiles that are among the values', () => {
    const values = Array.from({ length: 100 }, (_, index) => index + 1);
    expect([0.5, 0.9, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 90, 99, 100]);
  });
});
