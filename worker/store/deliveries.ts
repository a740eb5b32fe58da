/** Messages that leave the house: written once per event, channel and template, then tried until sent or given up. */
import { and, asc, desc, eq, inArray, lte, sql } from 'drizzle-orm';
import type { GroupDatabase } from './database.ts';
import { rowsFromJson } from './json-rows.ts';
import { deliveries, outbox } from './schema/group.ts';

export type Delivery = typeof deliveries.$inferSelect;
/** Texts are written when it is sent: only then is it known what is true. */
export type NewDelivery = Pick<
  Delivery,
  'eventId' | 'channel' | 'template' | 'restaurantId' | 'reservationId' | 'recipient' | 'dueAt'
> &
  Partial<Pick<Delivery, 'waitlistId'>>;

/**
 * One batch, all or nothing: the messages that are not there yet, and the events that called for them are expanded. An
 * event expanded twice plans its messages once.
 */
export async function planDeliveries(
  database: GroupDatabase,
  planned: readonly NewDelivery[],
  expanded: { readonly eventIds: readonly string[]; readonly at: number },
): Promise<void> {
  const unsent = { subject: '', bodyText: '', state: 'pending', attempts: 0 };
  const rows = planned.map((row) => ({ ...row, ...unsent, nextAttemptAt: row.dueAt }));
  await database.batch([
    database.insert(deliveries).select(rowsFromJson(deliveries, rows)).onConflictDoNothing(),
    database
      .update(outbox)
      .set({ expandedAt: expanded.at })
      .where(sql`${outbox.eventId} IN (SELECT value FROM json_each(${JSON.stringify(expanded.eventIds)}))`),
  ]);
}

/** To whom something was ever addressed about these reservations (at most 100). */
export async function addressedAbout(
  database: GroupDatabase,
  reservationIds: readonly number[],
): Promise<{ reservationId: number | null; recipient: string }[]> {
  if (reservationIds.length === 0) return [];
  const { reservationId, recipient } = deliveries;
  return database
    .selectDistinct({ reservationId, recipient })
    .from(deliveries)
    .where(inArray(reservationId, [...reservationIds]));
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

/** What became of a message: `pending` ones are tried again at `nextAttemptAt`. */
export type Settlement = Pick<Delivery, 'id' | 'state'> &
  Partial<
    Pick<
      Delivery,
      'recipient' | 'subject' | 'bodyText' | 'bodyHtml' | 'sentAt' | 'providerId' | 'error' | 'nextAttemptAt'
    >
  >;

/** One batch. What somebody else has settled meanwhile stays as it is. */
export async function settleDeliveries(database: GroupDatabase, settlements: readonly Settlement[]): Promise<void> {
  const [first, ...rest] = settlements.map(({ id, ...outcome }) =>
    database
      .update(deliveries)
      .set(outcome)
      .where(and(eq(deliveries.id, id), eq(deliveries.state, 'pending'))),
  );
  if (first !== undefined) await database.batch([first, ...rest]);
}

/** The newest first, for the local outbox page. */
export async function recentDeliveries(database: GroupDatabase, limit: number): Promise<Delivery[]> {
  return database.select().from(deliveries).orderBy(desc(deliveries.id)).limit(limit);
}
