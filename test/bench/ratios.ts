/** Ratios of what was measured side by side, with how sure they are. */
import type { Chance } from '../../worker/domain/chance.ts';

export interface Ratio {
  /** Geometric mean of the rounds. */
  readonly mean: number;
  /** 95 % of the means of as many rounds drawn from these. */
  readonly from: number;
  readonly until: number;
}

const resamples = 2_000;

/** Each round compares two measurements taken right after one another, so that a busy machine slows both. */
export function ratioOf(rounds: readonly (readonly [ours: number, ceiling: number])[], chance: Chance): Ratio {
  const logs = rounds.map(([ours, ceiling]) => Math.log(ours / ceiling));
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const means = Array.from({ length: resamples }, () => mean(logs.map(() => chance.pick(logs)))).sort((a, b) => a - b);
  const at = (share: number): number => Math.exp(means[Math.floor(share * (resamples - 1))] ?? 0);
  return { mean: Math.exp(mean(logs)), from: at(0.025), until: at(0.975) };
}

/** The smallest value that at least this share of all does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const roundsMin = 5;

/**
 * Whether another round fits: all of them on a machine that has the time, fewer on one that has not. Round 0 warms both
 * sides up and is not counted.
 */
export function roundsWithin(rounds: number, seconds: number): (round: number) => boolean {
  const deadline = performance.now() + seconds * 1000;
  return (round) => round <= rounds && (round <= roundsMin || performance.now() < deadline);
}
