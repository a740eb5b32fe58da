/**
 * Sends what is due. Every message is written from what is true at this moment: a booking cancelled since gets no
 * confirmation any more, one changed since is told as it now stands.
 */
import type { Env } from '../env.ts';
import type { Mail, MailOutcome } from '../integrations/postmark.ts';
import { logFault, logWarning } from '../log.ts';
import type { GroupDatabase } from '../store/database.ts';
import { settleDeliveries, takeDueDeliveries } from '../store/deliveries.ts';
import type { Delivery, Settlement } from '../store/deliveries.ts';
import { findReservations } from '../store/reservations.ts';
import type { ReservationRow } from '../store/reservations.ts';
import { type RestaurantFacts, restaurantFacts } from '../store/restaurant-facts.ts';
import { type WaitlistRow, findWaitlistEntries } from '../store/waitlist.ts';
import { composeBookingMail } from './booking-mail.ts';
import { recipientOf } from './booking-messages.ts';
import type { BookingMessage } from './booking-messages.ts';
import { callTemplate, composeCallMail, recipientOfCall } from './call-mail.ts';
import { attemptsMax, handOver, leaseMs, nextAttemptAfter } from './hand-over.ts';

const lotSize = 50;

/** What the messages are about, by id, as it is now. */
interface Subjects {
  readonly reservations: ReadonlyMap<number, ReservationRow>;
  readonly waitlist: ReadonlyMap<number, WaitlistRow>;
}

interface Letter {
  readonly delivery: Delivery;
  readonly mail: Mail;
}

/** Lot by lot until nothing is due or `lotsMax` are done. Throws when D1 cannot be reached. */
export async function sendDue(env: Env, database: GroupDatabase, lotsMax: number): Promise<void> {
  for (let lot = 0; lot < lotsMax; lot += 1) {
    if ((await sendLot(env, database)) < lotSize) return;
  }
}

async function sendLot(env: Env, database: GroupDatabase): Promise<number> {
  const taken = await takeDueDeliveries(database, { now: Date.now(), leaseMs, limit: lotSize });
  if (taken.length === 0) return 0;
  const reservationIds = new Set(taken.flatMap(({ reservationId }) => reservationId ?? []));
  const waitlistIds = new Set(taken.flatMap(({ waitlistId }) => waitlistId ?? []));
  const subjects = {
    reservations: await findReservations(database, [...reservationIds]),
    waitlist: await findWaitlistEntries(database, [...waitlistIds]),
  };
  const letters: Letter[] = [];
  const settled: Settlement[] = [];
  for (const delivery of withoutRepetitions(taken, settled)) {
    try {
      const mail = await compose(env, delivery, subjects);
      if (mail === null) settled.push(dropped(delivery, 'no longer so'));
      else letters.push({ delivery, mail });
    } catch (error) {
      logFault(`delivery ${delivery.id}`, 'DELIVERY', 'compose', error);
      settled.push(afterFailure(delivery, 'could not be written'));
    }
  }
  const outcomes = await handOver(
    env,
    letters.map(({ mail }) => mail),
  );
  letters.forEach((letter, index) => settled.push(afterSending(letter, outcomes[index])));
  await settleDeliveries(database, settled);
  return taken.length;
}

/** Two events of one booking may call for the same message; said of the present, it is the same twice. */
function withoutRepetitions(taken: readonly Delivery[], settled: Settlement[]): Delivery[] {
  const first = new Map<string, Delivery>();
  for (const delivery of taken.toSorted((one, other) => one.id - other.id)) {
    const key = `${delivery.reservationId ?? delivery.waitlistId ?? 0} ${delivery.template}`;
    if (first.has(key)) settled.push(dropped(delivery, `said by delivery ${first.get(key)?.id ?? 0}`));
    else first.set(key, delivery);
  }
  return [...first.values()];
}

async function compose(env: Env, delivery: Delivery, subjects: Subjects): Promise<Mail | null> {
  if (delivery.attempts > attemptsMax) throw new Error('every attempt ended without a word');
  if (delivery.template === callTemplate) return composeCall(env, delivery, subjects);
  const reservation = subjects.reservations.get(delivery.reservationId ?? 0);
  const message = delivery.template as BookingMessage;
  const recipient = reservation === undefined ? null : recipientOf(message, reservation);
  if (reservation === undefined || recipient === null) return null;
  const restaurant = await factsOf(env, reservation);
  return composeBookingMail(env, { message, recipient, reservation, restaurant, eventId: delivery.eventId });
}

async function composeCall(env: Env, { waitlistId, eventId }: Delivery, { waitlist }: Subjects): Promise<Mail | null> {
  const party = waitlist.get(waitlistId ?? 0);
  const recipient = party === undefined ? null : recipientOfCall(party);
  if (party === undefined || recipient === null) return null;
  return composeCallMail(env, { recipient, party, restaurant: await factsOf(env, party), eventId });
}

async function factsOf(env: Env, { restaurantId }: { readonly restaurantId: number }): Promise<RestaurantFacts> {
  const restaurant = await restaurantFacts(env, restaurantId);
  if (restaurant === null) throw new Error(`there is no restaurant ${restaurantId}`);
  return restaurant;
}

function afterSending({ delivery, mail }: Letter, outcome: MailOutcome | undefined): Settlement {
  const said = { recipient: mail.to, subject: mail.subject, bodyText: mail.text, bodyHtml: mail.html };
  if (outcome?.kind === 'sent') {
    const { providerId } = outcome;
    return { id: delivery.id, state: 'sent', ...said, sentAt: Date.now(), providerId, error: null };
  }
  if (outcome?.kind === 'refused') {
    return { id: delivery.id, state: 'failed', ...said, error: outcome.error };
  }
  return { ...afterFailure(delivery, outcome?.error ?? 'no outcome'), ...said };
}

/** Again after a pause, a different one for each so that they do not come back together; at last not any more. */
function afterFailure({ id, attempts, template }: Delivery, error: string): Settlement {
  if (attempts >= attemptsMax) {
    logWarning('delivery_given_up', { id, template, attempts, error });
    return { id, state: 'failed', error };
  }
  return { id, state: 'pending', error, nextAttemptAt: nextAttemptAfter(attempts) };
}

function dropped({ id }: Delivery, why: string): Settlement {
  return { id, state: 'cancelled', error: why };
}
