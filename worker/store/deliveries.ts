/** Messages that leave the house: written once per event, channel and template, then tried until sent or given up. */
import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { GroupDatabase } from './database.ts';
import { deliveries } from './schema/group.ts';

export type Delivery = typeof deliveries.$inferSelect;
export type NewDelivery = Pick<
  Delivery,
  | 'eventId'
  | 'channel'
  | 'template'
  | 'restaurantId'
  | 'reservationId'
  | 'recipient'
  | 'subject'
  | 'bodyText'
  | 'bodyHtml'
  | 'dueAt'
>;

/** Writes what is not there yet: an event expanded twice plans its messages once. */
export async function planDeliveries(database: GroupDatabase, rows: readonly NewDelivery[]): Promise<void> {
  const [first, ...rest] = rows.map((row) =>
    database
      .insert(deliveries)
      .values({ ...row, nextAttemptAt: row.dueAt })
      .onConflictDoNothing(),
  );
  if (first !== undefined) await database.batch([first, ...rest]);
}

/**
 * Takes due messages for sending: each is counted as tried and becomes due again after `leaseMs`, so that two consumers
 * never send the same one and a crash in between loses none.
 */
export async function takeDueDeliveries(
  database: GroupDatabase,
  { now, leaseMs, limit }: { readonly now: number; readonly leaseMs: number; readonly limit: number },
): Promise<Delivery[]> {
  const due = database
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.state, 'pending'), lte(deliveries.nextAttemptAt, now)))
    .orderBy(asc(deliveries.nextAttemptAt))
    .limit(limit);
  return database
    .update(deliveries)
    .set({ attempts: sql`${deliveries.attempts} + 1`, nextAttemptAt: now + leaseMs })
    .where(inArray(deliveries.id, due))
    .returning();
}

export async function markSent(
  database: GroupDatabase,
  id: number,
  sent: { readonly at: number; readonly providerId: string | null },
): Promise<void> {
  await database
    .update(deliveries)
    .set({ state: 'sent', sentAt: sent.at, providerId: sent.providerId, error: null })
    .where(eq(deliveries.id, id));
}

/** Without a next attempt it has failed for good. */
export async function markFailed(
  database: GroupDatabase,
  id: number,
  failure: { readonly error: string; readonly nextAttemptAt: number | null },
): Promise<void> {
  const { error, nextAttemptAt } = failure;
  await database
    .update(deliveries)
    .set(nextAttemptAt === null ? { state: 'failed', error } : { error, nextAttemptAt })
    .where(eq(deliveries.id, id));
}

/** Takes back what is not sent yet, for example the reminder of a booking that was cancelled. */
export async function cancelDeliveries(
  database: GroupDatabase,
  reservationId: number,
  templates: readonly string[],
): Promise<void> {
  await database
    .update(deliveries)
    .set({ state: 'cancelled' })
    .where(
      and(
        eq(deliveries.reservationId, reservationId),
        eq(deliveries.state, 'pending'),
        inArray(deliveries.template, [...templates]),
      ),
    );
}

/** One message that turned out not to be wanted any more. */
export async function cancelDelivery(database: GroupDatabase, id: number): Promise<void> {
  await database.update(deliveries).set({ state: 'cancelled' }).where(eq(deliveries.id, id));
}

/** The newest first, for the local outbox page. */
export async function recentDeliveries(database: GroupDatabase, limit: number): Promise<Delivery[]> {
  return database.select().from(deliveries).orderBy(desc(deliveries.id)).limit(limit);
}
