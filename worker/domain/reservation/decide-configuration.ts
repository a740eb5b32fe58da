/** A new configuration on a date that is already being sold: plans follow it, promises stay. */
import type { DayConfiguration } from '../service/configuration.ts';
import type { DayCommand } from './commands.ts';
import { accept } from './decision.ts';
import type { Decision } from './decision.ts';
import { refuse } from './refusals.ts';
import { replan } from './replan.ts';
import { isExpected } from './state.ts';
import type { DayReservation, DayState } from './state.ts';

export function decideConfiguration(
  state: DayState,
  { configuration }: Extract<DayCommand, { type: 'applyConfiguration' }>,
): Decision {
  if (configuration.version < state.configuration.version) {
    return refuse('configuration_outdated', 'A newer configuration has been applied already.');
  }
  if (configuration.version === state.configuration.version) return accept([]);
  return accept([{ type: 'ConfigurationApplied', configuration, moves: replan(state, configuration) }]);
}

/** A booking that a configuration would leave without a table, or whose table it would take away from under it. */
export interface ConfigurationConflict {
  readonly reservation: DayReservation;
  readonly issue: string;
}

/** What would go wrong under another configuration; nothing is changed. */
export function conflictsUnder(state: DayState, configuration: DayConfiguration): ConfigurationConflict[] {
  const lost = new Set(replan(state, configuration).flatMap((move) => (move.tableIds.length === 0 ? [move.key] : [])));
  const tableIds = new Set(configuration.tables.map((table) => table.id));
  const conflicts: ConfigurationConflict[] = [];
  for (const reservation of state.reservations.values()) {
    const gone = reservation.tableIds.some((id) => !tableIds.has(id));
    if (reservation.status === 'seated' && gone) {
      conflicts.push({ reservation, issue: 'The party sits at a table that would no longer exist.' });
    } else if (isExpected(reservation) && reservation.pinned && gone) {
      conflicts.push({ reservation, issue: 'Staff fixed this party to a table that would no longer exist.' });
    } else if (lost.has(String(reservation.id))) {
      conflicts.push({
        reservation,
        issue: `No table would be left for this party of ${String(reservation.partySize)}.`,
      });
    } else if (isExpected(reservation) && configuration.closedBecause !== null) {
      conflicts.push({ reservation, issue: `The restaurant would be closed (${configuration.closedBecause}).` });
    }
  }
  return conflicts;
}
