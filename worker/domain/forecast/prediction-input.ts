import { minuteOf, seatingProblem } from '../reservation/floor-plan.ts';
import { type DayReservation, type DayState, isExpected } from '../reservation/state.ts';
import type { PredictionInput } from '../seating/predict-availability.ts';
import type { DayPeriod } from '../service/configuration.ts';
import { usualTurnMinutes } from '../service/peaks.ts';
import { weekdayOf } from '../time/service-date.ts';
import { type BookingTraits, expectAttendance } from './attendance.ts';
import { expectedRequests, shareYetToBook } from './demand.ts';
import { expectedEnds } from './expected-ends.ts';
import type { HouseModel } from './house-model.ts';
import { noShowKnownMinutes } from './wait-input.ts';

const minuteMs = 60_000;

/** A booking of a date, as far as attendance may be learned from it. */
export function traitsOf(
  state: DayState,
  party: DayReservation,
  past: { readonly priorVisits: number; readonly priorNoShows: number },
): BookingTraits {
  const { startsAt, createdAt, partySize, source } = party;
  const leadMinutes = Math.max(0, (startsAt - createdAt) / minuteMs);
  const weekday = weekdayOf(state.configuration.serviceDate);
  return { leadMinutes, partySize, source, weekday, ...past };
}

/**
 * What `predictAvailability` completes: the book of a date, with what the house has learned to expect between `now` and
 * the start asked for (both epoch milliseconds). Without a model nobody else asks and everybody comes.
 */
export function predictionInputOf(
  state: DayState,
  model: HouseModel | null,
  { startsAt, period, now }: { readonly startsAt: number; readonly period: DayPeriod; readonly now: number },
): PredictionInput {
  const { configuration } = state;
  const ends = [...expectedEnds(state, model, now)].map(([id, end]) => [String(id), end] as const);
  return {
    problem: seatingProblem(state),
    startMinute: minuteOf(configuration, startsAt),
    lastStartMinute: period.lastStartMinute,
    channel: period.channels.includes('walk_in') ? 'walk_in' : (period.channels[0] ?? 'walk_in'),
    ends: new Map(ends),
    staysAway: staysAway(state, model, startsAt, now),
    yetToAsk: model === null ? [] : yetToAsk(state, model, startsAt, now),
    turnMinutes: (partySize, startMinute) => usualTurnMinutes(configuration, partySize, startMinute),
    resetMinutes: configuration.resetMinutes,
  };
}

/** The guests' own past is left out: strangers read this, and would learn of it by asking twice. */
function staysAway(state: DayState, model: HouseModel | null, until: number, now: number): Map<string, number> {
  const away = new Map<string, number>();
  if (model === null || model.attendance === null) return away;
  const knownAfterMs = (state.configuration.policies.noShowAfterMinutes ?? noShowKnownMinutes) * minuteMs;
  for (const party of state.reservations.values()) {
    if (!isExpected(party) || party.arrivedAt !== null) continue;
    const traits = traitsOf(state, party, { priorVisits: 0, priorNoShows: 0 });
    const at = (instant: number) => expectAttendance(model.attendance!, traits, (party.startsAt - instant) / minuteMs);
    const [present, then] = [at(now), at(until)];
    // Who may still call off after that has not done so by then.
    const cancelled = Math.max(0, present.cancellationProbability - then.cancellationProbability);
    const noShow = party.startsAt + knownAfterMs <= until ? present.noShowProbability : 0;
    away.set(String(party.id), Math.min(1, cancelled + noShow));
  }
  return away;
}

function yetToAsk(state: DayState, model: HouseModel, until: number, now: number): PredictionInput['yetToAsk'] {
  const { configuration } = state;
  const { demand } = model;
  return expectedRequests(demand, configuration).map(({ partySize, startMinute, count, walkIns }) => {
    const minutesAt = (instant: number) => (configuration.startsAt - instant) / minuteMs + startMinute;
    const bookedUntilThen =
      shareYetToBook(demand.leadMinutes, minutesAt(now)) - shareYetToBook(demand.leadMinutes, minutesAt(until));
    const isAhead = minutesAt(now) > 0 && minutesAt(until) < 0;
    return { partySize, startMinute, count: count * Math.max(0, bookedUntilThen) + (isAhead ? walkIns : 0) };
  });
}
