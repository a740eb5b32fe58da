/** When the house looks its own plan over: in a quiet moment, and only where something gives hope of a better one. */
import { isInConflict } from './state.ts';
import type { DayState } from './state.ts';

/** Up to which event a date has been looked over, and when on the day's clock; zeros: never. */
export interface Tended {
  readonly seq: number;
  readonly at: number;
}

const quietMs = 20_000;
const againAfterMs = 5 * 60_000;

/**
 * When the plan is due to be looked over, epoch milliseconds on the day's clock; null: nothing has happened since that a
 * better plan could make use of.
 */
export function improvementDueAt(state: DayState, tended: Tended): number | null {
  if (state.phase !== 'open' || state.seq <= tended.seq) return null;
  const hasConflict = [...state.reservations.values()].some(isInConflict);
  if (!hasConflict && state.roomChangedSeq <= tended.seq) return null;
  const at = Math.max(state.lastEventAt + quietMs, tended.at === 0 ? 0 : tended.at + againAfterMs);
  return at < state.configuration.endsAt ? at : null;
}
