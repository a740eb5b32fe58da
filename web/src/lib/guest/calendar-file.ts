import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { Restaurant } from '#contract';
import { calendarEntry } from './calendar-link.ts';
import type { Booking } from './manage-booking.ts';

/**
 * The booking as an iCalendar file. Its UID stays and its SEQUENCE rises with every change, so that a calendar that
 * knows it moves the entry instead of adding a second one. Instants are in UTC.
 */
export function calendarFile(booking: Booking, restaurant: Restaurant, manageUrl: string): string {
  const cancelled = booking.status === 'cancelled';
  const calendar = ical({
    prodId: { company: 'maitred', product: 'bookings' },
    method: cancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  });
  calendar.createEvent({
    id: `reservation-${String(booking.id)}@maitred`,
    sequence: booking.version,
    status: statusOf(booking),
    start: new Date(booking.startsAt),
    end: new Date(booking.endsAt),
    stamp: new Date(booking.updatedAt),
    url: manageUrl,
    ...calendarEntry(booking, restaurant, manageUrl),
  });
  return calendar.toString();
}

function statusOf({ status }: Booking): ICalEventStatus {
  if (status === 'cancelled') return ICalEventStatus.CANCELLED;
  return status === 'pending' ? ICalEventStatus.TENTATIVE : ICalEventStatus.CONFIRMED;
}
