/** One reservation's story, told from the ledger. Says what changed, never the values of personal details. */
import type { HistoryEntry } from '../contract/reservations.ts';
import type { CommandActor, DayEvent, LedgerEntry } from '../domain/reservation/events.ts';
import { instantText } from '../domain/time/service-date.ts';

export function historyOf(entries: readonly LedgerEntry[], id: number): HistoryEntry[] {
  return entries.flatMap(({ seq, at, actor, source, event }) => {
    const summary = summaryFor(event, id);
    if (summary === null) return [];
    return [{ seq, at: instantText(at), type: event.type, actor: actorText(actor), actorName: null, source, summary }];
  });
}

function actorText({ kind, userId }: CommandActor): string {
  return userId === null ? kind : `${kind} ${String(userId)}`;
}

function summaryFor(event: DayEvent, id: number): string | null {
  if (subjectOf(event) === id) return ownSummary(event);
  const moves = 'moves' in event ? event.moves : [];
  const moved = moves.find((move) => move.key === String(id));
  if (moved === undefined) return null;
  if (moved.tableIds.length === 0) return 'Lost its planned table';
  return event.type === 'SeatingReplanned' ? replanned[event.by] : 'Planned on another table to make room';
}

const replanned = {
  staff: 'Planned on another table, as the staff applied a better plan',
  house: 'Planned on another table, as the house found a better plan',
} as const;

function subjectOf(event: DayEvent): number | null {
  if (event.type === 'ReservationBooked' || event.type === 'MovedIn') return event.reservation.id;
  return 'id' in event ? event.id : null;
}

function ownSummary(event: DayEvent): string {
  switch (event.type) {
    case 'ReservationBooked': {
      const { status, partySize, time, source } = event.reservation;
      if (source === 'waitlist') return `Came from the waitlist, party of ${String(partySize)}`;
      if (source === 'walk_in') return `Walked in, party of ${String(partySize)}`;
      return `Booked for ${String(partySize)} at ${time}, ${status}${event.override ? ', over the limits' : ''}`;
    }
    case 'ReservationModified':
      return `Changed: ${[...event.changed, ...event.changedDetails].join(', ')}`;
    case 'PartySeated':
      return event.override ? 'Seated against a warning' : 'Seated';
    case 'MoveStarted':
      return `Moving to ${event.move.targetDate}`;
    case 'MovedIn':
      return `Moved here from ${event.fromDate}`;
    case 'MovedOut':
      return `Moved to ${event.targetDate}`;
    default:
      return plainSummaries[event.type] ?? event.type;
  }
}

const plainSummaries: Partial<Record<DayEvent['type'], string>> = {
  ReservationConfirmed: 'Confirmed',
  ReservationCancelled: 'Cancelled',
  PartyArrived: 'Arrived',
  PartyRanLate: 'Running late',
  PartyMoved: 'Moved to another table',
  PartyUnseated: 'Seating taken back',
  SeatingOverran: 'Staying longer than expected',
  SeatingCompleted: 'Left',
  NoShowMarked: 'Did not come',
  NoShowUndone: 'No-show taken back',
  MoveRefused: 'The other date had no room; nothing changed',
  HomePointed: 'Moved on to another date',
};
