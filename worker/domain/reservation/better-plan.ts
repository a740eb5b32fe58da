/**
 * Which changes the house makes to its own plan in a quiet moment. Parties that are about to come or already here
 * stay where they are, unless somebody else would have no table; and nobody is moved for nothing.
 */
import { optimizeSeating } from '../seating/optimize-seating.ts';
import type { SeatingOptimum } from '../seating/optimize-seating.ts';
import type { SeatingOccupant, SeatingProblem } from '../seating/problem.ts';
import { minuteOf, seatingProblem } from './floor-plan.ts';
import { seatingWords } from './seating-words.ts';
import type { DayState } from './state.ts';

/** Some ten milliseconds for forty tables; four times as many gain next to nothing. */
const iterations = 400;
/** In service a plan that stays is worth something by itself: a seat saved pays for one move, a join for a dozen. */
const pointsPerMove = 4;
/** A party that starts sooner has been told its table at the desk. */
const soonMinutes = 15;
/** For each seat, combination or wish saved. */
const movesPerGainMax = 3;

/** Who would sit elsewhere, as `applySeating` takes it; empty when the plan is as good as it gets. */
export function betterPlan(
  state: DayState,
  now: number,
): { readonly reservationId: number; readonly tableIds: readonly number[] }[] {
  const problem = planProblem(state);
  const settled = problem.occupants.map((occupant) => settle(state, occupant, now));
  const words = seatingWords(state.configuration);
  const gentle = optimizeSeating({ ...problem, occupants: settled }, words, { iterations, pointsPerMove });
  let best = isWorthIt(gentle) ? gentle : null;
  if (gentle.after.coversWithoutTable > 0) {
    const bold = optimizeSeating(problem, words, { iterations, pointsPerMove });
    if (bold.after.coversWithoutTable < gentle.after.coversWithoutTable) best = bold;
  }
  return (best?.moves ?? []).map(({ key, tableIds }) => ({ reservationId: Number(key), tableIds }));
}

/**
 * The seating problem of which only reservations may move: a hold is somebody's open form, a call a promise of this very
 * table, and a party on its way to another date is nobody's to plan.
 */
export function planProblem(state: DayState): SeatingProblem {
  const problem = seatingProblem(state);
  const occupants = problem.occupants.map((occupant) => {
    const isOurs = state.reservations.get(Number(occupant.key))?.move === null;
    return isOurs ? occupant : { ...occupant, movable: false };
  });
  return { ...problem, occupants };
}

function settle(state: DayState, occupant: SeatingOccupant, now: number): SeatingOccupant {
  const soon = occupant.startMinute < minuteOf(state.configuration, now) + soonMinutes;
  const arrived = (state.reservations.get(Number(occupant.key))?.arrivedAt ?? null) !== null;
  const stays = (soon || arrived) && occupant.tableIds.length > 0;
  return stays ? { ...occupant, movable: false } : occupant;
}

/** A table for somebody who had none is worth any number of moves. */
function isWorthIt({ before, after }: SeatingOptimum): boolean {
  if (after.coversWithoutTable !== before.coversWithoutTable) {
    return after.coversWithoutTable < before.coversWithoutTable;
  }
  const saved =
    before.partiesOnCombinations -
    after.partiesOnCombinations +
    (before.seatsWasted - after.seatsWasted) +
    (before.wishesMissed - after.wishesMissed);
  return saved > 0 && after.partiesMoved <= movesPerGainMax * saved;
}
