/** The booking as a calendar invitation (RFC 5545, RFC 5546), so that the guest's calendar follows what happens to it. */
import ical, {
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventBusyStatus,
  ICalEventStatus,
} from 'ical-generator';
import type { MailAttachment } from '../integrations/postmark.ts';
import type { ReservationRow } from '../store/reservations.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';

const minuteMs = 60_000;

interface Invitation {
  readonly reservation: ReservationRow;
  readonly restaurant: RestaurantFacts;
  readonly organizer: string;
  readonly attendee: string;
  readonly link: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/**
 * For a confirmed booking a request, for a cancelled one the cancellation of the same entry: its UID stays and its
 * SEQUENCE rises with every change. A booking that waits for an answer has no entry: null.
 */
export function calendarPart(invitation: Invitation): MailAttachment | null {
  const { reservation, restaurant, organizer, attendee, link, now } = invitation;
  const cancelled = reservation.status === 'cancelled';
  if (!cancelled && reservation.status !== 'confirmed') return null;
  const method = cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.REQUEST;
  const { confirmationNumber, durationMinutes, guestName, id, partySize, startsAt, version } = reservation;
  const calendar = ical({ prodId: { company: 'maitred', product: 'bookings' }, method });
  calendar.createEvent({
    id: `reservation-${id}@maitred`,
    sequence: version,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    busystatus: cancelled ? ICalEventBusyStatus.FREE : ICalEventBusyStatus.BUSY,
    start: new Date(startsAt),
    end: new Date(startsAt + durationMinutes * minuteMs),
    stamp: new Date(now),
    summary: `${restaurant.name}, table for ${partySize}`,
    location: [restaurant.name, restaurant.address].filter(Boolean).join(', '),
    description: `Confirmation number ${confirmationNumber}\n${link}`,
    url: link,
    organizer: { name: restaurant.name, email: organizer },
    attendees: [
      {
        name: guestName || attendee,
        email: attendee,
        role: ICalAttendeeRole.REQ,
        // The guest asked for the table: nothing is left to answer.
        status: ICalAttendeeStatus.ACCEPTED,
        rsvp: false,
      },
    ],
  });
  return {
    name: 'reservation.ics',
    contentType: `text/calendar; charset=utf-8; method=${method}`,
    text: calendar.toString(),
  };
}
