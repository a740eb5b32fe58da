/**
 * How long a party at the door will wait: the floor is played forward. Those who sit leave when parties like them leave,
 * those who booked keep their plans, those who wait ahead are seated in order, each as soon as the house would say yes
 * to a walk-in. Played several times, with the stays spread over their whole range: no chance, no clock, the same
 * question has the same answer.
 */
import { chanceFrom } from '../chance.ts';
import { type Spread, quantileOf } from '../forecast/stay-times.ts';
import { findBestTable } from './find-best-table.ts';
import { type Occupancy, type SeatingParty, areClear, lift, partiesOn, place, prepareOccupancy } from './occupancy.ts';
import type { SeatingMove, SeatingOccupant, SeatingProblem, SeatingRequest } from './problem.ts';
import { reassignAll } from './reassign-all.ts';
import { holdsSize, isSoldBy } from './seating-units.ts';
import { tickRangeOf } from './ticks.ts';

/** Minutes count from the day's start, as in the problem. */
export interface WaitInput {
  readonly now: number;
  readonly partySize: number;
  readonly problem: SeatingProblem;
  /** Who is ahead, in order. */
  readonly waiting: readonly { readonly partySize: number }[];
  /** When parties will be gone, by their keys in the problem and without reset: those who sit, and those who booked. */
  readonly ends: ReadonlyMap<string, Spread>;
  /** How long the house plans a party of this size, without reset. */
  readonly turnMinutes: (partySize: number) => number;
  readonly resetMinutes: number;
  /** After this nobody is seated any more. */
  readonly lastStartMinute: number;
  /** Of those who booked, the share that never comes, and how long after the start their tables are given away. */
  readonly noShows: { readonly share: number; readonly knownAfterMinutes: number };
}

/** Minutes from now. Null: no table comes free for them before the last start. */
export interface WaitEstimate {
  readonly minutes: number | null;
  readonly from: number | null;
  readonly until: number | null;
  /** One sentence. */
  readonly basis: string;
}

/** Odd, so that one of them is the median. */
const scenarios = 15;
const minutesPerTick = 5;
/**
 * The play knows stays alone. Parties that come late or not at all and plans that are made anew in between move a wait as
 * well: four in five of the quotes of `npm run bench` are right within this share of themselves, if not within the play's.
 */
const unforeseen = 0.3;
/** A quote asks hundreds of times; a booking that only a long search finds is worth little to somebody who waits. */
const nodesMax = 40;
/** More than this many ahead is a queue around the block: those behind them are told what the last of these is. */
const aheadMax = 40;

export function quoteWait(input: WaitInput): WaitEstimate {
  if (isSeatedNow(input)) return { minutes: 0, from: 0, until: 0, basis: 'A table is free now.' };
  const waits: number[] = [];
  const planned = plannedOf(input);
  const shares = sharesOf(input.ends.keys());
  for (let number = 0; number < scenarios; number += 1) {
    waits.push(
      waitIn(
        input,
        scenarioOf(input, planned, (key) => shares.get(key)![number]!, number),
      ),
    );
  }
  waits.sort((one, other) => one - other);
  const at = (share: number): number => waits[Math.round(share * (scenarios - 1))]!;
  const [median, from, until] = [at(0.5), at(0.1), at(0.9)];
  if (median === Infinity) return { minutes: null, from: null, until: null, basis: noneText(input) };
  const last = Math.max(median, input.lastStartMinute - input.now);
  return {
    minutes: median,
    from: Math.min(from, Math.floor(median * (1 - unforeseen))),
    until: Math.min(last, Math.max(until, Math.ceil(median * (1 + unforeseen)))),
    basis: basisText(input, until),
  };
}

/** Asked as the house will ask when it seats the party. Whoever is ahead and could be seated now, is no longer waiting. */
function isSeatedNow(input: WaitInput): boolean {
  const { now, partySize, lastStartMinute, resetMinutes } = input;
  if (now > lastStartMinute) return false;
  const party = { partySize, fromMinute: now, turnMinutes: input.turnMinutes(partySize) };
  return findBestTable(prepareOccupancy(input.problem), requestOf(party, now, resetMinutes)).ok;
}

/** Somebody who needs a table and has none: at the door now, or booked and put out of its plan by those who stay. */
interface Waiting {
  readonly partySize: number;
  readonly fromMinute: number;
  readonly turnMinutes: number;
}

/** The floor of a scenario as the house believes it, and what will turn out otherwise. */
interface Scenario {
  floor: Occupancy;
  /** Whoever booked was promised a table, and gets one before anybody at the door does. */
  readonly queue: Waiting[];
  /** What happens to parties by themselves, the earliest first. */
  readonly happenings: Happening[];
}

/**
 * It sits down; it sits on, or it goes, so that its tables will be ready at `readyMinute`; they are ready (or given away:
 * it never came).
 */
interface Happening {
  readonly minute: number;
  readonly key: string;
  readonly what: 'sits' | 'overruns' | 'goes' | 'clears';
  readonly readyMinute: number;
}

/** The wait in one way the evening may go; infinite when the last start comes first. */
function waitIn(input: WaitInput, scenario: Scenario): number {
  const { now, lastStartMinute, resetMinutes } = input;
  const own = waitingAt(input, input.partySize);
  const { queue } = scenario;
  queue.push(...input.waiting.slice(0, aheadMax).map(({ partySize }) => waitingAt(input, partySize)), own);
  const moments = momentsOf(input, scenario);
  for (let index = 0; index < moments.length; index += 1) {
    const minute = moments[index]!;
    letHappen(scenario, minute, resetMinutes);
    const refused = new Set<string>();
    for (const party of [...queue]) {
      const startMinute = Math.max(minute, party.fromMinute);
      const kind = [party.partySize, startMinute, party.turnMinutes].join();
      if (refused.has(kind)) continue;
      const request = requestOf(party, startMinute, resetMinutes);
      const { floor } = scenario;
      const decision = mayBeFree(floor, request) ? findBestTable(floor, request, { nodesMax }) : null;
      if (decision?.ok !== true) {
        refused.add(kind);
        continue;
      }
      if (party === own) return minute - now;
      queue.splice(queue.indexOf(party), 1);
      scenario.floor = seatedOn(floor, request, decision.tableIds, decision.moves);
      insert(moments, onTick(request.endMinute), lastStartMinute);
    }
  }
  return Infinity;
}

function waitingAt(input: WaitInput, partySize: number): Waiting {
  return { partySize, fromMinute: input.now, turnMinutes: input.turnMinutes(partySize) };
}

/**
 * Those who sit down are moved no more; those who sit on keep their tables, and whoever was planned there needs another.
 * Of those who go before their turn is over the tables are known to be ready after the reset: a booked party may be
 * planned there at once, and what it gives up for that is free for the door now. Ready tables are free, whatever was planned.
 */
function letHappen(scenario: Scenario, minute: number, resetMinutes: number): void {
  const { happenings } = scenario;
  while (happenings.length > 0 && happenings[0]!.minute <= minute) {
    const { key, what, readyMinute } = happenings.shift()!;
    const { floor } = scenario;
    const party = floor.partyByKey.get(key);
    if (party === undefined || party.tables.length === 0) continue;
    if (what === 'overruns') {
      sitOn(scenario, party, readyMinute, resetMinutes);
      continue;
    }
    if (what === 'goes') {
      scenario.floor = endingAt(floor, party, readyMinute);
      continue;
    }
    const { tables } = party;
    lift(floor, party);
    if (what === 'clears') continue;
    party.settled = true;
    place(floor, party, tables);
  }
}

function sitOn(scenario: Scenario, party: SeatingParty, readyMinute: number, resetMinutes: number): void {
  const { floor, queue } = scenario;
  const longer = { startMinute: party.request.startMinute, endMinute: readyMinute };
  const displaced = partiesOn(floor, party.tables, tickRangeOf(floor.span, longer)).filter(
    (other) => other !== party && !other.settled,
  );
  const out = new Set(displaced.map(({ key }) => key));
  queue.unshift(...displaced.map(({ request }) => displacedOf(request, resetMinutes)));
  scenario.floor = endingAt(floor, party, readyMinute, out);
}

/** The floor once it is known when the party's tables will be ready; who is `out` has no table any more. */
function endingAt(
  floor: Occupancy,
  party: SeatingParty,
  endMinute: number,
  out: ReadonlySet<string> = new Set(),
): Occupancy {
  const occupants = presentOn(floor)
    .filter(({ key }) => !out.has(key))
    .map((occupant) => (occupant.key === party.key ? { ...occupant, endMinute } : occupant));
  return prepareOccupancy({ ...floor.problem, occupants });
}

function displacedOf({ partySize, startMinute, endMinute }: SeatingRequest, resetMinutes: number): Waiting {
  return { partySize, fromMinute: startMinute, turnMinutes: endMinute - startMinute - resetMinutes };
}

/** False when somebody who cannot be moved sits on everything that fits: then no search needs to be made. */
function mayBeFree(floor: Occupancy, request: SeatingRequest): boolean {
  const range = tickRangeOf(floor.span, request);
  return floor.units.some(
    (unit) =>
      holdsSize(unit, request.partySize) &&
      isSoldBy(unit, request.channel) &&
      areClear(floor, 'fixed', unit.tables, range),
  );
}

/**
 * The floor as it is planned now, and what becomes of it in one scenario. The house plans with the turns it promised and
 * learns only then that a party sits on: so does this.
 */
function scenarioOf(input: WaitInput, planned: Planned, shareOf: (key: string) => number, number: number): Scenario {
  const { now, resetMinutes, noShows } = input;
  const chance = chanceFrom('no-shows').of(number);
  const happenings = planned.problem.occupants.flatMap(({ key, startMinute, endMinute, movable }): Happening[] => {
    const end = input.ends.get(key);
    const happening = (what: Happening['what'], minute: number, readyMinute = minute): Happening => {
      return { what, minute: Math.max(now, minute), key, readyMinute };
    };
    if (movable && chance.of(key).next() < noShows.share) {
      return [happening('clears', startMinute + noShows.knownAfterMinutes)];
    }
    const sits = movable ? [happening('sits', startMinute)] : [];
    if (end === undefined) return sits;
    const readyMinute = Math.ceil(Math.max(now, startMinute, quantileOf(end, shareOf(key))) + resetMinutes);
    const learned =
      readyMinute > endMinute
        ? happening('overruns', endMinute - resetMinutes, readyMinute)
        : happening('goes', readyMinute - resetMinutes, readyMinute);
    return [...sits, learned, happening('clears', readyMinute)];
  });
  happenings.sort((one, other) => one.minute - other.minute);
  return { floor: prepareOccupancy(planned.problem), queue: [...planned.displaced], happenings };
}

interface Planned {
  readonly problem: SeatingProblem;
  readonly displaced: readonly Waiting[];
}

/** Whoever booked and has no table, or one that somebody else sits at, is given another where there is one. */
function plannedOf({ problem, resetMinutes }: WaitInput): Planned {
  const { assignments, unplaced } = reassignAll(problem);
  const out = new Set(unplaced);
  const occupants = withTables(problem.occupants, new Map(assignments.map(({ key, tableIds }) => [key, tableIds])));
  return {
    problem: { ...problem, occupants: occupants.filter(({ key }) => !out.has(key)) },
    displaced: occupants.filter(({ key }) => out.has(key)).map((each) => displacedOf(each, resetMinutes)),
  };
}

/**
 * By party, the share of its range at which its stay lies in each scenario: over all of them it goes once through each
 * part of its range, in an order of its own (a Latin hypercube; McKay, Beckman and Conover 1979).
 */
function sharesOf(keys: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const shares = new Map<string, readonly number[]>();
  for (const key of keys) {
    const chance = chanceFrom(`stay of ${key}`);
    const parts = Array.from({ length: scenarios }, (_, part) => ({ part, order: chance.next() }));
    parts.sort((one, other) => one.order - other.order);
    shares.set(
      key,
      parts.map(({ part }) => (part + within(chance.next())) / scenarios),
    );
  }
  return shares;
}

/** Strictly inside: a share of nought has no quantile. */
function within(draw: number): number {
  return 0.01 + 0.98 * draw;
}

/** Nothing changes between two of these: whoever finds no table at one of them finds none until the next. */
function momentsOf({ now, lastStartMinute }: WaitInput, { floor, queue, happenings }: Scenario): number[] {
  const { occupants, blocks } = floor.problem;
  const changes = [
    ...[...occupants, ...blocks].map(({ endMinute }) => onTick(endMinute)),
    ...queue.map(({ fromMinute }) => fromMinute),
    ...happenings.map(({ minute }) => minute),
  ];
  const later = [...new Set(changes)].filter((minute) => minute > now && minute <= lastStartMinute);
  later.sort((one, other) => one - other);
  return now <= lastStartMinute ? [now, ...later] : [];
}

function insert(moments: number[], minute: number, lastStartMinute: number): void {
  if (minute > lastStartMinute || moments.includes(minute)) return;
  moments.push(minute);
  moments.sort((one, other) => one - other);
}

/** Tables come free on the five-minute ticks that seating counts in. */
function onTick(minute: number): number {
  return Math.ceil(minute / minutesPerTick) * minutesPerTick;
}

function requestOf({ partySize, turnMinutes }: Waiting, startMinute: number, resetMinutes: number): SeatingRequest {
  const endMinute = startMinute + turnMinutes + resetMinutes;
  return { partySize, startMinute, endMinute, channel: 'walk_in', requiredFeatures: [], wishedFeatures: [] };
}

/** The floor with one more party. */
function seatedOn(
  floor: Occupancy,
  request: SeatingRequest,
  tableIds: readonly number[],
  moves: readonly SeatingMove[],
): Occupancy {
  const occupants = withTables(presentOn(floor), new Map(moves.map((move) => [move.key, move.tableIds])));
  const key = `from the door at ${String(request.startMinute)} to ${tableIds.join()}`;
  return prepareOccupancy({
    ...floor.problem,
    occupants: [...occupants, { ...request, key, tableIds, movable: false }],
  });
}

/** Whoever has left is not among them. */
function presentOn(floor: Occupancy): SeatingOccupant[] {
  return floor.problem.occupants.flatMap((occupant) => {
    const party = floor.partyByKey.get(occupant.key)!;
    return party.tables.length === 0 ? [] : [{ ...occupant, movable: !party.settled }];
  });
}

function withTables(
  occupants: readonly SeatingOccupant[],
  tablesByKey: ReadonlyMap<string, readonly number[]>,
): SeatingOccupant[] {
  return occupants.map((occupant) => ({ ...occupant, tableIds: tablesByKey.get(occupant.key) ?? occupant.tableIds }));
}

function noneText({ partySize }: WaitInput): string {
  return `No table for ${String(partySize)} is likely to come free before the last start of this service.`;
}

function basisText({ waiting }: WaitInput, until: number): string {
  const ahead =
    waiting.length === 0 ? 'nobody' : waiting.length === 1 ? '1 party' : `${String(waiting.length)} parties`;
  const doubt = until === Infinity ? ' It may also be that none comes free before the last start.' : '';
  return `From how long the parties here now usually stay, with ${ahead} ahead.${doubt}`;
}
