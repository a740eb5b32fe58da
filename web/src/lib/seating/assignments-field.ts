import type { Call, SeatingOptimization } from '#contract';

type Assignments = Call<'POST /api/restaurants/{id}/seating/apply'>['body']['assignments'];

/** What the form of a preview carries: who gets which tables. */
export function writeAssignments({ changes }: Pick<SeatingOptimization, 'changes'>): string {
  return JSON.stringify(changes.map(({ reservationId, toTableIds }) => ({ reservationId, tableIds: toTableIds })));
}

/** A form that somebody wrote by hand is for the API to refuse. */
export function readAssignments(text: string): Assignments {
  try {
    return JSON.parse(text) as Assignments;
  } catch {
    return [];
  }
}
