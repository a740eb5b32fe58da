/** Why a party has these tables, in sentences that a host would say, and how well they suit it. */
import { areClear, candidatesOf, idsOf, unitOf } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import { hasFeature } from './seating-units.ts';
import type { FloorTable, SeatingUnit } from './seating-units.ts';
import type { SeatingWords } from './words.ts';

/** Points off a hundred, against the best unit of an empty room. */
const pointsPerJoin = 30;
const pointsPerSeat = 8;
const pointsPerWish = 15;

export interface SeatingAssignment {
  readonly key: string;
  readonly tableIds: readonly number[];
  /** 0 to 100. */
  readonly score: number;
  readonly reasons: readonly string[];
}

/** The party holds its tables in the occupancy. */
export function assignmentOf(occupancy: Occupancy, party: SeatingParty, words: SeatingWords): SeatingAssignment {
  const { options } = candidatesOf(occupancy, party);
  const own = unitOf(occupancy, party, party.tables);
  const reasons = own === undefined ? reasonsByHand(party, words) : reasonsFor(occupancy, party, own, words);
  return {
    key: party.key,
    tableIds: idsOf(party.tables),
    score: own === undefined ? 0 : scoreOf(own, party, options[0]!.unit),
    reasons: party.movable ? reasons : [`It is fixed: no plan changes it.`, ...reasons],
  };
}

function scoreOf(unit: SeatingUnit, party: SeatingParty, best: SeatingUnit): number {
  const pointsOf = (each: SeatingUnit): number =>
    pointsPerJoin * (each.tables.length - 1) +
    pointsPerSeat * (each.seats - party.request.partySize) +
    pointsPerWish * wishesMissed(each, party).length;
  return Math.max(0, Math.min(100, 100 - pointsOf(unit) + Math.min(pointsOf(best), pointsOf(unit))));
}

function wishesMissed(unit: Pick<SeatingUnit, 'tables'>, party: SeatingParty): string[] {
  return party.request.wishedFeatures.filter((feature) => !hasFeature(unit, feature));
}

function reasonsByHand(party: SeatingParty, words: SeatingWords): string[] {
  return [`${named(party.tables, words)} ${party.tables.length > 1 ? 'were put together' : 'was chosen'} by hand.`];
}

function reasonsFor(occupancy: Occupancy, party: SeatingParty, own: SeatingUnit, words: SeatingWords): string[] {
  const { options } = candidatesOf(occupancy, party);
  const others = options.filter(({ unit }) => unit !== own).map(({ unit }) => unit);
  const isFree = (unit: SeatingUnit) =>
    areClear(
      occupancy,
      'busy',
      unit.tables.filter((table) => !own.tables.includes(table)),
      party,
    );
  return [
    sizeReason(party, own, others, isFree, words),
    ...needReasons(party),
    ...wishReasons(party, own, others, isFree),
    ...timeReason(occupancy, party, own),
  ];
}

function sizeReason(
  party: SeatingParty,
  own: SeatingUnit,
  others: readonly SeatingUnit[],
  isFree: (unit: SeatingUnit) => boolean,
  words: SeatingWords,
): string {
  const { partySize } = party.request;
  const name = named(own.tables, words);
  if (own.tables.length > 1) {
    const single = others.some((unit) => unit.tables.length === 1);
    const why = single ? `No single table for ${partySize} is free then` : `No single table seats ${partySize}`;
    return `${why}, so ${name.replace('Tables', 'tables')} are joined.`;
  }
  const empty = own.seats - partySize;
  if (empty <= 0) return `${name} seats exactly ${partySize}.`;
  const smaller = others.filter((unit) => unit.seats < own.seats);
  const left = `${name} leaves ${empty === 1 ? 'one seat' : `${empty} seats`} empty`;
  if (smaller.length === 0) return `${left}; it is the smallest that seats ${partySize}.`;
  const free = smaller.filter(isFree);
  if (free.some((unit) => unit.tables.length === 1)) return `${left}; a smaller one is kept whole for others.`;
  return free.length > 0
    ? `${left}; otherwise tables would have to be joined.`
    : `${left}; no smaller one is free then.`;
}

function needReasons({ request }: SeatingParty): string[] {
  return request.requiredFeatures.map((feature) => `It is ${spoken(feature)}, which they need.`);
}

function wishReasons(
  party: SeatingParty,
  own: SeatingUnit,
  others: readonly SeatingUnit[],
  isFree: (unit: SeatingUnit) => boolean,
): string[] {
  const missed = wishesMissed(own, party);
  const met = party.request.wishedFeatures.filter((feature) => !missed.includes(feature));
  const hasMet = met.length === 0 ? [] : [`It has what they wished for: ${met.map(spoken).join(', ')}.`];
  return [
    ...hasMet,
    ...missed.map((feature) => {
      const free = others.some((unit) => hasFeature(unit, feature) && isFree(unit));
      return free
        ? `Their wish (${spoken(feature)}) would cost seats or a joined table.`
        : `No table with their wish (${spoken(feature)}) is free then.`;
    }),
  ];
}

/** Ticks between two parties that are hardly a gap. */
const seamless = 3;

function timeReason(occupancy: Occupancy, party: SeatingParty, own: SeatingUnit): string[] {
  const gaps = own.tables.flatMap((table) =>
    occupancy.partiesAt[table.index]!.filter((other) => other !== party).map((other) =>
      Math.max(party.startTick - other.endTick, other.startTick - party.endTick),
    ),
  );
  const isTight = gaps.some((gap) => gap >= 0 && gap <= seamless);
  return isTight ? ['It follows on from another party there without a gap.'] : [];
}

/** `Table 5`, `Tables 5 and 6`. */
export function named(tables: readonly FloorTable[], words: SeatingWords): string {
  const names = tables.map((table) => words.tableName(table.id));
  if (names.length === 1) return `Table ${names[0]!}`;
  return `Tables ${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
}

function spoken(feature: string): string {
  return feature.replaceAll('_', ' ');
}
