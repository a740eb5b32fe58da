/** When parties may start on a service date, and for how long they stay. Minutes are real ones since the day's start. */
import type { SalesChannel } from '../seating/problem.ts';
import { utcOffsetAt, wallTimeAt } from '../time/service-date.ts';
import type { DayConfiguration, DayPeriod, WallTime } from './configuration.ts';

export interface StartTime {
  readonly minute: number;
  /** Epoch milliseconds. */
  readonly at: number;
  /** What clocks show then; where an hour is repeated two start times share it and differ in `utcOffset`. */
  readonly time: WallTime;
  readonly utcOffset: string;
  readonly period: DayPeriod;
}

/**
 * Every period's grid, from its start to its last start, in order. A start is left out when even the shortest turn with
 * its reset would pass the day's end (on a day that clocks shorten); longer turns are the decision's to check.
 */
export function startTimesOf(day: DayConfiguration): StartTime[] {
  const shortestMinutes = Math.min(...day.turnTimes.map((turn) => turn.minutes)) + day.resetMinutes;
  const lastMinute = (day.endsAt - day.startsAt) / 60_000 - shortestMinutes;
  const starts: StartTime[] = [];
  for (const period of day.periods) {
    const until = Math.min(period.lastStartMinute, lastMinute);
    for (let minute = period.startMinute; minute <= until; minute += period.intervalMinutes) {
      const at = day.startsAt + minute * 60_000;
      starts.push({ minute, at, time: wallTimeAt(at, day.zone), utcOffset: utcOffsetAt(at, day.zone), period });
    }
  }
  return starts;
}

/** How long a party of this size keeps its table, without reset; parties beyond the last entry stay as long as it says. */
export function turnMinutesFor(day: DayConfiguration, partySize: number): number {
  const turn = day.turnTimes.find((each) => partySize <= each.partySizeMax) ?? day.turnTimes.at(-1);
  if (turn === undefined) throw new RangeError('a day has at least one turn time');
  return turn.minutes;
}

/** The period in which a party of this channel may start at a minute, on the grid or between, or null. */
export function periodAt(day: DayConfiguration, minute: number, channel: SalesChannel): DayPeriod | null {
  return (
    day.periods.find(
      (period) => period.startMinute <= minute && minute <= period.lastStartMinute && period.channels.includes(channel),
    ) ?? null
  );
}
