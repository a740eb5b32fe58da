/**
 * Whether a history of overlapping operations can be explained by some order in which each took effect at one instant
 * between its call and its answer. The search of Wing and Gong (1993) with Lowe's memory of configurations seen (2017):
 * few overlap at a time, so thousands of operations take milliseconds.
 */
export interface Operation<Input, Output> {
  readonly input: Input;
  readonly output: Output;
  /** On one clock, in any unit. */
  readonly calledAt: number;
  readonly answeredAt: number;
}

/** The same thing without concurrency. States are never changed in place. */
export interface SequentialModel<State, Input, Output> {
  readonly initial: State;
  /** The state after the operation, or null where it could not have been answered like this. */
  readonly step: (state: State, input: Input, output: Output) => State | null;
  /** Equal for equal states. */
  readonly keyOf: (state: State) => string;
}

interface Choice<State> {
  readonly index: number;
  readonly before: State;
}

export function isLinearizable<State, Input, Output>(
  history: readonly Operation<Input, Output>[],
  model: SequentialModel<State, Input, Output>,
): boolean {
  const operations = history.toSorted((one, other) => one.calledAt - other.calledAt);
  const taken = new Array<boolean>(operations.length).fill(false);
  const seen = new Set<string>();
  const chosen: Choice<State>[] = [];
  let state = model.initial;
  /** Everything before it is taken. */
  let first = 0;
  let candidate = 0;
  while (first < operations.length) {
    const index = nextCandidate(operations, taken, first, candidate);
    if (index === null) {
      const last = chosen.pop();
      if (last === undefined) return false;
      taken[last.index] = false;
      state = last.before;
      first = Math.min(first, last.index);
      candidate = last.index + 1;
      continue;
    }
    const { input, output } = operations[index] as Operation<Input, Output>;
    const after = model.step(state, input, output);
    taken[index] = true;
    if (after === null || isKnown(seen, taken, first, chosen.length, model.keyOf(after))) {
      taken[index] = false;
      candidate = index + 1;
      continue;
    }
    chosen.push({ index, before: state });
    state = after;
    while (taken[first] === true) first += 1;
    candidate = first;
  }
  return true;
}

/** The next operation, from `candidate` on, that may come first: nobody else was answered before it was called. */
function nextCandidate(
  operations: readonly Operation<unknown, unknown>[],
  taken: readonly boolean[],
  first: number,
  candidate: number,
): number | null {
  let answeredFirst = Infinity;
  for (let index = first; index < operations.length; index += 1) {
    const operation = operations[index] as Operation<unknown, unknown>;
    if (operation.calledAt > answeredFirst) return null;
    if (taken[index] === true) continue;
    if (index >= candidate) return index;
    answeredFirst = Math.min(answeredFirst, operation.answeredAt);
  }
  return null;
}

/** Which operations are done and what came of them; the same again leads nowhere new. */
function isKnown(
  seen: Set<string>,
  taken: readonly boolean[],
  first: number,
  count: number,
  stateKey: string,
): boolean {
  let from = first;
  while (taken[from] === true) from += 1;
  const ahead: number[] = [];
  for (let index = from, left = count + 1 - from; left > 0 && index < taken.length; index += 1) {
    if (taken[index] !== true) continue;
    ahead.push(index);
    left -= 1;
  }
  const key = `${String(from)}+${ahead.join()}|${stateKey}`;
  if (seen.has(key)) return true;
  seen.add(key);
  return false;
}
