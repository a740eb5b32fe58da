/** What the views read besides the state: details and notes from the object's storage, and the key of its numbers. */
import type { Reservation } from '../contract/reservations.ts';
import { foldLedger } from '../domain/reservation/fold.ts';
import type { DayState } from '../domain/reservation/state.ts';
import type { Env } from '../env.ts';
import { blockNotesOf } from './answers.ts';
import type { AnswerContext } from './answers.ts';
import { confirmationKey } from './confirmation-key.ts';
import type { Ledger } from './ledger.ts';
import type { LiveContext } from './live-messages.ts';
import { type ViewContext, reservationView } from './views.ts';

export function viewContext(env: Env, ledger: Ledger, restaurantId: number): AnswerContext {
  return {
    confirmationKey: confirmationKey(env, restaurantId),
    detailsOf: (subject) => ledger.details(subject),
    stateAt: (seq) => foldLedger(ledger.after(0, seq)),
  };
}

/** Every party of the date; their details are read at once. */
export function reservationViews(state: DayState, ledger: Ledger, views: ViewContext): Reservation[] {
  const all = ledger.allDetails();
  const context = { ...views, detailsOf: (subject: string) => all.get(subject) ?? ledger.details(subject) };
  return [...state.reservations.values()].map((each) => reservationView(state, each, context));
}

export function liveContext(views: ViewContext, ledger: Ledger, state: DayState, now: number): LiveContext {
  const notesOf = (of: DayState, tableId: number): string | undefined => blockNotesOf(of, tableId, now, ledger);
  // An unopened day has no tables in its storage to read details from.
  const detailsOf = state.phase === 'unopened' ? () => ({ details: {}, guestId: null }) : views.detailsOf;
  return { ...views, detailsOf, now, notesOf };
}
