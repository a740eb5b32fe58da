/** Logistic regression with an L2 penalty, by Newton's method (iteratively reweighted least squares). */

export interface Example {
  readonly features: readonly number[];
  readonly happened: boolean;
}

export interface LogisticFit {
  /** Log-odds of a case with all features at zero. */
  readonly intercept: number;
  readonly weights: readonly number[];
}

const iterationsMax = 25;
const converged = 1e-8;

/**
 * Features should have mean 0 and deviation 1: `penalty` is the same for each. The intercept is drawn, by one example's
 * worth, to the share that is believed anyway, so that a thing that never happened is rare and not impossible.
 */
export function fitLogistic(examples: readonly Example[], penalty: number, believedShare: number): LogisticFit {
  const count = (examples[0]?.features.length ?? 0) + 1;
  const believed = Math.log(believedShare / (1 - believedShare));
  const parameters = new Array<number>(count).fill(0);
  parameters[0] = believed;
  for (let iteration = 0; iteration < iterationsMax; iteration += 1) {
    const { gradient, curvature } = slopesAt(examples, parameters);
    for (let index = 0; index < count; index += 1) {
      const strength = index === 0 ? believedShare * (1 - believedShare) : penalty;
      const origin = index === 0 ? believed : 0;
      gradient[index]! -= strength * (parameters[index]! - origin);
      curvature[index]![index]! += strength;
    }
    const step = solve(curvature, gradient);
    let largest = 0;
    for (const [index, change] of step.entries()) {
      // A long first step can overshoot into where the curvature is nothing; none needs more than this.
      const bounded = Math.max(-2, Math.min(2, change));
      parameters[index]! += bounded;
      largest = Math.max(largest, Math.abs(bounded));
    }
    if (largest < converged) break;
  }
  return { intercept: parameters[0], weights: parameters.slice(1) };
}

/** 0 to 1. */
export function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

function slopesAt(examples: readonly Example[], parameters: readonly number[]) {
  const count = parameters.length;
  const gradient = new Array<number>(count).fill(0);
  const curvature = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  for (const { features, happened } of examples) {
    let logOdds = parameters[0]!;
    for (let index = 1; index < count; index += 1) logOdds += parameters[index]! * features[index - 1]!;
    const probability = probabilityOf(logOdds);
    const residual = (happened ? 1 : 0) - probability;
    const weight = probability * (1 - probability);
    for (let row = 0; row < count; row += 1) {
      const value = row === 0 ? 1 : features[row - 1]!;
      if (value === 0) continue;
      gradient[row]! += residual * value;
      for (let column = 0; column <= row; column += 1) {
        curvature[row]![column]! += weight * value * (column === 0 ? 1 : features[column - 1]!);
      }
    }
  }
  for (let row = 0; row < count; row += 1) {
    for (let column = row + 1; column < count; column += 1) curvature[row]![column] = curvature[column]![row]!;
  }
  return { gradient, curvature };
}

/** A symmetric positive definite system, by Cholesky's decomposition. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const size = right.length;
  const lower = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let value = matrix[row]![column]!;
      for (let index = 0; index < column; index += 1) value -= lower[row]![index]! * lower[column]![index]!;
      lower[row]![column] = row === column ? Math.sqrt(Math.max(value, 1e-12)) : value / lower[column]![column]!;
    }
  }
  const forward: number[] = [];
  for (let row = 0; row < size; row += 1) {
    let value = right[row]!;
    for (let index = 0; index < row; index += 1) value -= lower[row]![index]! * forward[index]!;
    forward.push(value / lower[row]![row]!);
  }
  const solution = new Array<number>(size).fill(0);
  for (let row = size - 1; row >= 0; row -= 1) {
    let value = forward[row]!;
    for (let index = row + 1; index < size; index += 1) value -= lower[index]![row]! * solution[index]!;
    solution[row] = value / lower[row]![row]!;
  }
  return solution;
}
