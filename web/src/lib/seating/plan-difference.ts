import type { SeatingOptimization } from '#contract';
import type { PlannedParty } from './planned-parties.ts';

/** One line of what a plan would change. */
export interface PlanChange {
  readonly party: PlannedParty;
  /** Empty: it has no table now. */
  readonly fromTableIds: readonly number[];
  readonly reason: string;
}

/** The changes with their parties, by start. */
export function planChanges(
  { changes }: Pick<SeatingOptimization, 'changes'>,
  after: readonly PlannedParty[],
): PlanChange[] {
  const byId = new Map(after.map((party) => [party.id, party]));
  return changes
    .flatMap(({ reservationId, fromTableIds, reason }) => {
      const party = byId.get(reservationId);
      return party === undefined ? [] : [{ party, fromTableIds, reason }];
    })
    .sort((a, b) => a.party.startsAt - b.party.startsAt || a.party.id - b.party.id);
}

/** The parties that would move, at the tables where they are now. */
export function asTheyAre(changes: readonly PlanChange[]): PlannedParty[] {
  return changes.map(({ party, fromTableIds }) => ({ ...party, tableIds: fromTableIds }));
}

/** Who would sit at a table at an instant, with and without the plan. */
export interface TableDifference {
  readonly now: PlannedParty | null;
  readonly before: PlannedParty | null;
}

export function differenceAt(
  tableId: number,
  at: number,
  after: readonly PlannedParty[],
  changes: readonly PlanChange[],
): TableDifference {
  const moved = new Map(changes.map((change) => [change.party.id, change]));
  const sits = (tables: readonly number[], party: PlannedParty): boolean =>
    tables.includes(tableId) && party.startsAt <= at && at < party.endsAt;
  return {
    now: after.find((party) => sits(party.tableIds, party)) ?? null,
    before: after.find((party) => sits(moved.get(party.id)?.fromTableIds ?? party.tableIds, party)) ?? null,
  };
}

/** The quarter hours in which somebody who moves would sit, ascending; one of them shows the most changes. */
export function timesToShow(changes: readonly PlanChange[]): {
  readonly times: readonly number[];
  readonly best: number;
} {
  const quarter_ms = 15 * 60_000;
  const from = Math.min(...changes.map(({ party }) => party.startsAt));
  const to = Math.max(...changes.map(({ party }) => party.endsAt));
  const times = Array.from(
    { length: Math.max(1, Math.ceil((to - from) / quarter_ms)) },
    (_, index) => from + index * quarter_ms,
  );
  const countAt = (at: number): number =>
    changes.filter(({ party }) => party.startsAt <= at && at < party.endsAt).length;
  const best = times.reduce((most, at) => (countAt(at) > countAt(most) ? at : most), times[0] ?? from);
  return { times, best };
}
