/** When the tables of a service date come free: the parties that sit, each by how long parties like it stay here. */
import { minuteOf } from '../reservation/floor-plan.ts';
import { type DayReservation, type DayState, isExpected } from '../reservation/state.ts';
import { weekdayOf } from '../time/service-date.ts';
import type { HouseModel } from './house-model.ts';
import { predictEnd } from './predict-end.ts';
import type { Spread } from './stay-times.ts';
import { stayOfParty } from './turns.ts';

/** By reservation; minutes of the day, without reset. Without a model the configured turns are believed. */
export function expectedEnds(state: DayState, model: HouseModel | null, now: number): ReadonlyMap<number, Spread> {
  const ends = new Map<number, Spread>();
  const nowMinute = (now - state.configuration.startsAt) / 60_000;
  for (const party of state.reservations.values()) {
    if (party.status !== 'seated' || party.occupiedFrom === null) continue;
    const seatedMinute = (party.occupiedFrom - state.configuration.startsAt) / 60_000;
    ends.set(party.id, predictEnd(stayOf(state, party, model), seatedMinute, nowMinute));
  }
  return ends;
}

/** As `expectedEnds`, of those who are still to come: from their start, or from now when they are late. */
export function bookedEnds(state: DayState, model: HouseModel | null, now: number): ReadonlyMap<number, Spread> {
  const ends = new Map<number, Spread>();
  for (const party of state.reservations.values()) {
    if (!isExpected(party)) continue;
    const from = (Math.max(now, party.startsAt) - state.configuration.startsAt) / 60_000;
    ends.set(party.id, predictEnd(stayOf(state, party, model), from, from));
  }
  return ends;
}

function stayOf({ configuration }: DayState, party: DayReservation, model: HouseModel | null): Spread {
  const { partySize, durationMinutes } = party;
  // The channel decides where a party may sit, not how long it eats: any period that contains the time will do.
  const minute = minuteOf(configuration, party.startsAt);
  const period = configuration.periods.find((each) => each.startMinute <= minute && minute <= each.lastStartMinute);
  const weekday = weekdayOf(configuration.serviceDate);
  return stayOfParty(model?.turns ?? [], { partySize, durationMinutes, weekday, period: period?.name ?? null });
}
