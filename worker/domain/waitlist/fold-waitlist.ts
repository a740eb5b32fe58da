/** The waitlist's part of the fold: what each event makes of a party at the door. */
import type { DayEvent } from '../reservation/events.ts';
import type { WaitingParty } from '../reservation/state.ts';

/** False for events that are about something else. */
export function foldWaitlist(waitlist: Map<number, WaitingParty>, event: DayEvent): boolean {
  switch (event.type) {
    case 'WaitlistJoined':
      waitlist.set(event.party.id, event.party);
      return true;
    case 'PartyCalled':
      changeWaiting(waitlist, event.waitlistId, { status: 'called', call: event.call });
      return true;
    case 'CallExpired': {
      const unanswered = (waitlist.get(event.waitlistId)?.unanswered ?? 0) + 1;
      changeWaiting(waitlist, event.waitlistId, { status: 'waiting', call: null, unanswered });
      return true;
    }
    case 'WaitlistSeated':
      changeWaiting(waitlist, event.waitlistId, { status: 'seated', call: null, reservationId: event.reservationId });
      return true;
    case 'WaitlistLeft':
      changeWaiting(waitlist, event.waitlistId, { status: 'left', call: null });
      return true;
    default:
      return false;
  }
}

/** The tables kept for a party are needed otherwise: it waits on, and did not fail to answer. */
export function takeCallBack(waitlist: Map<number, WaitingParty>, id: number): void {
  changeWaiting(waitlist, id, { status: 'waiting', call: null });
}

function changeWaiting(waitlist: Map<number, WaitingParty>, id: number, fields: Partial<WaitingParty>): void {
  const before = waitlist.get(id);
  if (before === undefined) throw new Error(`no party ${String(id)} on this day's waitlist`);
  waitlist.set(id, { ...before, ...fields, version: before.version + 1 });
}
