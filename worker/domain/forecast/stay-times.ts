/**
 * How long something takes, as three numbers and a shape. Two logistic halves meet at the median, so every quantile is a
 * closed form; the tail is exponential, as tails of dinners are: a party that is long overdue is not "just leaving", it
 * goes on leaving at a steady rate.
 */

/** Minutes. Four chances in five lie between `from` and `until`, and one half below `median`. */
export interface Spread {
  readonly median: number;
  readonly from: number;
  readonly until: number;
}

/** A logistic distribution has its tenth and ninetieth percentile ln 9 of its scale from the median. */
const tenthInScales = Math.log(9);
/** Nothing is known to the minute: a scale below this would make quantiles jump. */
const scaleMin = 0.5;

/** The value below which a share of the cases lie; `share` strictly between 0 and 1. */
export function quantileOf(spread: Spread, share: number): number {
  const scale = share < 0.5 ? scaleBelow(spread) : scaleAbove(spread);
  return spread.median + scale * Math.log(share / (1 - share));
}

/** The share of the cases that are over after so many minutes. */
export function shareOver(spread: Spread, minutes: number): number {
  const scale = minutes < spread.median ? scaleBelow(spread) : scaleAbove(spread);
  return 1 / (1 + Math.exp((spread.median - minutes) / scale));
}

/**
 * A quantile of what is left once `elapsed` minutes have passed and it is not over yet. Never zero: after any time the
 * rest has the scale of the upper half.
 */
export function remainingQuantile(spread: Spread, elapsed: number, share: number): number {
  const scale = scaleAbove(spread);
  const over = shareOver(spread, elapsed);
  // Far out in the tail the difference of two shares next to 1 would be noise; there the rest is exponential.
  if (1 - over < 1e-9) return -scale * Math.log(1 - share);
  return Math.max(0, quantileOf(spread, 1 - (1 - over) * (1 - share)) - elapsed);
}

function scaleBelow({ median, from }: Spread): number {
  return Math.max(scaleMin, (median - from) / tenthInScales);
}

function scaleAbove({ median, until }: Spread): number {
  return Math.max(scaleMin, (until - median) / tenthInScales);
}
