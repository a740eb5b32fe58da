import type { WallTime } from '../service/configuration.ts';
import { wallTimeAt } from './service-date.ts';

/** Between these wall times nothing leaves that can wait; `from` may be the later one, over midnight. */
export interface QuietHours {
  readonly from: WallTime;
  readonly to: WallTime;
}

const minuteMs = 60_000;
const dayMinutes = 1440;

/** `at`, or when the quiet hours around it end in that zone. Epoch milliseconds. */
export function afterQuietHours(at: number, zone: string, quiet: QuietHours | null): number {
  if (quiet === null) return at;
  let end = at;
  // Where the clocks go back in between, the first sum falls short of the end: what is left is added once more.
  for (let step = 0; step < 2 && isQuiet(end, zone, quiet); step += 1) {
    const left = (minutesOf(quiet.to) - minutesOf(wallTimeAt(end, zone)) + dayMinutes) % dayMinutes;
    end = Math.floor(end / minuteMs) * minuteMs + left * minuteMs;
  }
  return end;
}

function isQuiet(at: number, zone: string, { from, to }: QuietHours): boolean {
  const time = wallTimeAt(at, zone);
  return from < to ? time >= from && time < to : time >= from || time < to;
}

function minutesOf(time: WallTime): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
