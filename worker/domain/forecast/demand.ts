/**
 * How many parties ask for a table, by weekday and quarter of an hour. Younger dates count more (half as much after six
 * weeks), and a weekday that is hardly known borrows the shape of all days. What is counted are bookings that were made
 * and guests who were seated at the door: whom the house had to turn away it never wrote down, so on nights that were
 * full the true demand was larger.
 */
import { cameByThemselves } from '../reservation/state.ts';
import type { DayConfiguration, ServiceDate } from '../service/configuration.ts';
import { startTimesOf } from '../service/start-times.ts';
import type { StartTime } from '../service/start-times.ts';
import { daysBetween, wallMinuteOf, weekdayOf } from '../time/service-date.ts';
import type { PastParty } from './house-model.ts';

/** All of one weekday, by the quarters of `minutes`. */
interface WeekdayDemand {
  readonly bookings: readonly number[];
  readonly walkIns: readonly number[];
}

interface SizeMix {
  /** Null: of the whole house. */
  readonly period: string | null;
  readonly shares: readonly (readonly [partySize: number, share: number])[];
}

export interface DemandModel {
  /** Starts of quarters of an hour in wall-clock minutes from the day boundary, ascending: those that anybody ever chose. */
  readonly minutes: readonly number[];
  /** From Sunday on. Parties per quarter. */
  readonly weekdays: readonly WeekdayDemand[];
  readonly sizes: readonly SizeMix[];
  /** The variance of covers in one quarter, in means: 1 would be pure chance, parties of several guests make it more. */
  readonly dispersion: number;
  /** How far ahead bookings are made: minutes, twenty-one quantiles from the shortest to the longest. */
  readonly leadMinutes: readonly number[];
}

const quarterMinutes = 15;
const halfLifeDays = 42;
/** Dates, after forgetting: a weekday is believed as much as all days together after about a month of it. */
const kWeekday = 4;
/** Parties: a period has its own mix of sizes after about a week. */
const kSizes = 60;
/** Larger ones are counted here; each is rare, and the house speaks with them anyway. */
const partySizeLast = 20;
const leadQuantiles = 20;

export function learnDemand(history: readonly PastParty[], learnedOn: ServiceDate): DemandModel {
  const minutes = [...new Set(history.map(quarterOf))].sort((one, other) => one - other);
  const dates = datesOf(history, learnedOn);
  const weekdays = weekdayMeans(dates, minutes);
  const leads = history.filter(isBooking).map(({ leadMinutes }) => Math.max(0, leadMinutes));
  return {
    minutes,
    weekdays,
    sizes: sizeMixes(history),
    dispersion: dispersionOf(dates, minutes, weekdays),
    leadMinutes: quantilesOf(leads),
  };
}

function isBooking({ source }: PastParty): boolean {
  return !cameByThemselves(source);
}

function quarterOf({ minute }: { readonly minute: number }): number {
  return Math.floor(minute / quarterMinutes) * quarterMinutes;
}

interface PastDate {
  readonly weekday: number;
  readonly weight: number;
  readonly parties: readonly PastParty[];
}

/** Only dates on which anybody booked: on the others the house was closed, for all we know. */
function datesOf(history: readonly PastParty[], learnedOn: ServiceDate): readonly PastDate[] {
  return [...Map.groupBy(history, ({ serviceDate }) => serviceDate)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([date, parties]) => {
      const age = Math.max(0, daysBetween(date, learnedOn));
      return { weekday: weekdayOf(date), weight: 0.5 ** (age / halfLifeDays), parties };
    });
}

function weekdayMeans(dates: readonly PastDate[], minutes: readonly number[]): WeekdayDemand[] {
  const weights = new Array<number>(7).fill(0);
  for (const { weekday, weight } of dates) weights[weekday]! += weight;
  const meansOf = (counted: (party: PastParty) => boolean): number[][] => {
    const counts = weights.map(() => minutes.map(() => 0));
    for (const { weekday, weight, parties } of dates) {
      for (const party of parties.filter(counted)) counts[weekday]![minutes.indexOf(quarterOf(party))]! += weight;
    }
    return shrunkMeans(counts, weights);
  };
  const [bookings, walkIns] = [meansOf(isBooking), meansOf((party) => !isBooking(party))];
  return weights.map((_, weekday) => ({ bookings: bookings[weekday]!, walkIns: walkIns[weekday]! }));
}

/**
 * Parties per date in each quarter. A weekday's total is drawn to that of all days, its quarters to the shape of all
 * days at its own total.
 */
function shrunkMeans(counts: readonly (readonly number[])[], weights: readonly number[]): number[][] {
  const weightOfAll = sum(weights);
  if (weightOfAll === 0) return counts.map((row) => row.map(() => 0));
  const shape = counts[0]!.map((_, quarter) => sum(counts.map((row) => row[quarter]!)) / weightOfAll);
  const total = sum(shape);
  return counts.map((row, weekday) => {
    const weight = weights[weekday]!;
    const ownTotal = (sum(row) + kWeekday * total) / (weight + kWeekday);
    return row.map((count, quarter) => {
      const believed = total === 0 ? 0 : (ownTotal * shape[quarter]!) / total;
      return rounded((count + kWeekday * believed) / (weight + kWeekday));
    });
  });
}

function sizeMixes(history: readonly PastParty[]): SizeMix[] {
  const house = sharesOf(history, new Map(), 0);
  const inHouse = new Map(house);
  const periods = [...new Set(history.flatMap(({ period }) => period ?? []))].sort();
  return [
    { period: null, shares: house },
    ...periods.map((period) => ({
      period,
      shares: sharesOf(
        history.filter((party) => party.period === period),
        inHouse,
        kSizes,
      ),
    })),
  ];
}

function sharesOf(parties: readonly PastParty[], prior: ReadonlyMap<number, number>, k: number): [number, number][] {
  const counts = new Map([...prior].map(([size, share]) => [size, k * share]));
  for (const { partySize } of parties) {
    const size = Math.min(partySize, partySizeLast);
    counts.set(size, (counts.get(size) ?? 0) + 1);
  }
  const total = parties.length + (prior.size === 0 ? 0 : k);
  return [...counts]
    .sort(([one], [other]) => one - other)
    .map(([size, count]) => [size, Math.round((count / total) * 1e4) / 1e4]);
}

/** Pearson's statistic over its degrees of freedom: how much more covers vary than their mean. */
function dispersionOf(
  dates: readonly PastDate[],
  minutes: readonly number[],
  weekdays: readonly WeekdayDemand[],
): number {
  const all = dates.flatMap(({ parties }) => parties.map(({ partySize }) => partySize));
  const perParty = all.length === 0 ? 1 : sum(all) / all.length;
  let [statistic, weightOfAll] = [0, 0];
  for (const { weekday, weight, parties } of dates) {
    const covers = new Map<number, number>();
    for (const party of parties) {
      covers.set(quarterOf(party), (covers.get(quarterOf(party)) ?? 0) + party.partySize);
    }
    for (const [index, minute] of minutes.entries()) {
      const { bookings, walkIns } = weekdays[weekday]!;
      const mean = (bookings[index]! + walkIns[index]!) * perParty;
      // Where hardly anybody ever asks, one party would say more than all others together.
      if (mean < 0.5) continue;
      statistic += (weight * ((covers.get(minute) ?? 0) - mean) ** 2) / mean;
      weightOfAll += weight;
    }
  }
  return weightOfAll === 0 ? dispersionUnknown : Math.round(Math.max(1, statistic / weightOfAll) * 100) / 100;
}

/** Parties of two to four, arriving by chance. */
const dispersionUnknown = 4;

function quantilesOf(values: readonly number[]): number[] {
  if (values.length === 0) return [];
  const ordered = [...values].sort((one, other) => one - other);
  return Array.from({ length: leadQuantiles + 1 }, (_, index) =>
    Math.round(ordered[Math.round((index / leadQuantiles) * (ordered.length - 1))]!),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function rounded(parties: number): number {
  return Math.round(parties * 1000) / 1000;
}

/** Parties that may be expected to ask for a start: ahead of the date, and at the door. Not whole numbers. */
export interface ExpectedRequest {
  readonly partySize: number;
  /** On the grid of the day's starts; real minutes since its start. */
  readonly startMinute: number;
  readonly count: number;
  readonly walkIns: number;
}

/** A whole date's demand, over all the time in which it can be booked; nothing for starts that the date does not have. */
export function expectedRequests(model: DemandModel, day: DayConfiguration): ExpectedRequest[] {
  return startTimesOf(day).flatMap((start) => {
    const { bookings, walkIns } = demandAt(model, day, start);
    const mix = mixOf(model, start.period.name);
    return mix.map(([partySize, share]) => ({
      partySize,
      startMinute: start.minute,
      count: bookings * share,
      walkIns: walkIns * share,
    }));
  });
}

/** Parties that ask for a start or for a time until the next one. */
export function demandAt(
  model: DemandModel,
  day: DayConfiguration,
  start: StartTime,
): { readonly bookings: number; readonly walkIns: number } {
  const wallMinute = wallMinuteOf(start.time, day.dayBoundary);
  const { bookings, walkIns } = model.weekdays[weekdayOf(day.serviceDate)]!;
  let [booked, walked] = [0, 0];
  for (const [index, minute] of model.minutes.entries()) {
    const from = Math.max(minute, wallMinute);
    const until = Math.min(minute + quarterMinutes, wallMinute + start.period.intervalMinutes);
    if (until <= from) continue;
    const part = (until - from) / quarterMinutes;
    booked += bookings[index]! * part;
    walked += walkIns[index]! * part;
  }
  return { bookings: booked, walkIns: walked };
}

/** Guests per party in a period. */
export function coversPerParty(model: DemandModel, period: string): number {
  return sum(mixOf(model, period).map(([size, share]) => size * share));
}

function mixOf(model: DemandModel, period: string): SizeMix['shares'] {
  return (model.sizes.find((mix) => mix.period === period) ?? model.sizes[0])?.shares ?? [];
}

/** Of all bookings for a start, the share that is made when less than `minutes` are left until then. */
export function shareYetToBook(leadMinutes: readonly number[], minutes: number): number {
  if (minutes <= 0) return 0;
  const after = leadMinutes.findIndex((lead) => lead >= minutes);
  if (after === -1) return leadMinutes.length === 0 ? 0 : 1;
  if (after === 0) return 0;
  const [low, high] = [leadMinutes[after - 1]!, leadMinutes[after]!];
  return (after - 1 + (minutes - low) / (high - low)) / (leadMinutes.length - 1);
}

/**
 * Covers that are expected with a span of four dates in five: a negative binomial distribution with the mean and the
 * house's dispersion.
 */
export function coversSpan(mean: number, dispersion: number): { readonly from: number; readonly until: number } {
  return { from: coversQuantile(mean, dispersion, 0.1), until: coversQuantile(mean, dispersion, 0.9) };
}

function coversQuantile(mean: number, dispersion: number, share: number): number {
  if (mean <= 0) return 0;
  const success = 1 / Math.max(1.05, dispersion);
  const size = (mean * success) / (1 - success);
  let probability = success ** size;
  let below = probability;
  let covers = 0;
  for (; below < share && covers < coversMax; covers += 1) {
    probability *= ((covers + size) / (covers + 1)) * (1 - success);
    below += probability;
  }
  return covers;
}

/** No room seats more at one time. */
const coversMax = 5_000;
