import type { Booking } from './manage-booking.ts';

/** What a guest reads about where a booking stands. */
export function statusWords({ status }: Pick<Booking, 'status'>): { title: string; text: string } {
  return words[status];
}

const words: Record<Booking['status'], { title: string; text: string }> = {
  pending: {
    title: 'Waiting for the restaurant',
    text: 'Your table is kept. The restaurant looks at your booking and will confirm it.',
  },
  confirmed: { title: 'Your table is booked', text: 'We look forward to seeing you.' },
  seated: { title: 'You are at the table', text: 'Enjoy your evening.' },
  completed: { title: 'Thank you for coming', text: 'We hope to see you again.' },
  cancelled: {
    title: 'This booking is cancelled',
    text: 'Your table was given back. We hope to see you another time.',
  },
  no_show: { title: 'We missed you', text: 'You were not with us at the time of this booking.' },
};
