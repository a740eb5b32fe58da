/** Capacity kept while a form is being filled in. A hold is a party like any other until it expires. */
import type { DayCommand } from './commands.ts';
import { accept } from './decision.ts';
import type { CommandContext, Decision } from './decision.ts';
import { findStart, instantOfStart, wishFor } from './find-start.ts';
import { refuse } from './refusals.ts';
import type { DayState } from './state.ts';

type HoldCommand = Extract<DayCommand, { type: 'placeHold' | 'extendHold' | 'releaseHold' }>;

/** A form left open for an evening must not keep a table for an evening. */
const keptMinutesMax = 30;
const minuteMs = 60_000;

export function decideHold(state: DayState, command: HoldCommand, { now }: CommandContext): Decision {
  switch (command.type) {
    case 'placeHold':
      return placeHold(state, command, now);
    case 'extendHold':
      return extendHold(state, command.holdId, now);
    case 'releaseHold':
      // Giving back what is gone already is what was asked for.
      return accept(state.holds.has(command.holdId) ? [{ type: 'HoldReleased', holdId: command.holdId }] : []);
  }
}

function placeHold(state: DayState, command: Extract<HoldCommand, { type: 'placeHold' }>, now: number): Decision {
  const start = instantOfStart(state.configuration, command.time, command.utcOffset);
  if (!start.ok) return start;
  const wish = wishFor(state.configuration, { ...wishFields(command), startsAt: start.at }, null);
  const found = findStart(state, wish, { now });
  if (!found.ok) return found;
  const expiresAt = now + state.configuration.policies.holdMinutes * minuteMs;
  const hold = { ...wish, holdId: command.holdId, tableIds: found.tableIds, placedAt: now, expiresAt };
  return accept([{ type: 'HoldPlaced', hold, moves: found.moves }]);
}

function wishFields(command: Extract<HoldCommand, { type: 'placeHold' }>) {
  const { time, partySize, channel, preferredSeating } = command;
  return { time, partySize, channel, preferredSeating };
}

function extendHold(state: DayState, holdId: string, now: number): Decision {
  const hold = state.holds.get(holdId);
  if (hold === undefined)
    return refuse('hold_gone', 'The table is no longer kept for you; please choose a time again.');
  const { holdMinutes } = state.configuration.policies;
  const expiresAt = Math.min(now + holdMinutes * minuteMs, hold.placedAt + keptMinutesMax * minuteMs);
  return accept(expiresAt > hold.expiresAt ? [{ type: 'HoldExtended', holdId, expiresAt }] : []);
}
