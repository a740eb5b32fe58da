/** What a plan in counts has left of every row at every instant. */
import type { PooledModel } from './pooled-model.ts';

export interface PooledRoom {
  readonly model: PooledModel;
  /** Row by row, a number per instant, as the model's capacities. */
  readonly left: Int32Array;
  /** By shape: row and how often it uses it. */
  readonly usesOf: readonly (readonly (readonly [row: number, uses: number])[])[];
}

export function emptyRoom(model: PooledModel): PooledRoom {
  const usesOf = model.rowsOf.map((rows) =>
    [...Map.groupBy(rows, (row) => row)].map(([row, uses]) => [row, uses.length] as const),
  );
  return { model, left: model.capacities.slice(), usesOf };
}

/** Whether one more party of the group could have the shape. */
export function fits({ model, usesOf, left }: PooledRoom, group: number, shape: number): boolean {
  const { from, until } = model.groups[group]!;
  for (const [row, uses] of usesOf[shape]!) {
    const base = row * model.instants.length;
    for (let instant = base + from; instant < base + until; instant++) if (left[instant]! < uses) return false;
  }
  return true;
}

/** Negative: they leave. */
export function use({ model, usesOf, left }: PooledRoom, group: number, shape: number, parties: number): void {
  const { from, until } = model.groups[group]!;
  for (const [row, uses] of usesOf[shape]!) {
    const base = row * model.instants.length;
    for (let instant = base + from; instant < base + until; instant++) left[instant]! -= uses * parties;
  }
}

/** Covers for every instant that a party of the group takes. */
export function valuePerInstant({ groups }: PooledModel, group: number): number {
  const { partySize, from, until } = groups[group]!;
  return partySize / Math.max(1, until - from);
}
