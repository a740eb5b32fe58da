/** A booking's mail: the same words as HTML and as plain text, the calendar entry, and the facts for machines. */
import { html, raw } from 'hono/html';
import { instantText } from '../domain/time/service-date.ts';
import type { Env } from '../env.ts';
import type { Mail } from '../integrations/postmark.ts';
import { manageTokenFor } from '../secrets.ts';
import type { ReservationRow } from '../store/reservations.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import { publicOrigin, senderAddress } from './addresses.ts';
import type { BookingMessage } from './booking-messages.ts';
import { calendarPart } from './calendar-part.ts';
import { layOut } from './mail-layout.ts';
import { fromLine, oneLine } from './mail-lines.ts';
import { dateWords, partyWords, shortDateWords, timeWords, zoneWords } from './wording.ts';

interface BookingMail {
  readonly message: BookingMessage;
  readonly recipient: string;
  readonly reservation: ReservationRow;
  readonly restaurant: RestaurantFacts;
  readonly eventId: string;
}

interface Wording {
  /** Before the restaurant's name and the date: `Your table at`. */
  readonly subject: string;
  readonly heading: string;
  readonly lead: string;
}

const awaitsAnswer = 'The restaurant has not confirmed it yet: we write to you as soon as it has.';
const wordings: Readonly<Record<BookingMessage, Wording>> = {
  confirmation: {
    subject: 'Your table at',
    heading: 'Your table is booked',
    lead: 'We look forward to your visit.',
  },
  request_received: {
    subject: 'Your request to',
    heading: 'We have received your request',
    lead: awaitsAnswer,
  },
  changed: {
    subject: 'Changed: your table at',
    heading: 'Your booking has changed',
    lead: 'This is how it stands now.',
  },
  cancelled: {
    subject: 'Cancelled: your table at',
    heading: 'Your booking is cancelled',
    lead: 'No table is kept for you any more. We hope to see you another time.',
  },
};

/** Throws when the Worker is deployed without its address or sender. */
export async function composeBookingMail(
  env: Env,
  { message, recipient, reservation, restaurant, eventId }: BookingMail,
): Promise<Mail> {
  const origin = publicOrigin(env);
  const sender = senderAddress(env);
  const manageUrl = `${origin}/b/${manageTokenFor(env, reservation.id)}`;
  const cancelled = reservation.status === 'cancelled';
  const { subject, heading, lead } = wordings[message];
  const { policies } = restaurant.settings;
  const sheet = {
    heading,
    lead: message === 'changed' && reservation.status === 'pending' ? awaitsAnswer : lead,
    greeting: reservation.guestName === '' ? 'Hello,' : `Hello ${reservation.guestName},`,
    booking: {
      restaurant: restaurant.name,
      when: `${dateWords(reservation, restaurant)}, ${timeWords(reservation, restaurant)}`,
      zone: zoneWords(restaurant),
      party: partyWords(reservation.partySize),
      confirmationNumber: reservation.confirmationNumber,
    },
    action: cancelled
      ? { label: 'Book another table', url: `${origin}/r/${restaurant.slug}` }
      : { label: 'Change or cancel', url: manageUrl },
    policies: cancelled ? [] : [policies.bookingPolicyText, policies.cancellationPolicyText].filter(Boolean),
    signature: [restaurant.name, restaurant.address, restaurant.phone].filter(Boolean),
  };
  const calendar = calendarPart({
    reservation,
    restaurant,
    organizer: sender,
    attendee: recipient,
    link: sheet.action.url,
    now: Date.now(),
  });
  const { text, html: page } = await layOut(sheet, structuredFacts(reservation, restaurant));
  return {
    from: fromLine(restaurant.name, sender),
    to: recipient,
    replyTo: restaurant.email === '' ? null : restaurant.email,
    subject: oneLine(`${subject} ${restaurant.name}, ${shortDateWords(reservation, restaurant)}`),
    html: page,
    text,
    tag: message,
    metadata: { eventId, reservationId: String(reservation.id) },
    attachments: calendar === null ? [] : [calendar],
  };
}

const statusForMachines: Readonly<Partial<Record<ReservationRow['status'], string>>> = {
  pending: 'ReservationPending',
  confirmed: 'ReservationConfirmed',
  cancelled: 'ReservationCancelled',
};

/** What mail programs read to show the booking by themselves (schema.org FoodEstablishmentReservation). */
function structuredFacts(reservation: ReservationRow, { name, address, phone }: RestaurantFacts) {
  const facts = {
    '@context': 'https://schema.org',
    '@type': 'FoodEstablishmentReservation',
    reservationNumber: reservation.confirmationNumber,
    reservationStatus: `https://schema.org/${statusForMachines[reservation.status] ?? 'ReservationConfirmed'}`,
    underName: { '@type': 'Person', name: reservation.guestName },
    reservationFor: { '@type': 'FoodEstablishment', name, address, telephone: phone },
    startTime: instantText(reservation.startsAt),
    partySize: reservation.partySize,
  };
  // A "<" could end the script element; as an escape it is the same JSON.
  return html`<script type="application/ld+json">
    ${raw(JSON.stringify(facts).replaceAll('<', '\\u003c'))}
  </script>`;
}
