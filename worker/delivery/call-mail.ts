/** The mail that calls a party from the waitlist to its table: short, and worthless as soon as the call is over. */
import { html } from 'hono/html';
import { now } from '../day/clock.ts';
import type { Env } from '../env.ts';
import type { Mail } from '../integrations/postmark.ts';
import type { OutboxRow } from '../store/outbox.ts';
import type { RestaurantFacts } from '../store/restaurant-facts.ts';
import type { WaitlistRow } from '../store/waitlist.ts';
import { senderAddress } from './addresses.ts';
import { layOut } from './mail-layout.ts';
import { fromLine, oneLine } from './mail-lines.ts';
import { clockWords, partyWords } from './wording.ts';

export const callTemplate = 'table_ready';

export function callsToTable(row: Pick<OutboxRow, 'type'>): boolean {
  return row.type === 'PartyCalled';
}

/** Null when there is nobody to write to, or no table is kept for them any more. */
export function recipientOfCall({ status, keptUntil, restaurantId, guestEmail }: WaitlistRow): string | null {
  if (status !== 'called' || keptUntil === null || keptUntil <= now(restaurantId)) return null;
  return guestEmail;
}

/** Throws when the Worker is deployed without its sender. */
export async function composeCallMail(
  env: Env,
  call: {
    readonly recipient: string;
    readonly party: WaitlistRow;
    readonly restaurant: RestaurantFacts;
    readonly eventId: string;
  },
): Promise<Mail> {
  const { party, restaurant, recipient, eventId } = call;
  const sender = senderAddress(env);
  const until = clockWords(party.keptUntil ?? 0, restaurant);
  const sheet = {
    heading: 'Your table is ready',
    greeting: party.guestName === null || party.guestName === '' ? 'Hello,' : `Hello ${party.guestName},`,
    lead: `A table for ${partyWords(party.partySize)} is free at ${restaurant.name}. We keep it for you until ${until}: please come to the host’s desk.`,
    booking: null,
    action: null,
    policies: [],
    signature: [restaurant.name, restaurant.address, restaurant.phone].filter(Boolean),
  };
  const { text, html: page } = await layOut(sheet, html``);
  return {
    from: fromLine(restaurant.name, sender),
    to: recipient,
    replyTo: restaurant.email === '' ? null : restaurant.email,
    subject: oneLine(`Your table at ${restaurant.name} is ready, until ${until}`),
    html: page,
    text,
    tag: callTemplate,
    metadata: { eventId, waitlistId: String(party.id) },
    attachments: [],
  };
}
