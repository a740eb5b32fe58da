/** How many parties and covers may start together, so that the kitchen is not flooded while tables stand free. */
import type { DayConfiguration } from './configuration.ts';

/** A party as pacing sees it: when it starts (minutes since the day's start) and how many it is. */
export interface PacedParty {
  readonly startMinute: number;
  readonly partySize: number;
}

/** What starts in one interval, and the limits there; null means no limit. */
export interface IntervalPacing {
  readonly covers: number;
  readonly parties: number;
  readonly coversMax: number | null;
  readonly partiesMax: number | null;
}

export type PacingRefusal = 'pacing_covers' | 'pacing_parties';

/** The interval that contains the minute. Outside all periods nothing is counted and nothing limited. */
export function pacingAt(day: DayConfiguration, parties: readonly PacedParty[], minute: number): IntervalPacing {
  const interval = intervalAt(day, minute);
  if (interval === null) return { covers: 0, parties: 0, coversMax: null, partiesMax: null };
  let covers = 0;
  let count = 0;
  for (const party of parties) {
    if (party.startMinute < interval.startMinute || party.startMinute >= interval.endMinute) continue;
    covers += party.partySize;
    count += 1;
  }
  return { covers, parties: count, coversMax: interval.coversMax, partiesMax: interval.partiesMax };
}

/** Which limit one more party would break, covers first; `parties` are the others. */
export function exceedsPacing(
  day: DayConfiguration,
  parties: readonly PacedParty[],
  newcomer: PacedParty,
): PacingRefusal | null {
  const now = pacingAt(day, parties, newcomer.startMinute);
  if (now.coversMax !== null && now.covers + newcomer.partySize > now.coversMax) return 'pacing_covers';
  if (now.partiesMax !== null && now.parties + 1 > now.partiesMax) return 'pacing_parties';
  return null;
}

interface PacingInterval {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly coversMax: number | null;
  readonly partiesMax: number | null;
}

/** Intervals count from the period's start; the last one is whole, but ends where the next period begins. */
function intervalAt(day: DayConfiguration, minute: number): PacingInterval | null {
  const index = day.periods.findLastIndex((period) => period.startMinute <= minute);
  const period = day.periods[index];
  if (period === undefined) return null;
  const passed = Math.floor((minute - period.startMinute) / period.intervalMinutes);
  const startMinute = period.startMinute + passed * period.intervalMinutes;
  if (startMinute > period.lastStartMinute) return null;
  return {
    startMinute,
    endMinute: Math.min(startMinute + period.intervalMinutes, day.periods[index + 1]?.startMinute ?? Infinity),
    coversMax: period.pacingCoversMax,
    partiesMax: period.pacingPartiesMax,
  };
}
