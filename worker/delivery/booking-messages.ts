/** Which messages a guest gets about a booking, what calls for them, and until when they are worth sending. */
import { now } from '../day/clock.ts';
import type { DayEvent } from '../domain/reservation/events.ts';
import { cameByThemselves } from '../domain/reservation/state.ts';
import type { ReservationStatus } from '../domain/reservation/state.ts';
import type { OutboxRow } from '../store/outbox.ts';
import type { ReservationRow } from '../store/reservations.ts';

export type BookingMessage = 'confirmation' | 'request_received' | 'changed' | 'cancelled';

/** In any other status the message would say what is no longer so; then another event has its own. */
const wantedIn: Readonly<Record<BookingMessage, readonly ReservationStatus[]>> = {
  confirmation: ['confirmed'],
  request_received: ['pending'],
  changed: ['pending', 'confirmed'],
  cancelled: ['cancelled'],
};
/** What a guest sees of a booking and staff can change; tables are a plan, and how long it lasts is the house's affair. */
const seenByGuests: readonly string[] = ['time', 'partySize'];

/**
 * What an event calls for. `introduction` is a confirmation for an address that has heard nothing of this booking yet:
 * given later, or corrected. Throws when the event is not in the form of its type.
 */
export function messageFor(row: OutboxRow): BookingMessage | 'introduction' | null {
  const event = { type: row.type, ...(JSON.parse(row.body) as object) } as DayEvent;
  switch (event.type) {
    case 'ReservationBooked':
      return event.reservation.status === 'pending' ? 'request_received' : 'confirmation';
    case 'ReservationConfirmed':
      return 'confirmation';
    case 'ReservationModified':
      if (event.changed.some((field) => seenByGuests.includes(field))) return 'changed';
      return event.changedDetails.includes('email') ? 'introduction' : null;
    case 'MovedIn':
      return 'changed';
    case 'ReservationCancelled':
      return 'cancelled';
    default:
      return null;
  }
}

export function introductionTo(reservation: ReservationRow): BookingMessage {
  return reservation.status === 'pending' ? 'request_received' : 'confirmation';
}

/** Whom to write to, or null when there is nobody or when the message would come too late or say what is not so. */
export function recipientOf(message: BookingMessage, reservation: ReservationRow): string | null {
  const { guestEmail, restaurantId, source, startsAt, status } = reservation;
  if (cameByThemselves(source) || startsAt <= now(restaurantId) || !wantedIn[message].includes(status)) return null;
  return guestEmail;
}
