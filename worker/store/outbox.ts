/** Events that wait to be expanded into deliveries. Queue messages name these rows; the rows are the truth. */
import { and, asc, eq, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { GroupDatabase } from './database.ts';
import { outbox } from './schema/group.ts';

export type OutboxRow = typeof outbox.$inferSelect;
export type NewOutboxRow = Pick<
  OutboxRow,
  'eventId' | 'restaurantId' | 'serviceDate' | 'seq' | 'type' | 'reservationId' | 'body' | 'createdAt'
>;

/** Those of the given events that nobody has expanded yet. At most 100 ids, D1's number of parameters. */
export async function unexpandedOutbox(database: GroupDatabase, eventIds: readonly string[]): Promise<OutboxRow[]> {
  return database
    .select()
    .from(outbox)
    .where(and(inArray(outbox.eventId, [...eventIds]), isNull(outbox.expandedAt)))
    .orderBy(asc(outbox.createdAt), asc(outbox.seq));
}

/** Events whose wake-up was lost: unexpanded, and written before `before`. Oldest first. */
export async function overdueOutbox(database: GroupDatabase, before: number, limit: number): Promise<OutboxRow[]> {
  return database
    .select()
    .from(outbox)
    .where(and(isNull(outbox.expandedAt), lt(outbox.createdAt, before)))
    .orderBy(asc(outbox.createdAt), asc(outbox.seq))
    .limit(limit);
}

export async function markExpanded(database: GroupDatabase, eventId: string, at: number): Promise<void> {
  await database.update(outbox).set({ expandedAt: at }).where(eq(outbox.eventId, eventId));
}

/** An expansion failed; how often is told by `attempts`. */
export async function countAttempt(database: GroupDatabase, eventId: string): Promise<void> {
  await database
    .update(outbox)
    .set({ attempts: sql`${outbox.attempts} + 1` })
    .where(eq(outbox.eventId, eventId));
}
