/** Dates in brief, by channel and party size: what calendars and searches across dates and restaurants read. */
import { and, asc, eq, gte, inArray, lte, sql } from 'drizzle-orm';
import type { SalesChannel } from '../domain/seating/problem.ts';
import type { GroupDatabase } from './database.ts';
import { rowsFromJson, takeExcluded } from './json-rows.ts';
import { digests } from './schema/group.ts';

export type DigestRow = typeof digests.$inferSelect;

/** Writes digests; one made from an older configuration, or earlier in the same day's ledger, never replaces a newer one. */
export async function putDigests(database: GroupDatabase, rows: readonly DigestRow[]): Promise<void> {
  if (rows.length === 0) return;
  const key = ['restaurantId', 'serviceDate', 'channel'];
  await database
    .insert(digests)
    .select(rowsFromJson(digests, rows))
    .onConflictDoUpdate({
      target: [digests.restaurantId, digests.serviceDate, digests.channel],
      set: takeExcluded(digests, key),
      setWhere: sql`(excluded.configuration_version, excluded.seq) > (digests.configuration_version, digests.seq)`,
    });
}

/** A restaurant's dates from `from` to `to`, both included, in order. */
export async function digestsBetween(
  database: GroupDatabase,
  restaurantId: number,
  channel: SalesChannel,
  from: string,
  to: string,
): Promise<DigestRow[]> {
  return database
    .select()
    .from(digests)
    .where(
      and(
        eq(digests.restaurantId, restaurantId),
        eq(digests.channel, channel),
        gte(digests.serviceDate, from),
        lte(digests.serviceDate, to),
      ),
    )
    .orderBy(asc(digests.serviceDate));
}

/** One date of many restaurants; at most 90 at once, for D1's number of parameters. */
export async function digestsOn(
  database: GroupDatabase,
  restaurantIds: readonly number[],
  channel: SalesChannel,
  date: string,
): Promise<DigestRow[]> {
  return database
    .select()
    .from(digests)
    .where(
      and(
        inArray(digests.restaurantId, [...restaurantIds]),
        eq(digests.serviceDate, date),
        eq(digests.channel, channel),
      ),
    );
}
