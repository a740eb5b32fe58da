/** A whole plan handed in from outside: whether it is one that the house itself could have made. */
import { areClear, partiesOn, prepareOccupancy, unitOf } from './occupancy.ts';
import type { SeatingMove, SeatingProblem } from './problem.ts';

export interface PlanObjection {
  readonly key: string;
  /**
   * `unknown_table`; `unfit`: no single table or declared combination that takes this party; `blocked`; `clash`: somebody
   * else holds one of the tables at the same time.
   */
  readonly issue: 'unknown_table' | 'unfit' | 'blocked' | 'clash';
}

/**
 * The first thing that speaks against a plan in which these parties hold these tables and all others stay; null when
 * nothing does. Who stays is not looked at: a plan may leave standing what was there before.
 */
export function objectionToPlan(problem: SeatingProblem, moves: readonly SeatingMove[]): PlanObjection | null {
  const tablesByKey = new Map(moves.map(({ key, tableIds }) => [key, tableIds]));
  const occupants = problem.occupants.map((each) => ({
    ...each,
    tableIds: tablesByKey.get(each.key) ?? each.tableIds,
  }));
  const occupancy = prepareOccupancy({ ...problem, occupants });
  for (const { key, tableIds } of moves) {
    const party = occupancy.partyByKey.get(key);
    if (party === undefined) throw new Error(`no occupant ${key}`);
    if (!tableIds.every((tableId) => occupancy.tableById.has(tableId))) return { key, issue: 'unknown_table' };
    if (unitOf(occupancy, party, party.home) === undefined) return { key, issue: 'unfit' };
    if (!areClear(occupancy, 'blocked', party.home, party)) return { key, issue: 'blocked' };
    if (partiesOn(occupancy, party.home, party).length > 1) return { key, issue: 'clash' };
  }
  return null;
}
