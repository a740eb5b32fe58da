import type { AttendanceHint, Expectations, Forecast } from '#contract';
import { clockWords, partyWords } from '#lib/guest/wording.ts';

/** When a party that is seated will probably leave. */
export type SeatingEnd = Expectations['seatings'][number];
type LearnedTurn = Forecast['turns'][number];

/** `Likely free 21:10, between 21:00 and 21:30`. */
export function endWords({ freeAt, from, until }: Pick<SeatingEnd, 'freeAt' | 'from' | 'until'>, zone: string): string {
  return `Likely free ${clockWords(freeAt, zone)}, between ${clockWords(from, zone)} and ${clockWords(until, zone)}`;
}

/** A hint, and worded as one: `may not come, 14 % (usual here: 6 %)`. */
export function attendanceWords({ noShowProbability, usualNoShowRate }: AttendanceHint): string {
  return `may not come, ${percent(noShowProbability)} (usual here: ${percent(usualNoShowRate)})`;
}

/** `14 %`; under one percent to a tenth. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? value.toFixed(1) : String(Math.round(value))} %`;
}

/** Estimates are not written finer than they are: `12.4`. */
export function oneDigit(value: number): number {
  return Math.round(value * 10) / 10;
}

/** The largest party there is: a span that ends there has no end. */
const partySizeLimit = 99;
const weekdays = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];

/** What a learned turn is about: `2 guests`, `3–4 guests`, `Dinner, Fridays`. */
export function turnWords({ partySizeMin, partySizeMax, period, weekday }: LearnedTurn): {
  size: string;
  when: string;
} {
  const size =
    partySizeMin === partySizeMax
      ? partyWords(partySizeMin)
      : partySizeMax >= partySizeLimit
        ? `${String(partySizeMin)} guests and more`
        : `${String(partySizeMin)}\u2013${String(partySizeMax)} guests`;
  const when = [period, weekday === null ? null : (weekdays[weekday] ?? null)]
    .filter((each) => each !== null)
    .join(', ');
  return { size, when: when === '' ? 'any time' : when };
}

/** A share of tables as a host would weigh it, beside the number. */
export function chanceWords(probability: number): string {
  if (probability >= 0.9) return 'almost certainly';
  if (probability >= 0.6) return 'probably';
  if (probability >= 0.3) return 'perhaps';
  return probability >= 0.05 ? 'hardly' : 'no';
}
