/** What D1 is told of the waitlist: enough to call a party by mail, and no name longer than it waits. */
import type { DayEvent } from '../domain/reservation/events.ts';
import { isOnWaitlist } from '../domain/reservation/state.ts';
import type { DayState, WaitingParty } from '../domain/reservation/state.ts';
import type { WaitlistRow } from '../store/waitlist.ts';
import type { ViewContext } from './views.ts';

/** Every party whose entry an event changes, also one whose kept tables were needed otherwise. */
export function waitlistIn(event: DayEvent, state: DayState): number[] {
  if (event.type === 'WaitlistJoined') return [event.party.id];
  const ids = 'moves' in event ? event.moves.map(({ key }) => Number(key)).filter((id) => state.waitlist.has(id)) : [];
  return 'waitlistId' in event ? [event.waitlistId, ...ids] : ids;
}

export function waitlistRow(state: DayState, party: WaitingParty, { detailsOf }: ViewContext): WaitlistRow {
  const { configuration } = state;
  const { name, email } = isOnWaitlist(party) ? detailsOf(String(party.id)).details : {};
  return {
    id: party.id,
    restaurantId: configuration.restaurantId,
    version: party.version,
    serviceDate: configuration.serviceDate,
    status: party.status,
    partySize: party.partySize,
    joinedAt: party.joinedAt,
    quotedMinutes: party.quotedMinutes,
    keptUntil: party.call?.keptUntil ?? null,
    reservationId: party.reservationId,
    guestName: name ?? null,
    guestEmail: email ?? null,
  };
}
