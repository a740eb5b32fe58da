import { expect } from 'vitest';
import type { PooledAmounts, PooledModel } from '../../../worker/domain/seating/pooled-model.ts';

/** At every instant no class of tables is used beyond what there is; everybody has a shape, or whoever had one. */
export function expectPlanInCounts(
  { groups, classes, instants, capacities }: PooledModel,
  amounts: PooledAmounts,
  seated: 'everybody' | 'whoever had one',
): void {
  const left = [...capacities];
  for (const [group, { count, shapes, held, from, until }] of groups.entries()) {
    const all = amounts[group]!.reduce((sum, each) => sum + each, 0);
    if (seated === 'everybody' || held !== -1) expect(all).toBe(count);
    else expect(all).toBeLessThanOrEqual(count);
    for (const [place, shape] of shapes.entries()) {
      expect(amounts[group]![place]).toBeGreaterThanOrEqual(0);
      for (const row of classes.shapes[shape]!.rows) {
        for (let instant = from; instant < until; instant++) {
          left[row * instants.length + instant]! -= amounts[group]![place]!;
        }
      }
    }
  }
  expect(Math.min(0, ...left)).toBe(0);
}
