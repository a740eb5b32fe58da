/** Events that wait to be expanded into deliveries. Queue messages name these rows; the rows are the truth. */
import { and, asc, eq, getTableColumns, inArray, isNull, lt, sql } from 'drizzle-orm';
import type { GroupDatabase } from './database.ts';
import { outbox } from './schema/group.ts';

type StoredRow = typeof outbox.$inferSelect;
/** `body` as the JSON text it is: one that cannot be read must fail alone, not the list it stands in. */
export type OutboxRow = Omit<StoredRow, 'body'> & { readonly body: string };
export type NewOutboxRow = Pick<
  StoredRow,
  'eventId' | 'restaurantId' | 'serviceDate' | 'seq' | 'type' | 'reservationId' | 'body' | 'createdAt'
> &
  Partial<Pick<StoredRow, 'waitlistId'>>;

const columns = { ...getTableColumns(outbox), body: sql<string>`${outbox.body}` };

/** Those of the given events that nobody has expanded yet. At most 100 ids, D1's number of parameters. */
export async function unexpandedOutbox(database: GroupDatabase, eventIds: readonly string[]): Promise<OutboxRow[]> {
  return database
    .select(columns)
    .from(outbox)
    .where(and(inArray(outbox.eventId, [...eventIds]), isNull(outbox.expandedAt)))
    .orderBy(asc(outbox.createdAt), asc(outbox.seq));
}

interface Overdue {
  /** Epoch milliseconds of the system's clock, as the rows' own. */
  readonly now: number;
  /** Doubles with every failed attempt, so that what never works is asked for ever more rarely. */
  readonly overdueMs: number;
  /** After so many failures a row is left for people to look at. */
  readonly attemptsMax: number;
  readonly limit: number;
}

/** Events whose wake-up was lost or whose expansion failed: those never tried first, then the oldest. */
export async function overdueOutbox(
  database: GroupDatabase,
  { now, overdueMs, attemptsMax, limit }: Overdue,
): Promise<OutboxRow[]> {
  const { attempts, createdAt, expandedAt, seq } = outbox;
  return database
    .select(columns)
    .from(outbox)
    .where(
      and(
        isNull(expandedAt),
        lt(attempts, attemptsMax),
        sql`${createdAt} < ${now} - ${overdueMs} * (1 << ${attempts})`,
      ),
    )
    .orderBy(asc(attempts), asc(createdAt), asc(seq))
    .limit(limit);
}

/** An expansion failed; how often is told by `attempts`. */
export async function countAttempt(database: GroupDatabase, eventId: string): Promise<void> {
  await database
    .update(outbox)
    .set({ attempts: sql`${outbox.attempts} + 1` })
    .where(eq(outbox.eventId, eventId));
}
