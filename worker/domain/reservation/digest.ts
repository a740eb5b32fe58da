/** A date in brief, for calendars and searches across many: which starts are open for which party size. */
import type { SalesChannel } from '../seating/problem.ts';
import { startTimesOf } from '../service/start-times.ts';
import type { StartTime } from '../service/start-times.ts';
import { decideStart, wishFor } from './find-start.ts';
import type { DayState } from './state.ts';

export interface DayDigest {
  readonly channel: SalesChannel;
  /** Wall times of the day's grid. */
  readonly times: readonly string[];
  /** Instants of the same, epoch milliseconds: readers apply notice, horizon and the clock. */
  readonly startsAt: readonly number[];
  /** By party size, one character a start: 1 open, 0 not. */
  readonly bits: Readonly<Record<string, string>>;
}

/** Channels that plan ahead; walk-ins look at the room, not at a digest. */
const digestChannels: readonly SalesChannel[] = ['online', 'in_house'];
/** Larger parties ask the day itself. */
const digestPartySizeMax = 12;

/** A digest is written every second of a busy evening: it gets a smaller search than a booking, and errs towards no. */
const digestNodesMax = 60;

export function digestsOf(state: DayState): DayDigest[] {
  // Before everything that the clock could forbid: what remains is capacity alone.
  const policies = { ...state.configuration.policies, noticeMinutes: 0, horizonDays: 100_000 };
  // Bid prices fall as the date comes nearer: for a brief that may stand for weeks a start is open when it could be given.
  const seating = { ...state.configuration.seating, bidPrices: false };
  const timeless: DayState = { ...state, configuration: { ...state.configuration, policies, seating } };
  const starts = startTimesOf(state.configuration);
  const times = starts.map((start) => start.time);
  const startsAt = starts.map((start) => start.at);
  return digestChannels.map((channel) => {
    const open = starts.map((start) => openSizes(timeless, start, channel));
    const bits: Record<string, string> = {};
    for (let partySize = 1; partySize <= digestPartySizeMax; partySize += 1) {
      bits[String(partySize)] = open.map((sizes) => (sizes.has(partySize) ? '1' : '0')).join('');
    }
    return { channel, times, startsAt, bits };
  });
}

/**
 * The party sizes that fit at a start. Whatever seats more seats fewer too, unless it is kept for larger parties; so
 * after the first no for want of a table larger parties are not searched for, and most of a full day costs nothing.
 */
function openSizes(state: DayState, start: StartTime, channel: SalesChannel): Set<number> {
  const open = new Set<number>();
  if (!start.period.channels.includes(channel)) return open;
  const { tables, combinations } = state.configuration;
  const keptFrom = new Set([...tables, ...combinations].map((unit) => unit.partySizeMin));
  let full = false;
  for (let partySize = 1; partySize <= digestPartySizeMax; partySize += 1) {
    if (full && !keptFrom.has(partySize)) continue;
    const fields = { partySize, channel, preferredSeating: [], time: start.time, startsAt: start.at };
    const found = decideStart(state, wishFor(state.configuration, fields, null), { now: 0, nodesMax: digestNodesMax });
    if (found.ok) open.add(partySize);
    full = !found.ok && found.reason === 'no_table';
  }
  return open;
}
