/** Tables themselves: cleaning, ready, blocked for a while on this date. */
import type { DayCommand } from './commands.ts';
import { completeSeating } from './decide-service.ts';
import { accept } from './decision.ts';
import type { CommandContext, Decision } from './decision.ts';
import type { DayEvent } from './events.ts';
import { refuse } from './refusals.ts';
import { placeConflicts, replan, stateAfter } from './replan.ts';
import { partyAt } from './state.ts';
import type { DayBlock, DayState } from './state.ts';
import { numbersOf } from './tables-by-hand.ts';

type TableCommand = Extract<DayCommand, { type: 'cleanTable' | 'readyTable' | 'blockTable' | 'unblockTable' }>;
type Block = Extract<TableCommand, { type: 'blockTable' }>;

export function decideTable(state: DayState, command: TableCommand, { now }: CommandContext): Decision {
  if (command.type === 'unblockTable') return unblockTable(state, command.blockId);
  if (!state.configuration.tables.some((table) => table.id === command.tableId)) {
    return refuse('unknown_table', 'There is no such table here.');
  }
  switch (command.type) {
    case 'cleanTable':
      return cleanTable(state, command.tableId, now);
    case 'readyTable':
      return readyTable(state, command.tableId, now);
    case 'blockTable':
      return blockTable(state, command, now);
  }
}

/** Ends the seating at the table, at all tables that were joined for it. */
function cleanTable(state: DayState, tableId: number, now: number): Decision {
  const party = partyAt(state, tableId);
  if (party !== undefined) return completeSeating(state, party, now);
  if (isOutOfService(state, tableId, now)) {
    return refuse('table_blocked', `Table ${numbersOf(state, [tableId])} is out of service.`);
  }
  const cleaning = (state.conditions.get(tableId)?.cleaningSince ?? null) !== null;
  return accept(cleaning ? [] : [{ type: 'CleaningStarted', tableId, since: now }]);
}

/** Ready whatever it was: a party that still sat there has left, a block by hand is over. */
function readyTable(state: DayState, tableId: number, now: number): Decision {
  const events: DayEvent[] = [];
  const party = partyAt(state, tableId);
  if (party !== undefined) {
    const left = completeSeating(state, party, now);
    if (!left.ok) return left;
    events.push(...left.events);
  }
  for (const block of state.blocks.values()) {
    if (block.tableId === tableId && covers(block, now)) {
      events.push({ type: 'TableUnblocked', blockId: block.blockId, moves: [] });
    }
  }
  events.push({ type: 'TableReady', tableId, lastCleaned: now });
  return accept(events);
}

function blockTable(state: DayState, command: Block, now: number): Decision {
  const { tableId, blockId, until, override } = command;
  // On a date to come, from its beginning.
  const startsAt = command.from ?? Math.max(now, state.configuration.startsAt);
  if (until !== null && until <= startsAt) return refuse('transition_not_allowed', 'A block ends after it begins.');
  const block: DayBlock = { blockId, tableId, startsAt, endsAt: until };
  if (covers(block, now) && partyAt(state, tableId) !== undefined) {
    return refuse('table_occupied', `A party still sits at table ${numbersOf(state, [tableId])}.`);
  }
  const event = { type: 'TableBlocked', block, override, moves: [] } as const;
  const moves = replan(stateAfter(state, [event]));
  const lost = moves.filter((move) => move.tableIds.length === 0).length;
  if (lost > 0 && !override) {
    const parties = lost === 1 ? 'one party' : `${String(lost)} parties`;
    return refuse('table_taken', `Without table ${numbersOf(state, [tableId])} there is no room for ${parties}.`);
  }
  return accept([{ ...event, moves }]);
}

function unblockTable(state: DayState, blockId: string): Decision {
  if (!state.blocks.has(blockId)) return refuse('unknown_block', 'This block is over already.');
  const event = { type: 'TableUnblocked', blockId, moves: [] } as const;
  return accept([{ ...event, moves: placeConflicts(state, event) }]);
}

/** The block by hand or the maintenance that keeps a table out of service now. */
export function blockAt(
  state: DayState,
  tableId: number,
  now: number,
): { blockId: string; endsAt: number | null } | null {
  for (const block of state.blocks.values()) if (block.tableId === tableId && covers(block, now)) return block;
  for (const block of state.configuration.maintenance) {
    if (block.tableId === tableId && covers(block, now))
      return { ...block, blockId: `maintenance-${String(block.id)}` };
  }
  return null;
}

function isOutOfService(state: DayState, tableId: number, now: number): boolean {
  return blockAt(state, tableId, now) !== null;
}

function covers(block: { startsAt: number; endsAt: number | null }, now: number): boolean {
  return block.startsAt <= now && (block.endsAt === null || now < block.endsAt);
}
