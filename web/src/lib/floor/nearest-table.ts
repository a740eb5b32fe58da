export type Direction = 'up' | 'down' | 'left' | 'right';

export interface Placed {
  readonly id: number;
  /** The middle, in the map's pixels. */
  readonly x: number;
  readonly y: number;
}

/** How much further a step to the side counts than one ahead. */
const sidewaysWeight = 2;

/**
 * The table that an arrow key leads to: the nearest of those within 45° of straight ahead; where there is none, the one
 * that lies least to the side. Null at the edge of the room.
 */
export function nearestTable(from: Placed, direction: Direction, tables: readonly Placed[]): Placed | null {
  const ahead = tables
    .filter(({ id }) => id !== from.id)
    .map((table) => ({ table, ...stepTo(from, table, direction) }))
    .filter(({ forward }) => forward > 0);
  const within = ahead.filter(({ forward, sideways }) => sideways <= forward);
  if (within.length > 0) return leastBy(within, ({ forward, sideways }) => forward + sidewaysWeight * sideways);
  return leastBy(ahead, ({ forward, sideways }) => sideways / forward);
}

interface Step {
  readonly table: Placed;
  readonly forward: number;
  readonly sideways: number;
}

function leastBy(steps: readonly Step[], cost: (step: Step) => number): Placed | null {
  let best: Step | null = null;
  for (const step of steps) if (best === null || cost(step) < cost(best)) best = step;
  return best?.table ?? null;
}

function stepTo(from: Placed, to: Placed, direction: Direction): { forward: number; sideways: number } {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  switch (direction) {
    case 'right':
      return { forward: dx, sideways: Math.abs(dy) };
    case 'left':
      return { forward: -dx, sideways: Math.abs(dy) };
    case 'down':
      return { forward: dy, sideways: Math.abs(dx) };
    case 'up':
      return { forward: -dy, sideways: Math.abs(dx) };
  }
}
