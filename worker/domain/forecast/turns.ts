/**
 * How long parties stay, learned from how long they stayed: a median and the span of four parties in five, for every
 * size band, then for the band in a service period, then for that on a weekday. Each level is drawn to the one above by
 * n / (n + k), the one at the top to the configured turn, so that three long dinners change nothing and three hundred
 * change everything (hierarchical shrinkage; Efron and Morris 1977).
 */
import type { TurnTime } from '../service/configuration.ts';
import type { PastParty } from './house-model.ts';
import type { Spread } from './stay-times.ts';

export interface TurnCell extends Spread {
  readonly partySizeMin: number;
  /** Null: any size above. */
  readonly partySizeMax: number | null;
  /** Null: any. */
  readonly period: string | null;
  readonly weekday: number | null;
  readonly configuredMinutes: number;
  readonly seatings: number;
}

/**
 * A median of n stays with a deviation of 20 minutes is known to 25 / √n minutes. Configured turns are wrong by about
 * 9 minutes, cells of one band differ by about 7: a cell is worth as much as what is believed of it after
 * (25 / 9)² ≈ 8 and (25 / 7)² ≈ 12 stays.
 */
const kConfigured = 8;
const kCell = 12;
/** Shorter is a mistake at the tablet, longer a table that nobody cleared. */
const stayMinutesMin = 20;
const stayMinutesMax = 360;
/** Iglewicz and Hoaglin 1993: further than this many deviations, taken from the median's absolute ones, is an outlier. */
const outlierDeviations = 3.5;
const deviationsPerMad = 1.4826;
/** Before there are data: four parties in five within this share of the configured turn. */
const spanConfigured = 0.3;
/** The variance of a median in variances of one stay: π / 2. */
const medianVariance = Math.PI / 2;

export interface LearnedTurns {
  readonly turns: readonly TurnCell[];
  readonly seatings: number;
}

export function learnTurns(history: readonly PastParty[], turnTimes: readonly TurnTime[]): LearnedTurns {
  const turns: TurnCell[] = [];
  let seatings = 0;
  for (const [index, { partySizeMax, minutes }] of turnTimes.entries()) {
    const partySizeMin = index === 0 ? 1 : turnTimes[index - 1]!.partySizeMax + 1;
    const isLast = index === turnTimes.length - 1;
    const ofBand = history.filter(
      ({ partySize }) => partySize >= partySizeMin && (isLast || partySize <= partySizeMax),
    );
    const stays = withoutOutliers(ofBand.flatMap(stayOf));
    seatings += stays.length;
    const band = { partySizeMin, partySizeMax: isLast ? null : partySizeMax, configuredMinutes: minutes };
    turns.push(...cellsOf(band, stays));
  }
  return { turns, seatings };
}

interface Stay {
  readonly minutes: number;
  readonly period: string | null;
  readonly weekday: number;
}

/** Those who never came and those who called off stayed for no time that could be learned from. */
function stayOf({ status, stayMinutes, period, weekday }: PastParty): Stay[] {
  const known = status === 'completed' && stayMinutes !== null;
  const plausible = known && stayMinutes >= stayMinutesMin && stayMinutes <= stayMinutesMax;
  return plausible ? [{ minutes: stayMinutes, period, weekday }] : [];
}

function withoutOutliers(stays: readonly Stay[]): Stay[] {
  const median = quantile(sorted(stays), 0.5);
  const deviations = stays.map(({ minutes }) => Math.abs(minutes - median)).sort((a, b) => a - b);
  const reach = outlierDeviations * deviationsPerMad * quantile(deviations, 0.5);
  return reach === 0 ? [...stays] : stays.filter(({ minutes }) => Math.abs(minutes - median) <= reach);
}

type Band = Pick<TurnCell, 'partySizeMin' | 'partySizeMax' | 'configuredMinutes'>;

/** The band, its periods, and the weekdays of each: only where anybody sat. */
function cellsOf(band: Band, stays: readonly Stay[]): TurnCell[] {
  const top: Belief = {
    median: band.configuredMinutes,
    below: spanConfigured * band.configuredMinutes,
    above: spanConfigured * band.configuredMinutes,
    worth: Infinity,
  };
  const cells = [cellOf(band, null, null, learn(top, stays, kConfigured), stays.length)];
  for (const [period, inPeriod] of groups(stays, (stay) => stay.period)) {
    if (period === null) continue;
    // A cell is drawn to what is known without it: else the same few stays would count at every level once more.
    const others = learn(
      top,
      stays.filter((stay) => stay.period !== period),
      kConfigured,
    );
    cells.push(cellOf(band, period, null, learn(others, inPeriod, kCell), inPeriod.length));
    for (const [weekday, onDay] of groups(inPeriod, (stay) => stay.weekday)) {
      const onOtherDays = inPeriod.filter((stay) => stay.weekday !== weekday);
      const belief = learn(learn(others, onOtherDays, kCell), onDay, kCell);
      cells.push(cellOf(band, period, weekday, belief, onDay.length));
    }
  }
  return cells;
}

/** What is believed of a cell. `worth`: of how many stays its median is worth, for the cells below and for the span. */
interface Belief {
  readonly median: number;
  readonly below: number;
  readonly above: number;
  readonly worth: number;
}

function learn(prior: Belief, stays: readonly Stay[], k: number): Belief {
  const worth = stays.length + 1 / (1 / k + 1 / prior.worth);
  if (stays.length === 0) return { ...prior, worth };
  const ordered = sorted(stays);
  const weight = stays.length / (stays.length + k);
  const mixed = (own: number, believed: number): number => weight * own + (1 - weight) * believed;
  const median = quantile(ordered, 0.5);
  return {
    median: mixed(median, prior.median),
    below: mixed(median - quantile(ordered, 0.1), prior.below),
    above: mixed(quantile(ordered, 0.9) - median, prior.above),
    worth,
  };
}

/** The span of the next stay: that of the stays, and on top what is not known about their median. */
function cellOf(band: Band, period: string | null, weekday: number | null, belief: Belief, seatings: number): TurnCell {
  const widening = Math.sqrt(1 + medianVariance / belief.worth);
  return {
    ...band,
    period,
    weekday,
    median: rounded(belief.median),
    from: rounded(belief.median - belief.below * widening),
    until: rounded(belief.median + belief.above * widening),
    seatings,
  };
}

/** In an order that does not depend on the order of the history. */
function groups<K extends string | number | null>(
  stays: readonly Stay[],
  keyOf: (stay: Stay) => K,
): readonly (readonly [K, Stay[]])[] {
  return [...Map.groupBy(stays, keyOf)].sort(([one], [other]) => (String(one) < String(other) ? -1 : 1));
}

function sorted(stays: readonly Stay[]): number[] {
  return stays.map(({ minutes }) => minutes).sort((one, other) => one - other);
}

/** Between neighbours by their distance; 0 of nothing. */
function quantile(ordered: readonly number[], share: number): number {
  if (ordered.length === 0) return 0;
  const at = share * (ordered.length - 1);
  const [low, high] = [ordered[Math.floor(at)]!, ordered[Math.ceil(at)]!];
  return low + (high - low) * (at - Math.floor(at));
}

function rounded(minutes: number): number {
  return Math.round(minutes * 10) / 10;
}

/** How long a party stays, from the most specific cell there is. `configuredMinutes`: what the house plans for it. */
export function stayOfParty(
  turns: readonly TurnCell[],
  party: {
    readonly partySize: number;
    readonly period: string | null;
    readonly weekday: number;
    readonly durationMinutes: number;
  },
): Spread {
  const cell = turnOf(turns, party);
  if (cell === undefined) return spreadAround(party.durationMinutes);
  // A party that the house plans a longer or shorter turn for stays longer or shorter in proportion.
  const share = party.durationMinutes / cell.configuredMinutes;
  return { median: cell.median * share, from: cell.from * share, until: cell.until * share };
}

/** The most specific cell of a party; undefined when nothing was learned of its size. */
function turnOf(
  turns: readonly TurnCell[],
  party: { readonly partySize: number; readonly period: string | null; readonly weekday: number },
): TurnCell | undefined {
  const ofSize = turns.filter(
    ({ partySizeMin, partySizeMax }) =>
      party.partySize >= partySizeMin && (partySizeMax === null || party.partySize <= partySizeMax),
  );
  const inPeriod = ofSize.filter(({ period }) => period === party.period && period !== null);
  return (
    inPeriod.find(({ weekday }) => weekday === party.weekday) ??
    inPeriod.find(({ weekday }) => weekday === null) ??
    ofSize.find(({ period }) => period === null)
  );
}

/** What is believed of a turn that nothing is known about but what the house configured. */
function spreadAround(minutes: number): Spread {
  const span = spanConfigured * minutes * Math.sqrt(1 + medianVariance / kConfigured);
  return { median: minutes, from: minutes - span, until: minutes + span };
}
