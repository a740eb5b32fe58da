import { describe, expect, it } from 'vitest';
import { findBestTable } from '../../../worker/domain/seating/find-best-table.ts';
import { prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import { dinnerRequests, emptyFloor } from './dinner-days.ts';
import { isFeasibleByHighs } from './exact-feasibility.ts';
import { applied, faultsIn, seated } from './seating-floor.ts';

/** Covers seated in one day, and covers refused although the solver found a plan at that moment. */
function fillDay(tableCount: number, requestCount: number, seed: number) {
  let day = emptyFloor(tableCount);
  const covers = { seated: 0, missed: 0 };
  for (const [index, request] of dinnerRequests(requestCount, seed).entries()) {
    const decision = findBestTable(prepareOccupancy(day), request);
    if (decision.ok) {
      covers.seated += request.partySize;
      day = applied(day, decision.moves, seated(`p${index}`, [...decision.tableIds], request));
    } else if (!decision.certified && isFeasibleByHighs(day, request)) {
      covers.missed += request.partySize;
    }
  }
  return covers;
}

describe('of the covers that some plan could seat, at least 99 % are seated', () => {
  const rows: [tables: number, requests: number, days: number][] = [
    [15, 60, 4],
    [15, 110, 4],
    [40, 110, 5],
  ];
  it.each(rows)('on %i tables, %i requests a day, over %i days', (tableCount, requestCount, days) => {
    let seatedCovers = 0;
    let missedCovers = 0;
    for (let seed = 1; seed <= days; seed++) {
      const covers = fillDay(tableCount, requestCount, seed);
      seatedCovers += covers.seated;
      missedCovers += covers.missed;
    }
    expect(seatedCovers / (seatedCovers + missedCovers)).toBeGreaterThanOrEqual(0.99);
  });
});

describe('a day beyond its capacity', () => {
  it.each([7, 9, 10])('breaks no rule and moves nobody pinned, long chains included (day %i)', (seed) => {
    let day = emptyFloor(40);
    let longest = 0;
    for (const [index, request] of dinnerRequests(220, seed).entries()) {
      const decision = findBestTable(prepareOccupancy(day), request);
      if (!decision.ok) continue;
      longest = Math.max(longest, decision.moves.length);
      for (const { key } of decision.moves) {
        expect(day.occupants.find((occupant) => occupant.key === key)?.movable).toBe(true);
      }
      const newcomer = seated(`p${index}`, [...decision.tableIds], request, { movable: index % 9 > 0 });
      day = applied(day, decision.moves, newcomer);
      expect(faultsIn(day)).toEqual([]);
    }
    expect(longest).toBeGreaterThan(3);
  });
});
