import { minuteOf, seatingProblem } from '../reservation/floor-plan.ts';
import type { DayState } from '../reservation/state.ts';
import type { WaitInput } from '../seating/quote-wait.ts';
import { usualTurnMinutes } from '../service/peaks.ts';
import type { Spread } from './stay-times.ts';
import { bookedEnds, expectedEnds } from './expected-ends.ts';
import type { HouseModel } from './house-model.ts';

/** Where the house leaves no-shows to its staff: about when somebody gives the table away. */
export const noShowKnownMinutes = 30;

/**
 * What `quoteWait` plays forward: the floor as it stands, with the ends that the house has learned to expect. `now` in
 * epoch milliseconds; `waitingAhead` in order.
 */
export function waitInputOf(
  state: DayState,
  model: HouseModel | null,
  now: number,
  partySize: number,
  waitingAhead: readonly { readonly partySize: number }[],
): WaitInput {
  const { configuration } = state;
  const minute = minuteOf(configuration, now);
  return {
    now: minute,
    partySize,
    problem: seatingProblem(state),
    waiting: waitingAhead,
    ends: endsByKey(state, model, now),
    turnMinutes: (size) => usualTurnMinutes(configuration, size, minute),
    resetMinutes: configuration.resetMinutes,
    lastStartMinute: lastStartOf(state, minute),
    noShows: {
      share: model?.attendance?.noShow.rate ?? 0,
      knownAfterMinutes: configuration.policies.noShowAfterMinutes ?? noShowKnownMinutes,
    },
  };
}

/** Of those who sit, and of those who booked and sit down when they said. */
function endsByKey(state: DayState, model: HouseModel | null, now: number): ReadonlyMap<string, Spread> {
  const ends = [...expectedEnds(state, model, now), ...bookedEnds(state, model, now)];
  return new Map(ends.map(([id, end]) => [String(id), end]));
}

/** Of the service under way, or of the next one; before the clock where no more guests are seated at the door. */
function lastStartOf({ configuration }: DayState, minute: number): number {
  const periods = configuration.periods.filter(({ channels }) => channels.includes('walk_in'));
  const running = periods.find(({ lastStartMinute }) => lastStartMinute >= minute);
  return running?.lastStartMinute ?? minute - 1;
}
