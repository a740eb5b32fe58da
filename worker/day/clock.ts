/**
 * The one clock of every day: system time plus an offset that is zero wherever the Worker is deployed. Only the local
 * entry point sets it, for the simulated evening and for tests, for one restaurant or for all.
 */
const offsets = new Map<number, number>();
let offsetOfAll = 0;

/** Epoch milliseconds. A day's own clock is the later of this and its last event. */
export function now(restaurantId: number): number {
  return Date.now() + offsetOf(restaurantId);
}

/** Milliseconds by which a restaurant's clock is ahead of the system's. */
export function offsetOf(restaurantId: number): number {
  return offsets.get(restaurantId) ?? offsetOfAll;
}

/** Null sets the clock of every restaurant without an offset of its own. */
export function setClockOffset(restaurantId: number | null, offsetMs: number): void {
  if (restaurantId === null) offsetOfAll = offsetMs;
  else if (offsetMs === 0) offsets.delete(restaurantId);
  else offsets.set(restaurantId, offsetMs);
}
