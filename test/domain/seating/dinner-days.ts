/** Dinner days as SEATING.md describes them: party sizes and starts of real bookings, longer turns for larger parties. */
import type { SeatingProblem, SeatingRequest } from '../../../worker/domain/seating/problem.ts';
import { findBestTable } from '../../../worker/domain/seating/find-best-table.ts';
import { prepareOccupancy } from '../../../worker/domain/seating/occupancy.ts';
import { applied, combination, problem, seated, table } from './seating-floor.ts';

const SIZES = [
  [1, 2],
  [2, 43],
  [3, 17],
  [4, 14],
  [5, 6],
  [6, 5],
  [7, 3],
  [8, 3],
  [10, 4],
  [12, 3],
] as const;
const HOURS = [
  [12, 8],
  [17, 9],
  [18, 27],
  [19, 24],
  [20, 14],
  [21, 8],
] as const;

/** Tommy Ettinger's mulberry32: the same day for the same seed, everywhere. */
function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function pick(weighted: readonly (readonly [number, number])[], chance: () => number): number {
  let left = chance() * weighted.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of weighted) {
    left -= weight;
    if (left < 0) return value;
  }
  throw new Error('The weights do not add up.');
}

/** Twos, fours, a few sixes and eights; neighbours join for three to ten. */
export function emptyFloor(tableCount: number): SeatingProblem {
  const sizeAt = (share: number) => (share < 0.45 ? 2 : share < 0.85 ? 4 : share < 0.95 ? 6 : 8);
  const tables = Array.from({ length: tableCount }, (_, index) => {
    const partySizeMax = sizeAt(index / tableCount);
    return table(index + 1, partySizeMax, { partySizeMin: partySizeMax > 4 ? partySizeMax - 3 : 1 });
  });
  const joined = (size: number, together: number, partySizeMin: number, partySizeMax: number) => {
    const ids = tables.filter((each) => each.partySizeMax === size).map((each) => each.id);
    const groups = Array.from({ length: Math.floor(ids.length / together) }, (_, index) =>
      ids.slice(index * together, (index + 1) * together),
    );
    return groups.map((tableIds) => combination(tableIds, partySizeMin, partySizeMax));
  };
  return problem(tables, { combinations: [...joined(2, 2, 3, 4), ...joined(4, 2, 5, 6), ...joined(4, 3, 7, 10)] });
}

/** Requests in the order in which they are made; times include fifteen minutes to reset the table. */
export function dinnerRequests(count: number, seed: number): SeatingRequest[] {
  const chance = chanceFrom(seed);
  return Array.from({ length: count }, () => {
    const partySize = pick(SIZES, chance);
    const startMinute = pick(HOURS, chance) * 60 + Math.floor(chance() * 4) * 15;
    const turnMinutes = partySize <= 2 ? 90 : partySize <= 4 ? 105 : partySize <= 6 ? 120 : 150;
    return {
      partySize,
      startMinute,
      endMinute: startMinute + turnMinutes + 15,
      channel: 'online',
      requiredFeatures: [],
      wishedFeatures: [],
    };
  });
}

/** Everybody who asked, nobody with a table yet. */
export function requestedDay(tableCount: number, requestCount: number, seed: number): SeatingProblem {
  const occupants = dinnerRequests(requestCount, seed).map((request, at) => seated(keyOf(at), [], request));
  return { ...emptyFloor(tableCount), occupants };
}

/** Those whom the house would have accepted one by one, at the tables it had planned for them at the end. */
export function acceptedDay(tableCount: number, requestCount: number, seed: number): SeatingProblem {
  let day = emptyFloor(tableCount);
  for (const [at, request] of dinnerRequests(requestCount, seed).entries()) {
    const decision = findBestTable(prepareOccupancy(day), request);
    if (decision.ok) day = applied(day, decision.moves, seated(keyOf(at), [...decision.tableIds], request));
  }
  return day;
}

function keyOf(at: number): string {
  return `p${String(at).padStart(4, '0')}`;
}
