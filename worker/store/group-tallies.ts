/** Dates in numbers, from the projections: many restaurants in one query. */
import { sql } from 'drizzle-orm';
import type { GroupDatabase } from './database.ts';

export interface DateAsked {
  readonly restaurantId: number;
  readonly date: string;
}

/** The same as `Tally` of a date's object, as far as D1 knows. */
export interface TallyRow {
  readonly restaurantId: number;
  readonly coversBooked: number;
  readonly coversSeated: number;
  readonly coversExpected: number;
  readonly coversWalkIn: number;
  readonly partiesWaiting: number;
  readonly noShows: number;
  readonly cancellations: number;
}

/** By restaurant, each of those asked about; where nothing is known, noughts. */
export async function talliesOf(
  database: GroupDatabase,
  dates: readonly DateAsked[],
): Promise<ReadonlyMap<number, TallyRow>> {
  if (dates.length === 0) return new Map();
  const expected = sql`r.status IN ('pending', 'confirmed')`;
  const covers = (condition: ReturnType<typeof sql>) => sql`sum(CASE WHEN ${condition} THEN r.party_size ELSE 0 END)`;
  const parties = (condition: ReturnType<typeof sql>) => sql`count(CASE WHEN ${condition} THEN 1 END)`;
  const rows = await database.all<TallyRow>(sql`
    SELECT asked.value ->> '$.restaurantId' AS restaurantId,
      ${covers(sql`r.source NOT IN ('walk_in', 'waitlist') AND r.status <> 'cancelled'`)} AS coversBooked,
      ${covers(sql`r.status = 'seated'`)} AS coversSeated,
      ${covers(expected)} AS coversExpected,
      ${covers(sql`r.source IN ('walk_in', 'waitlist') AND r.status <> 'cancelled'`)} AS coversWalkIn,
      ${parties(sql`${expected} AND r.arrived_at IS NOT NULL`)}
        + (SELECT count(*) FROM waitlist_entries w WHERE w.restaurant_id = asked.value ->> '$.restaurantId'
            AND w.service_date = asked.value ->> '$.date' AND w.status IN ('waiting', 'called')) AS partiesWaiting,
      ${parties(sql`r.status = 'no_show'`)} AS noShows,
      ${parties(sql`r.status = 'cancelled'`)} AS cancellations
    FROM json_each(${JSON.stringify(dates)}) asked
    LEFT JOIN reservations r ON r.restaurant_id = asked.value ->> '$.restaurantId'
      AND r.service_date = asked.value ->> '$.date'
    GROUP BY asked.key`);
  return new Map(rows.map((row) => [row.restaurantId, row]));
}

export interface PaceRow {
  readonly restaurantId: number;
  /** Covers that stood in the book at the instant asked for. */
  readonly coversThen: number;
  readonly covers: number;
}

/**
 * What was booked for dates, walk-ins apart: at `asOf` (epoch milliseconds) and in the end. A booking that was cancelled
 * later still stood in the book then.
 */
export async function paceOf(
  database: GroupDatabase,
  dates: readonly (DateAsked & { readonly asOf: number })[],
): Promise<ReadonlyMap<number, PaceRow>> {
  if (dates.length === 0) return new Map();
  const rows = await database.all<PaceRow>(sql`
    SELECT r.restaurant_id AS restaurantId,
      sum(CASE WHEN r.created_at <= asked.value ->> '$.asOf'
        AND (r.status <> 'cancelled' OR r.updated_at > asked.value ->> '$.asOf') THEN r.party_size ELSE 0 END)
        AS coversThen,
      sum(CASE WHEN r.status <> 'cancelled' THEN r.party_size ELSE 0 END) AS covers
    FROM json_each(${JSON.stringify(dates)}) asked
    JOIN reservations r ON r.restaurant_id = asked.value ->> '$.restaurantId'
      AND r.service_date = asked.value ->> '$.date'
    WHERE r.source NOT IN ('walk_in', 'waitlist')
    GROUP BY r.restaurant_id`);
  return new Map(rows.map((row) => [row.restaurantId, row]));
}
