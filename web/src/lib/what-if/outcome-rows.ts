import type { WhatIfAnswer } from '#contract';
import { shortMinutes } from '#lib/staff/times.ts';

type Outcome = WhatIfAnswer['asItIs'];

export interface OutcomeRow {
  readonly label: string;
  readonly asItIs: string;
  readonly asItWouldBe: string;
  /** With its sign; empty where nothing differs or nothing can be compared. */
  readonly difference: string;
}

const refusalWords: Readonly<Record<string, string>> = {
  closed: 'the house was closed',
  outside_service: 'outside the hours',
  party_too_large: 'party too large',
  party_too_small: 'party too small',
  no_table_with_features: 'no table as wished',
  pacing_covers: 'kitchen at its limit',
  pacing_parties: 'too many parties at once',
  no_table: 'no table free',
  kept_for_demand: 'kept for other parties',
  day_full: 'the day was full',
};

/** The two ways of running the same nights, figure by figure. */
export function outcomeRows({
  asItIs: is,
  asItWouldBe: would,
}: Pick<WhatIfAnswer, 'asItIs' | 'asItWouldBe'>): OutcomeRow[] {
  return [
    counted('Covers', is.covers, would.covers),
    counted('Parties', is.parties, would.parties),
    counted('Asked in all', is.requests, would.requests),
    row('Parties per table and night', is.turns, would.turns, (value) => value.toFixed(2)),
    row('Seats in use', is.utilizationRate * 100, would.utilizationRate * 100, (value) => `${value.toFixed(1)} %`),
    ...refusalCodes(is, would).map((code) =>
      counted(
        `Refused: ${refusalWords[code] ?? code.replaceAll('_', ' ')}`,
        refusedFor(is, code),
        refusedFor(would, code),
      ),
    ),
    minutes('From the time asked for to the nearest free', is.averageShiftMinutes, would.averageShiftMinutes),
    minutes('Wait at the door', is.averageWaitMinutes, would.averageWaitMinutes),
  ];
}

/** Both, most refused first. */
function refusalCodes(is: Outcome, would: Outcome): string[] {
  const codes = [...new Set([...is.refused, ...would.refused].map(({ code }) => code))];
  return codes.sort((a, b) => refusedFor(is, b) + refusedFor(would, b) - refusedFor(is, a) - refusedFor(would, a));
}

function refusedFor({ refused }: Outcome, code: string): number {
  return refused.find((each) => each.code === code)?.parties ?? 0;
}

function counted(label: string, is: number, would: number): OutcomeRow {
  return row(label, is, would, (value) => String(value));
}

function minutes(label: string, is: number | null, would: number | null): OutcomeRow {
  if (is !== null && would !== null) return row(label, Math.round(is), Math.round(would), shortMinutes);
  const words = (value: number | null): string => (value === null ? 'nobody' : shortMinutes(Math.round(value)));
  return { label, asItIs: words(is), asItWouldBe: words(would), difference: '' };
}

function row(label: string, is: number, would: number, words: (value: number) => string): OutcomeRow {
  const [asItIs, asItWouldBe] = [words(is), words(would)];
  const sign = would > is ? '+' : '\u2212';
  return {
    label,
    asItIs,
    asItWouldBe,
    difference: asItIs === asItWouldBe ? '' : `${sign}${words(Math.abs(would - is))}`,
  };
}
