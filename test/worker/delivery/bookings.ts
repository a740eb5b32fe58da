/** Bookings as a day projects them: the reservation's present state and the event's outbox row, in one batch. */
import { createExecutionContext, createMessageBatch, getQueueResult } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { consumeDeliveries } from '../../../worker/delivery/consumer.ts';
import type { DeliveryWakeUp } from '../../../worker/delivery/wake-up.ts';
import { composeDayId, dayName } from '../../../worker/domain/ids.ts';
import type { Env } from '../../../worker/env.ts';
import { groupDatabase } from '../../../worker/store/database.ts';
import { type Delivery, recentDeliveries } from '../../../worker/store/deliveries.ts';
import { type ReservationProjection, projectReservations } from '../../../worker/store/reservations.ts';
import type { House } from '../api/house.ts';

const dayMs = 86_400_000;
export const database = groupDatabase(env, 0);

let sequence = 0;
let seq = 0;

/** A confirmed party of two, three days ahead at 19:30 in Paris, with an address to write to. */
export function reservationOf(house: House, changes: Partial<ReservationProjection> = {}): ReservationProjection {
  sequence += 1;
  const startsAt = Math.floor(Date.now() / dayMs) * dayMs + 3 * dayMs + 18.5 * 3_600_000;
  const serviceDate = new Date(startsAt).toISOString().slice(0, 10);
  return {
    id: composeDayId({ restaurantId: house.id, serviceDate, kind: 'reservation', sequence }),
    restaurantId: house.id,
    version: 1,
    serviceDate,
    status: 'confirmed',
    source: 'online',
    startsAt,
    time: '19:30',
    partySize: 2,
    durationMinutes: 90,
    tableIds: [],
    confirmationNumber: '7K3M-Q0XT',
    guestId: null,
    guestName: 'Ada Lovelace',
    guestPhone: '+33 1 23 45 67 89',
    guestEmail: `ada-${sequence}@example.com`,
    specialRequests: null,
    occasion: null,
    notes: null,
    preferred: [],
    arrivedAt: null,
    seatedAt: null,
    completedAt: null,
    late: false,
    conflict: false,
    createdAt: Date.now(),
    updatedAt: Date.now(),
    ...changes,
  };
}

export interface Happening {
  readonly type: string;
  readonly body?: unknown;
  /** Its age; the wake-up of an old one was lost. */
  readonly ageMs?: number;
}

/** Projects a reservation's state together with what happened to it; resolves to the event's id. */
export async function happen(
  reservation: ReservationProjection,
  { type, body = {}, ageMs = 0 }: Happening,
): Promise<string> {
  seq += 1;
  const { restaurantId, serviceDate, id: reservationId } = reservation;
  const eventId = `${dayName(restaurantId, serviceDate)}:${seq}`;
  const createdAt = Date.now() - ageMs;
  await projectReservations(
    database,
    [reservation],
    [{ eventId, restaurantId, serviceDate, seq, type, reservationId, body, createdAt }],
  );
  return eventId;
}

export function booked(reservation: ReservationProjection, ageMs = 0): Happening {
  return { type: 'ReservationBooked', body: { reservation: { status: reservation.status } }, ageMs };
}

export function modified(changed: string[], changedDetails: string[] = []): Happening {
  return { type: 'ReservationModified', body: { changed, changedDetails } };
}

export const cancelled: Happening = { type: 'ReservationCancelled' };

/** What the queue would bring, one message for each list of events; resolves to what became of the messages. */
export async function wake(lists: readonly (readonly string[])[], using: Env = env) {
  const messages = lists.map((eventIds, index) => ({
    id: `wake-up ${index}`,
    timestamp: new Date(),
    attempts: 1,
    body: { groupId: 0, eventIds } satisfies DeliveryWakeUp,
  }));
  const batch = createMessageBatch<DeliveryWakeUp>('maitred-deliveries', messages);
  await consumeDeliveries(batch, using);
  return getQueueResult(batch, createExecutionContext());
}

/** Everything ever planned for a reservation, oldest first. */
export async function deliveriesOf({ id }: Pick<ReservationProjection, 'id'>): Promise<Delivery[]> {
  return (await recentDeliveries(database, 1000)).filter((delivery) => delivery.reservationId === id).reverse();
}

/** `sent confirmation`, oldest first. */
export async function outcomesOf(reservation: Pick<ReservationProjection, 'id'>): Promise<string[]> {
  return (await deliveriesOf(reservation)).map(({ state, template }) => `${state} ${template}`);
}

/** As if the pause before the next attempt were over. */
export async function makeDue({ id }: Pick<ReservationProjection, 'id'>): Promise<void> {
  await env.DB.prepare('UPDATE deliveries SET next_attempt_at = 0 WHERE reservation_id = ?').bind(id).run();
}

export async function attemptsOf(eventId: string): Promise<{ attempts: number; expanded: boolean }> {
  const row = await env.DB.prepare('SELECT attempts, expanded_at FROM outbox WHERE event_id = ?')
    .bind(eventId)
    .first<{ attempts: number; expanded_at: number | null }>();
  return { attempts: row?.attempts ?? -1, expanded: row?.expanded_at !== null };
}
