/** What a party at the door asks for: a table from this minute on, for its usual turn. */
import { wallTimeAt } from '../time/service-date.ts';
import { wishFor } from './find-start.ts';
import type { DayState, PartyWish } from './state.ts';

const minuteMs = 60_000;
/** Even just before the day ends a party is given this long. */
const turnMinutesMin = 5;

/** The turn is cut short only by the end of the day. */
export function wishAtDoor(
  { configuration }: DayState,
  party: {
    readonly partySize: number;
    readonly preferredSeating: readonly string[];
    /** Null: the usual turn. */
    readonly durationMinutes: number | null;
  },
  now: number,
): PartyWish {
  const { partySize, preferredSeating } = party;
  const time = wallTimeAt(now, configuration.zone);
  const asked = { partySize, preferredSeating, time, startsAt: now, channel: 'walk_in' } as const;
  const wish = wishFor(configuration, asked, party.durationMinutes);
  const left = Math.floor((configuration.endsAt - now) / minuteMs) - configuration.resetMinutes;
  return { ...wish, durationMinutes: Math.max(turnMinutesMin, Math.min(wish.durationMinutes, left)) };
}
