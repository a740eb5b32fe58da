/** Instances solved by the very functions that seat guests. */
import { findBestTable } from '../../worker/domain/seating/find-best-table.ts';
import { prepareOccupancy } from '../../worker/domain/seating/occupancy.ts';
import { optimizeSeating } from '../../worker/domain/seating/optimize-seating.ts';
import type { SeatingOptimum } from '../../worker/domain/seating/optimize-seating.ts';
import type { SeatingOccupant, SeatingProblem, SeatingRequest } from '../../worker/domain/seating/problem.ts';
import type { InstanceAssignment, SeatingInstance } from './instance.ts';

const minutesPerTick = 5;
const plain = { tableName: String, timeAt: String };

/** Decides every request before it sees the next. Tables of those accepted may still change: only the yes is final. */
export function solveOnline(instance: SeatingInstance): InstanceAssignment {
  let day = emptyDay(instance);
  for (const [at, request] of requestsOf(instance).entries()) {
    const decision = findBestTable(prepareOccupancy(day), request);
    if (!decision.ok) continue;
    const tablesOf = new Map(decision.moves.map((move) => [move.key, move.tableIds]));
    const moved = day.occupants.map((each) => ({ ...each, tableIds: tablesOf.get(each.key) ?? each.tableIds }));
    day = { ...day, occupants: [...moved, { ...occupantOf(request, at), tableIds: decision.tableIds }] };
  }
  return answerOf(instance, day.occupants);
}

/** Sees all requests at once. */
export function solveOffline(instance: SeatingInstance): InstanceAssignment & Pick<SeatingOptimum, 'certificate'> {
  const day = { ...emptyDay(instance), occupants: requestsOf(instance).map(occupantOf) };
  const { assignments, certificate } = optimizeSeating(day, plain);
  return { ...answerOf(instance, assignments), certificate };
}

/** Tables are numbered as they are listed, combinations after them. */
function emptyDay({ tables, combos }: SeatingInstance): SeatingProblem {
  const numberOf = new Map(tables.map((table, at) => [table.id, at + 1]));
  return {
    tables: tables.map((table, at) => ({
      id: at + 1,
      partySizeMin: table.min,
      partySizeMax: table.max,
      areaId: 1,
      features: table.zone === null || table.zone === undefined ? [] : [`zone ${table.zone}`],
      channels: ['online'],
    })),
    combinations: combos.map((combo, at) => ({
      id: at + 1,
      tableIds: combo.tables.map((id) => numberOf.get(id) ?? 0),
      partySizeMin: combo.min,
      partySizeMax: combo.max,
    })),
    occupants: [],
    blocks: [],
  };
}

/** Seating counts in ticks of five minutes. Times between them are stretched until a minute is a tick. */
function requestsOf({ requests }: SeatingInstance): SeatingRequest[] {
  const isOnTicks = requests.every(({ start, duration }) => start % 5 === 0 && duration % 5 === 0);
  const stretch = isOnTicks ? 1 : minutesPerTick;
  return requests.map(({ party, start, duration, zone }) => ({
    partySize: party,
    startMinute: stretch * start,
    endMinute: stretch * (start + duration),
    channel: 'online',
    requiredFeatures: [],
    wishedFeatures: zone === null || zone === undefined ? [] : [`zone ${zone}`],
  }));
}

function occupantOf(request: SeatingRequest, at: number): SeatingOccupant {
  return { ...request, key: keyOf(at), tableIds: [], movable: true };
}

/** Sorted as they are listed. */
function keyOf(at: number): string {
  return String(at).padStart(6, '0');
}

function answerOf(
  instance: SeatingInstance,
  seated: readonly { readonly key: string; readonly tableIds: readonly number[] }[],
): InstanceAssignment {
  const requestByKey = new Map(instance.requests.map((request, at) => [keyOf(at), request]));
  const assignments = seated.flatMap(({ key, tableIds }) => {
    const request = requestByKey.get(key);
    return request === undefined ? [] : [{ request: request.id, unit: unitOf(instance, tableIds, request.party) }];
  });
  return { instance: instance.id, assignments };
}

function unitOf({ tables, combos }: SeatingInstance, tableIds: readonly number[], party: number) {
  const own = new Set(tables.filter((_, at) => tableIds.includes(at + 1)).map(({ id }) => id));
  const [first] = own;
  if (own.size === 1 && first !== undefined) return first;
  const combo = combos.find(
    (each) => each.min <= party && party <= each.max && new Set(each.tables).symmetricDifference(own).size === 0,
  );
  if (combo === undefined) throw new Error(`No combo of ${[...own].join(' and ')} seats ${party}.`);
  return combo.id;
}
