import type { Restaurant } from '#contract';
import type { Booking } from './manage-booking.ts';

/** What both calendars say of a booking. */
export function calendarEntry(booking: Booking, restaurant: Restaurant, manageUrl: string) {
  return {
    summary: `${restaurant.name}, table for ${String(booking.partySize)}`,
    location: [restaurant.name, ...restaurant.address.split('\n')].filter(Boolean).join(', '),
    description: `Confirmation number ${booking.confirmationNumber}\nChange or cancel: ${manageUrl}`,
  };
}

/** Opens a filled-in new event of Google Calendar. */
export function googleCalendarLink(booking: Booking, restaurant: Restaurant, manageUrl: string): string {
  const { summary, location, description } = calendarEntry(booking, restaurant, manageUrl);
  const query = new URLSearchParams({
    action: 'TEMPLATE',
    text: summary,
    dates: `${basicInstant(booking.startsAt)}/${basicInstant(booking.endsAt)}`,
    details: description,
    location,
    ctz: booking.zone,
  });
  return `https://calendar.google.com/calendar/render?${query.toString()}`;
}

/** `2026-11-22T19:30:00Z` → `20261122T193000Z`. */
function basicInstant(instant: string): string {
  return new Date(instant).toISOString().replaceAll(/[-:]|\.\d+/g, '');
}
