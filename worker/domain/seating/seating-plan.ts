/** A plan as it stands: how well everyone's tables suit them, why they have them, and who has none. */
import { assignmentOf } from './explain-seating.ts';
import type { SeatingAssignment } from './explain-seating.ts';
import { prepareOccupancy } from './occupancy.ts';
import type { SeatingProblem } from './problem.ts';
import { conflictOf } from './suggest-seating.ts';
import type { SeatingConflict } from './suggest-seating.ts';
import type { SeatingWords } from './words.ts';

export interface SeatingPlan {
  readonly assignments: readonly SeatingAssignment[];
  readonly conflicts: readonly SeatingConflict[];
}

export function seatingPlan(problem: SeatingProblem, words: SeatingWords): SeatingPlan {
  const occupancy = prepareOccupancy(problem);
  const [seated, waiting] = [true, false].map((hasTable) =>
    occupancy.parties.filter((party) => party.tables.length > 0 === hasTable),
  );
  return {
    assignments: seated!.map((party) => assignmentOf(occupancy, party, words)),
    conflicts: waiting!.map((party) => conflictOf(occupancy, party, words, { moves: true })),
  };
}
