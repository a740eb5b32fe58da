/**
 * How likely a booking is called off, and how likely nobody comes: a hint for the host, who may call the guest or hold a
 * table less tightly. Nothing that accepts or refuses a guest may import this file (a dependency rule holds that).
 *
 * It looks at the booking and at what the guest did here before, and at nothing else: how long ahead, how many, by which
 * door, which weekday, earlier visits and no-shows at this house. Never a name, an address, a telephone
 * number, a language, a nationality, an occasion or a note: what people are is no reason to expect less of them.
 */
import { cameByThemselves } from '../reservation/state.ts';
import type { ReservationSource } from '../reservation/state.ts';
import type { PastParty } from './house-model.ts';
import { type LogisticFit, fitLogistic, probabilityOf } from './logistic-regression.ts';

/** A booking, as far as it may be looked at. */
export type BookingTraits = Pick<
  PastParty,
  'leadMinutes' | 'partySize' | 'source' | 'weekday' | 'priorVisits' | 'priorNoShows'
>;

/** One of the two things that may happen, with its features' means and deviations in this house. */
interface RateModel extends LogisticFit {
  /** How often it happens here. */
  readonly rate: number;
  readonly means: readonly number[];
  readonly deviations: readonly number[];
}

export interface AttendanceModel {
  /** Bookings that it was learned from. */
  readonly bookings: number;
  /** Of those that were not called off. */
  readonly noShow: RateModel;
  readonly cancellation: RateModel;
  /** When those who call off do so: of the time from booking to start, the share that was left. Eleven quantiles. */
  readonly shareLeftAtCancellation: readonly number[];
}

export interface AttendanceExpectation {
  readonly noShowProbability: number;
  readonly cancellationProbability: number;
  readonly usualNoShowRate: number;
  /** What moves the no-show probability most, in words, the strongest first. */
  readonly reasons: readonly string[];
}

/** Fewer bookings say nothing about who comes. */
const bookingsMin = 60;
/**
 * Of standardised weights. A feature moves the log-odds by some 0.5 per deviation where it matters at all, so its weight
 * has a prior variance of a quarter: a penalty of four.
 */
const penalty = 4;
/** Before a house knows better: one booking in twenty-five. */
const rateBelieved = 0.04;
const dayMinutes = 1_440;
const quantileSteps = 10;

interface Feature {
  readonly valueOf: (booking: BookingTraits) => number;
  /** In words, when it speaks for or against a booking; null: nothing that could be said about it. */
  readonly wordsOf: (booking: BookingTraits) => string | null;
}

const doors: readonly (readonly [ReservationSource, string])[] = [
  ['phone', 'booked by telephone'],
  ['partner', 'booked through a partner'],
];

const features: readonly Feature[] = [
  {
    valueOf: ({ leadMinutes }) => Math.log1p(Math.max(0, leadMinutes) / dayMinutes),
    wordsOf: ({ leadMinutes }) => `booked ${aheadText(leadMinutes)}`,
  },
  {
    valueOf: ({ partySize }) => Math.log2(partySize),
    wordsOf: ({ partySize }) => (partySize === 1 ? 'one guest alone' : `a party of ${String(partySize)}`),
  },
  ...doors.map(([door, words]): Feature => ({
    valueOf: ({ source }) => Number(source === door),
    wordsOf: ({ source }) => (source === door ? words : null),
  })),
  {
    valueOf: ({ weekday }) => Number(weekday === 5 || weekday === 6),
    wordsOf: ({ weekday }) => (weekday === 5 || weekday === 6 ? 'on a Friday or Saturday' : null),
  },
  {
    valueOf: ({ priorVisits }) => Math.log1p(priorVisits),
    wordsOf: ({ priorVisits }) => (priorVisits === 0 ? 'a first visit' : `came ${timesText(priorVisits)} before`),
  },
  {
    valueOf: ({ priorNoShows }) => Math.log1p(priorNoShows),
    wordsOf: ({ priorNoShows }) => (priorNoShows === 0 ? null : `did not come ${timesText(priorNoShows)} before`),
  },
];

export function learnAttendance(history: readonly PastParty[]): AttendanceModel | null {
  const bookings = history.filter(({ source }) => !cameByThemselves(source)).sort(inOrder);
  if (bookings.length < bookingsMin) return null;
  const kept = bookings.filter(({ status }) => status !== 'cancelled');
  return {
    bookings: bookings.length,
    noShow: learnRate(kept, ({ status }) => status === 'no_show'),
    cancellation: learnRate(bookings, ({ status }) => status === 'cancelled'),
    shareLeftAtCancellation: shareLeftQuantiles(bookings),
  };
}

/** Sums of fractions depend on their order in the last digit; the model shall not. */
function inOrder(one: PastParty, other: PastParty): number {
  const [a, b] = [orderOf(one), orderOf(other)];
  return a < b ? -1 : Number(a > b);
}

function orderOf(party: PastParty): string {
  const { serviceDate, minute, partySize, leadMinutes, source, status, priorVisits, priorNoShows } = party;
  return [serviceDate, minute, partySize, leadMinutes, source, status, priorVisits, priorNoShows].join('/');
}

function learnRate(bookings: readonly PastParty[], happened: (party: PastParty) => boolean): RateModel {
  const values = bookings.map((party) => features.map(({ valueOf }) => valueOf(party)));
  const means = features.map((_, index) => mean(values.map((row) => row[index]!)));
  const deviations = features.map((_, index) => {
    const spread = Math.sqrt(mean(values.map((row) => (row[index]! - means[index]!) ** 2)));
    // What is the same for everybody tells nobody apart.
    return spread < 1e-9 ? 1 : spread;
  });
  const examples = bookings.map((party, row) => ({
    features: values[row]!.map((value, index) => (value - means[index]!) / deviations[index]!),
    happened: happened(party),
  }));
  const events = bookings.filter(happened).length;
  // As if one booking more had gone as it does elsewhere.
  const rate = (events + rateBelieved) / (bookings.length + 1);
  const fit = fitLogistic(examples, penalty, rate);
  return {
    rate: rounded(rate),
    intercept: rounded(fit.intercept),
    weights: fit.weights.map(rounded),
    means: means.map(rounded),
    deviations: deviations.map(rounded),
  };
}

function shareLeftQuantiles(bookings: readonly PastParty[]): number[] {
  const shares = bookings
    .flatMap(({ cancelledLeadMinutes, leadMinutes }) =>
      cancelledLeadMinutes === null || leadMinutes <= 0
        ? []
        : [Math.min(1, Math.max(0, cancelledLeadMinutes / leadMinutes))],
    )
    .sort((one, other) => one - other);
  return Array.from({ length: quantileSteps + 1 }, (_, index) =>
    // Where nobody ever called off: at any time alike.
    shares.length === 0
      ? index / quantileSteps
      : rounded(shares[Math.round((index / quantileSteps) * (shares.length - 1))]!),
  );
}

/** What may be expected of a booking that still stands, `minutesLeft` before its start (negative: it is late). */
export function expectAttendance(
  model: AttendanceModel,
  booking: BookingTraits,
  minutesLeft: number,
): AttendanceExpectation {
  const shareLeft = booking.leadMinutes <= 0 ? 0 : Math.min(1, Math.max(0, minutesLeft / booking.leadMinutes));
  const ever = rateOf(model.cancellation, booking);
  const laterShare = shareBelow(model.shareLeftAtCancellation, shareLeft);
  // It has not been called off so far: of those who ever do, only the later ones are left.
  const cancelsYet = (ever * laterShare) / (1 - ever * (1 - laterShare));
  const noShow = rateOf(model.noShow, booking);
  return {
    noShowProbability: noShow * (1 - cancelsYet),
    cancellationProbability: cancelsYet,
    usualNoShowRate: model.noShow.rate,
    reasons: reasonsOf(model.noShow, booking),
  };
}

function rateOf(model: RateModel, booking: BookingTraits): number {
  return probabilityOf(model.intercept + contributions(model, booking).reduce((sum, each) => sum + each, 0));
}

function contributions(model: RateModel, booking: BookingTraits): number[] {
  return features.map(
    ({ valueOf }, index) =>
      (model.weights[index]! * (valueOf(booking) - model.means[index]!)) / model.deviations[index]!,
  );
}

/** A tenth of the odds: less is nothing to speak of. */
const contributionMin = 0.1;
const reasonsMax = 3;

/** Only what points the same way as all of it together: a host wants to know why, not why it is not still more. */
function reasonsOf(model: RateModel, booking: BookingTraits): string[] {
  const moved = contributions(model, booking);
  const direction = Math.sign(moved.reduce((sum, each) => sum + each, 0));
  return moved
    .map((contribution, index) => ({ strength: contribution * direction, words: features[index]!.wordsOf(booking) }))
    .filter(({ strength }) => strength >= contributionMin)
    .sort((one, other) => other.strength - one.strength)
    .flatMap(({ words }) => words ?? [])
    .slice(0, reasonsMax);
}

/** Of a distribution given by its quantiles, what lies below a value. */
function shareBelow(quantiles: readonly number[], value: number): number {
  const above = quantiles.findIndex((quantile) => quantile > value);
  if (above === -1) return 1;
  if (above === 0) return 0;
  const [low, high] = [quantiles[above - 1]!, quantiles[above]!];
  return (above - 1 + (value - low) / (high - low)) / (quantiles.length - 1);
}

function aheadText(leadMinutes: number): string {
  const days = Math.round(leadMinutes / dayMinutes);
  if (days === 0) return 'on the day itself';
  return days === 1 ? 'a day ahead' : `${String(days)} days ahead`;
}

function timesText(times: number): string {
  return times === 1 ? 'once' : times === 2 ? 'twice' : `${String(times)} times`;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rounded(value: number): number {
  return Math.round(value * 1e5) / 1e5;
}
