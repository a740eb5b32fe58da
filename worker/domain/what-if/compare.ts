/** The same past nights, as the house is run and as it would be. */
import type { RestaurantConfiguration, ServiceDate } from '../service/configuration.ts';
import { resolveDay } from '../service/resolve-day.ts';
import { usualTurnMinutes } from '../service/peaks.ts';
import { coversOf, isServed, outcomeOf } from './outcome.ts';
import type { Outcome, ReplayedNight } from './outcome.ts';
import { replayNight } from './replay-night.ts';
import type { PastRequest } from './replay-night.ts';

export interface PastNight {
  readonly date: ServiceDate;
  /** Each with the duration that it was planned for. */
  readonly requests: readonly (PastRequest & { readonly durationMinutes: number })[];
}

export interface Comparison {
  readonly asItIs: Outcome;
  readonly asItWouldBe: Outcome;
  readonly byNight: readonly {
    readonly date: ServiceDate;
    readonly requests: number;
    readonly coversAsItIs: number;
    readonly coversAsItWouldBe: number;
  }[];
}

export function compareHouses(
  nights: readonly PastNight[],
  present: RestaurantConfiguration,
  changed: RestaurantConfiguration,
  turnMinutesMore: number,
): Comparison {
  const asItIs = nights.map((night) => replayed(night, present, present, 0));
  const asItWouldBe = nights.map((night) => replayed(night, changed, present, turnMinutesMore));
  return {
    asItIs: outcomeOf(asItIs),
    asItWouldBe: outcomeOf(asItWouldBe),
    byNight: nights.map(({ date, requests }, index) => ({
      date,
      requests: requests.length,
      coversAsItIs: servedOn(asItIs[index]),
      coversAsItWouldBe: servedOn(asItWouldBe[index]),
    })),
  };
}

function replayed(
  { date, requests }: PastNight,
  house: RestaurantConfiguration,
  present: RestaurantConfiguration,
  turnMinutesMore: number,
): ReplayedNight {
  const day = resolveDay(house, date);
  const today = resolveDay(present, date);
  const asked = requests.map((request) => {
    const startMinute = (request.startsAt - day.startsAt) / 60_000;
    // What is usual today is the rules' to say; another duration was somebody's wish.
    const usual = request.durationMinutes === usualTurnMinutes(today, request.partySize, startMinute);
    const durationMinutes = usual ? null : Math.max(turnMinutesMin, request.durationMinutes + turnMinutesMore);
    return { ...request, durationMinutes };
  });
  return { day, answered: replayNight(day, asked) };
}

const turnMinutesMin = 15;

function servedOn(night: ReplayedNight | undefined): number {
  return coversOf((night?.answered ?? []).filter(isServed));
}
