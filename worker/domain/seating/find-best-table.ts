/**
 * The one decision about tables, asked by availability and by booking alike, in the order of increasing effort: does
 * the party fit anywhere at all, is a unit free (best fit), is a no certain (class cut), can unseated, unpinned parties
 * make room (ejection chains). A reassignable plan seats more than a fixed one because a booking promises a table, not
 * table 12 (Thompson 2015 on pooling; Vidotto, Brown, Beck 2007).
 */
import { bestFreeUnit } from './best-fit.ts';
import { NODES_MAX_DEFAULT, seatByChains, undoChains } from './ejection-chains.ts';
import { idsOf, movesOf, onTrial } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { SeatingDecision, SeatingOptions, SeatingRefusal, SeatingRequest } from './problem.ts';
import { readRoom } from './read-room.ts';
import { hasFeature, holdsSize, isSoldBy } from './seating-units.ts';

/** Decides one request. The occupancy is the same before and after; equal inputs give equal plans. */
export function findBestTable(
  occupancy: Occupancy,
  request: SeatingRequest,
  options: SeatingOptions = {},
): SeatingDecision {
  const refusal = refusalByShape(occupancy, request);
  if (refusal !== undefined) return { ok: false, reason: refusal, certified: true, nodes: 0 };
  return onTrial(occupancy, request, options.exclude, (newcomer) =>
    decideFor(occupancy, newcomer, options.nodesMax ?? NODES_MAX_DEFAULT),
  );
}

function decideFor(occupancy: Occupancy, newcomer: SeatingParty, nodesMax: number): SeatingDecision {
  const unit = bestFreeUnit(occupancy, newcomer);
  if (unit !== undefined) {
    return { ok: true, tableIds: idsOf(unit.tables), moves: [], method: 'best_fit', nodes: 0 };
  }
  const room = readRoom(occupancy, newcomer);
  if (room.verdict !== 'open') {
    return { ok: false, reason: 'no_table', certified: room.verdict === 'cut_off', nodes: 0 };
  }
  const { moved, nodes } = seatByChains(occupancy, [newcomer], nodesMax, room);
  if (moved === undefined) return { ok: false, reason: 'no_table', certified: false, nodes };
  const tableIds = idsOf(newcomer.tables);
  const moves = movesOf(moved);
  undoChains(occupancy, [newcomer], moved);
  return { ok: true, tableIds, moves, method: 'reassigned', nodes };
}

/** Why the request could not be seated even in an empty room; undefined when it could. */
export function refusalByShape(occupancy: Occupancy, request: SeatingRequest): SeatingRefusal | undefined {
  const sold = occupancy.units.filter((unit) => isSoldBy(unit, request.channel));
  if (sold.length === 0) return 'no_table';
  const largeEnough = sold.filter((unit) => unit.partySizeMax >= request.partySize);
  if (largeEnough.length === 0) return 'party_too_large';
  const fitting = largeEnough.filter((unit) => holdsSize(unit, request.partySize));
  if (fitting.length === 0) return 'party_too_small';
  const equipped = fitting.some((unit) => request.requiredFeatures.every((feature) => hasFeature(unit, feature)));
  return equipped ? undefined : 'no_table_with_features';
}
