/** Plays what happened in the order in which it happened, each at its own time of the restaurant's clock. */
import type { HouseClock } from '../house-clock.ts';

export interface Happening {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Must be over before the next begins; what is not may share its moment with others like it. */
  readonly alone: boolean;
  /** Asked when its time has come; without it there is always something to do. */
  readonly isNeeded?: () => boolean;
  act(): Promise<void>;
}

/** The clock that runs on is right enough for what happens so soon after it was set. */
const sameTimeMs = 90_000;
/** Bookings this close together are made at the same moment: a change of the clock costs as much as a booking. */
const momentMs = 2 * 3_600_000;
const togetherMax = 6;

export async function play(
  happenings: readonly Happening[],
  clock: HouseClock,
  told: (count: number) => void,
): Promise<void> {
  try {
    let setTo = -Infinity;
    for (const moment of momentsOf(happenings)) {
      const needed = moment.happenings.filter(({ isNeeded }) => isNeeded?.() !== false);
      if (needed.length > 0 && moment.at - setTo > sameTimeMs) {
        await clock.set(moment.at);
        setTo = moment.at;
      }
      await Promise.all(needed.map((happening) => happening.act()));
      told(moment.happenings.length);
    }
  } finally {
    await clock.reset();
  }
}

interface Moment {
  readonly at: number;
  readonly happenings: Happening[];
}

/** In order; sorting keeps what happened at the same time as it was. */
export function momentsOf(happenings: readonly Happening[]): Moment[] {
  const moments: Moment[] = [];
  for (const happening of [...happenings].sort((a, b) => a.at - b.at)) {
    const last = moments.at(-1);
    const joins =
      last !== undefined &&
      !happening.alone &&
      last.happenings.every((other) => !other.alone) &&
      last.happenings.length < togetherMax &&
      happening.at - last.at < momentMs;
    if (joins) last.happenings.push(happening);
    else moments.push({ at: happening.at, happenings: [happening] });
  }
  return moments;
}
