/**
 * One command, start to end, inside one synchronous transaction: seen before? what is due? decide, append, remember.
 * Knows only the ledger and pure functions; `restaurant-day.ts` gives it a transaction and tells the world afterwards.
 */
import { decide } from '../domain/reservation/decide.ts';
import type { Accepted } from '../domain/reservation/decision.ts';
import type { DayCommand } from '../domain/reservation/commands.ts';
import { dueEvents } from '../domain/reservation/due.ts';
import type { CommandActor, DayEvent, LedgerEntry } from '../domain/reservation/events.ts';
import { fold } from '../domain/reservation/fold.ts';
import { refuse } from '../domain/reservation/refusals.ts';
import type { Refusal } from '../domain/reservation/refusals.ts';
import type { DayState } from '../domain/reservation/state.ts';
import type { Ledger, RememberedKey } from './ledger.ts';
import type { CarriedParty, DayRequest } from './messages.ts';

export interface Executed {
  readonly state: DayState;
  readonly outcome:
    | { readonly ok: true; readonly subject: string | null; readonly seq: number }
    /** The same request came before: its answer stands at that seq. */
    | { readonly ok: true; readonly replay: RememberedKey }
    | Refusal;
}

const house: CommandActor = { kind: 'system', userId: null };

/** Call inside a transaction, with the state at the ledger's head. Throws only faults; then nothing has happened. */
export function executeCommand(ledger: Ledger, before: DayState, request: DayRequest, now: number): Executed {
  const seen = ledger.created && request.key !== null ? ledger.rememberedKey(request.key.key) : null;
  if (seen !== null && request.key !== null) {
    if (seen.bodyHash === request.key.bodyHash) return { state: before, outcome: { ok: true, replay: seen } };
    const detail = 'This Idempotency-Key was used for another request; use a new key for each.';
    return { state: before, outcome: refuse('key_reused', detail) };
  }
  const due = appendDue(ledger, before, now);
  const decision = decide(due, request.command, { now, actor: request.actor });
  const events = decision.events ?? [];
  const decided = append(ledger, due, events, { at: now, actor: request.actor, source: request.source });
  if (!decision.ok) {
    const { events: _recorded, ...refusal } = decision;
    return { state: decided, outcome: refusal };
  }
  // Whoever waits at the door is called at once to what it made room for.
  const mayCall = decided !== due && decided.waitlist.size > 0;
  const state = mayCall ? appendDue(ledger, decided, now) : decided;
  const subject = subjectOf(request.command, decision);
  // Accepted without an event on an unopened day: there is nothing to keep it in, and nothing was changed.
  if (ledger.created) {
    keepDetails(ledger, request, subject);
    if (request.carried !== undefined && subject !== null && events.length > 0) {
      keepCarried(ledger, request.carried, subject, state.seq, now);
    }
    if (request.command.type === 'finishMove' && events.length > 0) {
      ledger.endMove(request.command.moveId, String(request.command.id), request.command.accepted);
    }
    if (request.key !== null) {
      const { key, bodyHash } = request.key;
      const moveId = request.command.type === 'startMove' ? request.command.moveId : null;
      const guestId = subject === null ? null : ledger.details(subject).guestId;
      ledger.remember({ key, bodyHash, subject, seq: state.seq, moveId, guestId }, now);
    }
  }
  return { state, outcome: { ok: true, subject, seq: state.seq } };
}

/** Appends what the clock alone has brought about since the last event. */
export function appendDue(ledger: Ledger, state: DayState, now: number): DayState {
  return append(ledger, state, dueEvents(state, now), { at: now, actor: house, source: 'clock' });
}

function append(
  ledger: Ledger,
  state: DayState,
  events: readonly DayEvent[],
  origin: Pick<LedgerEntry, 'at' | 'actor' | 'source'>,
): DayState {
  if (events.length === 0) return state;
  ledger.prepare();
  const entries = events.map((event, index): LedgerEntry => ({ ...origin, event, seq: state.seq + 1 + index }));
  ledger.append(entries);
  return fold(state, entries);
}

function subjectOf(command: DayCommand, { reservationId, waitlistId }: Accepted): string | null {
  const id = reservationId ?? waitlistId;
  if (id !== undefined) return String(id);
  if ('holdId' in command && command.holdId !== null) return command.holdId;
  return 'blockId' in command ? command.blockId : null;
}

/** The details of a change of date wait under the move's name until the target has decided. */
function keepDetails(ledger: Ledger, { command, details }: DayRequest, subject: string | null): void {
  if (subject === null) return;
  // The name it waited under goes to the table with it.
  if (command.type === 'seatFromWaitlist') ledger.putDetails(subject, ledger.details(String(command.waitlistId)));
  if (details === undefined) return;
  if (command.type === 'startMove') ledger.putPendingDetails(command.moveId, details);
  else ledger.changeDetails(subject, details);
}

function keepCarried(ledger: Ledger, carried: CarriedParty, subject: string, seq: number, now: number): void {
  ledger.putDetails(subject, carried.details);
  ledger.changeDetails(subject, carried.change);
  const { guestId } = carried.details;
  for (const key of carried.keys) ledger.remember({ ...key, subject, seq, moveId: null, guestId }, now);
}
