/** Small days for property tests, as the rules would have let them come about. */
import fc from 'fast-check';
import { findBestTable } from '../../../worker/domain/seating/find-best-table.ts';
import { prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import type { SeatingOccupant, SeatingProblem, SeatingRequest } from '../../../worker/domain/seating/problem.ts';
import { applied, combination, problem, table } from './seating-floor.ts';

/** More than any small day can use up. */
export const UNBOUNDED = 20_000;

const channel = fc.constantFrom('online' as const, 'online' as const, 'in_house' as const);
const features = fc.constantFrom([], [], ['accessible']);

export const request: fc.Arbitrary<SeatingRequest> = fc
  .record({
    partySize: fc.constantFrom(1, 2, 2, 2, 3, 4, 5, 6),
    startMinute: fc.integer({ min: 0, max: 8 }).map((step) => 1020 + step * 15),
    turnMinutes: fc.constantFrom(45, 60, 75),
    channel,
    requiredFeatures: fc.constantFrom([], [], [], ['accessible']),
    wishedFeatures: fc.constantFrom([], ['window']),
  })
  .map(({ turnMinutes, ...rest }) => ({ ...rest, endMinute: rest.startMinute + turnMinutes }));

const tables = fc
  .array(
    fc.record({
      partySizeMax: fc.constantFrom(2, 2, 4, 6),
      features,
      channels: fc.constantFrom(['online' as const, 'in_house' as const], ['online' as const], ['in_house' as const]),
    }),
    { minLength: 2, maxLength: 5 },
  )
  .map((list) =>
    list.map((each, index) =>
      table(index + 1, each.partySizeMax, { ...each, partySizeMin: each.partySizeMax > 4 ? 3 : 1 }),
    ),
  );

export const floor: fc.Arbitrary<SeatingProblem> = fc
  .record({
    tables,
    joins: fc.array(fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 3 }), { maxLength: 3 }),
    blocks: fc.array(
      fc.record({
        tableId: fc.integer({ min: 1, max: 5 }),
        startMinute: fc.constantFrom(1020, 1080),
        length: fc.constantFrom(30, 60),
      }),
      { maxLength: 1 },
    ),
  })
  .map(({ joins, blocks, ...rest }) =>
    problem(rest.tables, {
      combinations: joins.map((tableIds, index) => ({
        ...combination(tableIds, 3, 2 + 2 * tableIds.length),
        id: index + 1,
      })),
      blocks: blocks.map(({ length, ...block }) => ({ ...block, endMinute: block.startMinute + length })),
    }),
  );

/** A day as the rules would have let it come about, some of its parties seated or pinned since. */
export const day: fc.Arbitrary<SeatingProblem> = fc
  .record({ floor, requests: fc.array(request, { maxLength: 9 }), pinned: fc.array(fc.nat(8), { maxLength: 3 }) })
  .map(({ floor: empty, requests, pinned }) => {
    let filled = empty;
    for (const [index, each] of requests.entries()) {
      const decision = findBestTable(prepareOccupancy(filled), each, { nodesMax: UNBOUNDED });
      if (!decision.ok) continue;
      filled = applied(filled, decision.moves, asOccupant(`p${index}`, each, decision.tableIds));
    }
    return {
      ...filled,
      occupants: filled.occupants.map((occupant) => ({
        ...occupant,
        movable: !pinned.some((index) => occupant.key === `p${index}`),
      })),
    };
  });

export function asOccupant(key: string, asked: SeatingRequest, tableIds: readonly number[]): SeatingOccupant {
  return { ...asked, key, tableIds, movable: true };
}
