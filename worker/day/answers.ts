/** What the caller of a command gets to read: the thing it was about, as it stood right after. */
import { type conflictsUnder } from '../domain/reservation/decide-configuration.ts';
import { blockAt } from '../domain/reservation/decide-table.ts';
import { parseDayId } from '../domain/ids.ts';
import type { Refusal } from '../domain/reservation/refusals.ts';
import type { DayState } from '../domain/reservation/state.ts';
import { instantText } from '../domain/time/service-date.ts';
import { confirmationNumberOf } from '../domain/confirmation-number.ts';
import type { Executed } from './decision-log.ts';
import type { Ledger } from './ledger.ts';
import type { BlockView, DayAccepted, DayAnswer, DayRequest, ReservationAnswer } from './messages.ts';
import { holdView, reservationView } from './views.ts';
import type { ViewContext } from './views.ts';
import { waitlistView } from './waitlist-view.ts';

export interface AnswerContext extends ViewContext {
  /** The day as it was at an earlier seq: a repeated request gets the answer it got the first time. */
  readonly stateAt: (seq: number) => DayState | null;
}

/** An asked-for reservation as an id; other subjects are texts that are no numbers. */
const reservationSubject = /^\d+$/;

export function answerOf(executed: Executed, ledger: Ledger, context: AnswerContext, request: DayRequest): DayAnswer {
  const { outcome, state } = executed;
  if (!outcome.ok) return departed(outcome, state, request);
  if (!('replay' in outcome)) return accepted(state, outcome.subject, outcome.seq, ledger, context, request);
  const { subject, seq, guestId } = outcome.replay;
  const gone = subject === null ? undefined : state.departures.get(Number(subject));
  if (gone !== undefined) return { ok: false, reason: 'moved', movedTo: gone.date };
  const then = seq === state.seq ? state : (context.stateAt(seq) ?? state);
  const asKnownThen = { ...context, detailsOf: (of: string) => ({ ...context.detailsOf(of), guestId }) };
  return accepted(then, subject, seq, ledger, asKnownThen, request);
}

/** A reservation of a day, as it stands; null is the state of a day on which nothing was ever accepted. */
export function reservationAnswerOf(state: DayState | null, id: number, context: ViewContext): ReservationAnswer {
  const reservation = state?.reservations.get(id);
  if (state !== null && reservation !== undefined) {
    return { ok: true, reservation: reservationView(state, reservation, context) };
  }
  const departure = state?.departures.get(id);
  return departure === undefined
    ? { ok: false, reason: 'unknown' }
    : { ok: false, reason: 'moved', movedTo: departure.date };
}

/** A reservation that left for another date is not unknown: its new date answers. */
function departed(refusal: Refusal, state: DayState, { command }: DayRequest): DayAnswer {
  if (refusal.reason !== 'unknown_reservation' || !('id' in command)) return refusal;
  const departure = state.departures.get(command.id);
  return departure === undefined ? refusal : { ok: false, reason: 'moved', movedTo: departure.date };
}

function accepted(
  state: DayState,
  subject: string | null,
  seq: number,
  ledger: Ledger,
  context: AnswerContext,
  { command }: DayRequest,
): DayAccepted {
  const empty: DayAccepted = { ok: true, seq, reservation: null, hold: null, block: null, waitlist: null };
  if (command.type === 'unblockTable') {
    // It is over: told as it was the moment before.
    const ended = context.stateAt(endOfBlock(ledger, command.blockId, seq) - 1)?.blocks.get(command.blockId);
    return ended === undefined
      ? empty
      : { ...empty, block: blockView(ended, ledger.details(command.blockId).details.notes) };
  }
  if (subject === null) return empty;
  if (reservationSubject.test(subject)) {
    const reservation = state.reservations.get(Number(subject));
    if (reservation !== undefined) return { ...empty, reservation: reservationView(state, reservation, context) };
    const waiting = state.waitlist.get(Number(subject));
    return waiting === undefined ? empty : { ...empty, waitlist: waitlistView(state, waiting, context) };
  }
  const hold = state.holds.get(subject);
  if (hold !== undefined) return { ...empty, hold: holdView(state, hold) };
  const block = state.blocks.get(subject);
  if (block === undefined || command.type !== 'blockTable') return empty;
  return { ...empty, block: blockView(block, ledger.details(subject).details.notes) };
}

/** The clock may have had its say after the block ended, within the same command. */
function endOfBlock(ledger: Ledger, blockId: string, until: number): number {
  const entries = ledger.after(0, until);
  return entries.findLast(({ event }) => event.type === 'TableUnblocked' && event.blockId === blockId)?.seq ?? until;
}

function blockView(
  block: { blockId: string; tableId: number; startsAt: number; endsAt: number | null },
  notes: string | undefined,
): BlockView {
  return {
    blockId: block.blockId,
    tableId: block.tableId,
    from: instantText(block.startsAt),
    until: block.endsAt === null ? null : instantText(block.endsAt),
    notes: notes ?? null,
  };
}

/** What staff wrote when they blocked the table, if it is blocked now. */
export function blockNotesOf(state: DayState, tableId: number, now: number, ledger: Ledger): string | undefined {
  const block = blockAt(state, tableId, now);
  if (block === null) return undefined;
  const maintenance = state.configuration.maintenance.find(
    (each) => `maintenance-${String(each.id)}` === block.blockId,
  );
  if (maintenance !== undefined) return maintenance.notes ?? undefined;
  return ledger.created ? ledger.details(block.blockId).details.notes : undefined;
}

/** A booking in the way of a change of configuration, for staff to look at. */
export interface ConflictView {
  readonly reservationId: number;
  readonly confirmationNumber: string;
  readonly reservationDate: string;
  readonly reservationTime: string;
  readonly partySize: number;
  readonly issue: string;
}

export function conflictViews(
  state: DayState,
  conflicts: ReturnType<typeof conflictsUnder>,
  context: ViewContext,
): ConflictView[] {
  return conflicts.map(({ reservation, issue }) => ({
    reservationId: reservation.id,
    confirmationNumber: confirmationNumberOf(reservation.id, context.confirmationKey),
    reservationDate: state.configuration.serviceDate,
    reservationTime: reservation.time,
    partySize: reservation.partySize,
    issue,
  }));
}

/** The date a reservation was made for: where its requests go first, wherever it moved since. */
export function homeDateOf(id: number): string | null {
  return parseDayId(id)?.serviceDate ?? null;
}
