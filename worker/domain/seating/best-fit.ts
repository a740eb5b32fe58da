/**
 * What is free as things stand, nobody moved. Among free units that a party values alike, the one with the least slack
 * in time around it: days stay compact, and long gaps stay whole for those who need them. What is still equal, the section
 * with the fewest guests decides.
 */
import { areClear, candidatesOf, onTrial } from './occupancy.ts';
import type { Occupancy, SeatingParty } from './occupancy.ts';
import type { SeatingOptions, SeatingRequest } from './problem.ts';
import type { SeatingUnit } from './seating-units.ts';
import { overlaps, slackAround } from './ticks.ts';

/** The free unit that fits the party best; undefined when none is free. */
export function bestFreeUnit(occupancy: Occupancy, party: SeatingParty): SeatingUnit | undefined {
  let best: { unit: SeatingUnit; tier: number; slack: number; load: number } | undefined;
  for (const { unit, tier } of candidatesOf(occupancy, party).options) {
    if (best !== undefined && tier > best.tier) break;
    if (!areClear(occupancy, 'busy', unit.tables, party)) continue;
    const slack = slackOf(occupancy, unit, party);
    if (best !== undefined && slack > best.slack) continue;
    const load = sectionLoad(occupancy, unit, party);
    if (best === undefined || slack < best.slack || load < best.load) best = { unit, tier, slack, load };
  }
  return best?.unit;
}

/** Guests in the unit's section while the party would be there: servers get their parties in turn. */
function sectionLoad({ tables, partiesAt }: Occupancy, unit: SeatingUnit, party: SeatingParty): number {
  const sectionId = unit.tables[0]!.sectionId ?? null;
  if (sectionId === null) return 0;
  let load = 0;
  for (const table of tables) {
    if (table.sectionId !== sectionId) continue;
    for (const other of partiesAt[table.index]!) {
      // Of joined tables the first counts.
      if (other.tables[0] === table && overlaps(other, party)) load += other.request.partySize;
    }
  }
  return load;
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
