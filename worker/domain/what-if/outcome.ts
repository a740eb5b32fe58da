/** What a way of running the house came to, over the nights of a replay. */
import { serviceSpansOf } from '../reservation/day-use.ts';
import { minuteOf } from '../reservation/floor-plan.ts';
import type { RefusalReason } from '../reservation/refusals.ts';
import { utilizationOf } from '../seating/utilization.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import type { Answered } from './replay-night.ts';

export interface ReplayedNight {
  readonly day: DayConfiguration;
  readonly answered: readonly Answered[];
}

export interface Outcome {
  readonly requests: number;
  /** Given a table, and neither cancelled nor missed. */
  readonly parties: number;
  readonly covers: number;
  readonly refused: { readonly code: RefusalReason; readonly parties: number; readonly covers: number }[];
  /** Parties per table and night. */
  readonly turns: number;
  readonly utilizationRate: number;
  readonly averageShiftMinutes: number | null;
  readonly averageWaitMinutes: number | null;
}

export function outcomeOf(nights: readonly ReplayedNight[]): Outcome {
  const answered = nights.flatMap((night) => night.answered);
  const served = answered.filter(isServed);
  const tableNights = nights.reduce((sum, { day }) => sum + day.tables.length, 0);
  const shifts = answered.flatMap(({ shiftMinutes }) => shiftMinutes ?? []);
  const waits = answered.flatMap(({ waitMinutes }) => waitMinutes ?? []);
  return {
    requests: answered.length,
    parties: served.length,
    covers: coversOf(served),
    refused: refusalsOf(answered),
    turns: rounded(tableNights === 0 ? 0 : served.length / tableNights, 2),
    utilizationRate: rounded(meanOf(nights.map(utilizationOn)) ?? 0, 3),
    averageShiftMinutes: roundedOrNull(meanOf(shifts)),
    averageWaitMinutes: roundedOrNull(meanOf(waits)),
  };
}

export function isServed({ refused, request }: Answered): boolean {
  return refused === null && request.droppedAt === null;
}

export function coversOf(answered: readonly Answered[]): number {
  return answered.reduce((sum, { request }) => sum + request.partySize, 0);
}

/** The most frequent first. */
function refusalsOf(answered: readonly Answered[]): Outcome['refused'] {
  const byCode = new Map<RefusalReason, Answered[]>();
  for (const answer of answered) {
    if (answer.refused !== null) byCode.set(answer.refused, [...(byCode.get(answer.refused) ?? []), answer]);
  }
  return [...byCode]
    .map(([code, refused]) => ({ code, parties: refused.length, covers: coversOf(refused) }))
    .sort((one, other) => other.parties - one.parties || (one.code < other.code ? -1 : 1));
}

function utilizationOn({ day, answered }: ReplayedNight): number {
  const seats = day.tables.reduce((sum, table) => sum + table.partySizeMax, 0);
  const stays = answered.filter(isServed).flatMap(({ reservation }) => {
    if (reservation === null) return [];
    const startMinute = minuteOf(day, reservation.startsAt);
    return [{ partySize: reservation.partySize, startMinute, endMinute: startMinute + reservation.durationMinutes }];
  });
  return utilizationOf(stays, seats, serviceSpansOf(day));
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rounded(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

function roundedOrNull(value: number | null): number | null {
  return value === null ? null : rounded(value, 1);
}
