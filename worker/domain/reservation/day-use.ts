/** A date as its use is counted: when service runs, and who sat, sits or is to sit where and when. */
import type { TableParty } from '../seating/table-turnover.ts';
import { mergedSpans } from '../seating/utilization.ts';
import type { ServiceSpan } from '../seating/utilization.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import { turnMinutesFor } from '../service/start-times.ts';
import type { DayReservation, DayState } from './state.ts';
import { isExpected } from './state.ts';

const minuteMs = 60_000;
/** Whose turn the last start of a period is thought to last. */
const usualPartySize = 2;

/** From a period's first start to the end of the last start's usual turn; empty on a closed date. */
export function serviceSpansOf(day: DayConfiguration): ServiceSpan[] {
  if (day.closedBecause !== null) return [];
  const dayMinutes = (day.endsAt - day.startsAt) / minuteMs;
  const turnMinutes = turnMinutesFor(day, usualPartySize);
  return mergedSpans(
    day.periods.map(({ startMinute, lastStartMinute }) => ({
      startMinute,
      endMinute: Math.min(dayMinutes, lastStartMinute + turnMinutes),
    })),
  );
}

/** Everybody but those who cancelled or did not come; whoever has no table is there with none. */
export function tablePartiesOf({ configuration, reservations }: DayState): TableParty[] {
  return [...reservations.values()].flatMap((reservation) => {
    const progress = progressOf(reservation);
    if (progress === null) return [];
    const { startsAt, endsAt } = stayOf(reservation);
    const minuteOf = (at: number): number => (at - configuration.startsAt) / minuteMs;
    const { partySize, tableIds } = reservation;
    return [{ partySize, tableIds, progress, startMinute: minuteOf(startsAt), endMinute: minuteOf(endsAt) }];
  });
}

function progressOf(reservation: DayReservation): TableParty['progress'] | null {
  if (isExpected(reservation)) return 'planned';
  if (reservation.status === 'seated') return 'seated';
  return reservation.status === 'completed' ? 'left' : null;
}

/** From when to when the party holds its tables, without reset, as far as it is known. */
export function stayOf(reservation: DayReservation): { readonly startsAt: number; readonly endsAt: number } {
  const { occupiedFrom, occupiedUntil, seatedAt, completedAt, durationMinutes } = reservation;
  const startsAt = occupiedFrom ?? seatedAt ?? reservation.startsAt;
  return { startsAt, endsAt: completedAt ?? occupiedUntil ?? startsAt + durationMinutes * minuteMs };
}
