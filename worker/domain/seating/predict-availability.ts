/**
 * How likely a table is free at a time to come, asked then. The book is completed eleven times: parties that may
 * call off or stay away do so now and then, guests who have yet to ask do so as they usually would and are given a table
 * if there is one, those who sit leave when they usually do. The draws come from fixed seeds, the same for every book,
 * so equal questions have equal answers and two books differ by their bookings alone. One thing is inherent: a fuller
 * book that turns away a large party may leave a small table free, so a single completion can change for the better;
 * together they do not.
 */
import { type Chance, chanceFrom } from '../chance.ts';
import { type Spread, quantileOf } from '../forecast/stay-times.ts';
import { bestFreeUnit } from './best-fit.ts';
import { findBestTable } from './find-best-table.ts';
import { type Occupancy, idsOf, onTrial, prepareOccupancy } from './occupancy.ts';
import type { SalesChannel, SeatingOccupant, SeatingProblem, SeatingRequest } from './problem.ts';
import { holdsSize } from './seating-units.ts';

/** Minutes count from the day's start. */
export interface PredictionInput {
  /** The book as it stands. */
  readonly problem: SeatingProblem;
  readonly startMinute: number;
  /** Of the service that is asked about; nobody is seated at the door after it. */
  readonly lastStartMinute: number;
  readonly channel: SalesChannel;
  /** When seated parties will be gone, by key; without reset. */
  readonly ends: ReadonlyMap<string, Spread>;
  /** For parties in the book, by key: how likely each has called off or is known not to come by then. */
  readonly staysAway: ReadonlyMap<string, number>;
  /** Those who will ask between now and then; counts are not whole numbers. */
  readonly yetToAsk: readonly { readonly partySize: number; readonly startMinute: number; readonly count: number }[];
  /** Without reset. */
  readonly turnMinutes: (partySize: number, startMinute: number) => number;
  readonly resetMinutes: number;
}

export interface PredictedAvailability {
  readonly partySize: number;
  readonly availableNow: boolean;
  /** 0 to 1. */
  readonly probability: number;
  /** 0: seated at once; null: rather not before the last start. */
  readonly expectedWaitMinutes: number | null;
}

/** Odd, so that one of them is the median. */
const completions = 11;
/** For the party that is asked about; what only a long search finds is not counted on. */
const nodesMax = 12;
/** For those who ask in between: there are hundreds of them. */
const arrivalNodesMax = 2;
/** Waits are looked for in steps of this, up to the last start. */
const waitStepMinutes = 15;
/** More than the largest rooms seat in an evening. */
const arrivalsMax = 400;

/** One answer for each size, in their order. */
export function predictAvailability(input: PredictionInput, partySizes: readonly number[]): PredictedAvailability[] {
  const asItStands = prepareOccupancy(input.problem);
  const seed = chanceFrom('availability');
  const completed = Array.from({ length: completions }, (_, number) => completedBook(input, seed.of(number)));
  const known = new Map<string, Omit<PredictedAvailability, 'partySize'>>();
  return partySizes.map((partySize) => {
    // Sizes that the same tables seat for as long fare alike.
    const units = asItStands.units.filter((unit) => holdsSize(unit, partySize)).map(({ index }) => index);
    const kind = `${String(input.turnMinutes(partySize, input.startMinute))} at ${units.join()}`;
    const predicted = known.get(kind) ?? predictFor(input, partySize, asItStands, completed);
    known.set(kind, predicted);
    return { partySize, ...predicted };
  });
}

function predictFor(
  input: PredictionInput,
  partySize: number,
  asItStands: Occupancy,
  completed: readonly Occupancy[],
): Omit<PredictedAvailability, 'partySize'> {
  const availableNow = findBestTable(asItStands, requestAt(input, partySize, input.startMinute)).ok;
  const waits = completed.map((floor) => waitOn(floor, input, partySize)).sort((one, other) => one - other);
  const median = waits[(completions - 1) / 2]!;
  return {
    availableNow,
    probability: Math.round((100 * waits.filter((wait) => wait === 0).length) / completions) / 100,
    expectedWaitMinutes: median === Infinity ? null : median,
  };
}

/** One way in which the book may be by then. */
function completedBook(input: PredictionInput, chance: Chance): Occupancy {
  const parties = chance.of('parties');
  const occupants = input.problem.occupants.flatMap((occupant): SeatingOccupant[] => {
    const draw = parties.of(occupant.key).next();
    const end = input.ends.get(occupant.key);
    if (end !== undefined) {
      const leavesAt = quantileOf(end, Math.min(0.99, Math.max(0.01, draw)));
      return [{ ...occupant, endMinute: Math.max(occupant.startMinute, leavesAt) + input.resetMinutes }];
    }
    return draw < (input.staysAway.get(occupant.key) ?? 0) ? [] : [occupant];
  });
  let floor = prepareOccupancy({ ...input.problem, occupants });
  const refused = new Set<string>();
  for (const { partySize, startMinute } of arrivalsOf(input, chance.of('arrivals'))) {
    const kind = `${String(partySize)} at ${String(startMinute)}`;
    if (refused.has(kind)) continue;
    const request = requestAt(input, partySize, startMinute);
    const decision = findBestTable(floor, request, { nodesMax: arrivalNodesMax });
    if (!decision.ok) {
      // The book only fills: whoever asks for the same later is refused as well.
      refused.add(kind);
      continue;
    }
    const tablesByKey = new Map(decision.moves.map((move) => [move.key, move.tableIds]));
    const others = floor.problem.occupants.map((each) => ({
      ...each,
      tableIds: tablesByKey.get(each.key) ?? each.tableIds,
    }));
    const key = `arrival ${String(others.length)}`;
    const newcomer = { ...request, key, tableIds: decision.tableIds, movable: true };
    floor = prepareOccupancy({ ...floor.problem, occupants: [...others, newcomer] });
  }
  return floor;
}

/** The best of what is free, nobody moved. */
function freeTablesFor(floor: Occupancy, request: SeatingRequest): readonly number[] | null {
  const unit = onTrial(floor, request, undefined, (newcomer) => bestFreeUnit(floor, newcomer));
  return unit === undefined ? null : idsOf(unit.tables);
}

interface Arrival {
  readonly partySize: number;
  readonly startMinute: number;
  readonly order: number;
}

/** Only those who would sit while the party asked about does: others stand in nobody's way. */
function arrivalsOf(input: PredictionInput, chance: Chance): Arrival[] {
  const { startMinute, turnMinutes, resetMinutes } = input;
  const longest =
    Math.max(0, ...input.yetToAsk.map((asked) => turnMinutes(asked.partySize, asked.startMinute))) + resetMinutes;
  const arrivals = input.yetToAsk.flatMap((asked): Arrival[] => {
    const endMinute = asked.startMinute + turnMinutes(asked.partySize, asked.startMinute) + resetMinutes;
    if (endMinute <= startMinute || asked.startMinute >= startMinute + longest) return [];
    const own = chance.of(`${String(asked.partySize)} at ${String(asked.startMinute)}`);
    const count = poisson(asked.count, own.next());
    return Array.from({ length: count }, () => ({ ...asked, order: own.next() }));
  });
  return arrivals.sort((one, other) => one.order - other.order).slice(0, arrivalsMax);
}

/** The count below which a share of all cases lie; rises with the mean for the same share. */
function poisson(mean: number, share: number): number {
  let probability = Math.exp(-mean);
  let below = probability;
  let count = 0;
  while (below < share && count < arrivalsMax) {
    count += 1;
    probability *= mean / count;
    below += probability;
  }
  return count;
}

/** At the start asked for others may be moved to make room; later, only what comes free by itself is waited for. */
function waitOn(floor: Occupancy, input: PredictionInput, partySize: number): number {
  const { startMinute, lastStartMinute } = input;
  if (findBestTable(floor, requestAt(input, partySize, startMinute), { nodesMax }).ok) return 0;
  for (let minute = startMinute + waitStepMinutes; minute <= lastStartMinute; minute += waitStepMinutes) {
    if (freeTablesFor(floor, requestAt(input, partySize, minute)) !== null) return minute - startMinute;
  }
  return Infinity;
}

function requestAt(input: PredictionInput, partySize: number, startMinute: number): SeatingRequest {
  const endMinute = startMinute + input.turnMinutes(partySize, startMinute) + input.resetMinutes;
  return {
    partySize,
    startMinute,
    endMinute,
    channel: input.channel,
    requiredFeatures: [],
    wishedFeatures: [],
  };
}
