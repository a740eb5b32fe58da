/**
 * Properties over small generated days, where trying everything is possible and the search, with a budget it cannot
 * use up, is exact.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeOn } from '../../../worker/domain/seating/chosen-tables.ts';
import { findBestTable } from '../../../worker/domain/seating/find-best-table.ts';
import { prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import type { SeatingProblem, SeatingRequest } from '../../../worker/domain/seating/problem.ts';
import { reassignAll } from '../../../worker/domain/seating/reassign-all.ts';
import { isFeasibleByTrying } from './exact-feasibility.ts';
import { UNBOUNDED, asOccupant, day, floor, request } from './generated-days.ts';
import { applied, faultsIn } from './seating-floor.ts';

/** Budgets so small that the ejection pool has its turn even on a small day. */
const nodesMax = fc.constantFrom(1, 4, 12, UNBOUNDED);
const settings = { seed: 20_261_122, numRuns: 400 };

function decide(on: SeatingProblem, asked: SeatingRequest) {
  return findBestTable(prepareOccupancy(on), asked, { nodesMax: UNBOUNDED });
}

describe('a decision', () => {
  it('breaks no rule: one party per table, capacity, channel, features, blocks, combinations whole', () => {
    fc.assert(
      fc.property(day, request, nodesMax, (before, asked, nodes) => {
        const decision = findBestTable(prepareOccupancy(before), asked, { nodesMax: nodes });
        fc.pre(decision.ok);
        const after = applied(before, decision.moves, asOccupant('newcomer', asked, decision.tableIds));
        expect(faultsIn(after)).toEqual([]);
      }),
      settings,
    );
  });

  it('never moves who is seated or pinned, and lists only real moves', () => {
    fc.assert(
      fc.property(day, request, nodesMax, (before, asked, nodes) => {
        const decision = findBestTable(prepareOccupancy(before), asked, { nodesMax: nodes });
        fc.pre(decision.ok && decision.method === 'reassigned');
        for (const move of decision.moves) {
          const occupant = before.occupants.find((each) => each.key === move.key);
          expect(occupant?.movable).toBe(true);
          expect([...move.tableIds].sort()).not.toEqual([...occupant!.tableIds].sort());
        }
      }),
      settings,
    );
  });

  it('is yes exactly when a plan exists', () => {
    fc.assert(
      fc.property(day, request, (before, asked) => {
        expect(decide(before, asked).ok).toBe(isFeasibleByTrying(before, asked));
      }),
      settings,
    );
  });

  it('certifies no only where no plan exists, and nearly always there', () => {
    const refusals = { certified: 0, all: 0 };
    fc.assert(
      fc.property(day, request, (before, asked) => {
        const decision = findBestTable(prepareOccupancy(before), asked);
        fc.pre(!decision.ok && decision.reason === 'no_table');
        refusals.all++;
        if (!decision.certified) return;
        refusals.certified++;
        expect(isFeasibleByTrying(before, asked)).toBe(false);
      }),
      settings,
    );
    expect(refusals.certified / refusals.all).toBeGreaterThan(0.98);
  });

  it('never turns from yes to no because somebody left', () => {
    fc.assert(
      fc.property(day, request, fc.nat(), (before, asked, who) => {
        fc.pre(before.occupants.length > 0 && decide(before, asked).ok);
        const gone = before.occupants[who % before.occupants.length]!;
        const fewer = { ...before, occupants: before.occupants.filter((each) => each !== gone) };
        expect(decide(fewer, asked).ok).toBe(true);
        const leftOut = findBestTable(prepareOccupancy(before), asked, { nodesMax: UNBOUNDED, exclude: gone.key });
        expect(leftOut.ok).toBe(true);
      }),
      settings,
    );
  });

  it('is the same whatever was asked before, and however the day is listed', () => {
    fc.assert(
      fc.property(day, request, request, (before, asked, earlier) => {
        const occupancy = prepareOccupancy(before);
        const first = findBestTable(occupancy, asked);
        findBestTable(occupancy, earlier);
        findBestTable(occupancy, earlier, { exclude: before.occupants[0]?.key });
        placeOn(occupancy, earlier, [before.tables[0]!.id]);
        expect(findBestTable(occupancy, asked)).toEqual(first);
        const relisted = {
          tables: [...before.tables].reverse(),
          combinations: [...before.combinations].reverse(),
          occupants: [...before.occupants].reverse(),
          blocks: [...before.blocks].reverse(),
        };
        expect(findBestTable(prepareOccupancy(relisted), asked)).toEqual(first);
      }),
      settings,
    );
  });

  it('leaves the prepared occupancy as it was', () => {
    fc.assert(
      fc.property(day, request, nodesMax, (before, asked, nodes) => {
        const occupancy = prepareOccupancy(before);
        findBestTable(occupancy, asked, { nodesMax: nodes });
        placeOn(occupancy, asked, [before.tables[0]!.id], { nodesMax: nodes });
        const fresh = prepareOccupancy(before);
        const layers = ({ blocked, fixed, busy, partiesAt }: typeof fresh) => ({
          blocked,
          fixed,
          busy,
          keysAt: partiesAt.map((parties) => parties.map((party) => party.key)),
        });
        expect(layers(occupancy)).toEqual(layers(fresh));
      }),
      settings,
    );
  });
});

describe('placing on chosen tables', () => {
  it('breaks no rule for the others', () => {
    fc.assert(
      fc.property(day, request, fc.nat(), nodesMax, (before, asked, which, nodes) => {
        const tableId = before.tables[which % before.tables.length]!.id;
        const decision = placeOn(prepareOccupancy(before), asked, [tableId], { nodesMax: nodes });
        fc.pre(decision.ok);
        const pinned = { ...asOccupant('newcomer', asked, decision.tableIds), movable: false };
        const after = applied(before, decision.moves, pinned);
        expect(faultsIn(after)).toEqual([]);
        for (const move of decision.moves) {
          expect(before.occupants.find((each) => each.key === move.key)?.movable).toBe(true);
        }
      }),
      settings,
    );
  });
});

describe('re-seating after a change', () => {
  it('changes nothing when nothing is wrong', () => {
    fc.assert(
      fc.property(day, (before) => {
        expect(reassignAll(before)).toEqual({ assignments: [], unplaced: [] });
      }),
      settings,
    );
  });

  it('leaves no rule broken, moves nobody immovable, and gives up only on who fits nowhere', () => {
    fc.assert(
      fc.property(day, floor, (before, changed) => {
        const now = { ...before, tables: changed.tables, combinations: changed.combinations, blocks: changed.blocks };
        const { assignments, unplaced } = reassignAll(now);
        const moves = [...assignments, ...unplaced.map((key) => ({ key, tableIds: [] }))];
        for (const { key } of moves) expect(now.occupants.find((each) => each.key === key)?.movable).toBe(true);
        const after = applied(now, moves);
        expect(faultsIn(after)).toEqual([]);
        for (const key of unplaced) {
          const party = now.occupants.find((each) => each.key === key)!;
          expect(findBestTable(prepareOccupancy(after), party)).toMatchObject({ ok: false });
        }
      }),
      settings,
    );
  });
});
