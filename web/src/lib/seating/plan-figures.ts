import type { SeatingPlan } from '#contract';
import type { Figure } from '#lib/planning/Figures.svelte';
import type { PartyWithoutTable, PlannedParty } from './planned-parties.ts';

/** The night in a few numbers. */
export function planFigures(
  { utilizationRate }: Pick<SeatingPlan, 'utilizationRate'>,
  parties: readonly PlannedParty[],
  without: readonly PartyWithoutTable[],
): Figure[] {
  const covers = parties.reduce((sum, { partySize }) => sum + partySize, 0);
  return [
    { label: 'covers with a table', value: String(covers) },
    { label: parties.length === 1 ? 'party' : 'parties', value: String(parties.length) },
    { label: 'of the seats used', value: `${String(Math.round(utilizationRate * 100))} %` },
    { label: 'without a table', value: String(without.length), warn: without.length > 0 },
  ];
}
