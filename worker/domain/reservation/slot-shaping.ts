/**
 * Which starts guests online are shown, when the house wants its book tight: a start that would leave a gap too short to
 * sell beside a party that is planned already is not shown, as long as enough other starts near it are. Nothing is
 * refused for it: who books a hidden start directly gets it.
 */
import { areClear, candidatesOf, onTrial } from '../seating/occupancy.ts';
import type { Occupancy } from '../seating/occupancy.ts';
import type { SeatingRequest } from '../seating/problem.ts';
import type { SeatingUnit } from '../seating/seating-units.ts';
import type { DayConfiguration } from '../service/configuration.ts';
import { shortestSaleMinutes } from '../service/peaks.ts';
import { newcomerRequest, occupancyOf } from './floor-plan.ts';
import type { DayState, PartyWish } from './state.ts';

/** As near as guests will usually go along with, and as many as leave them a choice. */
const nearMinutes = 45;
const shownNearMin = 3;
const minuteMs = 60_000;

export function isShaped({ seating }: DayConfiguration, { channel }: PartyWish): boolean {
  return seating.slotShaping && channel === 'online';
}

/** The instants of those of the wishes, all of them bookable, that guests are not shown. */
export function startsNotShown(state: DayState, wishes: readonly PartyWish[]): ReadonlySet<number> {
  const { configuration } = state;
  const shaped = wishes.filter((wish) => isShaped(configuration, wish));
  if (shaped.length === 0) return new Set();
  const requests = shaped
    .map((wish) => newcomerRequest(configuration, wish))
    .sort((one, other) => one.startMinute - other.startMinute);
  const hidden = hiddenStarts(occupancyOf(state), requests, shortestSaleMinutes(configuration));
  return new Set([...hidden].map((minute) => configuration.startsAt + minute * minuteMs));
}

/**
 * The minutes of the starts that are not shown. `open` are starts that can be booked, each as its party would ask;
 * `shortestMinutes` is the shortest time that a table can be sold for, with reset.
 */
function hiddenStarts(
  occupancy: Occupancy,
  open: readonly SeatingRequest[],
  shortestMinutes: number,
): ReadonlySet<number> {
  const minutes = open.map(({ startMinute }) => startMinute);
  const hidden = new Set<number>();
  const isNear = (one: number, other: number): boolean => one !== other && Math.abs(one - other) <= nearMinutes;
  const hasChoice = (minute: number): boolean =>
    minutes.filter((other) => isNear(minute, other) && !hidden.has(other)).length >= shownNearMin;
  for (const request of open) {
    if (!leavesGaps(occupancy, request, shortestMinutes)) continue;
    hidden.add(request.startMinute);
    // Hiding one must not take the choice from those hidden before.
    if (![...hidden].every(hasChoice)) hidden.delete(request.startMinute);
  }
  return hidden;
}

/** On every unit that is free for the party. Where none is without moving others, the plan is open and nothing is said. */
function leavesGaps(occupancy: Occupancy, request: SeatingRequest, shortestMinutes: number): boolean {
  return onTrial(occupancy, request, undefined, (newcomer) => {
    const free = candidatesOf(occupancy, newcomer).options.filter(({ unit }) =>
      areClear(occupancy, 'busy', unit.tables, newcomer),
    );
    return free.length > 0 && free.every(({ unit }) => leavesGapOn(occupancy, unit, request, shortestMinutes));
  });
}

function leavesGapOn(
  occupancy: Occupancy,
  unit: SeatingUnit,
  { startMinute, endMinute }: SeatingRequest,
  shortestMinutes: number,
): boolean {
  const isUnsold = (gap: number): boolean => gap > 0 && gap < shortestMinutes;
  return unit.tables.some((table) => {
    const others = occupancy.partiesAt[table.index]?.map(({ request }) => request) ?? [];
    const before = others.map((other) => startMinute - other.endMinute).filter((gap) => gap >= 0);
    const after = others.map((other) => other.startMinute - endMinute).filter((gap) => gap >= 0);
    return isUnsold(Math.min(...before)) || isUnsold(Math.min(...after));
  });
}
