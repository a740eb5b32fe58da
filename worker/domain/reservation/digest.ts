/** A date in brief, for calendars and searches across many: which starts are open for which party size. */
import type { SalesChannel } from '../seating/problem.ts';
import { startTimesOf } from '../service/start-times.ts';
import { openStarts } from './availability.ts';
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

export function digestsOf(state: DayState): DayDigest[] {
  // Before everything that the clock could forbid: what remains is capacity alone.
  const policies = { ...state.configuration.policies, noticeMinutes: 0, horizonDays: 100_000 };
  const timeless: DayState = { ...state, configuration: { ...state.configuration, policies } };
  const starts = startTimesOf(state.configuration);
  const times = starts.map((start) => start.time);
  const startsAt = starts.map((start) => start.at);
  return digestChannels.map((channel) => {
    const bits: Record<string, string> = {};
    for (let partySize = 1; partySize <= digestPartySizeMax; partySize += 1) {
      const ask = { partySize, channel, durationMinutes: null, preferredSeating: [] };
      const open = new Set(openStarts(timeless, ask, 0).map((each) => each.start.at));
      bits[String(partySize)] = starts.map((start) => (open.has(start.at) ? '1' : '0')).join('');
    }
    return { channel, times, startsAt, bits };
  });
}
