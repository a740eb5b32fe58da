import { describe, expect, it } from 'vitest';
import { decideSeating } from '../../../worker/domain/seating/decide-seating.ts';
import { prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import type { SeatingMove, SeatingProblem, SeatingRequest } from '../../../worker/domain/seating/problem.ts';
import { dinnerRequests, emptyFloor } from './dinner-days.ts';
import { planByHighs } from './exact-feasibility.ts';
import { applied, faultsIn, seated } from './seating-floor.ts';

type Decide = (
  day: SeatingProblem,
  request: SeatingRequest,
) => { tableIds: readonly number[]; moves: readonly SeatingMove[] } | undefined;

const online: Decide = (day, request) => {
  const decision = decideSeating(prepareOccupancy(day), request);
  return decision.ok ? decision : undefined;
};

/** The same decisions, but where they neither seat nor certify, the solver has the last word. */
const exact: Decide = (day, request) => {
  const decision = decideSeating(prepareOccupancy(day), request);
  if (decision.ok) return decision;
  const plan = decision.certified ? undefined : planByHighs(day, request);
  if (plan === undefined) return undefined;
  const moves = day.occupants.map(({ key }, index) => ({ key, tableIds: plan[index]! }));
  return { tableIds: plan.at(-1)!, moves };
};

function fill(floor: SeatingProblem, requests: readonly SeatingRequest[], decide: Decide): SeatingProblem {
  let day = floor;
  for (const [index, request] of requests.entries()) {
    const answer = decide(day, request);
    if (answer === undefined) continue;
    day = applied(day, answer.moves, seated(`p${index}`, [...answer.tableIds], request));
  }
  return day;
}

const covers = (day: SeatingProblem) => day.occupants.reduce((sum, occupant) => sum + occupant.partySize, 0);

describe('covers seated online, against those who accept whatever has a plan', () => {
  const rows: [tables: number, requests: number, seeds: number[]][] = [
    [15, 60, [1, 2, 3, 4, 5, 6]],
    [15, 110, [1, 2, 3]],
    [40, 110, [1, 2, 3]],
  ];
  it.each(rows)('%i tables, %i requests: at least 99 %%', (tableCount, requestCount, seeds) => {
    let seatedOnline = 0;
    let seatedExactly = 0;
    for (const seed of seeds) {
      const floor = emptyFloor(tableCount);
      const requests = dinnerRequests(requestCount, seed);
      const day = fill(floor, requests, online);
      expect(faultsIn(day)).toEqual([]);
      seatedOnline += covers(day);
      seatedExactly += covers(fill(floor, requests, exact));
    }
    console.log(tableCount, requestCount, seatedOnline, seatedExactly);
    expect(seatedOnline / seatedExactly).toBeGreaterThanOrEqual(0.99);
  });
});

describe('a day beyond its capacity', () => {
  it('breaks no rule after any of its decisions, long chains included', () => {
    let day = emptyFloor(40);
    let longest = 0;
    for (const [index, request] of dinnerRequests(220, 7).entries()) {
      const answer = online(day, request);
      if (answer === undefined) continue;
      longest = Math.max(longest, answer.moves.length);
      day = applied(day, answer.moves, seated(`p${index}`, [...answer.tableIds], request));
      expect(faultsIn(day)).toEqual([]);
    }
    expect(longest).toBeGreaterThan(3);
  });
});
