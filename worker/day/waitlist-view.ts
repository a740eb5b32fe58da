/** The waitlist in the words of the contract. */
import type { WaitlistEntry } from '../contract/waitlist.ts';
import type { Capability } from '../domain/access.ts';
import { isOnWaitlist } from '../domain/reservation/state.ts';
import type { DayState, WaitingParty } from '../domain/reservation/state.ts';
import { instantText } from '../domain/time/service-date.ts';
import type { ViewContext } from './views.ts';
import { given, instant } from './views.ts';

/** Everything that staff with every capability may see; `trimWaitlistEntry` takes away what others may not. */
export function waitlistView(state: DayState, party: WaitingParty, context: ViewContext): WaitlistEntry {
  const { details } = context.detailsOf(String(party.id));
  const { call, reservationId } = party;
  return {
    id: party.id,
    restaurantId: state.configuration.restaurantId,
    date: state.configuration.serviceDate,
    position: positionOf(state, party),
    status: party.status,
    partySize: party.partySize,
    name: details.name ?? '',
    phone: details.phone ?? '',
    ...given('email', details.email),
    ...given('notes', details.notes),
    preferredSeating: [...party.preferredSeating],
    joinedAt: instantText(party.joinedAt),
    quotedMinutes: party.quotedMinutes,
    tableIds: [...(call?.tableIds ?? [])],
    ...instant('calledAt', call?.calledAt ?? null),
    ...instant('keptUntil', call?.keptUntil ?? null),
    ...(reservationId === null ? {} : { reservationId }),
    version: party.version,
  };
}

/** Who is waiting or called, in order of joining. */
export function waitlistOf(state: DayState, context: ViewContext): WaitlistEntry[] {
  return [...state.waitlist.values()].filter(isOnWaitlist).map((party) => waitlistView(state, party, context));
}

/** Contacts only for those who may see them. */
export function trimWaitlistEntry(entry: WaitlistEntry, capabilities: ReadonlySet<Capability>): WaitlistEntry {
  if (capabilities.has('guests.contact')) return entry;
  const { email: _email, ...rest } = entry;
  return { ...rest, phone: '' };
}

function positionOf(state: DayState, party: WaitingParty): number | null {
  if (!isOnWaitlist(party)) return null;
  let position = 1;
  for (const other of state.waitlist.values()) {
    if (other.id === party.id) return position;
    if (isOnWaitlist(other)) position += 1;
  }
  return null;
}
