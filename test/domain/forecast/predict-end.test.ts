import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { predictEnd } from '../../../worker/domain/forecast/predict-end.ts';
import { quantileOf, shareOver } from '../../../worker/domain/forecast/stay-times.ts';

const stay = { median: 90, from: 70, until: 120 };

describe('when a party will leave', () => {
  test('just seated it has its whole stay before it', () => {
    const end = predictEnd(stay, 1000, 1000);
    expect(end.median).toBeCloseTo(1090, 0);
    expect(end.from).toBeCloseTo(1070, 0);
    expect(end.until).toBeCloseTo(1120, 0);
  });

  test.each([95, 120, 180, 600])('%d minutes in, it is not leaving at once', (elapsed) => {
    const end = predictEnd(stay, 0, elapsed);
    expect(end.median - elapsed).toBeGreaterThan(5);
    expect(end.median - elapsed).toBeLessThan(30);
    expect(end.from).toBeGreaterThan(elapsed);
  });

  test('the longer it has sat, the later it ends and the less is left, and the three stay in order', () => {
    const minutes = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(minutes, minutes, (one, other) => {
        const [sooner, later] = [Math.min(one, other), Math.max(one, other)].map((now) => predictEnd(stay, 0, now));
        expect(later!.median).toBeGreaterThanOrEqual(sooner!.median - 1e-6);
        expect(later!.median - Math.max(one, other)).toBeLessThanOrEqual(sooner!.median - Math.min(one, other) + 1e-6);
        expect(later!.from).toBeLessThanOrEqual(later!.median);
        expect(later!.median).toBeLessThanOrEqual(later!.until);
      }),
      { seed: 4 },
    );
  });

  test('each course narrows the span, and from the main courses on brings the end nearer', () => {
    const courses = ['seated', 'ordered', 'mains', 'dessert', 'paid'] as const;
    const ends = courses.map((course) => predictEnd(stay, 0, 60, course));
    const widths = ends.map(({ from, until }) => until - from);
    expect(widths).toEqual([...widths].sort((one, other) => other - one));
    const medians = ends.slice(2).map(({ median }) => median);
    expect(medians).toEqual([...medians].sort((one, other) => other - one));
    expect(medians.at(-1)! - 60).toBeLessThan(15);
    expect(ends[0]).toEqual(predictEnd(stay, 0, 60));
  });

  test('quantiles and shares are each other’s inverse', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 0.999, noNaN: true }), (share) => {
        expect(shareOver(stay, quantileOf(stay, share))).toBeCloseTo(share, 6);
      }),
      { seed: 4 },
    );
  });
});
