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
 * The table that an arrow key leads to: the nearest of those that lie in that direction within 45° of straight ahead,
 * else of all that lie ahead. Null at the edge of the room.
 */
export function nearestTable(from: Placed, direction: Direction, tables: readonly Placed[]): Placed | null {
  const ahead = tables
    .filter(({ id }) => id !== from.id)
    .map((table) => ({ table, ...stepTo(from, table, direction) }))
    .filter(({ forward }) => forward > 0);
  const within = ahead.filter(({ forward, sideways }) => sideways <= forward);
  const candidates = within.length > 0 ? within : ahead;
  const cost = ({ forward, sideways }: { forward: number; sideways: number }): number =>
    forward + sidewaysWeight * sideways;
  return (
    candidates.reduce<(typeof candidates)[number] | null>(
      (best, each) => (best === null || cost(each) < cost(best) ? each : best),
      null,
    )?.table ?? null
  );
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
