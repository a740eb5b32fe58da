/**
 * What is free as things stand, nobody moved. Among free units that a party values alike, the one with the least slack
 * in time around it: days stay compact, and long gaps stay whole for those who need them.
 */
import { areClear, candidatesOf, onTrial } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { SeatingOptions, SeatingRequest } from './problem.ts';
import type { SeatingUnit } from './seating-units.ts';
import { slackAround } from './ticks.ts';

/** The free unit that fits the party best; undefined when none is free. */
export function bestFreeUnit(occupancy: Occupancy, party: SeatingParty): SeatingUnit | undefined {
  let best: { unit: SeatingUnit; tier: number; slack: number } | undefined;
  for (const { unit, tier } of candidatesOf(occupancy, party).options) {
    if (best !== undefined && tier > best.tier) break;
    if (!areClear(occupancy, 'busy', unit.tables, party)) continue;
    const slack = slackOf(occupancy, unit, party);
    if (best === undefined || slack < best.slack) best = { unit, tier, slack };
  }
  return best?.unit;
}

/** Ids of the single tables that the request could have without anyone moving, best fit first. */
export function freeUnits(
  occupancy: Occupancy,
  request: SeatingRequest,
  options: Pick<SeatingOptions, 'exclude'> = {},
): number[] {
  return onTrial(occupancy, request, options.exclude, (newcomer) =>
    candidatesOf(occupancy, newcomer)
      .options.filter(({ unit }) => unit.tables.length === 1 && areClear(occupancy, 'busy', unit.tables, newcomer))
      .map(({ unit }) => unit.tables[0]!.id),
  );
}

/** Ticks, over all tables of the unit. */
function slackOf(occupancy: Occupancy, unit: SeatingUnit, party: SeatingParty): number {
  const { busy, span } = occupancy;
  let slack = 0;
  for (const table of unit.tables) slack += slackAround(busy, table.index * span.wordsPerRow, span, party);
  return slack;
}
