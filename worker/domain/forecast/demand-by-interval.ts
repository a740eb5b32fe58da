import { minuteOf } from '../reservation/floor-plan.ts';
import type { DayState } from '../reservation/state.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import { type StartTime, startTimesOf, turnMinutesFor } from '../service/start-times.ts';
import { type DemandModel, coversPerParty, coversSpan, demandAt } from './demand.ts';

/** One start of a date: who may be expected to ask for it, who has, and how many it could take. */
export interface IntervalDemand {
  readonly time: string;
  readonly parties: number;
  readonly covers: number;
  readonly coversFrom: number;
  readonly coversUntil: number;
  readonly coversBooked: number;
  readonly capacityCovers: number;
}

export function demandByInterval(model: DemandModel, state: DayState): IntervalDemand[] {
  const { configuration } = state;
  return startTimesOf(configuration).map((start) => {
    const { bookings, walkIns } = demandAt(model, configuration, start);
    const parties = bookings + walkIns;
    const perParty = coversPerParty(model, start.period.name);
    const covers = parties * perParty;
    const span = coversSpan(covers, model.dispersion);
    return {
      time: start.time,
      parties: Math.round(parties * 10) / 10,
      covers: Math.round(covers * 10) / 10,
      coversFrom: span.from,
      coversUntil: span.until,
      coversBooked: coversBooked(state, start),
      capacityCovers: capacityOf(configuration, start, perParty),
    };
  });
}

function coversBooked({ configuration, reservations }: DayState, start: StartTime): number {
  let covers = 0;
  for (const { status, startsAt, partySize } of reservations.values()) {
    const after = minuteOf(configuration, startsAt) - start.minute;
    const stands = status !== 'cancelled' && status !== 'no_show';
    if (stands && after >= 0 && after < start.period.intervalMinutes) covers += partySize;
  }
  return covers;
}

/** The seats that come free in an interval while all are taken and turn steadily; no more than pacing lets start. */
function capacityOf(day: DayConfiguration, { period }: StartTime, coversPerTable: number): number {
  const seats = day.tables.reduce((sum, { partySizeMax }) => sum + partySizeMax, 0);
  const turn = turnMinutesFor(day, Math.max(2, Math.round(coversPerTable))) + day.resetMinutes;
  return Math.min(period.pacingCoversMax ?? Infinity, Math.round((seats * period.intervalMinutes) / turn));
}
